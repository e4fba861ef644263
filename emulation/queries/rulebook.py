"""Rows of the rulebook: which are in force on a day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from emulation.models.rulebook import LegalRule
from emulation.queries.rows import rows_as

_PLAIN_NUMBER = re.compile(r"(0|[1-9]\d*)(\.\d+)?", re.ASCII)


@dataclass(frozen=True)
class RuleRow:
    """A rule as pages show it. `value` is text ("2/3", "80", "không được"); `amount` is set when it is a number."""

    code: str
    title: str
    value: str
    unit: str
    comparator: str
    base: str
    document: str
    article: str
    valid_from: date | None
    valid_to: date | None
    confirmed: bool
    checked_on: date | None
    note: str

    @property
    def amount(self) -> Decimal | None:
        """The value as a number, None when it is words or a fraction."""
        return Decimal(self.value) if _PLAIN_NUMBER.fullmatch(self.value) else None

    @property
    def basis(self) -> str:
        """Document and article: what stands behind "Căn cứ:"."""
        return ", ".join(filter(None, (self.document, self.article)))


def rules_on(session: Session, day: date) -> list[RuleRow]:
    """The rules in force on a day (half-open: from ≤ day < to; an empty bound is open), by code."""
    rule = LegalRule
    statement = (
        select(
            rule.code,
            rule.title,
            rule.value,
            rule.unit,
            rule.comparator,
            rule.base,
            rule.document,
            rule.article,
            rule.valid_from,
            rule.valid_to,
            rule.confirmed,
            rule.checked_on,
            rule.note,
        )
        .where(
            or_(rule.valid_from.is_(None), rule.valid_from <= day),
            or_(rule.valid_to.is_(None), rule.valid_to > day),
        )
        .order_by(rule.code, rule.valid_from)
    )
    return rows_as(session, RuleRow, statement)


def rules_about(session: Session, day: date, heads: Sequence[str]) -> list[RuleRow]:
    """The rules in force on a day whose code begins with one of `heads` (the part before the dot), in their order."""
    rank = {head: position for position, head in enumerate(heads)}
    found = [row for row in rules_on(session, day) if row.code.split(".")[0] in rank]
    return sorted(found, key=lambda row: (rank[row.code.split(".")[0]], row.code))


def rules_by_key(session: Session) -> dict[tuple[str, date | None], LegalRule]:
    """All records by code and start day, for the loader."""
    return {(row.code, row.valid_from): row for row in session.scalars(select(LegalRule))}
