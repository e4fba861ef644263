"""Comments of a consultation: what everybody may read, what moderators read, what its writer is told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.awards import Proposal
from emulation.models.cycles import Cycle
from emulation.models.disclosures import Disclosure, DisclosureComment
from emulation.queries.rows import find_as, rows_as
from emulation.vocabulary.desk import Consultation
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.states import CommentState, DisclosureState


@dataclass(frozen=True)
class PublicComment:
    """A comment that is shown; `full_name` is empty unless its writer wished to be named."""

    id: int
    full_name: str
    nominee: str | None
    content: str
    received_at: datetime
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True)
class ModeratedComment:
    """A comment with all that its moderators need; nobody else gets this row."""

    id: int
    version: int
    state: CommentState
    full_name: str
    contact: str
    wants_name_shown: bool
    nominee: str | None
    content: str
    received_at: datetime
    moderation_reason: str
    moderated_by: str | None
    moderated_at: datetime | None
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True)
class OwnComment:
    """What its writer is told about a comment."""

    title: str
    content: str
    received_at: datetime
    state: CommentState
    moderation_reason: str
    answer: str
    answered_at: datetime | None


def public_comments(session: Session, disclosure_id: int) -> list[PublicComment]:
    """The comments that are shown, the oldest first, without contact data and without unwished names."""
    row = DisclosureComment
    statement = (
        select(row.id, case((row.wants_name_shown, row.full_name), else_=""), Proposal.nominee)
        .add_columns(row.content, row.received_at, row.answer, row.answered_at)
        .outerjoin(Proposal, Proposal.id == row.proposal_id)
        .where(row.disclosure_id == disclosure_id, row.state.in_([CommentState.SHOWN, CommentState.ANSWERED]))
        .order_by(row.received_at, row.id)
    )
    return rows_as(session, PublicComment, statement)


def moderated_comments(session: Session, disclosure_id: int) -> list[ModeratedComment]:
    """All comments of a consultation: those that wait first, then shown ones without an answer, then the rest."""
    row = DisclosureComment
    urgency = case((row.state == CommentState.PENDING, 0), (row.state == CommentState.SHOWN, 1), else_=2)
    statement = (
        select(row.id, row.version, row.state, row.full_name, row.contact, row.wants_name_shown)
        .add_columns(Proposal.nominee, row.content, row.received_at, row.moderation_reason)
        .add_columns(User.full_name, row.moderated_at, row.answer, row.answered_at)
        .outerjoin(Proposal, Proposal.id == row.proposal_id)
        .outerjoin(User, User.id == row.moderated_by_id)
        .where(row.disclosure_id == disclosure_id)
        .order_by(urgency, row.received_at, row.id)
    )
    return rows_as(session, ModeratedComment, statement)


def find_own(session: Session, cycle_id: int, code_hash: str) -> OwnComment | None:
    """The comment of the year behind a code, or None."""
    row = DisclosureComment
    statement = (
        select(Disclosure.title, row.content, row.received_at, row.state)
        .add_columns(row.moderation_reason, row.answer, row.answered_at)
        .join(Disclosure, Disclosure.id == row.disclosure_id)
        .where(row.code_hash == code_hash, Disclosure.cycle_id == cycle_id)
    )
    return find_as(session, OwnComment, statement)


def get_comment(session: Session, disclosure_id: int, comment_id: int) -> DisclosureComment:
    """The record, for a service; raises NotFound."""
    row = session.get(DisclosureComment, comment_id)
    if row is None or row.disclosure_id != disclosure_id:
        raise NotFound()
    return row


def comments_to_forget(session: Session, before: datetime) -> list[DisclosureComment]:
    """Comments whose consultation was reported before a moment and that still hold what nobody needs any more."""
    row = DisclosureComment
    holds = (row.contact != "") | ((row.full_name != "") & row.wants_name_shown.is_(False))
    statement = (
        select(row)
        .join(Disclosure, Disclosure.id == row.disclosure_id)
        .where(Disclosure.reported_at < before, holds)
        .order_by(row.disclosure_id, row.id)
    )
    return list(session.scalars(statement))


def open_consultations(session: Session, cycle_ids: Collection[int], today: date) -> list[Consultation]:
    """What waits in the consultations of these years that are open or closed, for the lists of work."""
    row, comment = Disclosure, DisclosureComment
    waiting = select(func.count(comment.id)).where(comment.disclosure_id == row.id)
    statement = (
        select(row.id, row.cycle_id, Cycle.year, row.title, row.state, row.closes_on)
        .add_columns(
            waiting.where(comment.state == CommentState.PENDING).correlate(row).scalar_subquery(),
            waiting.where(comment.state == CommentState.SHOWN).correlate(row).scalar_subquery(),
        )
        .join(Cycle, Cycle.id == row.cycle_id)
        .where(
            row.cycle_id.in_(cycle_ids),
            row.state.not_in([DisclosureState.DRAFT, DisclosureState.REPORTED]),
            row.opens_on <= today,
        )
        .order_by(row.closes_on, row.id)
    )
    return rows_as(session, Consultation, statement) if cycle_ids else []
