"""Working days: weekends, Tết, days swapped with Saturdays, and what holds for any calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules.working_days import add_working_days, is_working_day, working_days_between
from emulation.vocabulary.calendar import Calendar, calendar_of

#: Tết 2024 (08/02 to 14/02) and the swap of Monday 29/04 with Saturday 04/05/2024 before 30/04 and 01/05.
TET = frozenset(date(2024, 2, day) for day in (8, 9, 12, 13, 14))
SPRING = frozenset({date(2024, 4, 29), date(2024, 4, 30), date(2024, 5, 1)})
REAL = Calendar(TET | SPRING, frozenset({date(2024, 5, 4)}))
PLAIN = Calendar()


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 2, 7), True),  # Wednesday before Tết
        (date(2024, 2, 8), False),
        (date(2024, 2, 10), False),  # a Saturday inside Tết
        (date(2024, 2, 15), True),
        (date(2024, 4, 29), False),  # a Monday that was swapped
        (date(2024, 5, 4), True),  # the Saturday worked instead
        (date(2024, 5, 5), False),
    ],
)
def test_which_days_are_worked(day: date, works: bool) -> None:
    assert is_working_day(day, REAL) is works


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2024, 2, 7), 1, date(2024, 2, 15)),  # over Tết
        (date(2024, 2, 7), 2, date(2024, 2, 16)),
        (date(2024, 2, 7), 3, date(2024, 2, 19)),
        (date(2024, 2, 9), 1, date(2024, 2, 15)),  # an event on a day off
        (date(2024, 4, 26), 1, date(2024, 5, 2)),
        (date(2024, 4, 26), 3, date(2024, 5, 4)),  # counted: the Saturday worked instead
        (date(2024, 4, 26), 10, date(2024, 5, 14)),
        (date(2024, 2, 15), -1, date(2024, 2, 7)),  # backwards
        (date(2024, 5, 6), -1, date(2024, 5, 4)),
        (date(2024, 2, 15), 0, date(2024, 2, 15)),
        (date(2024, 2, 10), 0, date(2024, 2, 15)),
    ],
)
def test_the_nth_working_day(start: date, n: int, end: date) -> None:
    """Worked by hand on a paper calendar. Red when the holidays or the days worked instead are left out."""
    assert add_working_days(start, n, REAL) == end


@pytest.mark.parametrize(
    ("start", "end", "left"),
    [
        (date(2024, 2, 7), date(2024, 2, 15), 1),
        (date(2024, 2, 7), date(2024, 2, 14), 0),
        (date(2024, 4, 26), date(2024, 5, 5), 3),
        (date(2024, 5, 5), date(2024, 4, 26), 0),
        (date(2024, 5, 6), date(2024, 5, 6), 0),
    ],
)
def test_how_many_are_left(start: date, end: date, left: int) -> None:
    assert working_days_between(start, end, REAL) == left


days = st.dates(date(2023, 1, 1), date(2030, 12, 31))
calendars = st.builds(
    lambda off, on: Calendar(frozenset(off), frozenset(on) - frozenset(off)),
    st.sets(st.dates(date(2023, 12, 1), date(2025, 12, 31)), max_size=20),
    st.sets(st.dates(date(2023, 12, 1), date(2025, 12, 31)), max_size=20),
)


@given(days, st.integers(1, 40), calendars)
def test_adding_and_counting_agree(day: date, n: int, calendar: Calendar) -> None:
    end = add_working_days(day, n, calendar)
    assert is_working_day(end, calendar)
    assert working_days_between(day, end, calendar) == n
    assert working_days_between(day, end - timedelta(days=1), calendar) == n - 1


@given(days, st.integers(1, 40), calendars)
def test_going_back_from_a_working_day_returns(day: date, n: int, calendar: Calendar) -> None:
    start = add_working_days(day, 0, calendar)
    assert add_working_days(add_working_days(start, n, calendar), -n, calendar) == start


@given(days, st.integers(0, 20), st.integers(1, 20), calendars)
def test_days_add_up(day: date, first: int, second: int, calendar: Calendar) -> None:
    start = add_working_days(day, 0, calendar)
    halfway = add_working_days(start, first, calendar)
    assert add_working_days(halfway, second, calendar) == add_working_days(start, first + second, calendar)


@given(days, st.integers(1, 40))
def test_five_working_days_are_a_week_without_holidays(day: date, weeks: int) -> None:
    start = add_working_days(day, 0, PLAIN)
    assert add_working_days(start, 5 * weeks, PLAIN) == start + timedelta(weeks=weeks)


def test_a_calendar_without_work_is_refused() -> None:
    off = Calendar(frozenset(date(2025, 1, 1) + timedelta(days=number) for number in range(100)))
    with pytest.raises(ValueError, match="no working day"):
        add_working_days(date(2025, 1, 1), 1, off)


def test_a_calendar_knows_its_unconfirmed_years() -> None:
    made = calendar_of([(date(2025, 1, 1), False, True), (date(2027, 2, 8), False, False)])
    assert (list(made.unconfirmed), list(made.made_up)) == ([2027], [])
