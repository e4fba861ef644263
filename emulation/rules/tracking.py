"""The way of a proposal in days: from the achievement to the award, and from sending to conferral (handbook A08; A6).

A decision may come more than half a year after the conference (handbook 3): waiting is a state, not a fault.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from emulation.vocabulary.words import N_

#: From how many lead times on a median says something.
ENOUGH = 3
#: The dated facts of a proposal in their order, with their words.
STEPS: tuple[tuple[str, str], ...] = (
    ("achieved_on", N_("Đạt thành tích")),
    ("drafted_on", N_("Lập đề nghị")),
    ("sent_on", N_("Trình cấp trên")),
    ("received_on", N_("Tiếp nhận, thẩm định hồ sơ")),
    ("decided_on", N_("Quyết định khen thưởng")),
    ("conferred_on", N_("Trao tặng")),
    ("revoked_on", N_("Hủy bỏ quyết định")),
)
#: Lead times that are told: words, from, to.
SPANS: tuple[tuple[str, str, str], ...] = (
    (N_("Từ khi đạt thành tích đến quyết định"), "achieved_on", "decided_on"),
    (N_("Từ khi đạt thành tích đến trao tặng"), "achieved_on", "conferred_on"),
    (N_("Từ khi trình đến tiếp nhận hồ sơ"), "sent_on", "received_on"),
    (N_("Từ khi trình đến quyết định"), "sent_on", "decided_on"),
    (N_("Từ quyết định đến trao tặng"), "decided_on", "conferred_on"),
)


@dataclass(frozen=True)
class Milestone:
    """A dated fact. `days` since the one before it; `waits` marks the day until which a decision is awaited."""

    words: str
    on: date
    days: int | None
    waits: bool = False


@dataclass(frozen=True)
class Span:
    """A lead time in days."""

    words: str
    days: int


def milestones(dates: Mapping[str, date | None], today: date, *, is_open: bool) -> list[Milestone]:
    """The known facts in their order, each with the days since the one before.

    Sent and `is_open` (not decided, not ended): the last line says how long the decision is awaited. A draft that
    was written down after it had been sent (records of earlier years) tells nothing and is left out.
    """
    known = {name: day for name, _words in STEPS if (day := dates.get(name)) is not None}
    if "drafted_on" in known and any(
        day < known["drafted_on"] for name, day in known.items() if name != "achieved_on"
    ):
        del known["drafted_on"]
    found: list[Milestone] = []
    for name, words in STEPS:
        if name in known:
            since = (known[name] - found[-1].on).days if found else None
            found.append(Milestone(words, known[name], since))
    if is_open and "sent_on" in known and "decided_on" not in known:
        found.append(Milestone(N_("Chờ quyết định"), today, (today - known["sent_on"]).days, waits=True))
    return found


def spans(dates: Mapping[str, date | None]) -> list[Span]:
    """The lead times of which both ends are known and in order."""
    found = []
    for words, first, last in SPANS:
        start, end = dates.get(first), dates.get(last)
        if start is not None and end is not None and start <= end:
            found.append(Span(words, (end - start).days))
    return found


def median_days(days: Iterable[int | None]) -> Decimal | None:
    """The median of the known lead times (in halves); None when there are fewer than three."""
    known = [value for value in days if value is not None]
    return Decimal(str(median(known))) if len(known) >= ENOUGH else None
