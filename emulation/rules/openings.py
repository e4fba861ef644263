"""How a year is proposed before it is opened: its dates, and whether it may be opened at all (handbook 3)."""

from collections.abc import Sequence
from datetime import date, timedelta

from emulation.rules.cycles import PHASES
from emulation.rules.working_days import add_working_days
from emulation.vocabulary.calendar import Calendar
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.states import Phase
from emulation.vocabulary.words import N_

#: The phases that have dates: all but the closed year.
DATED = PHASES[:-1]
#: Proposed days of a year without a predecessor: (phase, month, day, years later) of start and end.
_PROPOSED = (
    (Phase.PLANNING, (1, 1, 0), (2, 28, 0)),
    (Phase.PLEDGING, (3, 1, 0), (4, 30, 0)),
    (Phase.FIRST_HALF, (5, 1, 0), (6, 30, 0)),
    (Phase.MID_YEAR, (7, 1, 0), (8, 15, 0)),
    (Phase.SECOND_HALF, (8, 16, 0), (11, 30, 0)),
    (Phase.SELF_SCORING, (12, 1, 0), (1, 15, 1)),
    (Phase.CROSS_CHECKING, (1, 16, 1), (1, 31, 1)),
    (Phase.EXPLAINING, (2, 1, 1), (2, 10, 1)),
    (Phase.TOTALS, (2, 11, 1), (3, 10, 1)),
    (Phase.CONFERENCE, (3, 11, 1), (4, 15, 1)),
    (Phase.AWARDING, (4, 16, 1), (10, 31, 1)),
)


def check_new_year(year: int, known: Sequence[int], members: int) -> None:
    """A year is opened once, has members, and does not skip one."""
    if year in known:
        raise DomainError(N_("Năm thi đua %(year)s đã được mở."), year=year)
    if known and year > max(known) + 1:
        raise DomainError(N_("Năm kế tiếp được mở là %(year)s."), year=max(known) + 1)
    if members == 0:
        raise DomainError(N_("Chưa có thành viên nào trong năm %(year)s."), year=year)


def proposed(year: int) -> list[tuple[Phase, date, date]]:
    """Sensible dates for a year without a predecessor: the conference of year N is held in spring of N+1."""
    return [
        (phase, date(year + start[2], start[0], start[1]), date(year + end[2], end[0], end[1]))
        for phase, start, end in _PROPOSED
    ]


def shifted(rows: Sequence[tuple[Phase, date, date]], years: int) -> list[tuple[Phase, date, date]]:
    """The same days some years later; 29 February becomes the 28th."""
    return [(phase, moved_on(starts_on, years), moved_on(due_on, years)) for phase, starts_on, due_on in rows]


def on_working_days(
    rows: Sequence[tuple[Phase, date, date]], calendar: Calendar
) -> list[tuple[Phase, date, date]]:
    """The rows, in the order of the year, with every last day on a working day (Civil Code, article 148).

    A phase that would then begin before the one before it has ended begins on the day after.
    """
    found: list[tuple[Phase, date, date]] = []
    for phase, starts_on, due_on in rows:
        if found and starts_on <= found[-1][2]:
            starts_on = found[-1][2] + timedelta(days=1)
        found.append((phase, starts_on, add_working_days(max(starts_on, due_on), 0, calendar)))
    return found


def moved_on(day: date, years: int) -> date:
    """The same day some years later."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
