"""Rows of the rulebook: which are in force on a day, and which of them a cluster follows."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.rulebook import LegalRule, RuleChoice
from emulation.queries.rows import rows_as
from emulation.vocabulary.actor import Scope

_PLAIN_NUMBER = re.compile(r"(0|[1-9]\d*)(\.\d+)?", re.ASCII)
_COLUMNS = (
    LegalRule.code,
    LegalRule.title,
    LegalRule.value,
    LegalRule.unit,
    LegalRule.comparator,
    LegalRule.base,
    LegalRule.document,
    LegalRule.article,
    LegalRule.valid_from,
    LegalRule.valid_to,
    LegalRule.confirmed,
    LegalRule.checked_on,
    LegalRule.note,
    LegalRule.id,
    LegalRule.cluster_id,
    LegalRule.version,
    LegalRule.is_edited,
)


@dataclass(frozen=True)
class RuleRow:
    """A rule as pages show it. `value` is text ("2/3", "80", "không được"); `amount` is set when it is a number.

    `cluster_id`: the cluster whose own regulation it is; None for what holds everywhere.
    """

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
    id: int = 0
    cluster_id: int | None = None
    version: int = 0
    is_edited: bool = False

    @property
    def head(self) -> str:
        """The part of the code before the dot: rows that share it are alternatives or successive values."""
        return self.code.partition(".")[0]

    @property
    def amount(self) -> Decimal | None:
        """The value as a number, None when it is words or a fraction."""
        return Decimal(self.value) if _PLAIN_NUMBER.fullmatch(self.value) else None

    @property
    def basis(self) -> str:
        """Document and article: what stands behind "Căn cứ:"."""
        return ", ".join(filter(None, (self.document, self.article)))


@dataclass(frozen=True)
class Choice:
    """A cluster follows this row among several of its head: who said so, when and why. The latest stands."""

    id: int
    head: str
    rule_id: int
    reason: str
    at: datetime
    by_id: int | None
    by: str


@dataclass(frozen=True)
class Found:
    """What the rulebook says under a head on a day, for a cluster.

    `rows` are the candidates in force: the cluster's own alone when it has any. `row` is the one that applies; None
    while several are in force and none of them is chosen, or while there is none.
    """

    head: str
    rows: tuple[RuleRow, ...] = ()
    choice: Choice | None = None

    @property
    def row(self) -> RuleRow | None:
        """The only candidate, else the chosen one while it is in force."""
        if len(self.rows) == 1:
            return self.rows[0]
        chosen = self.choice.rule_id if self.choice else None
        return next((row for row in self.rows if row.id == chosen), None)

    @property
    def standing(self) -> tuple[RuleRow, ...]:
        """The row that applies, else all between which a person has to decide."""
        return (self.row,) if self.row else self.rows

    @property
    def is_open(self) -> bool:
        """Whether a person has to decide."""
        return self.row is None


@dataclass(frozen=True)
class Rulebook:
    """The rules in force on a day as one cluster reads them (None: what holds everywhere, without choices)."""

    day: date
    cluster_id: int | None
    found: Mapping[str, Found] = field(default_factory=dict)

    def of(self, head: str) -> Found:
        """What stands under a head; without rows when nothing is in force."""
        return self.found.get(head) or Found(head)

    @property
    def regime(self) -> RuleRow | None:
        """The decree whose regime applies (`value` is R1, R2 or R3); None: a person has to decide (handbook 5.1)."""
        return self.of("regime").row


def rules_for(session: Session, day: date, cluster_id: int | None) -> Rulebook:
    """The rulebook of a day for a cluster, in two statements."""
    choices = latest_choices(session, day, cluster_id) if cluster_id is not None else {}
    return as_book(day, cluster_id, rules_on(session, day, cluster_id), choices)


def as_book(
    day: date, cluster_id: int | None, rows: Iterable[RuleRow], choices: Mapping[str, Choice]
) -> Rulebook:
    """Rows in force on the day, and what was chosen under each head, as one book."""
    by_head: dict[str, list[RuleRow]] = {}
    for row in rows:
        by_head.setdefault(row.head, []).append(row)
    found = {head: Found(head, _own_first(rows), choices.get(head)) for head, rows in by_head.items()}
    return Rulebook(day, cluster_id, found)


def _own_first(rows: list[RuleRow]) -> tuple[RuleRow, ...]:
    """The cluster's own rows when there are any: its regulation goes before what holds everywhere."""
    own = tuple(row for row in rows if row.cluster_id is not None)
    return own or tuple(rows)


def latest_choices(session: Session, day: date, cluster_id: int) -> dict[str, Choice]:
    """The choice that stands under each head of a cluster: the latest one of those whose row is in force on the day.

    So a choice among the rows of a new decree leaves the dossiers of the old one with the choice made for them.
    """
    newest = (
        select(func.max(RuleChoice.id))
        .join(LegalRule, LegalRule.id == RuleChoice.rule_id)
        .where(RuleChoice.cluster_id == cluster_id, _in_force(day))
        .group_by(RuleChoice.head)
    )
    statement = (
        select(
            RuleChoice.id,
            RuleChoice.head,
            RuleChoice.rule_id,
            RuleChoice.reason,
            RuleChoice.entered_at,
            RuleChoice.entered_by_id,
            func.coalesce(User.full_name, ""),
        )
        .outerjoin(User, User.id == RuleChoice.entered_by_id)
        .where(RuleChoice.id.in_(newest))
    )
    return {choice.head: choice for choice in rows_as(session, Choice, statement)}


def rules_on(session: Session, day: date, cluster_id: int | None = None) -> list[RuleRow]:
    """The rules in force on a day (half-open: from ≤ day < to; an empty bound is open), by code.

    With `cluster_id` that cluster's own rows stand among them; other clusters' own rows never do.
    """
    statement = select(*_COLUMNS).where(_in_force(day), _readable(cluster_id))
    return rows_as(session, RuleRow, statement.order_by(LegalRule.code, LegalRule.valid_from))


def _in_force(day: date) -> ColumnElement[bool]:
    begun = or_(LegalRule.valid_from.is_(None), LegalRule.valid_from <= day)
    return and_(begun, or_(LegalRule.valid_to.is_(None), LegalRule.valid_to > day))


def _readable(cluster_id: int | None) -> ColumnElement[bool]:
    everywhere = LegalRule.cluster_id.is_(None)
    return everywhere if cluster_id is None else or_(everywhere, LegalRule.cluster_id == cluster_id)


def rules_about(
    session: Session, day: date, heads: Sequence[str], cluster_id: int | None = None
) -> list[RuleRow]:
    """The rules in force on a day whose code begins with one of `heads` (the part before the dot), in their order."""
    rank = {head: position for position, head in enumerate(heads)}
    found = [row for row in rules_on(session, day, cluster_id) if row.head in rank]
    return sorted(found, key=lambda row: (rank[row.head], row.code))


def all_rules(session: Session, scope: Scope, head: str = "", day: date | None = None) -> list[RuleRow]:
    """Every row by code and start, of one head, in force on a day; clusters' own as far as the scope shows them."""
    statement = select(*_COLUMNS).order_by(LegalRule.code, LegalRule.valid_from)
    if day is not None:
        statement = statement.where(_in_force(day))
    if not scope.everything:
        own = LegalRule.cluster_id.in_(scope.clusters)
        statement = statement.where(or_(LegalRule.cluster_id.is_(None), own))
    rows = rows_as(session, RuleRow, statement)
    return [row for row in rows if head in ("", row.head)]


def find_rule_row(session: Session, rule_id: int) -> RuleRow | None:
    """One row for its page, if there is one."""
    found = rows_as(session, RuleRow, select(*_COLUMNS).where(LegalRule.id == rule_id))
    return found[0] if found else None


def rules_by_key(session: Session) -> dict[tuple[str, date | None], LegalRule]:
    """All records by code and start day, for the loader."""
    return {(row.code, row.valid_from): row for row in session.scalars(select(LegalRule))}
