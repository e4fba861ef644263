"""Movement between years and the sentence that is worth saying."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules.movements import Summary, has_joined, leaders_of, places_gained, summarise

RANKS = st.dictionaries(st.sampled_from("ABCDEF"), st.one_of(st.none(), st.integers(1, 12)), max_size=6)


@pytest.mark.parametrize(
    ("before", "after", "gained"),
    [(3, 1, 2), (1, 3, -2), (2, 2, 0), (None, 1, None), (1, None, None), (None, None, None)],
)
def test_places_gained_is_positive_upwards(before: int | None, after: int | None, gained: int | None) -> None:
    assert places_gained(before, after) == gained


def test_leaders_are_all_on_the_best_rank() -> None:
    assert leaders_of({"HN": 1, "HCM": 2, "HP": 1}) == ("HN", "HP")
    assert leaders_of({"HN": None, "HCM": 3}) == ("HCM",)
    assert leaders_of({"HN": None}) == ()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {}, None),
        ({}, {"HN": None}, None),
        ({}, {"HN": 1, "HCM": 2}, Summary(("HN",))),
        ({"HN": 1, "HCM": 2}, {"HN": 1, "HCM": 2}, Summary(("HN",), True, 0)),
        ({"HN": 1, "HCM": 2}, {"HN": 2, "HCM": 1}, Summary(("HCM",), False, 1, ("HCM",), ("HN",))),
        (
            {"HN": 3, "HCM": 1, "HP": 2},
            {"HN": 1, "HCM": 2, "HP": 3},
            Summary(("HN",), False, 2, ("HN",), ()),
        ),
        ({"HN": 1, "HCM": 2, "HP": 2}, {"HN": 1, "HCM": 2, "HP": 4}, Summary(("HN",), True, 2, (), ("HP",))),
        ({"HN": 1}, {"HN": 1, "HUE": 2}, Summary(("HN",), True, 0)),
        ({"CT": 1}, {"HN": 1, "HUE": 2}, Summary(("HN",))),
    ],
)
def test_summary_of_two_years(
    before: dict[str, int | None], after: dict[str, int | None], expected: Summary | None
) -> None:
    assert summarise(before, after) == expected


def test_joined_only_when_it_was_no_member_before() -> None:
    assert has_joined(True, False)
    assert not has_joined(True, True)
    assert not has_joined(False, False)


@given(RANKS, RANKS)
def test_nobody_moves_further_than_the_summary_says(
    before: dict[str, int | None], after: dict[str, int | None]
) -> None:
    summary = summarise(before, after)
    if summary is None:
        assert all(rank is None for rank in after.values())
        return
    assert all(after[code] == min(r for r in after.values() if r is not None) for code in summary.leaders)
    moves = [places_gained(before.get(code), rank) for code, rank in after.items()]
    known = [abs(move) for move in moves if move is not None]
    assert (summary.most is None) == (not known)
    assert all(move <= (summary.most or 0) for move in known)
