"""Consultations, their nominees and comments: for everybody, for those who moderate, and records for services."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from emulation.models.awards import AwardForm, Proposal
from emulation.models.clusters import Member
from emulation.models.cycles import Cycle
from emulation.models.disclosures import Disclosure, DisclosureComment, DisclosureNominee
from emulation.queries.award_forms import WithForm
from emulation.queries.rows import find_as, rows_as
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.states import CommentState, DisclosureState, ProposalState


@dataclass(frozen=True)
class DisclosureRow:
    """A consultation with its year, and how many proposals it names."""

    id: int
    version: int
    cycle_id: int
    year: int
    title: str
    introduction: str
    state: DisclosureState
    opens_on: date
    working_days: int
    closes_on: date
    announced_at: str
    summary: str
    reported_at: datetime | None
    nominees: int


@dataclass(frozen=True)
class NomineeRow(WithForm):
    """A proposal of a consultation, as everybody reads it."""

    proposal_id: int
    member_id: int
    member_code: str
    name_vi: str
    name_en: str
    form_code: str
    form_vi: str
    form_en: str
    nominee: str
    nominee_post: str
    merit: str
    state: ProposalState
    planned_on: date | None


def _rows() -> Select[*tuple[object, ...]]:
    """The columns of a DisclosureRow, in the order of its fields."""
    row = Disclosure
    named = select(func.count(DisclosureNominee.id)).where(DisclosureNominee.disclosure_id == row.id)
    statement: Select[*tuple[object, ...]] = (
        select(row.id, row.version, row.cycle_id, Cycle.year, row.title, row.introduction, row.state)
        .add_columns(row.opens_on, row.working_days, row.closes_on, row.announced_at, row.summary)
        .add_columns(row.reported_at, named.correlate(row).scalar_subquery())
        .join(Cycle, Cycle.id == row.cycle_id)
    )
    return statement


def disclosures_of(session: Session, cycle_id: int, *, with_drafts: bool) -> list[DisclosureRow]:
    """The consultations of a year, the newest first; drafts only for those who prepare them."""
    statement = _rows().where(Disclosure.cycle_id == cycle_id)
    if not with_drafts:
        statement = statement.where(Disclosure.state != DisclosureState.DRAFT)
    return rows_as(
        session, DisclosureRow, statement.order_by(Disclosure.opens_on.desc(), Disclosure.id.desc())
    )


def running_in(session: Session, cluster_id: int, today: date) -> list[DisclosureRow]:
    """The consultations of a cluster that receive comments on this day, the soonest to end first."""
    statement = _rows().where(
        Cycle.cluster_id == cluster_id,
        Disclosure.state == DisclosureState.OPEN,
        Disclosure.opens_on <= today,
        Disclosure.closes_on >= today,
    )
    return rows_as(session, DisclosureRow, statement.order_by(Disclosure.closes_on, Disclosure.id))


def get_row(session: Session, cycle_id: int, disclosure_id: int) -> DisclosureRow:
    """One consultation of the year; raises NotFound."""
    statement = _rows().where(Disclosure.cycle_id == cycle_id, Disclosure.id == disclosure_id)
    row = find_as(session, DisclosureRow, statement)
    if row is None:
        raise NotFound()
    return row


def get_disclosure(session: Session, cycle_id: int, disclosure_id: int) -> Disclosure:
    """The record, for a service; raises NotFound."""
    row = session.get(Disclosure, disclosure_id)
    if row is None or row.cycle_id != cycle_id:
        raise NotFound()
    return row


def find_newest_of(session: Session, proposal_id: int) -> Disclosure | None:
    """The newest consultation about a proposal that was opened; an earlier one is of an earlier round."""
    statement = (
        select(Disclosure)
        .join(DisclosureNominee, DisclosureNominee.disclosure_id == Disclosure.id)
        .where(DisclosureNominee.proposal_id == proposal_id, Disclosure.state != DisclosureState.DRAFT)
        .order_by(Disclosure.id.desc())
        .limit(1)
    )
    return session.scalars(statement).one_or_none()


def nominees_of(session: Session, disclosure_ids: Collection[int]) -> dict[int, list[NomineeRow]]:
    """Consultation → its proposals, by award form and in protocol order of the members."""
    statement = (
        _nominees()
        .add_columns(DisclosureNominee.disclosure_id)
        .join(DisclosureNominee, DisclosureNominee.proposal_id == Proposal.id)
        .where(DisclosureNominee.disclosure_id.in_(disclosure_ids))
    )
    found: dict[int, list[NomineeRow]] = {}
    for *columns, disclosure_id in session.execute(statement):
        found.setdefault(disclosure_id, []).append(NomineeRow(*columns))
    return found


def candidates_of(session: Session, cycle_id: int) -> list[NomineeRow]:
    """The proposals of a year that passed the cluster's vote and wait for their consultation."""
    statement = _nominees().where(Proposal.cycle_id == cycle_id, Proposal.state == ProposalState.VOTED)
    return rows_as(session, NomineeRow, statement)


def _nominees() -> Select[*tuple[object, ...]]:
    row, form = Proposal, AwardForm
    statement: Select[*tuple[object, ...]] = (
        select(row.id, row.member_id, Member.code, Member.name_vi, Member.name_en)
        .add_columns(form.code, form.name_vi, form.name_en)
        .add_columns(row.nominee, row.nominee_post, row.merit, row.state, row.planned_on)
        .select_from(row)
        .join(Member, Member.id == row.member_id)
        .join(form, form.id == row.award_form_id)
        .order_by(form.position, Member.protocol_order, Member.sort_key, row.id)
    )
    return statement


def proposals_of(session: Session, disclosure_id: int) -> list[Proposal]:
    """The records of the proposals of a consultation, for a service."""
    statement = (
        select(Proposal)
        .join(DisclosureNominee, DisclosureNominee.proposal_id == Proposal.id)
        .where(DisclosureNominee.disclosure_id == disclosure_id)
        .order_by(Proposal.id)
    )
    return list(session.scalars(statement))


def nominee_records(session: Session, disclosure_id: int) -> list[DisclosureNominee]:
    """Which proposals a consultation names, as records, for a service."""
    statement = select(DisclosureNominee).where(DisclosureNominee.disclosure_id == disclosure_id)
    return list(session.scalars(statement.order_by(DisclosureNominee.id)))


def states_of(session: Session, disclosure_id: int) -> list[CommentState]:
    """The state of every comment of a consultation."""
    statement = select(DisclosureComment.state).where(DisclosureComment.disclosure_id == disclosure_id)
    return list(session.scalars(statement.order_by(DisclosureComment.id)))
