"""What the chair sees of last year beside a pledge."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.pledges import Pledge, PledgeTarget
from emulation.queries.pledges import targets_of
from emulation.rules.reviews import Ambition
from emulation.services import reviews
from emulation.services.pledges import TargetDraft
from emulation.services.reviews import Difference
from emulation.vocabulary.kinds import Operator, Period
from emulation.vocabulary.states import Phase, PledgeState
from tests.factories import pledges as made
from tests.factories import results as figures
from tests.factories.world import World
from tests.support.ground import laid


@pytest.fixture(autouse=True)
def _last_year(session: Session, world: World) -> None:
    """In 2024 Hà Nội promised growth of 7 and a poverty of at most 0.5, and reached 7.4 and 0.6."""
    cycle = Cycle(cluster_id=world.cluster_id, year=2024, phase=Phase.CONFERENCE, opened_at=world.now)
    session.add(cycle)
    laid(session)
    pledge = Pledge(
        cycle_id=cycle.id,
        member_id=world.members["HN"],
        state=PledgeState.SIGNED,
        entered_at=datetime(2024, 2, 1, tzinfo=UTC),
    )
    session.add(pledge)
    laid(session)
    growth = {"indicator_id": world.indicators["GRDP_GROWTH"], "position": 1, "low": Decimal(7)}
    poverty = {"indicator_id": world.indicators["POVERTY_RATE"], "position": 2, "high": Decimal("0.5")}
    session.add(PledgeTarget(pledge_id=pledge.id, **growth))
    session.add(PledgeTarget(pledge_id=pledge.id, operator=Operator.LE, **poverty))
    laid(session)
    figures.figure(session, world, "7.4", 2024)
    figures.figure(session, world, "9", 2024, period=Period.MID_YEAR)
    figures.figure(session, world, "0.6", 2024, indicator_id=world.indicators["POVERTY_RATE"])


def found(session: Session, world: World, targets: list[TargetDraft]) -> list[Difference]:
    pledge = made.draft(session, world, targets=targets)
    return reviews.differences(
        session,
        cluster_id=world.cluster_id,
        year=2025,
        member_id=world.members["HN"],
        targets=targets_of(session, pledge.id),
    )


def test_each_target_stands_beside_last_years_plan_and_result(session: Session, world: World) -> None:
    """Growth 7.2: above the plan of 7, below the result of 7.4. A part-year figure is no result of the year."""
    poverty = TargetDraft(
        world.indicators["POVERTY_RATE"], operator=Operator.LE, high=Decimal("0.55"), source="NQ 2"
    )
    growth, poor = found(session, world, [made.growth(world, "7.2"), poverty])
    assert (growth.beside_plan, growth.beside_result) == (Ambition.MORE, Ambition.LESS)
    assert growth.result is not None and growth.result.value == Decimal("7.4")
    assert (poor.beside_plan, poor.beside_result) == (Ambition.LESS, Ambition.MORE)


def test_what_is_new_and_what_is_gone(session: Session, world: World) -> None:
    revenue = TargetDraft(world.indicators["BUDGET_REVENUE"], low=Decimal(1000), source="NQ 2")
    new, growth, poor = found(session, world, [revenue])
    assert (new.row.code, new.before, new.beside_plan) == ("BUDGET_REVENUE", None, None)
    assert [(one.row.code, one.target) for one in (growth, poor)] == [
        ("GRDP_GROWTH", None),
        ("POVERTY_RATE", None),
    ]


def test_what_is_not_assigned_asks_for_nothing(session: Session, world: World) -> None:
    free = made.growth(world, not_assigned=True, not_assigned_reason="Không giao")
    first, *_rest = found(session, world, [free])
    assert (first.beside_plan, first.beside_result) == (None, None)
