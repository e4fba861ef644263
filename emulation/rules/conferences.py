"""When the conferences of an emulation year can be held (handbook 3; work year and conference year differ)."""

from collections.abc import Collection, Mapping
from datetime import date

from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import ConferenceKind
from emulation.vocabulary.words import N_

#: Years after the work year in which a conference of this kind is held.
HELD_AFTER: Mapping[ConferenceKind, tuple[int, ...]] = {
    ConferenceKind.MID_YEAR: (0,),
    ConferenceKind.PREPARATORY: (0, 1),
    ConferenceKind.YEAR_END: (1,),
}


def check_held(kind: ConferenceKind, held_on: date, year: int, today: date) -> None:
    """The year-end conference is held in the following year, the mid-year one in the year; none in the future."""
    allowed = [year + later for later in HELD_AFTER[kind]]
    if held_on.year not in allowed:
        message = N_("%(kind)s của năm thi đua %(year)s họp trong năm %(allowed)s, không phải %(held)s.")
        years = ", ".join(map(str, allowed))
        raise DomainError(
            message, field="held_on", kind=kind.label, year=year, allowed=years, held=held_on.year
        )
    if held_on > today:
        message = N_("%(label)s không thể sau hôm nay (%(day)s).")
        raise DomainError(message, field="held_on", label=N_("Ngày họp"), day=f"{today:%d/%m/%Y}")


def check_minutes(held_on: date, minutes_on: date | None, today: date) -> None:
    """Minutes are signed on the day of the conference or later, not in the future."""
    if minutes_on is None:
        return
    if minutes_on < held_on:
        message = N_("%(later)s phải sau %(earlier)s (%(day)s).")
        raise DomainError(
            message,
            field="minutes_on",
            later=N_("Ngày biên bản"),
            earlier=N_("ngày họp"),
            day=f"{held_on:%d/%m/%Y}",
        )
    if minutes_on > today:
        message = N_("%(label)s không thể sau hôm nay (%(day)s).")
        raise DomainError(message, field="minutes_on", label=N_("Ngày biên bản"), day=f"{today:%d/%m/%Y}")


def check_single(
    kind: ConferenceKind, held_on: date, others: Collection[tuple[ConferenceKind, date]]
) -> None:
    """One year-end conference per year, and no conference twice on the same day. `others`: (kind, held on)."""
    for known, day in others:
        if known is kind and (kind is ConferenceKind.YEAR_END or day == held_on):
            message = N_("%(kind)s ngày %(day)s đã được ghi.")
            raise DomainError(message, field="held_on", kind=kind.label, day=f"{day:%d/%m/%Y}")
