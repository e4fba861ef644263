"""Criteria of a scorecard that is still a draft: adding, editing, moving, removing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.scorecards import Criterion, Scorecard
from emulation.queries import cycles as years
from emulation.queries import scorecards as queries
from emulation.queries.exemptions import exemption_rows
from emulation.queries.indicators import indicators_for
from emulation.rules import access, cycles, trees
from emulation.rules import scorecards as rules
from emulation.services import audit, exemptions
from emulation.services.versions import require_version, touch
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import PlanSource, RuleType
from emulation.vocabulary.moves import TreeMove
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
    finish(session, actor, now, scorecard, "scorecard.criterion_added", [*rows, criterion], changes)
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
    finish(session, actor, now, scorecard, "scorecard.criterion_edited", rows, changes)
    return criterion


def move_criterion(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    scorecard: Scorecard,
    version: int,
    criterion_id: int,
    step: TreeMove,
) -> Criterion:
    """Up or down among its siblings, into the group above, or out behind its own group; at an end nothing moves."""
    require_draft(session, actor, scorecard, version)
    criterion = queries.get_criterion(session, scorecard.id, criterion_id)
    rows = queries.criterion_rows(session, scorecard.id)
    by_id = {row.id: row for row in rows}
    old = _standing(rows, criterion)
    places = trees.moved(rows, criterion_id, step)
    for own_id, parent_id in places:
        by_id[own_id].parent_id = parent_id
    rows = [by_id[own_id] for own_id, _parent_id in places]
    new = _standing(rows, criterion)
    told = {"place": (old[0], new[0]), "parent_id": (old[1], new[1])}
    changes = {f"{criterion.code} {name}": pair for name, pair in told.items() if pair[0] != pair[1]}
    finish(session, actor, now, scorecard, "scorecard.criterion_moved", rows, changes)
    return criterion


def _standing(rows: Sequence[Criterion], criterion: Criterion) -> tuple[int, str]:
    """Its place among its siblings, from 1, and the code of its group."""
    siblings = [row.id for row in rows if row.parent_id == criterion.parent_id]
    codes = {row.id: row.code for row in rows}
    group = codes[criterion.parent_id] if criterion.parent_id else ""
    return siblings.index(criterion.id) + 1, group


def remove_criterion(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    scorecard: Scorecard,
    version: int,
    criterion_id: int,
) -> None:
    """Remove a criterion that has nothing below it, and with it that it is not assigned to somebody."""
    require_draft(session, actor, scorecard, version)
    criterion = queries.get_criterion(session, scorecard.id, criterion_id)
    rows = queries.criterion_rows(session, scorecard.id)
    if any(row.parent_id == criterion.id for row in rows):
        raise DomainError(N_("Xóa hoặc chuyển các tiêu chí con trước."))
    changes = {criterion.code: (f"{criterion.name_vi}, {criterion.max_points}", None)}
    changes |= exemptions.drop_for(session, scorecard.id, [criterion.id])
    session.delete(criterion)
    rows.remove(criterion)
    finish(session, actor, now, scorecard, "scorecard.criterion_removed", rows, changes)


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
    if criterion is not None and (draft.rule_type is None or draft.rule_type in rules.OUTSIDE):
        _check_assigned(session, criterion)
    if draft.rule_type is None:
        return
    if any(row.parent_id == own_id for row in rows if own_id is not None):
        raise DomainError(N_("Nhóm có tiêu chí con thì không có quy tắc chấm riêng."))
    known = {row.id for row in indicators_for(session, cycle.cluster_id)}
    if draft.indicator_id is not None and draft.indicator_id not in known:
        raise DomainError(N_("Chọn chỉ tiêu."), field="indicator")
    rules.check_leaf(draft.rule_type, draft.max_points, draft.params, draft.indicator_id, draft.plan_source)


def _check_assigned(session: Session, criterion: Criterion) -> None:
    """A group, a bonus and a penalty cannot be "not assigned": what stands against it is taken back first."""
    standing = exemption_rows(session, criterion.scorecard_id)
    if any(row.criterion_id == criterion.id for row in standing):
        message = N_("%(code)s đang không giao cho thành viên. Giao lại trước khi đổi cách chấm.")
        raise DomainError(message, code=criterion.code)


def finish(
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
