"""Dates as Vietnamese people write them."""

import re
from datetime import date

from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.words import N_

_DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", re.ASCII)


def parse_date(raw: str, *, label: str = N_("Ngày"), field: str | None = None) -> date:
    """A day from d/m/yyyy with "/", "-" or "."; raises DomainError (message 9) for a day that does not exist."""
    found = _DATE.fullmatch(raw.strip())
    try:
        if found:
            day, month, year = map(int, found.groups())
            return date(year, month, day)
    except ValueError:
        pass
    raise DomainError(N_("%(label)s phải là ngày có thật, ví dụ 27/03/2026."), field=field, label=label)


def format_date(day: date) -> str:
    """dd/mm/yyyy."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def year_later(day: date | None) -> date | None:
    """The same day a year later; 29 February has none and becomes the 28th."""
    if day is None:
        return None
    return date(day.year + 1, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)
