"""Twenty proposals at one quota, in real threads, on both databases (acceptance 5)."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.models.awards import Proposal
from emulation.models.rankings import YearRanking
from emulation.queries.proposals import get_proposal
from emulation.services import proposals, rulebook
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.states import ProposalState
from tests.factories import awards as made
from tests.factories.world import World
from tests.support.ground import laid
from tests.support.races import committed, race

RIVALS = 20


@pytest.fixture
def waiting(world: World) -> list[int]:
    """Twenty submitted proposals for the flag, four of each of the five members; the quota is two."""
    with world.database.writing() as session, unit_of_work(session):
        cycle = made.ground(session, world)
        rulebook.load(session, actor=made.actor_system(world), now=world.now)
        assert session.scalars(select(YearRanking)).one().member_count == 5
        form = made.form_id(session)
        rows = [
            Proposal(
                cycle_id=cycle.id,
                member_id=member_id,
                award_form_id=form,
                nominee=f"Đơn vị {number}",
                state=ProposalState.SUBMITTED,
                entered_at=world.now,
            )
            for number in range(RIVALS // len(world.members))
            for member_id in world.members.values()
        ]
        session.add_all(rows)
        laid(session)
        for row in rows:
            made.voted(session, world, row)
        return [row.id for row in rows]


def passing(world: World, proposal_id: int) -> Callable[[], Any]:
    def work(session: Session) -> int:
        row = get_proposal(session, proposal_id)
        proposals.move(
            session,
            actor=world.actor(session, made.SECRETARY),
            now=world.now,
            proposal=row,
            version=row.version,
            step=ProposalMove.PASS_VOTE,
        )
        return row.id

    return committed(world.database, work)


def test_of_twenty_proposals_at_once_exactly_two_pass(world: World, waiting: list[int]) -> None:
    """Red when hold_cluster is removed from check_move (on PostgreSQL): each counts before the others have passed."""
    ends = race([passing(world, key) for key in waiting])
    refused = [str(end) for end in ends if isinstance(end, DomainError)]
    assert len(refused) == RIVALS - 2, ends
    assert all("Đã có 2 đề nghị được bỏ phiếu thông qua trên 2" in words for words in refused), refused
    with world.database.reading() as session:
        held = select(func.count(Proposal.id)).where(Proposal.state == ProposalState.VOTED)
        assert session.scalar(held) == 2
