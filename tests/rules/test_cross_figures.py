"""Spread, mean, median and who stands far off, worked by hand."""

from decimal import Decimal as D

import pytest

from emulation.rules.cross_figures import mean, median, outliers, spread


@pytest.mark.parametrize(
    ("points", "far", "middle", "half"),
    [
        (["30"], "0", "30", "30"),
        (["30", "32.5"], "2.5", "31.25", "31.25"),
        (["1", "2", "2"], "1", "1.67", "2"),  # 5/3
        (["0.01", "0.02"], "0.01", "0.02", "0.02"),  # 0,015 goes up
        (["-1.5", "-1.52"], "0.02", "-1.51", "-1.51"),
        (["-0.01", "-0.02"], "0.01", "-0.02", "-0.02"),  # away from zero
        (["10", "0", "4", "6"], "10", "5", "5"),
    ],
)
def test_figures_of_one_line(points: list[str], far: str, middle: str, half: str) -> None:
    given = [D(one) for one in points]
    assert (spread(given), mean(given), median(given)) == (D(far), D(middle), D(half))


def test_half_a_hundredth_goes_up() -> None:
    """Red when `_rounded` rounds half to even."""
    assert mean([D("1.12"), D("1.13")]) == D("1.13")
    assert median([D("1.12"), D("1.13")]) == D("1.13")


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
    assert outliers([D(one) for one in points], D(40), D("0.2")) == places
