"""Twenty proposals at one quota or on one list, in real threads, on both databases (acceptance 5)."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.models.awards import Proposal
from emulation.models.cycles import Cycle
from emulation.models.rankings import YearRanking
from emulation.queries.proposals import get_proposal
from emulation.rules.splits import Choice, Counted
from emulation.services import proposals, rulebook, splits
from emulation.vocabulary.errors import DomainError, Unavailable
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.states import ProposalState
from tests.factories import awards as made
from tests.factories.world import World
from tests.support.ground import laid
from tests.support.races import committed, race

RIVALS = 20
ROUNDS = 5


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


def splitting(world: World, keys: list[int]) -> Callable[[], Any]:
    """Leave all but the first of these out of the list, as it was seen when everybody began."""
    with world.database.reading() as session:
        seen = [(key, get_proposal(session, key).version) for key in keys]
    chosen = {key: Choice(version, key == keys[0], made.REASON) for key, version in seen}

    def work(session: Session) -> Counted:
        return splits.split(
            session,
            actor=world.actor(session, made.SECRETARY),
            now=world.now,
            cycle=session.scalars(select(Cycle).where(Cycle.year == made.YEAR)).one(),
            award_form_id=made.form_id(session),
            state=ProposalState.SUBMITTED,
            choices=chosen,
        )

    return committed(world.database, work)


def withdrawing(world: World, proposal_id: int) -> Callable[[], Any]:
    def work(session: Session) -> int:
        row = get_proposal(session, proposal_id)
        return made.step(session, world, row, ProposalMove.WITHDRAW, votes=False).id

    return committed(world.database, work)


def back_on_the_list(world: World, keys: list[int]) -> None:
    with world.database.writing() as session, unit_of_work(session):
        for key in keys:
            get_proposal(session, key).state = ProposalState.SUBMITTED
        laid(session)


def test_two_who_split_a_list_and_one_who_withdraws_from_it_all_get_an_answer(
    world: World, waiting: list[int]
) -> None:
    """Whoever comes second is told what changed. Red when hold_cluster locks the key of the cluster (PostgreSQL).

    Then the event of the withdrawal, which names the cluster, waits for a split that waits for its proposal.
    """
    for _round in range(ROUNDS):
        works = [splitting(world, waiting), splitting(world, waiting), withdrawing(world, waiting[-1])]
        ends = race(works)
        refused = [end for end in ends if isinstance(end, DomainError)]
        assert len(refused) == 2, ends
        assert not [end for end in refused if isinstance(end, Unavailable)], ends
        back_on_the_list(world, waiting)
