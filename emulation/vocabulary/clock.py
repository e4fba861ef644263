"""Time as the house knows it: stored in UTC, decided and shown in Asia/Ho_Chi_Minh."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

LOCAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class Clock(Protocol):
    """Whoever needs the time asks for it; nobody reads the system clock."""

    def now(self) -> datetime:
        """The moment, with UTC as its zone."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The moment, with UTC as its zone."""
        return datetime.now(UTC)


@dataclass(frozen=True)
class FixedClock:
    """A clock that stands still: for the demo and the tests. Production refuses it."""

    moment: datetime

    def now(self) -> datetime:
        """Always the same moment, in UTC."""
        return self.moment.astimezone(UTC)


def local(moment: datetime) -> datetime:
    """The same moment on the wall clock of Asia/Ho_Chi_Minh."""
    return moment.astimezone(LOCAL_ZONE)


def local_date(moment: datetime) -> date:
    """The calendar day in Asia/Ho_Chi_Minh: days begin at 00:00 there (handbook 4, rule 7)."""
    return local(moment).date()
