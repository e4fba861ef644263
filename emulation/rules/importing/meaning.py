"""What a row says about its indicator: a target as somebody would have typed it, or a line of a report."""

from emulation.rules import pledges, results
from emulation.rules.importing.bounds import Bounds, placed
from emulation.rules.importing.cells import LONGEST, Cells
from emulation.rules.importing.indicators import check_unit, units_in
from emulation.rules.importing.values import day, figure, one_of, shown, text
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
from emulation.vocabulary.grids import Cell
from emulation.vocabulary.kinds import Operator, PlanSource
from emulation.vocabulary.words import N_

POINT_PLACES = 2
PLAN = ("plan", "low", "high")


class Row(Cells):
    """A row whose values are those of `TargetDraft` or `LineDraft` of the services."""

    def name(self, said: str) -> None:
        """The indicator, and that the row counts in its unit."""
        if self.indicator is not None:
            known = self.indicator
            self.values["indicator_id"] = known.id
            self.tried("unit", lambda cell, label: check_unit(text(cell, "unit", label, 200), known, "unit"))
            for unit in dict.fromkeys([*units_in(said), self.table.unit]):
                self.tried("indicator", lambda _cell, _label, one=unit: check_unit(one, known, "indicator"))  # type: ignore[misc]
        elif said:
            self.blame(self.table.catalogue.unknown(said, "indicator"), "indicator")
        else:
            self.blame(DomainError(N_("Chọn %(label)s."), label=N_("chỉ tiêu")), "indicator")

    def targets(self) -> None:
        """What a target says (services: TargetDraft)."""
        self.chosen("plan_source", PLAN_SOURCES, PlanSource.CITY_COUNCIL)
        if self.table.source is not None:
            self.values.setdefault("plan_source", self.table.source)
        self._plan()
        self.figure_in("baseline")
        self._weight()
        self.words_in("owner", "source")
        if "due_on" in self.cells:
            self.values["due_on"] = self.tried("due_on", lambda cell, label: day(cell, "due_on", label))

    def results(self) -> None:
        """What a line of a report says (services: LineDraft)."""
        self.chosen("status", STATUSES, None)
        if "value" in self.cells:
            found = self.bounds_in("value") or Bounds()
            self.values["value"] = found.high if found.low is None else found.low
            if found.operator is Operator.RANGE:
                self.blame(
                    DomainError(N_("%(label)s phải là số, ví dụ 7,5."), label=self.label("value")), "value"
                )
            elif found.operator is not Operator.EQ:
                self.beside = [shown(self.cells["value"])]
            status = next((STATUSES[plain(one)] for one in self.beside if plain(one) in STATUSES), None)
            if status is not None:
                self.values.setdefault("status", status)
        self.figure_in("forecast")
        self.chosen("confidence", CONFIDENCES, None)
        if "confidence" in self.cells:
            self.values.setdefault("confidence", None)
        self.words_in("confidence_reason", "source")
        if self.values.get("confidence") and "confidence_reason" in self.values:
            self.checked(results.check_line)

    def note(self) -> None:
        """The note of the row, and what was said beside its numbers."""
        own = self.tried("note", lambda cell, label: text(cell, "note", label, LONGEST["note"])) or ""
        said = "; ".join(dict.fromkeys(filter(None, (own, *self.beside))))
        if said or "note" in self.cells:
            self.values["note"] = said[: LONGEST["note"]]

    def _plan(self) -> None:
        """Sign and bounds out of one cell or out of several; "Không giao" in any of them."""
        waived, reason = self._waived()
        if waived:
            self.values |= {"operator": Operator.EQ, "low": None, "high": None}
        elif any(field in self.cells for field in PLAN):
            found = self.bounds_in("plan") or Bounds()
            if found.low is None and found.high is None:
                found = self._parts()
            self.values |= {"operator": found.operator, "low": found.low, "high": found.high}
        elif "not_assigned" not in self.cells:
            return
        self.values |= {"not_assigned": waived, "not_assigned_reason": reason}
        doubtful = {"operator", "not_assigned", *PLAN} & {fault.field for fault in self.faults}
        if not doubtful and any(field in self.cells for field in PLAN):
            self.checked(pledges.check_target)

    def _parts(self) -> Bounds:
        """Sign, lower and upper bound from columns of their own, as our own table writes them."""
        operator = self.tried("operator", lambda cell, label: one_of(cell, OPERATORS, "operator", label))
        low, high = (self.bounds_in(field) or Bounds() for field in ("low", "high"))
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
        reason = self.tried(
            "not_assigned_reason", lambda cell, label: text(cell, "not_assigned_reason", label, 300)
        )
        said = next((shown(self.cells[one]) for one in PLAN if says_so(self.cells.get(one))), "")
        own = shown(self.cells.get("not_assigned")).strip()
        word = plain(own)
        if not said and (word in YES or word.startswith(f"{NOT_ASSIGNED} ")):
            said = own
        elif not said and own and word and word not in NO:
            message = N_("%(label)s phải là “Không giao” hoặc để trống.")
            self.blame(DomainError(message, label=self.label("not_assigned")), "not_assigned")
        inside = said[len(NOT_ASSIGNED) :].strip(" :;-–().") if says_so(said) else ""
        return bool(said), (reason or inside)[: LONGEST["not_assigned_reason"]] if said else ""

    def _weight(self) -> None:
        """Points, with two places."""
        found = self.tried("weight", lambda cell, label: figure(cell, self.table.marks, label, "weight"))
        if found is None:
            return
        self.values["weight"] = found.value
        if found.value is not None and found.value != round(found.value, POINT_PLACES):
            message = N_("%(label)s có nhiều hơn %(places)s chữ số thập phân.")
            self.blame(DomainError(message, label=self.label("weight"), places=POINT_PLACES), "weight")


def says_so(cell: Cell) -> bool:
    """Whether a cell says "Không giao", alone or with the reason behind it."""
    return isinstance(cell, str) and plain(cell).startswith(NOT_ASSIGNED)
