"""Which version stands for a cell, how much of the plan it is, and where a series breaks (handbook 13)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from emulation.rules import trends
from emulation.vocabulary.kinds import ActualStatus, Boundary, Direction, Operator, Period

ENTERED = datetime(2025, 10, 15, tzinfo=UTC)


@dataclass(frozen=True)
class Figure:
    """A version as plain values."""

    id: int
    status: ActualStatus
    value: Decimal | None
    period: Period = Period.YEAR
    boundary: Boundary = Boundary.OLD
    published_on: date | None = None
    entered_at: datetime = ENTERED
    is_chosen: bool = False


ESTIMATE = Figure(1, ActualStatus.ESTIMATE, Decimal("-5.06"))
OFFICIAL = Figure(2, ActualStatus.OFFICIAL, Decimal("-6.78"))
REVISED = Figure(3, ActualStatus.REVISED, Decimal("-5.36"))


def test_best_is_the_revised_value() -> None:
    assert trends.best([ESTIMATE, REVISED, OFFICIAL]) is REVISED
    assert trends.best([ESTIMATE, OFFICIAL]) is OFFICIAL
    assert trends.best([]) is None


def test_best_is_the_chosen_one_even_when_a_firmer_one_exists() -> None:
    chosen = Figure(4, ActualStatus.OFFICIAL, Decimal("-6.78"), is_chosen=True)
    assert trends.best([ESTIMATE, chosen, REVISED]) is chosen


def test_best_is_the_newer_of_two_equals() -> None:
    older = Figure(5, ActualStatus.OFFICIAL, Decimal("10.55"), published_on=date(2024, 12, 5))
    newer = Figure(6, ActualStatus.OFFICIAL, Decimal("11.01"), published_on=date(2025, 1, 9))
    assert trends.best([newer, older]) is newer


def test_part_of_a_year_and_empty_values_never_stand_for_a_year() -> None:
    ten_months = Figure(7, ActualStatus.OFFICIAL, Decimal("9"), period=Period.TEN_MONTHS)
    assert trends.best([ten_months, Figure(8, ActualStatus.OFFICIAL, None)]) is None


def test_versions_are_listed_estimate_official_revised() -> None:
    assert trends.in_order([REVISED, OFFICIAL, ESTIMATE]) == [ESTIMATE, OFFICIAL, REVISED]


@pytest.mark.parametrize(
    ("operator", "low", "value", "direction", "percent"),
    [
        (Operator.EQ, "11.5", "11.01", Direction.HIGHER, "95.74"),
        (Operator.GE, "10", "9.18", Direction.HIGHER, "91.80"),
        (Operator.RANGE, "7", "8.89", Direction.HIGHER, "127.00"),
        (Operator.GT, "20", "0", Direction.HIGHER, "0.00"),
        (Operator.EQ, "7", "-9.77", Direction.HIGHER, None),
        (Operator.EQ, "0", "5", Direction.HIGHER, None),
        (Operator.EQ, None, "5", Direction.HIGHER, None),
        (Operator.EQ, "7", None, Direction.HIGHER, None),
        (Operator.LE, "7", "5", Direction.HIGHER, None),
        (Operator.EQ, "7", "5", Direction.LOWER, None),
    ],
)
def test_percent_of_plan(
    operator: Operator, low: str | None, value: str | None, direction: Direction, percent: str | None
) -> None:
    found = trends.percent_of_plan(
        operator, Decimal(low) if low else None, Decimal(value) if value else None, direction
    )
    assert found == (Decimal(percent) if percent else None)


def test_a_series_turns_where_the_map_changes_and_only_there() -> None:
    old, new = Boundary.OLD, Boundary.NEW
    assert trends.turning_years({2023: old, 2024: old, 2025: new}) == [2025]
    assert trends.turning_years({2022: old, 2025: new, 2026: new}) == [2025]
    assert trends.turning_years({2024: old, 2025: old}) == []


def test_like_for_like_keeps_the_map_with_most_years() -> None:
    old, new = Boundary.OLD, Boundary.NEW
    assert trends.comparable_map([old, old, new]) is old
    assert trends.comparable_map([old, new]) is new
    assert trends.comparable_map([new, new, old]) is new
