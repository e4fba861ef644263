"""Honours beside ranks: coefficients worked by hand, and their properties on anything."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from emulation.rules.fairness import (
    HonourYear,
    PassedOver,
    agreement,
    average_ranks,
    coefficient,
    passed_over,
    sums_of,
)

NONE = 2
ORDERS = some.integers(2, 12).flatmap(
    lambda n: some.tuples(*[some.lists(some.integers(-5, 5), min_size=n, max_size=n)] * 2)
)


def honours(year: int, ranks: Sequence[int], levels: Sequence[int | None] | None) -> HonourYear:
    """Members 1, 2, 3, … with these ranks and levels; None: proposed for nothing."""
    given_levels = None
    if levels is not None:
        given_levels = {member: one for member, one in enumerate(levels, start=1) if one is not None}
    members = range(1, len(ranks) + 1)
    return HonourYear(
        year, frozenset(members), {member: ranks[member - 1] for member in members}, given_levels
    )


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5], "1.00"),
        ([1, 2, 3, 4, 5], [5, 4, 3, 2, 1], "-1.00"),
        ([1, 2, 3, 4, 5], [2, 1, 4, 3, 5], "0.80"),  # Σd² = 4: 1 − 24/120
        ([1, 2, 3, 4, 5], [5, 1, 2, 3, 4], "0.00"),  # Σd² = 20: 1 − 120/120
        ([1, 2, 3], [2, 3, 1], "-0.50"),  # Σd² = 6: 1 − 36/24
        ([1, 2, 3, 4, 5], [0, 0, 1, 1, 2], "0.95"),  # two flags, two certificates: 9/√90
        ([1, 2, 3, 4, 5], [0, 2, 2, 2, 2], "0.71"),  # one flag: 5/√50
        ([1, 2, 3, 4, 5], [2, 2, 2, 2, 0], "-0.71"),
        ([1, 2, 2, 4], [1, 2, 2, 4], "1.00"),  # ties in both
        ([1, 2, 3], [7, 7, 7], None),
        ([1], [1], None),
        ([], [], None),
    ],
)
def test_coefficients_by_hand(first: list[int], second: list[int], expected: str | None) -> None:
    """Red when equal values take the lower of their places (9/√90 changes)."""
    assert coefficient(sums_of(first, second)) == (None if expected is None else Decimal(expected))


def test_equal_values_share_the_mean_of_their_places() -> None:
    assert [str(rank) for rank in average_ranks([3, 1, 3, 2])] == ["7/2", "1", "7/2", "2"]


@given(ORDERS)
def test_a_coefficient_is_symmetric_and_within_bounds(orders: tuple[list[int], list[int]]) -> None:
    """Red when `coefficient` divides by only one of both sums."""
    first, second = orders
    found = coefficient(sums_of(first, second))
    assert found == coefficient(sums_of(second, first))
    turned = coefficient(sums_of([-one for one in first], second))
    assert (turned is None) is (found is None)
    if found is not None and turned is not None:
        assert -1 <= found <= 1 and turned == -found


@given(ORDERS)
def test_only_the_order_counts(orders: tuple[list[int], list[int]]) -> None:
    """Red when values themselves are multiplied instead of their places."""
    first, second = orders
    stretched = [one**3 + 5 * one + 70 for one in first]
    assert coefficient(sums_of(first, second)) == coefficient(sums_of(stretched, second))


def test_honours_that_follow_ranks_reach_the_most_they_can() -> None:
    """Red when `most` is taken from the levels as they came."""
    fair = agreement([honours(2023, [1, 2, 3, 4, 5], [0, 0, 1, 1, None])], last=NONE, fewest=4)
    assert (fair.n, fair.years, fair.value, fair.most) == (5, 1, Decimal("0.95"), Decimal("0.95"))
    turned = agreement([honours(2023, [5, 4, 3, 2, 1], [0, 0, 1, 1, None])], last=NONE, fewest=4)
    assert (turned.value, turned.most) == (Decimal("-0.95"), Decimal("0.95"))


def test_years_are_joined_within_themselves() -> None:
    """9/√90 and −9/√90 cancel out; red when the ranks of all years are thrown into one heap."""
    years = [
        honours(2022, [1, 2, 3, 4, 5], [0, 0, 1, 1, None]),
        honours(2023, [5, 4, 3, 2, 1], [0, 0, 1, 1, None]),
    ]
    found = agreement(years, last=NONE, fewest=4)
    assert (found.n, found.years, found.value) == (10, 2, Decimal(0))


def test_too_few_members_and_unknown_honours_are_gaps() -> None:
    """Red when a year of which no honour is known counts as one without honours."""
    few = honours(2021, [1, 2, 3], [0, None, None])
    unknown = honours(2022, [1, 2, 3, 4, 5], None)
    unranked = HonourYear(2023, frozenset({1, 2, 3, 4}), {}, {1: 0})
    found = agreement([few, unknown, unranked], last=NONE, fewest=4)
    assert (found.n, found.years, found.value, found.is_enough) == (0, 0, None, False)
    known = honours(2024, [1, 2, 3, 4], [0, 1, None, None])
    assert agreement([few, unknown, known], last=NONE, fewest=4).n == 4


def test_only_members_of_the_year_count() -> None:
    """Member 5 had left; red when `compared` takes everybody with a rank."""
    year = HonourYear(2023, frozenset({1, 2, 3, 4}), {1: 1, 2: 2, 3: 3, 4: 4, 5: 5}, {1: 0, 5: 0})
    assert year.compared == [1, 2, 3, 4]
    assert agreement([year], last=NONE, fewest=4).n == 4


def test_each_lower_award_for_a_better_rank_is_named() -> None:
    """Rank 1 got the certificate, rank 3 nothing, rank 2 and 4 the flag. Red when pairs of equal levels are named."""
    year = honours(2023, [1, 2, 3, 4], [1, 0, None, 0])
    assert passed_over(year, last=NONE) == [
        PassedOver(2023, 1, 1, 1, 2, 2, 0),
        PassedOver(2023, 1, 1, 1, 4, 4, 0),
        PassedOver(2023, 3, 3, None, 4, 4, 0),
    ]


def test_equal_ranks_pass_nobody_over() -> None:
    """Red when `<=` stands for `<`."""
    assert passed_over(honours(2023, [1, 2, 2, 4], [0, 0, None, None]), last=NONE) == []
    assert passed_over(honours(2023, [1, 2, 3, 4], [0, 0, 1, None]), last=NONE) == []
    assert passed_over(honours(2023, [1, 2, 3, 4], None), last=NONE) == []
