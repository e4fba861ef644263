"""Rows of the rulebook: parsing and checking (handbook 5).

Values stay text ("2/3", "80"): what they mean is for the reader, and nothing legal is computed from them here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Protocol

from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.proposal_facts import DayKind
from emulation.vocabulary.words import N_

COMPARATORS = frozenset({"", "≥", ">", "≤", "<", "="})
STATUSES = {"confirmed": True, "unconfirmed": False}
DATES = frozenset({"valid_from", "valid_to", "checked_on"})


class Filed(Protocol):
    """A dossier on its way: when it was received, and when that is planned."""

    @property
    def received_on(self) -> date | None:
        """The day of receipt."""
        ...

    @property
    def planned_on(self) -> date | None:
        """The planned day of receipt."""
        ...


def rules_day(dossier: Filed, today: date) -> tuple[date, DayKind]:
    """The day whose rules hold for a dossier, and why: receipt, else the planned day, else today (handbook 5)."""
    if dossier.received_on is not None:
        return dossier.received_on, DayKind.RECEIVED
    if dossier.planned_on is not None:
        return dossier.planned_on, DayKind.PLANNED
    return today, DayKind.TODAY


@dataclass(frozen=True)
class RuleSeed:
    """A row of config/rulebook: in force from `valid_from` until, not including, `valid_to` (None = open)."""

    code: str
    title: str
    value: str = ""
    unit: str = ""
    comparator: str = ""
    base: str = ""
    document: str = ""
    article: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    confirmed: bool = False
    note: str = ""
    checked_on: date | None = None


def parse(raw: Mapping[str, Any]) -> RuleSeed:
    """A checked row from what stands in the file. Raises DomainError naming the code and what is wrong."""
    values = dict(raw)
    code = str(values.get("code", ""))
    status = values.pop("status", "")
    if not code or not values.get("title"):
        raise _wrong(code, "code, title")
    if status not in STATUSES:
        raise _wrong(code, "status")
    values["confirmed"] = STATUSES[status]
    known = {field.name for field in fields(RuleSeed)}
    if unknown := sorted(set(values) - known):
        raise _wrong(code, ", ".join(unknown))
    for name, value in values.items():
        wanted = (date,) if name in DATES else (bool,) if name == "confirmed" else (str,)
        if not isinstance(value, wanted):
            raise _wrong(code, name)
    row = RuleSeed(**values)
    check(row)
    return row


def check(row: RuleSeed) -> None:
    """Comparator known, validity half-open and not empty."""
    if row.comparator not in COMPARATORS:
        raise _wrong(row.code, "comparator")
    if row.valid_from is not None and row.valid_to is not None and row.valid_to <= row.valid_from:
        raise _wrong(row.code, "valid_to")


def check_keys(rows: Iterable[RuleSeed]) -> None:
    """A code starts once on a day."""
    seen: set[tuple[str, date | None]] = set()
    for row in rows:
        if (row.code, row.valid_from) in seen:
            raise _wrong(row.code, "valid_from")
        seen.add((row.code, row.valid_from))


def is_in_force(valid_from: date | None, valid_to: date | None, day: date) -> bool:
    """Half-open: from ≤ day < to; an empty bound is open."""
    return (valid_from is None or valid_from <= day) and (valid_to is None or day < valid_to)


def _wrong(code: str, what: str) -> DomainError:
    return DomainError(N_("Quy tắc “%(code)s” sai ở: %(what)s."), code=code or "?", what=what)
