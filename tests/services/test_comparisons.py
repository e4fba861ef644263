"""Rankings side by side: standings, columns, and nothing that is not published."""

from typing import Any

from sqlalchemy.orm import Session

from emulation.queries.places import find_place
from emulation.rules.movements import Summary
from emulation.services import comparisons
from emulation.services.comparisons import Comparison
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.states import Phase, RankingState
from tests.factories import rankings as made
from tests.factories.world import World

Ranks = dict[str, tuple[int | None, str | None]]
ONE: Ranks = {"HN": (1, "900"), "HCM": (2, "890"), "HP": (3, "880")}
TWO: Ranks = {"HP": (1, "910"), "HN": (2, "905"), "HCM": (3, "900")}


def compared(session: Session, world: World, only: bool = False) -> Comparison:
    session.flush()
    place = find_place(session, "tptw", world.now.date())
    assert place is not None
    return comparisons.year_over_year(
        session, cluster_id=world.cluster_id, years=place.years, only_published=only
    )


def test_years_without_ranking_share_a_column(session: Session, world: World) -> None:
    for number in (2017, 2018, 2019):
        made.year(session, world, number)
    made.ranking(session, world, 2016, ONE)
    made.ranking(session, world, 2020, TWO)
    made.close(session, world, 2016, 2017, 2018, 2019, 2020)
    columns = compared(session, world).columns
    assert [(one.first, one.last, one.ranking is not None, one.running) for one in columns] == [
        (2016, 2016, True, False),
        (2017, 2019, False, False),
        (2020, 2020, True, False),
        (2025, 2025, False, True),
    ]


def test_a_year_in_preparation_is_no_column(session: Session, world: World) -> None:
    made.year(session, world, 2026).phase = Phase.PLANNING
    assert [one.last for one in compared(session, world).columns] == [2025]


def test_movement_is_counted_from_the_last_published_year(session: Session, world: World) -> None:
    made.ranking(session, world, 2020, ONE)
    made.ranking(session, world, 2021, {"HN": (3, "1")}, RankingState.FINALISED)
    made.ranking(session, world, 2022, TWO)
    found = compared(session, world)
    assert found.summary == Summary(("HP",), False, 2, ("HP",), ())
    moves = {line.member.code: line.standings[2] for line in found.lines}
    assert (moves["HP"].gained, moves["HP"].since) == (2, 2020)
    assert moves["HN"].gained == -1
    assert moves["DN"].row is None
    assert moves["DN"].is_member


def test_only_published_compares_published_years_alone(session: Session, world: World) -> None:
    illustrative: dict[str, Any] = {"provenance": Provenance.ILLUSTRATIVE, "source": ""}
    made.ranking(session, world, 2020, ONE)
    made.ranking(session, world, 2021, TWO, **illustrative)
    made.ranking(session, world, 2022, ONE)
    assert [one.year for one in compared(session, world).ranked] == [2020, 2021, 2022]
    found = compared(session, world, only=True)
    assert [one.year for one in found.ranked] == [2020, 2022]
    assert found.summary == Summary(("HN",), True, 0)
