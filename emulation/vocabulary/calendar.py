"""The working calendar: which days differ from the plain week, as values."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Calendar:
    """Public holidays, and Saturdays or Sundays that are worked instead. All other days follow the week.

    `unconfirmed` are the years with days that nobody has announced yet.
    """

    holidays: frozenset[date] = frozenset()
    made_up: frozenset[date] = frozenset()
    unconfirmed: frozenset[int] = field(default_factory=frozenset)


def calendar_of(days: Iterable[tuple[date, bool, bool]]) -> Calendar:
    """The calendar from rows of (day, is worked, is confirmed)."""
    rows = list(days)
    return Calendar(
        frozenset(day for day, is_working, _confirmed in rows if not is_working),
        frozenset(day for day, is_working, _confirmed in rows if is_working),
        frozenset(day.year for day, _is_working, confirmed in rows if not confirmed),
    )
