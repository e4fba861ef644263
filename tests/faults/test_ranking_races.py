"""Two people at the same moment at one ranking or one explanation: real threads, on both databases."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.models.audit import AuditEvent
from emulation.models.rankings import RankingCorrection
from emulation.models.scoring import ScoreLine
from emulation.queries.explanations import get_explanation
from emulation.queries.scores import find_ranking
from emulation.services import corrections
from emulation.vocabulary.errors import DomainError, Stale
from emulation.vocabulary.states import Phase
from tests.factories import explanations as made_explanations
from tests.factories import scores as made
from tests.factories.world import World
from tests.support.freezing import approve, finalise, name, publish
from tests.support.races import committed, race

LEADERS = ("leader.hn", "leader.hcm")


@pytest.fixture
def frozen(world: World) -> World:
    """A frozen year whose two leaders are named."""
    with world.database.writing() as session, unit_of_work(session):
        made.all_reviewed(session, world)
        made.freeze(session, world)
        name(session, world, *LEADERS)
    return world


def doing(world: World, work: Callable[[Session], Any]) -> Callable[[], Any]:
    return committed(world.database, work)


def approving(world: World, who: str) -> Callable[[], Any]:
    return doing(world, lambda session: approve(session, world, who).id)


def events(world: World, verb: str) -> int:
    with world.database.reading() as session:
        return len(session.scalars(select(AuditEvent.id).where(AuditEvent.verb == verb)).all())


def test_two_last_approvers_at_once_finalise_once(frozen: World) -> None:
    """Red when hold_cluster is removed from `approve` (on PostgreSQL): neither sees the other's approval."""
    ends = race([approving(frozen, who) for who in LEADERS])
    assert not [end for end in ends if isinstance(end, DomainError)], ends
    assert (events(frozen, "ranking.approved"), events(frozen, "ranking.finalised")) == (2, 1)
    with frozen.database.reading() as session:
        ranking = find_ranking(session, frozen.cycle_id)
        assert ranking is not None and ranking.state.value == "finalised"


def test_one_person_approving_in_two_tabs_counts_once(frozen: World) -> None:
    ends = race([approving(frozen, LEADERS[0])] * 2)
    assert len([end for end in ends if isinstance(end, DomainError)]) == 1, ends
    assert (events(frozen, "ranking.approved"), events(frozen, "ranking.finalised")) == (1, 0)


def test_of_two_corrections_at_once_the_second_is_told(world: World) -> None:
    """Red when hold_cluster is removed from `correct` (on PostgreSQL): the constraint answers with other words."""
    with world.database.writing() as session, unit_of_work(session):
        made.all_reviewed(session, world)
        made.freeze(session, world)
        finalise(session, world)
        made.cycle_of(session, world, Phase.AWARDING)
        publish(session, world)

    def correcting(city: str) -> Callable[[], Any]:
        return doing(
            world,
            lambda session: (
                corrections.correct(
                    session,
                    actor=world.actor(session, "secretary.hn"),
                    now=world.now,
                    cycle=made.cycle_of(session, world),
                    edition=1,
                    member_id=None,
                    text="Cộng nhầm",
                    reason="Kiểm tra lại",
                    totals={world.members[city]: Decimal(180)},
                ).id
            ),
        )

    ends = race([correcting(city) for city in ("HP", "CT")])
    (lost,) = [end for end in ends if isinstance(end, DomainError)]
    assert "Vừa có đính chính khác" in lost.message, ends
    with world.database.reading() as session:
        assert [row.edition for row in session.scalars(select(RankingCorrection))] == [2]


def test_of_two_conclusions_at_once_one_stands(world: World) -> None:
    with world.database.writing() as session, unit_of_work(session):
        row = made_explanations.sent(session, world)
        row_id, version, line_id = row.id, row.version, row.line_id

    def settling(points: str) -> Callable[[], Any]:
        def settle(session: Session) -> Decimal | None:
            found = get_explanation(session, world.cycle_id, row_id)
            return made_explanations.settle(
                session, world, found, points=points, version=version
            ).outcome_points

        return doing(world, settle)

    ends = race([settling(points) for points in ("30", "25")])
    lost = [end for end in ends if isinstance(end, DomainError)]
    assert len(lost) == 1 and isinstance(lost[0], Stale), ends
    (kept,) = [end for end in ends if not isinstance(end, DomainError)]
    with world.database.reading() as session:
        assert session.get_one(ScoreLine, line_id).appraised == kept
