"""Middle, mean and distance of several points, worked by hand."""

from decimal import Decimal

import pytest

from emulation.rules import spreads


@pytest.mark.parametrize(
    ("points", "median", "mean", "apart"),
    [
        ([], None, None, None),
        (["12"], "12", "12", None),
        (["12", "15"], "13.5", "13.5", "3"),
        (["12.01", "12.02"], "12.02", "12.02", "0.01"),  # 12.015 rounds half up
        (["40", "10", "12"], "12", "20.67", "30"),  # 62/3 = 20.666…
        (["-3", "-10", "0", "-5"], "-4", "-4.5", "10"),
        (["-0.01", "-0.02"], "-0.02", "-0.02", "0.01"),  # away from zero
        (["1", "2", "2"], "2", "1.67", "1"),  # 5/3
    ],
)
def test_middle_mean_and_distance(
    points: list[str], median: str | None, mean: str | None, apart: str | None
) -> None:
    """Red when `median` takes the lower of two middle points."""
    given = [Decimal(one) for one in points]
    found = (spreads.median(given), spreads.mean(given), spreads.spread(given))
    assert found == tuple(Decimal(one) if one is not None else None for one in (median, mean, apart))


@pytest.mark.parametrize(
    ("apart", "most", "is_far"),
    [("4", "40", True), ("3.99", "40", False), (None, "40", False), ("0", "0", False)],
)
def test_a_tenth_of_the_maximum_is_far(apart: str | None, most: str, is_far: bool) -> None:
    assert spreads.is_far(Decimal(apart) if apart else None, Decimal(most), Decimal("0.10")) is is_far


@pytest.mark.parametrize(
    ("points", "places"),
    [
        (["30", "10"], []),  # of two nobody can tell who is right
        (["30", "30", "21"], [2]),  # 9 of 40 are more than 20 %
        (["30", "30", "22"], []),  # 8 of 40 are exactly 20 %
        (["30", "22", "38", "39"], [1]),  # the median is 34
    ],
)
def test_outliers_stand_further_from_the_median_than_the_share(points: list[str], places: list[int]) -> None:
    assert spreads.outliers([Decimal(one) for one in points], Decimal(40), Decimal("0.2")) == places
