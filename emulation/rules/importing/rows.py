"""One row of an office's table: what its cells mean for an indicator, and what is wrong with them."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from emulation.rules import pledges, results
from emulation.rules.importing.bounds import Bounds, bounds, placed
from emulation.rules.importing.fields import FIELDS
from emulation.rules.importing.indicators import Catalogue, KnownIndicator, check_unit, is_percent
from emulation.rules.importing.values import Marks, day, figure, is_nothing, one_of, shown, text
from emulation.rules.importing.words import (
    CONFIDENCES,
    NO,
    NOT_ASSIGNED,
    OPERATORS,
    PLAN_SOURCES,
    STATUSES,
    YES,
    plain,
)
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.grids import Cell, Fault, ReadRow
from emulation.vocabulary.kinds import ImportKind, Operator, PlanSource
from emulation.vocabulary.words import N_

Read = TypeVar("Read")
#: Longest texts, as in the forms.
LONGEST = {"owner": 200, "source": 300, "not_assigned_reason": 300, "confidence_reason": 500, "note": 500}
POINT_PLACES = 2
_PLAN = ("plan", "low", "high")
_NUMBERS = (*_PLAN, "baseline", "weight", "value", "forecast")
_SUMS = frozenset({"tong", "tong cong", "cong", "tong so", "tong diem", "total"})
_NUMBERED = re.compile(r"\(?[A-Za-z0-9]{1,2}\)?(\s*=.*)?", re.DOTALL)


def is_section(row: Sequence[Cell], *, is_first: bool) -> bool:
    """Whether a row only heads a part of the table, or numbers its columns right below the heads."""
    said = [shown(cell) for cell in row if not is_nothing(cell)]
    if is_first and len(said) > 2 and all(_NUMBERED.fullmatch(one) for one in said):
        return True
    return len(said) > 1 and len(set(said)) == 1


class Reader:
    """Reads rows of one table: its kind, the catalogue, the way numbers are written, whose plan its heads name."""

    def __init__(
        self, kind: ImportKind, catalogue: Catalogue, marks: Marks, source: PlanSource | None = None
    ) -> None:
        self.kind, self.catalogue, self.marks, self.source = kind, catalogue, marks, source

    def row(self, number: int, cells: Mapping[str, Cell]) -> ReadRow | None:
        """What the row says; None when it says nothing: a section, a sum, a line that was left blank."""
        named = [shown(cells.get(field)) for field in ("code", "indicator")]
        indicator = next(filter(None, map(self.catalogue.find, named)), None)
        if _is_silent(cells, indicator, named):
            return None
        row = _Row(self, cells, indicator)
        row.name(next(filter(None, reversed(named)), ""))
        row.targets() if self.kind is ImportKind.TARGETS else row.results()
        row.note()
        told = {field: shown(cell) for field, cell in cells.items()}
        return ReadRow(number, told, row.values, tuple(row.faults))


def _is_silent(cells: Mapping[str, Cell], indicator: KnownIndicator | None, named: Sequence[str]) -> bool:
    full = {field for field, cell in cells.items() if not is_nothing(cell)}
    if indicator is not None:
        return not full - {"indicator", "code", "unit", "operator", "plan_source", "status"}
    numbers = full & {*_NUMBERS, "not_assigned"}
    return not numbers or (any(plain(one) in _SUMS for one in named) and not full & {*_PLAN, "value"})


class _Row:
    """The row at hand: values and faults as they are found."""

    def __init__(self, reader: Reader, cells: Mapping[str, Cell], indicator: KnownIndicator | None) -> None:
        self.reader, self.cells, self.indicator = reader, cells, indicator
        self.values: dict[str, Any] = {}
        self.faults: list[Fault] = []
        self._beside: list[str] = []

    def name(self, said: str) -> None:
        """The indicator, and that the row counts in its unit."""
        if self.indicator is not None:
            known = self.indicator
            self.values["indicator_id"] = known.id
            self._tried("unit", lambda cell, label: check_unit(text(cell, "unit", label, 200), known, "unit"))
        elif said:
            self._blame(self.reader.catalogue.unknown(said, "indicator"), "indicator")
        else:
            self._blame(DomainError(N_("Chọn %(label)s."), label=N_("chỉ tiêu")), "indicator")

    def targets(self) -> None:
        """What a target says (services: TargetDraft)."""
        self._chosen("plan_source", PLAN_SOURCES, PlanSource.CITY_COUNCIL)
        if self.reader.source is not None:
            self.values.setdefault("plan_source", self.reader.source)
        self._plan()
        self._figure("baseline")
        self._weight()
        self._words("owner", "source")
        if "due_on" in self.cells:
            self.values["due_on"] = self._tried("due_on", lambda cell, label: day(cell, "due_on", label))

    def results(self) -> None:
        """What a line of a report says (services: LineDraft)."""
        self._chosen("status", STATUSES, None)
        if "value" in self.cells:
            found = self._bounds("value") or Bounds()
            self.values["value"] = found.high if found.low is None else found.low
            if found.operator is Operator.RANGE:
                self._blame(
                    DomainError(N_("%(label)s phải là số, ví dụ 7,5."), label=self._label("value")), "value"
                )
            elif found.operator is not Operator.EQ:
                self._beside = [shown(self.cells["value"])]
            status = next((STATUSES[plain(one)] for one in self._beside if plain(one) in STATUSES), None)
            if status is not None:
                self.values.setdefault("status", status)
        self._figure("forecast")
        self._chosen("confidence", CONFIDENCES, None)
        if "confidence" in self.cells:
            self.values.setdefault("confidence", None)
        self._words("confidence_reason", "source")
        if self.values.get("confidence") and "confidence_reason" in self.values:
            self._checked(results.check_line)

    def note(self) -> None:
        """The note of the row, and what was said beside its numbers."""
        own = self._tried("note", lambda cell, label: text(cell, "note", label, LONGEST["note"])) or ""
        said = "; ".join(dict.fromkeys(filter(None, (own, *self._beside))))
        if said or "note" in self.cells:
            self.values["note"] = said[: LONGEST["note"]]

    def _plan(self) -> None:
        """Sign and bounds out of one cell or out of several; "Không giao" in any of them."""
        waived, reason = self._waived()
        if waived:
            self.values |= {"operator": Operator.EQ, "low": None, "high": None}
        elif any(field in self.cells for field in _PLAN):
            found = self._bounds("plan") or Bounds()
            if found.low is None and found.high is None:
                found = self._parts()
            self.values |= {"operator": found.operator, "low": found.low, "high": found.high}
        elif "not_assigned" not in self.cells:
            return
        self.values |= {"not_assigned": waived, "not_assigned_reason": reason}
        doubtful = {"operator", "not_assigned", *_PLAN} & {fault.field for fault in self.faults}
        if not doubtful and any(field in self.cells for field in _PLAN):
            self._checked(pledges.check_target)

    def _parts(self) -> Bounds:
        """Sign, lower and upper bound from columns of their own, as our own table writes them."""
        operator = self._tried("operator", lambda cell, label: one_of(cell, OPERATORS, "operator", label))
        low, high = (self._bounds(field) or Bounds() for field in ("low", "high"))
        if operator is None and low.operator is not Operator.EQ:
            return low
        upper = high.low if high.operator is Operator.EQ else high.high
        if operator is None:
            operator = Operator.EQ
            if upper is not None:
                operator = Operator.LE if low.low is None else Operator.RANGE
        if upper is not None:
            return Bounds(operator, low.low, upper)
        return placed(operator, low.low if low.low is not None else low.high, None)

    def _waived(self) -> tuple[bool, str]:
        """Whether the row says "Không giao", and why."""
        reason = self._tried(
            "not_assigned_reason", lambda cell, label: text(cell, "not_assigned_reason", label, 300)
        )
        said = next((shown(self.cells[one]) for one in _PLAN if _says_so(self.cells.get(one))), "")
        own = shown(self.cells.get("not_assigned")).strip()
        word = plain(own)
        if not said and (word in YES or word.startswith(f"{NOT_ASSIGNED} ")):
            said = own
        elif not said and own and word and word not in NO:
            message = N_("%(label)s phải là “Không giao” hoặc để trống.")
            self._blame(DomainError(message, label=self._label("not_assigned")), "not_assigned")
        inside = said[len(NOT_ASSIGNED) :].strip(" :;-–().") if _says_so(said) else ""
        return bool(said), (reason or inside)[: LONGEST["not_assigned_reason"]] if said else ""

    def _bounds(self, field: str) -> Bounds | None:
        found = self._tried(field, lambda cell, label: bounds(cell, self.reader.marks, label, field))
        if found is not None:
            self._fits(field, found.is_percent, found.rest)
            self._beside += [found.said] if found.said else []
        return found

    def _figure(self, field: str) -> None:
        found = self._tried(field, lambda cell, label: figure(cell, self.reader.marks, label, field))
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
            beside = self.reader.catalogue.beside(rest, self.indicator, field)
        except DomainError as error:
            self._blame(error, field)
        else:
            self._beside += [beside] if beside else []

    def _weight(self) -> None:
        """Points, with two places."""
        found = self._tried("weight", lambda cell, label: figure(cell, self.reader.marks, label, "weight"))
        if found is None:
            return
        self.values["weight"] = found.value
        if found.value is not None and found.value != round(found.value, POINT_PLACES):
            message = N_("%(label)s có nhiều hơn %(places)s chữ số thập phân.")
            self._blame(DomainError(message, label=self._label("weight"), places=POINT_PLACES), "weight")

    def _words(self, *fields: str) -> None:
        for field in fields:
            found = self._tried(field, lambda cell, label, f=field: text(cell, f, label, LONGEST[f]))  # type: ignore[misc]
            if found is not None:
                self.values[field] = found

    def _chosen(self, field: str, words: Mapping[str, Any], otherwise: Any) -> None:
        """A member of a list; an empty cell leaves what `otherwise` says, or nothing at all."""
        if field in self.cells:
            found = self._tried(field, lambda cell, label: one_of(cell, words, field, label)) or otherwise
            if found is not None:
                self.values[field] = found

    def _checked(self, check: Callable[[Mapping[str, Any]], None]) -> None:
        try:
            check(self.values)
        except DomainError as error:
            field = error.field or "indicator"
            self._blame(error, "plan" if field in ("low", "high") and "plan" in self.cells else field)

    def _tried(self, field: str, read: Callable[[Cell, str], Read]) -> Read | None:
        """What was read from a column that is there; what was refused becomes a fault."""
        if field not in self.cells:
            return None
        try:
            return read(self.cells[field], self._label(field))
        except DomainError as error:
            self._blame(error, field)
            return None

    def _blame(self, error: DomainError, field: str) -> None:
        self.faults.append(Fault(field, error.message, error.values))

    def _label(self, field: str) -> str:
        return FIELDS[self.reader.kind][field].label


def _says_so(cell: Cell) -> bool:
    return isinstance(cell, str) and plain(cell).startswith(NOT_ASSIGNED)
