"""When the steps of a year are due: counted back in working days, and how near they are (handbook 3, features Y3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from emulation.rules.results import DEADLINES
from emulation.rules.working_days import add_working_days, is_working_day, working_days_between
from emulation.vocabulary.actions import Action
from emulation.vocabulary.calendar import Calendar
from emulation.vocabulary.dates import format_date
from emulation.vocabulary.errors import DomainError, Sealed
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.states import Phase
from emulation.vocabulary.words import N_

#: From so many working days on a deadline is near (design).
NEAR = 5
#: How many days before a date a calendar program rings, and at which hour of that day (design).
ALARM_DAYS, ALARM_HOUR = (5, 1), 9
#: More working days than lie between any step of a year and the receipt of its papers.
MOST_DAYS_BEFORE = 250

#: What the last day of a phase asks for: action → phases. Work that may still be done later is asked for only once.
DUTIES: Mapping[Action, tuple[Phase, ...]] = {
    Action.AGREEMENT_EDIT: (Phase.PLEDGING,),
    Action.AGREEMENT_SIGN: (Phase.PLEDGING,),
    Action.PLEDGE_EDIT: (Phase.PLEDGING,),
    Action.PLEDGE_SUBMIT: (Phase.PLEDGING,),
    Action.PLEDGE_REVIEW: (Phase.PLEDGING,),
    Action.RESULT_EDIT: tuple(DEADLINES.values()),
    Action.RESULT_SUBMIT: tuple(DEADLINES.values()),
    Action.SCORECARD_EDIT: (Phase.SECOND_HALF,),
    Action.SCORE_EDIT: (Phase.SELF_SCORING,),
    Action.SCORE_SUBMIT: (Phase.SELF_SCORING,),
    Action.SCORE_APPRAISE: (Phase.CROSS_CHECKING, Phase.TOTALS),
    Action.RANKING_FREEZE: (Phase.TOTALS,),
    Action.RANKING_FINALISE: (Phase.CONFERENCE,),
    Action.RANKING_PUBLISH: (Phase.CONFERENCE,),
    Action.PROPOSAL_EDIT: (Phase.AWARDING,),
    Action.PROPOSAL_SUBMIT: (Phase.AWARDING,),
    Action.PROPOSAL_REVIEW: (Phase.AWARDING,),
}


class Nearness(Labelled):
    """How near a date is, in words; the tone only repeats them."""

    AHEAD = "ahead", N_("Còn thời gian"), "neutral"
    NEAR = "near", N_("Sắp đến hạn"), "attention"
    OVERDUE = "overdue", N_("Quá hạn"), "problem"
    PASSED = "passed", N_("Đã qua"), "neutral"


@dataclass(frozen=True)
class Distance:
    """How far a date is: working days left, or days since it passed."""

    nearness: Nearness
    left: int = 0
    late: int = 0


def distance(day: date, today: date, calendar: Calendar, *, is_asked: bool) -> Distance:
    """How far `day` is from `today`. What nobody is asked for any more has only passed, it is not overdue."""
    if day < today:
        nearness = Nearness.OVERDUE if is_asked else Nearness.PASSED
        return Distance(nearness, late=(today - day).days)
    left = working_days_between(today, day, calendar)
    return Distance(Nearness.NEAR if left <= NEAR else Nearness.AHEAD, left=left)


def counted_back(received_on: date, days_before: int, calendar: Calendar) -> date:
    """The working day that lies so many working days before the council receives the papers.

    With 0 it is that day itself or, when offices rest on it, the next working day.
    """
    return add_working_days(received_on, -days_before, calendar)


def next_working_day(day: date, calendar: Calendar) -> date | None:
    """What to offer for a day on which offices rest; None when they work."""
    return None if is_working_day(day, calendar) else add_working_days(day, 0, calendar)


def is_announced(year: int, calendar: Calendar) -> bool:
    """Whether the days off of a year are known: it has some, and none that still waits to be announced."""
    known = any(day.year == year for day in calendar.holidays)
    return known and year not in calendar.unconfirmed


def unannounced(days: Iterable[date], calendar: Calendar) -> list[int]:
    """The years of these days whose days off nobody has announced yet (decisions 11)."""
    return [year for year in sorted({day.year for day in days}) if not is_announced(year, calendar)]


def alarms() -> tuple[timedelta, ...]:
    """How long before the midnight of a date a calendar program rings."""
    return tuple(timedelta(days=days, hours=-ALARM_HOUR) for days in ALARM_DAYS)


def check_open(phase: Phase) -> None:
    """A closed year keeps its calendar."""
    if phase is Phase.CLOSED:
        raise Sealed(N_("Năm thi đua đã đóng nên không sửa được nữa."))


def check_milestone(
    *, starts_on: date | None, ends_on: date | None, days_before: int | None, received_on: date | None
) -> None:
    """A milestone has a day or a number of days to count back, not both; it ends after it starts (message 10)."""
    if days_before is not None and received_on is None:
        message = N_(
            "Chưa có ngày Hội đồng nhận hồ sơ để tính lùi. Đặt ngày đó trước, hoặc nhập ngày của mốc."
        )
        raise DomainError(message, field="days_before")
    if days_before is not None and (starts_on is not None or ends_on is not None):
        message = N_("Nhập ngày, hoặc nhập số ngày làm việc để tính lùi; không nhập cả hai.")
        raise DomainError(message, field="days_before")
    if days_before is None and starts_on is None:
        raise DomainError(N_("Nhập ngày của mốc, hoặc số ngày làm việc để tính lùi."), field="starts_on")
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise DomainError(
            N_("%(later)s phải sau %(earlier)s (%(day)s)."),
            field="ends_on",
            later=N_("Đến ngày"),
            earlier=N_("từ ngày"),
            day=format_date(starts_on),
        )


def check_received(received_on: date, year: int) -> None:
    """The papers about a year are received after it began, and not many years later."""
    if not date(year, 1, 1) <= received_on < date(year + 3, 1, 1):
        message = N_("Ngày Hội đồng nhận hồ sơ phải từ %(low)s đến %(high)s.")
        low, high = format_date(date(year, 1, 1)), format_date(date(year + 2, 12, 31))
        raise DomainError(message, field="received_on", low=low, high=high)
