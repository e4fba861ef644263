"""Turns in hand-made histories; every probability is worked by hand."""

from collections.abc import Sequence
from fractions import Fraction

import pytest

from emulation.rules.turn_taking import Cycle, FlagYear, Handovers, Stretch, Turns, TurnSign, turns

FIVE = frozenset({1, 2, 3, 4, 5})


def said(
    holders: Sequence[int | set[int]],
    members: frozenset[int] = FIVE,
    ranked: bool | Sequence[bool | None] | None = None,
    first: int = 2016,
) -> Turns:
    """What is said of these holders, a year after the other; 0: nobody held the flag."""
    years = []
    for place, one in enumerate(holders):
        held = frozenset(one if isinstance(one, set) else {one} if one else set())
        by_rank = ranked[place] if isinstance(ranked, Sequence) else ranked
        years.append(FlagYear(first + place, members, held, by_rank))
    return turns(years, fewest=5, unlikely=Fraction(1, 20))


@pytest.mark.parametrize(
    ("holders", "members", "ranked", "sign"),
    [
        ([1, 2, 3, 4, 5], FIVE, None, TurnSign.TURNS),  # everybody once
        ([1, 2, 1, 2, 1, 2], frozenset({1, 2}), False, TurnSign.TURNS),  # two in turn
        ([1, 2, 3, 1, 2, 3], frozenset({1, 2, 3}), None, TurnSign.TURNS),  # only the cycle is unlikely
        ([{1, 2}, {3, 4}, {1, 2}, {3, 4}, {1, 2}], FIVE, None, TurnSign.TURNS),  # two flags a year
        ([1, 2, 3, 4, 5], FIVE, True, TurnSign.BY_RANK),  # in turn, because the ranks went round
        ([1, 2, 3, 4, 5], FIVE, [True, True, False, True, True], TurnSign.TURNS),  # once against the rank
        ([1, 1, 1, 1, 1], FIVE, True, TurnSign.NONE),  # the best one, always
        ([1, 2, 1, 1, 3, 2], FIVE, True, TurnSign.NONE),  # mixed
        ([1, 2, 3, 4], FIVE, False, TurnSign.NOT_ENOUGH),
        ([1, 2, 0, 3, 4, 5], FIVE, False, TurnSign.NONE),  # a year without a flag parts the years
        ([], FIVE, None, TurnSign.NOT_ENOUGH),
    ],
)
def test_what_the_years_say(
    holders: Sequence[int | set[int]],
    members: frozenset[int],
    ranked: bool | Sequence[bool | None] | None,
    sign: TurnSign,
) -> None:
    """Red when one year against the rank is enough to call all of them by rank."""
    assert said(holders, members, ranked).sign is sign


def test_everybody_once_by_lot() -> None:
    """5!/5⁵. Red when the first year's lot may not fall on everybody."""
    found = said([1, 2, 3, 4, 5])
    assert found.stretch == Stretch(2016, 2020, Fraction(24, 625))
    assert found.handovers == Handovers(4, 0, Fraction(256, 625))  # (4/5)⁴
    assert found.cycle is None


def test_two_in_turn_are_one_in_thirty_two() -> None:
    """Red when the chance of a return is left out of the cycle."""
    found = said([1, 2, 1, 2, 1, 2], frozenset({1, 2}))
    assert found.handovers == Handovers(5, 0, Fraction(1, 32))
    assert found.cycle == Cycle(2016, 2021, 2, 4, Fraction(1, 32))
    assert found.stretch == Stretch(2020, 2021, Fraction(1, 2))


def test_three_in_a_fixed_order() -> None:
    """2/9 for three different ones, 1/27 for their return in the same order."""
    found = said([1, 2, 3, 1, 2, 3], frozenset({1, 2, 3}))
    assert found.cycle == Cycle(2016, 2021, 3, 3, Fraction(2, 243))
    assert found.stretch == Stretch(2019, 2021, Fraction(2, 9))
    assert said([1, 2, 3, 1, 3, 2], frozenset({1, 2, 3})).cycle is None


def test_two_flags_a_year() -> None:
    """3 of 10 pairs avoid two members; one pair of 10 is the same again."""
    found = said([{1, 2}, {3, 4}, {1, 2}, {3, 4}, {1, 2}])
    assert found.cycle == Cycle(2016, 2020, 2, 3, Fraction(3, 10_000))
    assert found.handovers == Handovers(4, 0, Fraction(81, 10_000))
    half = said([{1, 2}, {2, 3}, {4, 5}, {1, 2}, {3, 4}])
    assert half.handovers is not None and (half.handovers.pairs, half.handovers.kept) == (4, 1)
    assert half.handovers.chance == Fraction(3**4 + 4 * 7 * 3**3, 10_000)


def test_a_mixed_history() -> None:
    """(4/5)⁵ + 5·(1/5)·(4/5)⁴. Red when only exactly as many count, not fewer."""
    found = said([1, 2, 1, 1, 3, 2])
    assert found.handovers == Handovers(5, 1, Fraction(2304, 3125))
    assert found.stretch == Stretch(2019, 2021, Fraction(12, 25))


def test_a_missing_year_parts_the_years_around_it() -> None:
    """Red when `blocks` looks at the order only."""
    found = said([1, 2, 0, 3, 4, 5])
    assert (found.years, found.stretch) == (5, Stretch(2019, 2021, Fraction(12, 25)))
    assert found.handovers == Handovers(3, 0, Fraction(64, 125))


def test_lots_are_drawn_among_the_members_of_each_year() -> None:
    """A sixth member from the third year on: 4/5 · 4/6 · 3/6 · 2/6 · 1/6.

    Red when the members of the first year hold for all.
    """
    years = [
        FlagYear(2015 + one, FIVE if one < 3 else FIVE | {6}, frozenset({one})) for one in (1, 2, 3, 4, 5, 6)
    ]
    found = turns(years, fewest=5, unlikely=Fraction(1, 20))
    assert found.stretch == Stretch(2016, 2021, Fraction(2, 135))
    assert found.sign is TurnSign.TURNS


def test_too_few_years_say_nothing_more_than_that() -> None:
    found = said([1, 2, 1, 2], frozenset({1, 2}), [True, None, False, None])
    assert found == Turns(TurnSign.NOT_ENOUGH, 4, None, None, None, 2, 1)
