"""Published rankings among the members that all of them rank."""

from typing import Any

from sqlalchemy.orm import Session

from emulation.queries.places import find_place
from emulation.services import comparisons
from emulation.services.comparisons import Comparison
from emulation.vocabulary.kinds import Provenance
from tests.factories import rankings as made
from tests.factories.world import World

Ranks = dict[str, tuple[int | None, str | None]]
FIRST: Ranks = {"HN": (1, "900"), "DN": (2, "895"), "HCM": (3, "890"), "HP": (3, "890"), "CT": (5, "880")}
SECOND: Ranks = {"DN": (None, None), "HUE": (1, "920"), "HP": (2, "910"), "HN": (3, "905"), "HCM": (4, "900")}


def compared(session: Session, world: World, **more: Any) -> Comparison:
    session.flush()
    place = find_place(session, "tptw", world.now.date())
    assert place is not None
    choice: dict[str, Any] = {"only_published": False, "same_scope": True} | more
    return comparisons.year_over_year(session, cluster_id=world.cluster_id, years=place.years, **choice)


def two_years(session: Session, world: World) -> None:
    made.hue_joins(session, world)
    made.ranking(session, world, 2023, FIRST)
    made.ranking(session, world, 2024, SECOND, member_count=6)


def test_ranks_are_formed_anew_and_totals_stay(session: Session, world: World) -> None:
    """HN 1, HCM and HP level on 2; then HP 1, HN 2, HCM 3. Red when `reranked` is given all rows."""
    two_years(session, world)
    found = compared(session, world)
    ranked = {one.year: {row.code: (row.rank, row.is_tied) for row in one.rows} for one in found.ranked}
    assert ranked == {
        2023: {"HN": (1, False), "HCM": (2, True), "HP": (2, True)},
        2024: {"HP": (1, False), "HN": (2, False), "HCM": (3, False)},
    }
    assert [one.member_count for one in found.ranked] == [3, 3]
    totals = {row.code: str(row.total) for row in found.ranked[1].rows}
    assert totals == {"HP": "910.00", "HN": "905.00", "HCM": "900.00"}
    assert [line.member.code for line in found.lines] == ["HN", "HCM", "HP"]
    moves = {line.member.code: line.standings[1].gained for line in found.lines}
    assert moves == {"HN": -1, "HCM": -1, "HP": 1}


def test_who_is_left_out_is_told_with_the_years(session: Session, world: World) -> None:
    two_years(session, world)
    found = compared(session, world)
    assert [(one.member.code, one.years) for one in found.left_out] == [
        ("DN", (2024,)),
        ("CT", (2024,)),
        ("HUE", (2023,)),
    ]
    assert compared(session, world, same_scope=False).left_out == ()


def test_breaks_tell_the_true_number_of_members(session: Session, world: World) -> None:
    """The cluster had six members in 2024 although three are compared."""
    two_years(session, world)
    members = [one.members for one in compared(session, world).breaks if one.members]
    assert members == [6]


def test_only_published_years_decide_who_is_compared(session: Session, world: World) -> None:
    """An illustrative year that is not shown leaves nobody out."""
    made.ranking(session, world, 2022, {"HN": (1, "1")}, provenance=Provenance.ILLUSTRATIVE, source="")
    made.ranking(session, world, 2023, FIRST)
    made.ranking(session, world, 2024, FIRST)
    assert len(compared(session, world).lines) == 1
    assert len(compared(session, world, only_published=True).lines) == 5


def test_without_a_common_member_nothing_is_compared(session: Session, world: World) -> None:
    made.ranking(session, world, 2023, {"HN": (1, "900")})
    made.ranking(session, world, 2024, {"HP": (1, "900")})
    found = compared(session, world)
    assert found.lines == ()
    assert found.summary is None
    assert [one.member.code for one in found.left_out] == ["HN", "HP"]
