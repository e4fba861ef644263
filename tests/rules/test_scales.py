"""Totals of years share a scale only when their maximum is the same."""

from decimal import Decimal

import pytest

from emulation.rules.scales import Scale, percent, scale_of

D = Decimal


@pytest.mark.parametrize(
    ("maxima", "scale"),
    [
        ({}, Scale(None)),
        ({2023: D(1000), 2024: D("1000.00")}, Scale(D(1000))),
        ({2023: D(1000), 2024: D(600)}, Scale(None, True)),
        ({2022: None, 2023: D(1000), 2024: D(1000)}, Scale(None, True, (2022,))),
        ({2023: None, 2024: None}, Scale(None, False, (2023, 2024))),
        ({2023: D(0), 2024: D(1000)}, Scale(None, True, (2023,))),
    ],
)
def test_the_scale_of_years(maxima: dict[int, Decimal | None], scale: Scale) -> None:
    """Red when a year without a recorded maximum counts as having the maximum of the others."""
    assert scale_of(maxima) == scale


@pytest.mark.parametrize(
    ("total", "maximum", "says"),
    [("912.40", "1000", "91.24"), ("600", "600", "100"), ("555.55", "600", "92.59"), ("1010", "1000", "101")],
)
def test_percent_of_the_maximum(total: str, maximum: str, says: str) -> None:
    assert percent(D(total), D(maximum)) == D(says)
