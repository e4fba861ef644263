"""Vote rounds and their counts: rows for pages, records for services, the votes that a proposal stands on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from emulation.models.accounts import User
from emulation.models.awards import AwardForm, Proposal
from emulation.models.clusters import Member
from emulation.models.conferences import Conference
from emulation.models.evidence import StoredFile
from emulation.models.polls import Poll, PollCount
from emulation.queries.award_forms import WithForm
from emulation.queries.rows import find_as, rows_as, seen
from emulation.vocabulary.actor import Scope
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import ConferenceKind, Provenance
from emulation.vocabulary.states import ProposalState


@dataclass(frozen=True)
class PollLine(WithForm):
    """The count of one nominee in one round, with the round's roll. `member_id`: whose nominee it is.

    Numbers that the minutes do not tell are None.
    """

    poll_id: int
    body: PollBody
    council_id: int | None
    held_on: date
    round: int
    members: int
    provenance: Provenance
    proposal_id: int
    state: ProposalState
    nominee: str
    member_id: int
    name_vi: str
    name_en: str
    form_code: str
    form_vi: str
    form_en: str
    received_on: date | None
    planned_on: date | None
    votes_for: int
    against: int | None
    blank: int | None
    invalid: int | None
    present: int | None
    written: int | None
    issued: int | None
    returned: int | None


@dataclass(frozen=True)
class PollPage:
    """A round as its page shows it; `council` is whose council voted, None when the cluster's members did."""

    id: int
    version: int
    body: PollBody
    council_id: int | None
    council_code: str | None
    name_vi: str | None
    name_en: str | None
    held_on: date
    round: int
    members: int
    present: int | None
    written: int | None
    issued: int | None
    returned: int | None
    minutes_number: str
    minutes_on: date | None
    tellers: str
    file_id: int | None
    file_name: str | None
    conference_id: int | None
    conference_kind: ConferenceKind | None
    conference_on: date | None
    entered_by: str | None
    provenance: Provenance
    source: str
    note: str

    @property
    def absent(self) -> int | None:
        """Who was not there."""
        return None if self.present is None else self.members - self.present


def _lines() -> Select[*tuple[Any, ...]]:
    poll, row = Poll, Proposal
    found: Select[*tuple[Any, ...]] = (
        select(
            poll.id,
            poll.body,
            poll.member_id,
            poll.held_on,
            poll.round,
            poll.members,
            poll.provenance,
            row.id,
            row.state,
            row.nominee,
            Member.id,
            Member.name_vi,
            Member.name_en,
            AwardForm.code,
            AwardForm.name_vi,
            AwardForm.name_en,
            row.received_on,
            row.planned_on,
            PollCount.votes_for,
            PollCount.against,
            PollCount.blank,
            PollCount.invalid,
            poll.present,
            poll.written,
            poll.issued,
            poll.returned,
        )
        .join(PollCount, PollCount.poll_id == poll.id)
        .join(row, row.id == PollCount.proposal_id)
        .join(Member, Member.id == row.member_id)
        .join(AwardForm, AwardForm.id == row.award_form_id)
    )
    return found


def votes_of(session: Session, proposal_ids: Collection[int]) -> dict[int, dict[PollBody, PollLine]]:
    """Proposal → body → its count in the latest round, in one statement."""
    statement = _lines().where(Proposal.id.in_(proposal_ids)).order_by(Poll.held_on, Poll.round, Poll.id)
    found: dict[int, dict[PollBody, PollLine]] = {}
    for line in rows_as(session, PollLine, statement):
        found.setdefault(line.proposal_id, {})[line.body] = line
    return found


def lines_of_cycle(
    session: Session, cycle_id: int, cluster_id: int, scope: Scope, poll_id: int | None = None
) -> list[PollLine]:
    """The counts of a year, or of one round, within the reader's scope: the latest first, forms in their order."""
    statement = (
        _lines()
        .where(Poll.cycle_id == cycle_id, seen(scope, cluster_id, Proposal.member_id))
        .order_by(
            Poll.held_on.desc(),
            Poll.round.desc(),
            Poll.id.desc(),
            AwardForm.position,
            Member.protocol_order,
            Member.sort_key,
            Proposal.id,
        )
    )
    if poll_id is not None:
        statement = statement.where(Poll.id == poll_id)
    return rows_as(session, PollLine, statement)


def rounds_of(session: Session, proposal_ids: Collection[int], body: PollBody, but: int) -> list[PollLine]:
    """The counts of these proposals in the other rounds of a body, the earliest first."""
    statement = (
        _lines()
        .where(Proposal.id.in_(proposal_ids), Poll.body == body, Poll.id != but)
        .order_by(Poll.held_on, Poll.round, Poll.id, Proposal.id)
    )
    return rows_as(session, PollLine, statement)


_COUNCIL = aliased(Member)
#: The columns of a PollPage, in the order of its fields.
_PAGE = (
    Poll.id,
    Poll.version,
    Poll.body,
    _COUNCIL.id,
    _COUNCIL.code,
    _COUNCIL.name_vi,
    _COUNCIL.name_en,
    Poll.held_on,
    Poll.round,
    Poll.members,
    Poll.present,
    Poll.written,
    Poll.issued,
    Poll.returned,
    Poll.minutes_number,
    Poll.minutes_on,
    Poll.tellers,
    Poll.file_id,
    StoredFile.name,
    Conference.id,
    Conference.kind,
    Conference.held_on,
    User.full_name,
    Poll.provenance,
    Poll.source,
    Poll.note,
)


def get_poll_page(session: Session, cycle_id: int, poll_id: int) -> PollPage:
    """One round of the year; raises NotFound."""
    statement = (
        select(*_PAGE)
        .outerjoin(_COUNCIL, _COUNCIL.id == Poll.member_id)
        .outerjoin(StoredFile, StoredFile.id == Poll.file_id)
        .outerjoin(Conference, Conference.id == Poll.conference_id)
        .outerjoin(User, User.id == Poll.entered_by_id)
        .where(Poll.cycle_id == cycle_id, Poll.id == poll_id)
    )
    page = find_as(session, PollPage, statement)
    if page is None:
        raise NotFound()
    return page
