"""Tables into targets and results: first shown row by row, then only the valid rows written, all of them or none.

What is shown is always worked out anew from what stands now; what is written goes through the services that a form
uses, so every rule holds for a table as it does for typing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.queries.indicators import indicators_for
from emulation.rules import importing
from emulation.rules import pledges as pledge_rules
from emulation.rules import results as result_rules
from emulation.services import pledges, results
from emulation.services.import_goals import BLANK, DRAFTS, Goal, Standing, key_of, standing_of
from emulation.services.pledges import TargetDraft
from emulation.services.results import LineDraft
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.grids import Fault, Grid, Layout, ReadRow, RowState
from emulation.vocabulary.kinds import ImportKind, Provenance
from emulation.vocabulary.words import N_

WRITES = frozenset({RowState.NEW, RowState.CHANGED})


@dataclass(frozen=True)
class Judged:
    """A row with what it would do, the values it would leave, and those that stand now."""

    read: ReadRow
    state: RowState
    values: Mapping[str, Any]
    before: Mapping[str, Any] | None


@dataclass(frozen=True)
class Preview:
    """Every row of a table, and the version of the record against which they were judged."""

    rows: tuple[Judged, ...]
    standing: Standing

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each state, by its code."""
        found = Counter(row.state for row in self.rows)
        return {state.value: found[state] for state in RowState}

    @property
    def writable(self) -> list[Judged]:
        """The rows that would change something."""
        return [row for row in self.rows if row.state in WRITES]

    @property
    def wrong(self) -> list[Judged]:
        """The rows that cannot be written as they are."""
        return [row for row in self.rows if row.state is RowState.WRONG]


def preview(
    session: Session, *, actor: Actor, cycle: Cycle, goal: Goal, grid: Grid, layout: Layout
) -> Preview:
    """What the table would do to what stands now. Writes nothing."""
    standing = standing_of(session, actor=actor, cycle=cycle, goal=goal)
    known = [
        importing.KnownIndicator(row.id, row.code, row.name_vi, row.name_en, row.unit_vi, row.unit_en)
        for row in indicators_for(session, cycle.cluster_id)
    ]
    rows = importing.read_rows(grid, layout, goal.kind, known)
    return Preview(tuple(_judged(row, goal, standing, cycle.year) for row in rows), standing)


def write(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    goal: Goal,
    grid: Grid,
    layout: Layout,
    version: int,
) -> Preview:
    """Write the valid rows of the table and give back what was found. A table that changes nothing writes nothing.

    Raises Stale when the record has moved on since `version`, DomainError when it takes nothing now.
    """
    found = preview(session, actor=actor, cycle=cycle, goal=goal, grid=grid, layout=layout)
    if found.standing.hindrance is not None:
        raise found.standing.hindrance
    if not found.writable:
        return found
    where: dict[str, Any] = {"actor": actor, "now": now, "cycle": cycle, "member_id": goal.member_id}
    drafts = [row.values for row in found.writable]
    if goal.kind is ImportKind.TARGETS:
        merged = dict(found.standing.rows) | {key_of(goal.kind, draft): draft for draft in drafts}
        if len(merged) > pledge_rules.MOST_TARGETS:
            raise DomainError(
                N_("Giao ước nhận nhiều nhất %(most)s chỉ tiêu."),
                field="file",
                most=pledge_rules.MOST_TARGETS,
            )
        targets = [TargetDraft(**values) for values in merged.values()]
        summary = found.standing.summary
        pledges.save(session, version=version, summary=summary, targets=targets, **where)
    else:
        assert goal.period is not None
        lines = [LineDraft(**values) for values in drafts]
        results.save(session, version=version, period=goal.period, lines=lines, **where)
    return found


def _judged(read: ReadRow, goal: Goal, standing: Standing, year: int) -> Judged:
    before = standing.rows.get(key_of(goal.kind, read.values))
    values = _merged(goal.kind, before, read)
    faults = read.faults or tuple(_faults(goal.kind, values, standing, year))
    if faults:
        return Judged(replace(read, faults=faults), RowState.WRONG, values, before)
    state = importing.compare(read, before)
    if state is RowState.CHANGED and "provenance" in values and "provenance" not in read.values:
        values["provenance"] = Provenance.RECORDED
    return Judged(read, state, values, before)


def _merged(kind: ImportKind, before: Mapping[str, Any] | None, read: ReadRow) -> dict[str, Any]:
    """What the row would leave: its own values over those that stand, or over an empty draft."""
    names = {field.name for field in fields(DRAFTS[kind])}
    own = {name: value for name, value in read.values.items() if name in names}
    return dict(before or BLANK[kind]) | own


def _faults(kind: ImportKind, values: Mapping[str, Any], standing: Standing, year: int) -> Iterator[Fault]:
    """What the rules of a form say about what a row, read without fault, would leave."""
    if standing.allowed is not None and values.get("indicator_id") not in standing.allowed:
        yield Fault("indicator", N_("Chỉ tiêu này không có trong giao ước của đơn vị."))
    try:
        if kind is ImportKind.TARGETS:
            pledge_rules.check_target(values)
            pledge_rules.check_due(values["due_on"], year)
        else:
            result_rules.check_line(values)
    except DomainError as error:
        yield Fault(error.field or "indicator", error.message, error.values)
