"""What a frozen ranking means: firmness and three rankings from the sheets of two years."""

from decimal import Decimal
from fractions import Fraction

from sqlalchemy.orm import Session

from emulation.rules.three_rankings import View
from emulation.services import analysis
from emulation.services.analysis import FROZEN, PUBLISHED, Analysis
from emulation.vocabulary.states import RankingState
from tests.factories import ledgers as made
from tests.factories import rankings
from tests.factories.world import World


def of_year(session: Session, world: World, year: int = 2025, *, published: bool = False) -> Analysis | None:
    states = PUBLISHED if published else FROZEN
    return analysis.of_year(session, cluster_id=world.cluster_id, year=year, states=states)


def test_there_is_nothing_before_the_freeze_and_nothing_public_before_publication(
    session: Session, world: World
) -> None:
    assert of_year(session, world) is None
    ranking = made.frozen(session, world)
    assert of_year(session, world) is not None
    assert of_year(session, world, published=True) is None
    ranking.state = RankingState.PUBLISHED
    session.flush()
    assert of_year(session, world, published=True) is not None


def test_distances_and_ranges_of_five_members(session: Session, world: World) -> None:
    """177.75, 171.25, 164.75 (DN), 164.75 (HP), 134.75. DN and HP change places at I.02 lower or II.01 higher.

    Without I.02 HP and HCM both stand at 134.75, equal by every rule: HP shares rank 2.
    """
    made.frozen(session, world)
    found = of_year(session, world)
    assert found is not None and found.firmness is not None
    told = {
        found.place_of(one.member_id).code: (one.rank, one.best, one.worst, one.to_above, one.to_below)
        for one in found.firmness
    }
    assert told == {
        "HN": (1, 1, 1, None, Decimal("6.50")),
        "HCM": (2, 2, 2, Decimal("6.50"), Decimal("6.50")),
        "DN": (3, 3, 4, Decimal("6.50"), Decimal("0.00")),
        "HP": (4, 2, 4, Decimal("0.00"), Decimal("30.00")),
        "CT": (5, 5, 5, Decimal("30.00"), None),
    }
    assert found.firmness_of(world.members["HN"]) is not None and found.firmness_of(0) is None


def test_three_rankings_use_the_values_that_both_years_pinned(session: Session, world: World) -> None:
    """Growth 7.4 of 8 everywhere. Before: 7.4 (0 %), −6.78 (capped at 100 %), 10 on another map, 3.7 (100 %), none."""
    made.frozen(session, world)
    made.last_year(session, world)
    found = of_year(session, world)
    assert found is not None and found.has_before
    by_view = {ranking.view: ranking for ranking in found.rankings}
    codes = {member: city for city, member in world.members.items()}
    assert {one.value for one in by_view[View.COMPLETION].tallies} == {Fraction("92.5")}
    better = {codes[one.member_id]: (one.rank, one.value) for one in by_view[View.IMPROVEMENT].tallies}
    assert better == {
        "HCM": (1, Fraction(100)),
        "DN": (1, Fraction(100)),
        "HN": (3, Fraction(0)),
        "HP": (None, None),
        "CT": (None, None),
    }
    counts = {codes[one.member_id]: (one.broken, one.missing) for one in by_view[View.IMPROVEMENT].tallies}
    assert counts["HP"] == (1, 0) and counts["CT"] == (0, 1)
    assert {one.rank for one in by_view[View.LEVEL].tallies} == {1}
    assert len(found.differences) == 1, "only Hà Nội lies two places apart: 1, 3, 1"


def test_a_year_of_ranks_alone_has_places_and_nothing_else(session: Session, world: World) -> None:
    rankings.ranking(session, world, 2011, {"HCM": (1, None), "DN": (2, None)})
    found = of_year(session, world, 2011, published=True)
    assert found is not None and [place.rank for place in found.places] == [1, 2]
    assert found.firmness is None and found.rankings == () and found.differences == ()


def test_the_borders_come_from_the_configuration() -> None:
    limits = analysis.limits()
    assert limits.factors == ("0.8", "0.9", "1.1", "1.2", "0")
    assert (limits.firm_up_to, limits.firm_within, limits.improvement_cap) == (Decimal(5), 1, Decimal(100))
