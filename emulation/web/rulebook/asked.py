"""What the address of a list asks for: a day, and all rows or those that nobody has confirmed."""

from dataclasses import dataclass
from datetime import date

from flask import request

from emulation.queries.rulebook import RuleRow
from emulation.vocabulary import dates
from emulation.vocabulary.errors import DomainError
from emulation.web.shell import here

ALL, UNCONFIRMED = "all", "unconfirmed"


@dataclass(frozen=True)
class Asked:
    """`typed` is what stood in the field, `is_faulty` whether it is no day; `show` is all or unconfirmed."""

    day: date
    typed: str
    is_faulty: bool
    show: str

    @property
    def address(self) -> dict[str, str]:
        """The same for another address."""
        return {"on": dates.format_date(self.day), "show": self.show}

    def shown(self, rows: list[RuleRow]) -> list[RuleRow]:
        """The rows that are asked for."""
        return [row for row in rows if self.show == ALL or not row.confirmed]


def asked() -> Asked:
    """From `?on=dd/mm/yyyy&show=all|unconfirmed`; today and all when they are not given."""
    typed, show = request.args.get("on", "").strip()[:40], request.args.get("show", ALL)
    day, is_faulty = here.today(), False
    if typed:
        try:
            day = dates.parse_date(typed)
        except DomainError:
            is_faulty = True
    return Asked(day, typed, is_faulty, UNCONFIRMED if show == UNCONFIRMED else ALL)
