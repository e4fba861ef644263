"""What a summary says in numbers, worked by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules import briefs
from emulation.rules.briefs import Against, Change, Line
from emulation.vocabulary.kinds import RuleType


def line(code: str, most: str, points: str | None, rule: RuleType = RuleType.MANUAL) -> Line:
    return Line(code, Decimal(most), rule, None if points is None else Decimal(points))


def told(found: tuple[Change, ...] | None) -> list[tuple[str, str]] | None:
    return None if found is None else [(one.code, str(one.points)) for one in found]


def test_a_line_loses_what_is_missing_to_its_maximum() -> None:
    """Largest first, equal losses in the order of the scorecard, full lines and unknown ones not at all."""
    lines = [
        line("a", "10", "8.5"),
        line("b", "20", "20"),
        line("c", "30", "24"),
        line("d", "5", None),
        line("e", "12", "10.5"),
    ]
    assert told(briefs.losses(lines)) == [("c", "6"), ("a", "1.5"), ("e", "1.5")]


def test_a_penalty_loses_what_it_takes_and_a_bonus_nothing() -> None:
    """Red when `losses` measures a penalty against its maximum, or counts a bonus."""
    lines = [
        line("trừ", "20", "-1.5", RuleType.PENALTY),
        line("không trừ", "20", "0", RuleType.PENALTY),
        line("thưởng", "15", "9", RuleType.BONUS),
        line("vượt", "10", "11", RuleType.RATIO_UNCAPPED),
    ]
    assert told(briefs.losses(lines)) == [("trừ", "1.5")]


def test_only_five_are_named() -> None:
    lines = [line(str(number), "10", str(number)) for number in range(8)]
    assert told(briefs.losses(lines)) == [("0", "10"), ("1", "9"), ("2", "8"), ("3", "7"), ("4", "6")]


def test_gains_compare_the_same_line_only() -> None:
    """Another maximum or another rule is another line. Red when `gains` compares by the code alone."""
    now = [
        line("a", "10", "9"),
        line("b", "20", "20"),
        line("c", "10", "10"),
        line("d", "10", "8"),
        line("e", "10", "4"),
        line("f", "10", None),
        line("trừ", "20", "-1", RuleType.PENALTY),
    ]
    before = [
        line("a", "10", "7.5"),
        line("b", "15", "10"),
        line("c", "10", "2", RuleType.BAND),
        line("e", "10", "6"),
        line("f", "10", "1"),
        line("trừ", "20", "-3", RuleType.PENALTY),
    ]
    assert told(briefs.gains(now, before)) == [("trừ", "2"), ("a", "1.5")]


def test_unknown_history_is_not_zero_gain() -> None:
    now = [line("a", "10", "9")]
    assert briefs.gains(now, []) is None
    assert briefs.gains(now, [line("a", "10", None)]) is None
    assert briefs.gains(now, [line("a", "10", "9")]) == ()


@pytest.mark.parametrize(
    ("own", "others", "expected"),
    [
        ("963.26", ["974.55", "963.26", "958.61", "928.53", "924.19"], ("963.26", "974.55", "958.61")),
        ("900", ["910", "900", "890", "880"], ("900", "910", "895")),
        ("900.01", ["900.01", "900"], ("900.01", "900.01", "900.005")),
    ],
)
def test_best_and_median_are_of_all_members(
    own: str, others: list[str], expected: tuple[str, str, str]
) -> None:
    found = briefs.against(Decimal(own), [Decimal(one) for one in others])
    assert found == Against(*map(Decimal, expected))


def test_nothing_is_compared_while_somebody_is_unknown() -> None:
    """Red when `against` leaves unknown points out: a median of those who are known says too much."""
    assert briefs.against(None, [None, Decimal(1)]) is None
    assert briefs.against(Decimal(1), [Decimal(1), None]) is None


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=30))
def test_no_line_left_out_lost_more_than_one_that_is_named(pairs: list[tuple[int, int]]) -> None:
    lines = [line(str(place), str(max(pair)), str(min(pair))) for place, pair in enumerate(pairs)]
    named = briefs.losses(lines)
    lost = {one.code: one.max_points - (one.points or 0) for one in lines}
    rest = [lost[code] for code in lost.keys() - {one.code for one in named}]
    assert all(one.points > 0 for one in named)
    assert not named or max(rest, default=Decimal(0)) <= named[-1].points
    assert len(named) == min(5, sum(points > 0 for points in lost.values()))
