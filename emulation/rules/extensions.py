"""Permission to be late: for what it can be given, and what it does to a deadline (features Y1, screens 3.16)."""

from datetime import date

from emulation.rules.cycles import days_late
from emulation.rules.reasons import check_reason
from emulation.rules.results import DEADLINES
from emulation.vocabulary.dates import format_date
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.states import Phase
from emulation.vocabulary.words import N_

#: The phases whose last day is the deadline of something that each member hands in.
_ASKED = {Phase.PLEDGING, Phase.SELF_SCORING, Phase.EXPLAINING, *DEADLINES.values()}
ASKED = tuple(phase for phase in Phase if phase in _ASKED)


def check_extension(*, phase: Phase, due_on: date | None, until_on: date, reason: str, today: date) -> None:
    """It is for something with a deadline, longer than this one, still to come, and says why (messages 10 and 11)."""
    if phase not in ASKED:
        raise DomainError(N_("Giai đoạn này không có hồ sơ do thành viên nộp."), field="phase")
    if due_on is None:
        raise DomainError(N_("Giai đoạn “%(phase)s” chưa có hạn."), field="phase", phase=phase.label)
    if until_on <= due_on:
        raise DomainError(
            N_("%(later)s phải sau %(earlier)s (%(day)s)."),
            field="until_on",
            later=N_("Ngày được phép nộp"),
            earlier=N_("hạn của giai đoạn"),
            day=format_date(due_on),
        )
    if until_on < today:
        message = N_("Ngày được phép nộp phải từ hôm nay (%(day)s) trở đi.")
        raise DomainError(message, field="until_on", day=format_date(today))
    check_reason(reason)


def late(due_on: date, today: date, grace_days: int, until_on: date | None) -> int:
    """How many days late: none until the permission ends, from its last day afterwards; without one as always.

    The days of grace follow the deadline of all; a permission brings none of its own.
    """
    if until_on is None or until_on <= due_on:
        return days_late(due_on, today, grace_days)
    return 0 if days_late(due_on, today, grace_days) == 0 else days_late(until_on, today)
