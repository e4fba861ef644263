"""What recording a vote round needs: the proposals it may count, the rounds that stand, the records themselves."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from emulation.models.awards import AwardForm, Proposal
from emulation.models.clusters import Member
from emulation.models.polls import Poll, PollCount
from emulation.queries.award_forms import WithForm
from emulation.queries.rows import rows_as
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.states import ProposalState


@dataclass(frozen=True)
class Candidate(WithForm):
    """A proposal of the year that a round may count."""

    id: int
    state: ProposalState
    nominee: str
    member_id: int
    name_vi: str
    name_en: str
    form_code: str
    form_vi: str
    form_en: str


def candidates(
    session: Session,
    cycle_id: int,
    states: Collection[ProposalState],
    member_id: int | None,
    counted: Collection[int] = (),
) -> list[Candidate]:
    """The proposals of a year in these states, of one member or of all, and those counted already, by form."""
    row = Proposal
    statement = (
        select(
            row.id,
            row.state,
            row.nominee,
            Member.id,
            Member.name_vi,
            Member.name_en,
            AwardForm.code,
            AwardForm.name_vi,
            AwardForm.name_en,
        )
        .join(Member, Member.id == row.member_id)
        .join(AwardForm, AwardForm.id == row.award_form_id)
        .where(row.cycle_id == cycle_id, or_(row.state.in_(states), row.id.in_(counted)))
        .order_by(AwardForm.position, Member.protocol_order, Member.sort_key, row.id)
    )
    if member_id is not None:
        statement = statement.where(row.member_id == member_id)
    return rows_as(session, Candidate, statement)


def rounds_on(
    session: Session,
    cycle_id: int,
    body: PollBody,
    member_id: int | None,
    held_on: date,
    but: int | None = None,
) -> set[int]:
    """The numbers of the rounds that a body recorded for a day, without the poll `but`."""
    statement = select(Poll.id, Poll.round).where(
        Poll.cycle_id == cycle_id,
        Poll.body == body,
        Poll.held_on == held_on,
        Poll.member_id.is_(None) if member_id is None else Poll.member_id == member_id,
    )
    return {number for key, number in session.execute(statement) if key != but}


def get_poll(session: Session, cycle_id: int, poll_id: int) -> Poll:
    """The record, for a service; raises NotFound."""
    poll = session.scalars(select(Poll).where(Poll.cycle_id == cycle_id, Poll.id == poll_id)).one_or_none()
    if poll is None:
        raise NotFound()
    return poll


def counts_of(session: Session, poll_id: int) -> dict[int, PollCount]:
    """Proposal → the record of its count in a round, for a service."""
    statement = select(PollCount).where(PollCount.poll_id == poll_id).order_by(PollCount.id)
    return {row.proposal_id: row for row in session.scalars(statement)}


def proposals_by_id(session: Session, cycle_id: int, ids: Collection[int]) -> dict[int, Proposal]:
    """The records of proposals of a year, for a service."""
    statement = select(Proposal).where(Proposal.cycle_id == cycle_id, Proposal.id.in_(ids))
    return {row.id: row for row in session.scalars(statement)}
