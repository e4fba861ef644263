"""What verdicts need of the rulebook: the rows in force on a day by head, and which of several holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


class Rule(Protocol):
    """A row as verdicts read it."""

    @property
    def cluster_id(self) -> int | None: ...
    @property
    def code(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def comparator(self) -> str: ...
    @property
    def document(self) -> str: ...
    @property
    def article(self) -> str: ...
    @property
    def basis(self) -> str: ...
    @property
    def valid_from(self) -> date | None: ...
    @property
    def confirmed(self) -> bool: ...


class Found(Protocol):
    """What a head says on a day: all candidates, and the one that holds (None while nobody has picked one)."""

    @property
    def rows(self) -> Sequence[Rule]: ...
    @property
    def row(self) -> Rule | None: ...


class Book(Protocol):
    """The rulebook of a cluster on one day."""

    @property
    def day(self) -> date: ...
    def of(self, head: str) -> Found: ...


@dataclass(frozen=True)
class Narrowed:
    """The candidates that count in a case; a single one holds."""

    rows: Sequence[Rule]

    @property
    def row(self) -> Rule | None:
        """The only candidate."""
        return self.rows[0] if len(self.rows) == 1 else None
