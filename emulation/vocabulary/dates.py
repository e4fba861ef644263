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
