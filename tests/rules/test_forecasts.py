"""The pace of a year: only for what adds up, never for nothing, zero or less."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from emulation.gateways import seeds
from emulation.rules.forecasts import Pace, at_present_pace, grows
from emulation.vocabulary.kinds import Direction, Period

UNITS, CODES = seeds.growing()


@pytest.mark.parametrize(
    ("so_far", "period", "whole"),
    [
        ("25000", Period.MID_YEAR, "50000"),
        ("25000", Period.Q1, "100000"),
        ("9", Period.Q3, "12"),
        ("118300", Period.TEN_MONTHS, "141960"),
        ("0.01", Period.MID_YEAR, "0.02"),
    ],
)
def test_the_year_at_the_present_pace(so_far: str, period: Period, whole: str) -> None:
    found = at_present_pace(Decimal(so_far), period)
    assert found is not None
    assert (found.value, found.so_far, found.full) == (Decimal(whole), Decimal(so_far), 12)


@pytest.mark.parametrize("so_far", [None, Decimal(0), Decimal("-9.77")])
def test_nothing_zero_and_less_have_no_pace(so_far: Decimal | None) -> None:
    """Red when `<= 0` becomes `< 0`."""
    assert at_present_pace(so_far, Period.MID_YEAR) is None


def test_a_whole_year_is_no_forecast() -> None:
    assert at_present_pace(Decimal(5), Period.YEAR) is None


@given(some.decimals("0.01", 10**6, places=2), some.sampled_from([Period.Q1, Period.MID_YEAR, Period.Q3]))
def test_the_pace_is_never_less_than_what_is_there(so_far: Decimal, period: Period) -> None:
    found = at_present_pace(so_far, period)
    assert isinstance(found, Pace) and found.value > so_far


@pytest.mark.parametrize(
    ("unit", "code", "direction", "expected"),
    [
        ("tỷ đồng", "BUDGET_REVENUE", Direction.HIGHER, True),
        ("tỷ USD", "EXPORT", Direction.HIGHER, True),
        ("Tỷ đồng ", "OWN", Direction.HIGHER, True),
        ("người", "JOBS_CREATED", Direction.HIGHER, True),
        ("người", "POPULATION", Direction.HIGHER, False),
        ("%", "GRDP_GROWTH", Direction.HIGHER, False),
        ("%", "PUBLIC_INVEST_DISB", Direction.HIGHER, False),
        ("triệu đồng/người", "GRDP_PER_CAPITA", Direction.HIGHER, False),
        ("điểm", "PCI_SCORE", Direction.HIGHER, False),
        ("hạng", "PCI_RANK", Direction.LOWER, False),
        ("tỷ đồng", "DEBT", Direction.LOWER, False),
        ("ngày", "REPORT_DAYS_LATE", Direction.LOWER, False),
    ],
)
def test_what_adds_up_over_a_year(unit: str, code: str, direction: Direction, expected: bool) -> None:
    """Rates, scores, ranks and amounts per head do not. Red when the direction is not asked."""
    assert grows(unit, code, direction, UNITS, CODES) is expected
