"""Counting in working days: Monday to Friday, without public holidays, with the days worked instead of them.

Source: Labour Code 45/2019/QH14, articles 111 and 112; a term begins on the day after the event and a term that
would end on a day off ends on the next working day (Civil Code 91/2015/QH13, articles 147 and 148).
"""

from datetime import date, timedelta

from emulation.vocabulary.calendar import Calendar

SATURDAY = 5
#: Longer than any row of days off: a calendar without working days would be counted for ever.
MOST_DAYS_OFF = 60


def is_working_day(day: date, calendar: Calendar) -> bool:
    """Whether offices work on this day."""
    if day in calendar.holidays:
        return False
    return day.weekday() < SATURDAY or day in calendar.made_up


def add_working_days(day: date, n: int, calendar: Calendar) -> date:
    """The n-th working day after `day` (before it for a negative n); `day` itself is not counted.

    With 0 it is `day`, or the next working day when offices rest on it.
    """
    if n == 0:
        return day if is_working_day(day, calendar) else _next(day, 1, calendar)
    for _step in range(abs(n)):
        day = _next(day, 1 if n > 0 else -1, calendar)
    return day


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """How many working days there are after `start`, up to and with `end`; 0 when `end` is not later."""
    days = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    return sum(is_working_day(day, calendar) for day in days)


def _next(day: date, step: int, calendar: Calendar) -> date:
    for _day in range(MOST_DAYS_OFF):
        day += timedelta(days=step)
        if is_working_day(day, calendar):
            return day
    raise ValueError(f"no working day within {MOST_DAYS_OFF} days of {day}")
