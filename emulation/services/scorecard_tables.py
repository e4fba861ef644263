"""A draft scorecard out of a table: first shown row by row, then written as one whole or not at all (features S1)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.scorecards import Criterion, Scorecard
from emulation.queries import cycles as years
from emulation.queries import scorecards as queries
from emulation.queries.exemptions import exemption_rows
from emulation.queries.indicators import indicators_for
from emulation.rules import access
from emulation.rules import scorecard_tables as rules
from emulation.rules.scorecard_changes import settled
from emulation.rules.scorecard_tables import TableRow
from emulation.rules.scorecards import OUTSIDE
from emulation.services import exemptions
from emulation.services.criteria import finish, require_draft
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.grids import Fault, Grid, RowState
from emulation.vocabulary.words import N_

#: What a criterion has when the table has no column for it.
BLANK: Mapping[str, Any] = {
    "parent": "",
    "name_en": "",
    "rule_type": None,
    "params": {},
    "indicator": "",
    "plan_source": None,
    "evidence_hint": "",
}


@dataclass(frozen=True)
class Judged:
    """A row with what it would do, the values it would leave, those that stand now, and the fields that differ."""

    read: TableRow
    state: RowState
    values: Mapping[str, Any]
    before: Mapping[str, Any] | None
    differs: tuple[str, ...] = ()


@dataclass(frozen=True)
class TablePreview:
    """Every row of the table, and the criteria that it does not name any more."""

    rows: tuple[Judged, ...]
    removed: tuple[queries.CriterionLine, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each state, by its code, and how many criteria go."""
        found = Counter(row.state for row in self.rows)
        return {state.value: found[state] for state in RowState} | {"removed": len(self.removed)}

    @property
    def wrong(self) -> int:
        """How many rows cannot be written as they are."""
        return self.counts[RowState.WRONG]

    @property
    def changes_anything(self) -> bool:
        """Whether writing would leave another scorecard."""
        return bool(self.removed) or any(row.state is not RowState.SAME for row in self.rows)


def preview(session: Session, *, actor: Actor, scorecard: Scorecard, grid: Grid) -> TablePreview:
    """What the table would do to the draft. Writes nothing; raises DomainError(field="file") for no table at all."""
    cycle = years.get_cycle(session, scorecard.cycle_id)
    access.require(actor, Action.SCORECARD_EDIT, years.subject_of(cycle))
    lines = queries.criteria_of(session, scorecard.id)
    standing = {line.code.lower(): _standing(lines, line) for line in lines}
    rows = rules.read_table(grid)
    named = [str(row.values.get("code", "")).lower() for row in rows]
    order = _moved(standing, rows)
    known = {row.code.lower() for row in indicators_for(session, cycle.cluster_id)}
    ids = {line.id: line.code.lower() for line in lines}
    exempted = {ids[row.criterion_id] for row in exemption_rows(session, scorecard.id)}
    judged = [
        _judged(row, standing.get(code), code in order, known, exempted)
        for row, code in zip(rows, named, strict=True)
    ]
    return TablePreview(tuple(judged), tuple(line for line in lines if line.code.lower() not in named))


def _standing(lines: Sequence[queries.CriterionLine], line: queries.CriterionLine) -> dict[str, Any]:
    parent = next((each.code for each in lines if each.id == line.parent_id), "")
    return {
        "code": line.code,
        "parent": parent,
        "name_vi": line.name_vi,
        "name_en": line.name_en,
        "max_points": line.max_points,
        "rule_type": line.rule_type,
        "params": line.params,
        "indicator": line.indicator_code or "",
        "plan_source": line.plan_source,
        "evidence_hint": line.evidence_hint,
    }


def _moved(standing: Mapping[str, Mapping[str, Any]], rows: Sequence[TableRow]) -> set[str]:
    """Codes that keep their group and stand elsewhere among those siblings that keep it too.

    Only the order within a group counts: a table may name its groups first and all criteria below.
    """
    groups = {code: str(values["parent"]).lower() for code, values in standing.items()}
    after: dict[str, list[str]] = {}
    for row in rows:
        code = str(row.values.get("code", "")).lower()
        parent = str(row.values.get("parent", groups.get(code, ""))).lower()
        if groups.get(code) == parent:
            after.setdefault(parent, []).append(code)
    found: set[str] = set()
    for parent, are in after.items():
        were = [code for code, group in groups.items() if group == parent and code in are]
        found |= {code for code, was in zip(dict.fromkeys(are), were, strict=True) if code != was}
    return found


def _judged(
    read: TableRow, before: Mapping[str, Any] | None, moved: bool, known: set[str], exempted: set[str]
) -> Judged:
    values = dict(BLANK) | dict(before or {}) | dict(read.values)
    if read.faults:
        return Judged(read, RowState.WRONG, values, before)
    differs = tuple(name for name in rules.HEADS if _differs(name, values, before))
    if before is not None and not differs:
        return Judged(
            read, RowState.CHANGED if moved else RowState.SAME, values, before, ("order",) if moved else ()
        )
    faults = list(rules.rule_faults(values))
    if values["indicator"] and values["indicator"].lower() not in known:
        message = N_("Không có chỉ tiêu nào có mã “%(code)s”.")
        faults.append(Fault("indicator", message, {"code": values["indicator"]}))
    if values["code"].lower() in exempted and (values["rule_type"] is None or values["rule_type"] in OUTSIDE):
        message = N_("%(code)s đang không giao cho thành viên. Giao lại trước khi đổi cách chấm.")
        faults.append(Fault("rule_type", message, {"code": values["code"]}))
    if faults:
        return Judged(replace(read, faults=tuple(faults)), RowState.WRONG, values, before)
    return Judged(read, RowState.NEW if before is None else RowState.CHANGED, values, before, differs)


def _differs(name: str, values: Mapping[str, Any], before: Mapping[str, Any] | None) -> bool:
    if before is None:
        return True
    one, other = values[name], before[name]
    if name == "params":
        return bool(settled(one) != settled(other))
    if name in ("parent", "indicator"):
        return str(one).lower() != str(other).lower()
    return bool(one != other)


def write(
    session: Session, *, actor: Actor, now: datetime, scorecard: Scorecard, version: int, grid: Grid
) -> TablePreview:
    """Make the draft what the table says, and give back what was found. A table that changes nothing writes nothing.

    Raises Stale, or DomainError when the scorecard is no draft any more or a row is faulty.
    """
    cycle = require_draft(session, actor, scorecard, version)
    found = preview(session, actor=actor, scorecard=scorecard, grid=grid)
    if found.wrong:
        message = N_("%(n)s dòng có lỗi. Sửa trong tệp rồi chọn lại; chưa có gì được ghi.")
        raise DomainError(message, field="file", n=found.wrong)
    if found.changes_anything:
        _replace(session, actor, now, cycle, scorecard, found)
    return found


def _replace(
    session: Session, actor: Actor, now: datetime, cycle: Cycle, scorecard: Scorecard, found: TablePreview
) -> None:
    rows = {row.code.lower(): row for row in queries.criterion_rows(session, scorecard.id)}
    indicators = {row.code.lower(): row.id for row in indicators_for(session, cycle.cluster_id)}
    changes: dict[str, tuple[Any, Any]] = {}
    for judged in found.rows:
        code = judged.values["code"]
        if code.lower() not in rows:
            rows[code.lower()] = _born(session, scorecard, judged.values)
            changes[code] = (None, f"{judged.values['name_vi']}, {judged.values['max_points']}")
    for judged in found.rows:
        changes |= _set(rows, indicators, judged)
    session.flush()
    changes |= exemptions.drop_for(session, scorecard.id, [line.id for line in found.removed])
    for line in reversed(found.removed):
        changes[line.code] = (f"{line.name_vi}, {line.max_points}", None)
        session.delete(rows[line.code.lower()])
        session.flush()
    kept = [rows[judged.values["code"].lower()] for judged in found.rows]
    finish(session, actor, now, scorecard, "scorecard.imported", kept, changes)


def _born(session: Session, scorecard: Scorecard, values: Mapping[str, Any]) -> Criterion:
    criterion = Criterion(
        scorecard_id=scorecard.id,
        position=0,
        code=values["code"],
        name_vi=values["name_vi"],
        max_points=values["max_points"],
        params={},
    )
    session.add(criterion)
    session.flush()
    return criterion


def _set(
    rows: Mapping[str, Criterion], indicators: Mapping[str, int], judged: Judged
) -> dict[str, tuple[Any, Any]]:
    """Give the criterion its values; for one that stood before, what really changed."""
    values, criterion = judged.values, rows[judged.values["code"].lower()]
    names = ("code", "name_vi", "name_en", "max_points", "rule_type", "plan_source", "evidence_hint")
    for name in names:
        setattr(criterion, name, values[name])
    if judged.before is None or "params" in judged.differs:
        criterion.params = dict(values["params"])
    criterion.parent_id = rows[values["parent"].lower()].id if values["parent"] else None
    criterion.indicator_id = indicators.get(values["indicator"].lower())
    if judged.before is None:
        return {}
    named = [name for name in judged.differs if name in values]
    return {f"{values['code']} {name}": (judged.before[name], values[name]) for name in named}
