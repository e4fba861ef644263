"""The rulebooks of many days, read at once: for judging all proposals of a year in a constant number of statements."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from emulation.models.rulebook import LegalRule, RuleChoice
from emulation.queries.rows import rows_as
from emulation.queries.rulebook import Choice, Rulebook, RuleRow, as_book


@dataclass(frozen=True)
class _Chosen:
    """A choice of a cluster."""

    id: int
    cluster_id: int
    head: str
    rule_id: int
    reason: str
    entered_at: datetime
    entered_by_id: int | None


@dataclass(frozen=True)
class Shelf:
    """All rows and choices of some clusters."""

    rows: tuple[RuleRow, ...]
    chosen: tuple[_Chosen, ...]

    def on(self, day: date, cluster_id: int) -> Rulebook:
        """The book of a cluster on a day, as `rules_for` reads it; who chose is not told."""
        rows = {row.id: row for row in self.rows if _holds(row, day, cluster_id)}
        choices = {
            one.head: Choice(one.id, one.head, one.rule_id, one.reason, one.entered_at, one.entered_by_id, "")
            for one in self.chosen
            if one.cluster_id == cluster_id and one.rule_id in rows
        }
        return as_book(day, cluster_id, rows.values(), choices)


def shelf_of(session: Session, clusters: Collection[int]) -> Shelf:
    """What these clusters read, on whatever day, in two statements."""
    rule, choice = LegalRule, RuleChoice
    rows = (
        select(*(getattr(rule, one.name) for one in fields(RuleRow)))
        .where(or_(rule.cluster_id.is_(None), rule.cluster_id.in_(clusters)))
        .order_by(rule.code, rule.valid_from)
    )
    chosen = (
        select(*(getattr(choice, one.name) for one in fields(_Chosen)))
        .where(choice.cluster_id.in_(clusters))
        .order_by(choice.id)
    )
    return Shelf(tuple(rows_as(session, RuleRow, rows)), tuple(rows_as(session, _Chosen, chosen)))


def _holds(row: RuleRow, day: date, cluster_id: int) -> bool:
    """Half-open: from ≤ day < to; an empty bound is open."""
    is_read = row.cluster_id in (None, cluster_id)
    has_begun = row.valid_from is None or row.valid_from <= day
    return is_read and has_begun and (row.valid_to is None or day < row.valid_to)
