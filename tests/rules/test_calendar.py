"""Counting back from the day the papers are received, how near a date is, and what a milestone must be."""

import csv
from datetime import date, timedelta

import pytest

from emulation.paths import share
from emulation.rules.calendar import (
    DUTIES,
    NEAR,
    Nearness,
    alarms,
    check_milestone,
    check_open,
    check_received,
    counted_back,
    distance,
    is_announced,
    next_working_day,
    unannounced,
)
from emulation.rules.moments import phases_of
from emulation.rules.working_days import is_working_day
from emulation.vocabulary.calendar import Calendar, calendar_of
from emulation.vocabulary.errors import DomainError, Sealed
from emulation.vocabulary.states import Phase

with (share("config") / "holidays.csv").open(encoding="utf-8") as file:
    #: The table as it is delivered, read here without the product's own reader.
    TABLE = calendar_of(
        (date.fromisoformat(row["day"]), row["is_working"] == "yes", row["confirmed"] == "yes")
        for row in csv.DictReader(file)
    )
RECEIVED = date(2026, 3, 31)  # a Tuesday


@pytest.mark.parametrize(
    ("days_before", "day"),
    [
        (0, date(2026, 3, 31)),
        (1, date(2026, 3, 30)),  # Monday
        (2, date(2026, 3, 27)),  # over a weekend
        (7, date(2026, 3, 20)),
        (20, date(2026, 3, 3)),
        (26, date(2026, 2, 23)),  # the first working day after Tết (16 to 20/02)
        (27, date(2026, 2, 13)),  # the last one before
        (48, date(2026, 1, 15)),
        (52, date(2026, 1, 10)),  # the Saturday that is worked for 02/01
        (58, date(2025, 12, 31)),  # past 01 and 02/01
    ],
)
def test_a_step_lies_so_many_working_days_before(days_before: int, day: date) -> None:
    """Counted by hand on a paper calendar with config/holidays.csv beside it.

    Red when `calendar` is not handed on in rules/calendar.counted_back: Tết and the Saturday are then miscounted.
    """
    assert counted_back(RECEIVED, days_before, TABLE) == day


@pytest.mark.parametrize("days_before", range(0, 120))
def test_every_counted_day_is_worked(days_before: int) -> None:
    assert is_working_day(counted_back(RECEIVED, days_before, TABLE), TABLE)


def test_a_day_of_receipt_on_which_offices_rest_moves_on() -> None:
    assert counted_back(date(2029, 3, 31), 0, Calendar()) == date(2029, 4, 2)  # a Saturday


@pytest.mark.parametrize(
    ("day", "is_asked", "nearness", "left", "late"),
    [
        (date(2026, 3, 20), True, Nearness.AHEAD, 6, 0),
        (date(2026, 3, 19), True, Nearness.NEAR, 5, 0),
        (date(2026, 3, 12), True, Nearness.NEAR, 0, 0),
        (date(2026, 3, 11), True, Nearness.OVERDUE, 0, 1),
        (date(2026, 3, 11), False, Nearness.PASSED, 0, 1),
        (date(2026, 3, 1), True, Nearness.OVERDUE, 0, 11),
    ],
)
def test_amber_within_five_working_days_and_red_only_for_what_is_still_asked(
    day: date, is_asked: bool, nearness: Nearness, left: int, late: int
) -> None:
    """Today is Thursday 12/03/2026. Red when `NEAR` grows by one."""
    far = distance(day, date(2026, 3, 12), TABLE, is_asked=is_asked)
    assert (far.nearness, far.left, far.late, NEAR) == (nearness, left, late, 5)


def test_a_day_off_is_answered_with_the_next_working_day() -> None:
    assert next_working_day(date(2026, 2, 16), TABLE) == date(2026, 2, 23)
    assert next_working_day(date(2026, 3, 28), TABLE) == date(2026, 3, 30)
    assert next_working_day(date(2026, 1, 10), TABLE) is None


def test_years_that_nobody_has_announced() -> None:
    """2026 has days that wait for a document, 2027 too, and of 2028 nothing is written down (decisions 11)."""
    assert [year for year in range(2024, 2029) if is_announced(year, TABLE)] == [2024, 2025]
    days = [date(2025, 12, 1), date(2026, 3, 31), date(2028, 1, 2), date(2026, 1, 1)]
    assert unannounced(days, TABLE) == [2026, 2028]


def test_programs_ring_at_nine_five_days_and_one_day_before() -> None:
    assert alarms() == (timedelta(days=4, hours=15), timedelta(hours=15))


@pytest.mark.parametrize(
    ("given", "field", "message"),
    [
        ({}, "starts_on", "Nhập ngày của mốc"),
        ({"days_before": 5, "received_on": None}, "days_before", "Chưa có ngày Hội đồng nhận hồ sơ"),
        ({"days_before": 5, "starts_on": date(2026, 3, 1)}, "days_before", "không nhập cả hai"),
        (
            {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 1)},
            "ends_on",
            "%(later)s phải sau %(earlier)s",
        ),
    ],
)
def test_a_milestone_that_cannot_be(given: dict[str, object], field: str, message: str) -> None:
    values = {"starts_on": None, "ends_on": None, "days_before": None, "received_on": RECEIVED} | given
    with pytest.raises(DomainError) as refused:
        check_milestone(**values)  # type: ignore[arg-type]
    assert refused.value.field == field and message in refused.value.message


@pytest.mark.parametrize(
    "given", [{"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 2)}, {"days_before": 0}]
)
def test_milestones_that_can_be(given: dict[str, object]) -> None:
    values = {"starts_on": None, "ends_on": None, "days_before": None, "received_on": RECEIVED} | given
    check_milestone(**values)  # type: ignore[arg-type]


def test_the_day_of_receipt_belongs_to_the_year() -> None:
    check_received(date(2026, 3, 31), 2025)
    for day in (date(2024, 12, 31), date(2028, 1, 1)):
        with pytest.raises(DomainError):
            check_received(day, 2025)


def test_a_closed_year_keeps_its_calendar() -> None:
    check_open(Phase.AWARDING)
    with pytest.raises(Sealed):
        check_open(Phase.CLOSED)


def test_every_duty_lies_in_a_phase_that_opens_its_work() -> None:
    """Nobody is asked by a phase for what it does not let them do."""
    for action, phases in DUTIES.items():
        assert set(phases) <= set(phases_of(action)), action
