"""A published ranking down to the criterion: from published sheets alone, and it adds up to what was frozen."""

from decimal import Decimal

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.rankings import RankingRow, YearRanking
from emulation.models.scoring import ScoreSheet
from emulation.queries.places import YearPlace
from emulation.services import breakdown
from emulation.services.breakdown import Breakdown
from emulation.vocabulary.states import Phase, RankingState, SheetState
from tests.factories import explained as made
from tests.factories import rankings, scores
from tests.factories.world import World
from tests.support import freezing

D = Decimal


def of_year(session: Session, world: World, number: int | None = None) -> Breakdown | None:
    cycle = session.scalars(
        select(Cycle).where(Cycle.year == (number or world.year), Cycle.cluster_id == world.cluster_id)
    ).one()
    state = session.scalar(select(YearRanking.state).where(YearRanking.cycle_id == cycle.id))
    year = YearPlace(cycle.id, cycle.year, cycle.phase, cycle.provenance, state)
    return breakdown.of_year(session, cluster_id=world.cluster_id, year=year)


def test_points_of_all_members_with_sums_that_add_up(session: Session, world: World) -> None:
    made.published(session, world)
    found = of_year(session, world)
    assert found is not None
    assert [row.code for row in found.members] == ["HN", "HCM", "HP", "DN", "CT"]
    first = found.groups[0]
    assert [row.node.code for row in first.rows] == ["I.01", "I.02"]
    assert [str(cell.value) for cell in first.rows[0].cells] == ["64.75", "64.75", "65.50", "64.75", "64.75"]
    lead = first.rows[0].lead
    assert lead is not None
    assert (lead.leaders, str(lead.gap)) == ((world.members["HP"],), "0.75")
    assert [str(cell.value) for cell in first.sums.cells] == ["102.75", "101.25", "95.50", "96.75", "84.75"]
    assert [row.node.code for row in found.extras] == ["B", "P"]
    hp = found.totals[world.members["HP"]]
    # 95,50 + 50 + 20 = 165,50; one flag +6, one returned dossier −1,50
    assert (str(hp.raw), str(hp.bonus), str(hp.penalty), str(hp.total)) == (
        "165.50",
        "6.00",
        "-1.50",
        "170.00",
    )
    assert found.disagreeing == []
    assert not found.is_scaled


def test_a_total_that_was_frozen_otherwise_is_named(session: Session, world: World) -> None:
    made.reviewed(session, world)
    scores.freeze(session, world)
    session.execute(
        update(RankingRow).where(RankingRow.member_id == world.members["CT"]).values(total=D(900))
    )
    session.execute(update(YearRanking).values(state=RankingState.PUBLISHED))
    session.execute(update(ScoreSheet).values(state=SheetState.PUBLISHED))
    found = of_year(session, world)
    assert found is not None
    assert [row.code for row in found.disagreeing] == ["CT"]


def test_what_was_not_assigned_is_a_word_and_the_sum_is_scaled(session: Session, world: World) -> None:
    """HP without I.02 (40 of 190): (65,50 + 50 + 20) × 190/150 = 171,6333… → 171,63."""
    ids = made.reviewed(session, world)
    line = next(one for one in scores.sheet_of(session, world, "HP").lines if one.criterion_id == ids["I.02"])
    line.not_assigned = True
    session.flush()
    scores.freeze(session, world)
    freezing.finalise(session, world)
    scores.cycle_of(session, world, Phase.CONFERENCE)
    freezing.publish(session, world)
    found = of_year(session, world)
    assert found is not None
    place = [row.code for row in found.members].index("HP")
    cell = found.groups[0].rows[1].cells[place]
    assert (cell.value, cell.not_assigned) == (None, True)
    total = found.totals[world.members["HP"]]
    assert (str(total.raw), total.base, total.full, str(total.scaled)) == ("135.50", D(150), D(190), "171.63")
    assert found.is_scaled
    assert found.disagreeing == []


@pytest.mark.parametrize("frozen", [False, True])
def test_nothing_before_publication(session: Session, world: World, frozen: bool) -> None:
    """Held twice: the year is asked, and only published rankings are read; red when both are gone."""
    made.reviewed(session, world)
    if frozen:
        scores.freeze(session, world)
        freezing.finalise(session, world)
    assert of_year(session, world) is None


def test_a_ranking_without_sheets_has_members_and_no_groups(session: Session, world: World) -> None:
    rankings.ranking(session, world, 2012, {"HN": (1, "900"), "HCM": (2, None)})
    found = of_year(session, world, 2012)
    assert found is not None
    assert (found.groups, found.extras, found.disagreeing) == ([], [], [])
    assert [row.code for row in found.members] == ["HN", "HCM"]


def test_every_published_year_of_the_demo_adds_up(running: Session) -> None:
    checked = 0
    for cycle in running.scalars(select(Cycle).join(YearRanking, YearRanking.cycle_id == Cycle.id)).all():
        year = YearPlace(cycle.id, cycle.year, cycle.phase, cycle.provenance, RankingState.PUBLISHED)
        found = breakdown.of_year(running, cluster_id=cycle.cluster_id, year=year)
        if found is None or not found.groups:
            continue
        assert found.disagreeing == []
        for place, row in enumerate(found.members):
            sums = [group.sums.cells[place].value or D(0) for group in found.groups]
            extras = [one.cells[place].value or D(0) for one in found.extras]
            assert sum(sums) + sum(extras) == row.total, (cycle.year, row.code)
            for group in found.groups:
                parts = [one.cells[place].value or D(0) for one in group.rows if not one.is_sum]
                assert sum(parts) == group.sums.cells[place].value
            checked += 1
    assert checked >= 20
