"""The cells of one row by field: read one after the other, with their values and faults as they are found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from emulation.rules.importing.bounds import Bounds, bounds
from emulation.rules.importing.fields import FIELDS
from emulation.rules.importing.indicators import Catalogue, KnownIndicator, check_unit, is_percent
from emulation.rules.importing.values import Marks, figure, one_of, text
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.grids import Cell, Fault
from emulation.vocabulary.kinds import ImportKind, PlanSource

Read = TypeVar("Read")
#: Longest texts, as in the forms.
LONGEST = {"owner": 200, "source": 300, "not_assigned_reason": 300, "confidence_reason": 500, "note": 500}


@dataclass(frozen=True)
class Table:
    """What all rows share: the kind, the catalogue, how numbers are written; whose plan and which unit heads name."""

    kind: ImportKind
    catalogue: Catalogue
    marks: Marks
    source: PlanSource | None = None
    unit: str = ""


class Cells:
    """The row at hand. Only columns that are there are read; `beside` is what was said beside numbers."""

    def __init__(self, table: Table, cells: Mapping[str, Cell], indicator: KnownIndicator | None) -> None:
        self.table, self.cells, self.indicator = table, cells, indicator
        self.values: dict[str, Any] = {}
        self.faults: list[Fault] = []
        self.beside: list[str] = []

    def bounds_in(self, field: str) -> Bounds | None:
        found = self.tried(field, lambda cell, label: bounds(cell, self.table.marks, label, field))
        if found is not None:
            self._fits(field, found.is_percent, found.rest)
            self.beside += [found.said] if found.said else []
        return found

    def figure_in(self, field: str) -> None:
        found = self.tried(field, lambda cell, label: figure(cell, self.table.marks, label, field))
        if found is not None:
            self._fits(field, found.is_percent, found.rest)
            self.values[field] = found.value

    def _fits(self, field: str, percent: bool, rest: str) -> None:
        """What stands beside a number is the indicator's own unit, or words for the note; never another unit."""
        if self.indicator is None:
            return
        try:
            if percent and not is_percent(self.indicator):
                check_unit("%", self.indicator, field)
            beside = self.table.catalogue.beside(rest, self.indicator, field)
        except DomainError as error:
            self.blame(error, field)
        else:
            self.beside += [beside] if beside else []

    def words_in(self, *fields: str) -> None:
        for field in fields:
            found = self.tried(field, lambda cell, label, f=field: text(cell, f, label, LONGEST[f]))  # type: ignore[misc]
            if found is not None:
                self.values[field] = found

    def chosen(self, field: str, words: Mapping[str, Any], otherwise: Any) -> None:
        """A member of a list; an empty cell leaves what `otherwise` says, or nothing at all."""
        if field in self.cells:
            found = self.tried(field, lambda cell, label: one_of(cell, words, field, label)) or otherwise
            if found is not None:
                self.values[field] = found

    def checked(self, check: Callable[[Mapping[str, Any]], None]) -> None:
        try:
            check(self.values)
        except DomainError as error:
            field = error.field or "indicator"
            self.blame(error, "plan" if field in ("low", "high") and "plan" in self.cells else field)

    def tried(self, field: str, read: Callable[[Cell, str], Read]) -> Read | None:
        """What was read from a column that is there; what was refused becomes a fault."""
        if field not in self.cells:
            return None
        try:
            return read(self.cells[field], self.label(field))
        except DomainError as error:
            self.blame(error, field)
            return None

    def blame(self, error: DomainError, field: str) -> None:
        self.faults.append(Fault(field, error.message, error.values))

    def label(self, field: str) -> str:
        return FIELDS[self.table.kind][field].label
