"""Criteria of a scorecard that is still a draft: adding, editing, moving, removing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.scorecards import Criterion, Scorecard
from emulation.queries import cycles as years
from emulation.queries import scorecards as queries
from emulation.queries.indicators import indicators_for
from emulation.rules import access, cycles
from emulation.rules import scorecards as rules
from emulation.services import audit
from emulation.services.versions import require_version, touch
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import PlanSource, RuleType
from emulation.vocabulary.words import N_


@dataclass(frozen=True)
class CriterionDraft:
    """A criterion as somebody typed it. Without a rule it is a group; params as handbook 6.1, decimals as text."""

    code: str
    name_vi: str
    max_points: Decimal
    parent_id: int | None = None
    name_en: str = ""
    rule_type: RuleType | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    indicator_id: int | None = None
    plan_source: PlanSource | None = None
    evidence_hint: str = ""


def require_draft(session: Session, actor: Actor, scorecard: Scorecard, version: int) -> Cycle:
    """Raise unless the actor may edit the scorecard now, as the version they opened; return its year."""
    cycle = years.get_cycle(session, scorecard.cycle_id)
    access.require(actor, Action.SCORECARD_EDIT, years.subject_of(cycle))
    require_version(scorecard, version)
    cycles.check_phase(cycles.Work.EDIT_SCORECARD, cycle.phase)
    rules.check_editable(scorecard.state)
    return cycle


def add_criterion(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    scorecard: Scorecard,
    version: int,
    draft: CriterionDraft,
) -> Criterion:
    """Add a criterion as the last of its group. Raises Stale, or DomainError with the field."""
    cycle = require_draft(session, actor, scorecard, version)
    rows = queries.criterion_rows(session, scorecard.id)
    _check(session, cycle, rows, None, draft)
    criterion = Criterion(scorecard_id=scorecard.id, position=len(rows) + 1, **_values(draft))
    session.add(criterion)
    session.flush()
    changes = {draft.code: (None, f"{draft.name_vi}, {draft.max_points}")}
    _finish(session, actor, now, scorecard, "scorecard.criterion_added", [*rows, criterion], changes)
    return criterion


def edit_criterion(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    scorecard: Scorecard,
    version: int,
    criterion_id: int,
    draft: CriterionDraft,
) -> Criterion:
    """Change a criterion. Raises NotFound, Stale, or DomainError with the field."""
    cycle = require_draft(session, actor, scorecard, version)
    criterion = queries.get_criterion(session, scorecard.id, criterion_id)
    rows = queries.criterion_rows(session, scorecard.id)
    _check(session, cycle, rows, criterion, draft)
    told = audit.change(criterion, _values(draft))
    changes = {f"{draft.code} {name}": change for name, change in told.items()}
    _finish(session, actor, now, scorecard, "scorecard.criterion_edited", rows, changes)
    return criterion


def move_criterion(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    scorecard: Scorecard,
    version: int,
    criterion_id: int,
    up: bool,
) -> Criterion:
    """Change places with the neighbour above or below in the same group; at the end nothing moves."""
    require_draft(session, actor, scorecard, version)
    criterion = queries.get_criterion(session, scorecard.id, criterion_id)
    rows = queries.criterion_rows(session, scorecard.id)
    siblings = [row for row in rows if row.parent_id == criterion.parent_id]
    at = siblings.index(criterion)
    to = max(0, min(len(siblings) - 1, at + (-1 if up else 1)))
    siblings[at], siblings[to] = siblings[to], siblings[at]
    rows = siblings + [row for row in rows if row.parent_id != criterion.parent_id]
    changes = {f"{criterion.code} place": (at + 1, to + 1)}
    _finish(session, actor, now, scorecard, "scorecard.criterion_moved", rows, changes)
    return criterion


def remove_criterion(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    scorecard: Scorecard,
    version: int,
    criterion_id: int,
) -> None:
    """Remove a criterion that has nothing below it."""
    require_draft(session, actor, scorecard, version)
    criterion = queries.get_criterion(session, scorecard.id, criterion_id)
    rows = queries.criterion_rows(session, scorecard.id)
    if any(row.parent_id == criterion.id for row in rows):
        raise DomainError(N_("Xóa hoặc chuyển các tiêu chí con trước."))
    changes = {criterion.code: (f"{criterion.name_vi}, {criterion.max_points}", None)}
    session.delete(criterion)
    rows.remove(criterion)
    _finish(session, actor, now, scorecard, "scorecard.criterion_removed", rows, changes)


def _values(draft: CriterionDraft) -> dict[str, Any]:
    names = set(CriterionDraft.__dataclass_fields__) - {"params"}
    return {name: getattr(draft, name) for name in names} | {"params": dict(draft.params)}


def _check(
    session: Session, cycle: Cycle, rows: list[Criterion], criterion: Criterion | None, draft: CriterionDraft
) -> None:
    own_id = criterion.id if criterion else None
    rules.check_code(draft.code, (row.code for row in rows if row.id != own_id))
    rules.check_points(draft.max_points)
    rules.check_parent(rows, own_id, draft.parent_id)
    if draft.rule_type is None:
        return
    if any(row.parent_id == own_id for row in rows if own_id is not None):
        raise DomainError(N_("Nhóm có tiêu chí con thì không có quy tắc chấm riêng."))
    known = {row.id for row in indicators_for(session, cycle.cluster_id)}
    if draft.indicator_id is not None and draft.indicator_id not in known:
        raise DomainError(N_("Chọn chỉ tiêu."), field="indicator")
    rules.check_leaf(draft.rule_type, draft.max_points, draft.params, draft.indicator_id, draft.plan_source)


def _finish(
    session: Session,
    actor: Actor,
    now: datetime,
    scorecard: Scorecard,
    verb: str,
    rows: list[Criterion],
    changes: Mapping[str, tuple[Any, Any]],
) -> None:
    """Number the tree in reading order, move the scorecard's version on, and leave the trail."""
    by_id = {row.id: row for row in rows}
    for position, (node, _depth) in enumerate(rules.reading_order(rows), start=1):
        by_id[node.id].position = position
    touch(scorecard)
    session.flush()
    cluster_id = years.get_cycle(session, scorecard.cycle_id).cluster_id
    audit.record(
        session, actor=actor, now=now, verb=verb, about=scorecard, changes=changes, cluster_id=cluster_id
    )
    session.flush()
