"""Score sheets: preparing, self-scoring, signing, and appraisal by the secretariat (features S3, S7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.scorecards import Criterion
from emulation.models.scoring import ScoreLine, ScoreSheet
from emulation.queries import cycles as years
from emulation.queries import sheets as queries
from emulation.rules import access, cycles, scoring
from emulation.rules import sheets as rules
from emulation.rules.reasons import check_reason
from emulation.rules.totals import self_points
from emulation.services import audit, computing, conclusions, cross_opening
from emulation.services.explanations import sheet_writers
from emulation.services.extensions import days_late
from emulation.services.versions import require_version, touch
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.errors import DomainError, NotFound
from emulation.vocabulary.moves import SheetMove
from emulation.vocabulary.states import Phase, SheetState
from emulation.vocabulary.words import N_

ACTIONS = {
    SheetMove.REQUEST_APPROVAL: Action.SCORE_EDIT,
    SheetMove.SUBMIT: Action.SCORE_SUBMIT,
    SheetMove.REVIEW: Action.SCORE_APPRAISE,
}


@dataclass(frozen=True)
class LineDraft:
    """One line as the member typed it: answers and counts by item, or points with their reason."""

    criterion_id: int
    claimed: Decimal | None = None
    reason: str = ""
    answers: Mapping[str, bool] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Appraisal:
    """One line as the secretariat appraises it; without points the proposed ones stand."""

    criterion_id: int
    points: Decimal | None
    reason: str = ""


def prepare(session: Session, *, actor: Actor, now: datetime, cycle: Cycle, member_id: int) -> ScoreSheet:
    """Begin the member's sheet: one line per criterion of the issued scorecard, computed where a rule can."""
    access.require(actor, Action.SCORE_EDIT, years.subject_of(cycle, member_id))
    cycles.check_phase(cycles.Work.SELF_SCORE, cycle.phase)
    if queries.find_sheet(session, cycle.id, member_id) is not None:
        raise DomainError(N_("Phiếu điểm của đơn vị đã có rồi."))
    scorecard = queries.find_issued_scorecard(session, cycle.id)
    if scorecard is None:
        raise DomainError(N_("Bảng tiêu chí của năm chưa được ban hành nên chưa chấm điểm được."))
    sheet = ScoreSheet(
        cycle_id=cycle.id,
        member_id=member_id,
        scorecard_id=scorecard.id,
        state=SheetState.DRAFT,
        entered_by_id=actor.user_id,
        entered_at=now,
    )
    session.add(sheet)
    session.flush()
    criteria = queries.leaves_of(session, scorecard.id)
    ground = computing.ground_of(session, cycle, member_id, criteria)
    for criterion in criteria:
        values = computing.computed_values(criterion, {}, ground)
        session.add(ScoreLine(sheet_id=sheet.id, criterion_id=criterion.id, **values))
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        verb="sheet.prepared",
        about=sheet,
        changes=audit.born(sheet, ["scorecard_id", "state"]) | {"lines": (None, len(criteria))},
    )
    return queries.get_sheet(session, cycle.id, member_id)


def save_self(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    sheet: ScoreSheet,
    version: int,
    lines: Sequence[LineDraft],
) -> ScoreSheet:
    """Write what the member scored. Raises Stale, or DomainError with the row's field ("lines-0-claimed")."""
    cycle = years.get_cycle(session, sheet.cycle_id)
    access.require(actor, Action.SCORE_EDIT, years.subject_of(cycle, sheet.member_id))
    require_version(sheet, version)
    cycles.check_phase(cycles.Work.SELF_SCORE, cycle.phase)
    rules.check_editable(sheet.state)
    criteria = {one.id: one for one in queries.leaves_of(session, sheet.scorecard_id)}
    ground = computing.ground_of(session, cycle, sheet.member_id, list(criteria.values()))
    standing = {line.criterion_id: line for line in sheet.lines}
    changes: dict[str, tuple[Any, Any]] = {}
    for row, draft in enumerate(lines):
        if draft.criterion_id not in standing:
            raise NotFound()
        criterion = criteria[draft.criterion_id]
        values = _scored(criterion, draft, ground, prefix=f"lines-{row}-")
        changes |= _write(standing[criterion.id], criterion, values)
    changes |= audit.change(sheet, {"entered_by_id": actor.user_id})
    touch(sheet)
    session.flush()
    audit.record(session, actor=actor, now=now, verb="sheet.saved", about=sheet, changes=changes)
    return sheet


def _scored(criterion: Criterion, draft: LineDraft, ground: computing.Ground, prefix: str) -> dict[str, Any]:
    assert criterion.rule_type is not None
    inputs = {name: dict(typed) for name in ("answers", "counts") if (typed := getattr(draft, name))}
    values = computing.computed_values(criterion, inputs, ground)
    if not values["not_assigned"]:
        bounds = scoring.bounds(criterion.rule_type, criterion.max_points, criterion.params)
        rules.check_points(draft.claimed, bounds, field=f"{prefix}claimed")
        rules.check_claim(draft.claimed, values["computed"], draft.reason, field=f"{prefix}reason")
    return values | {"claimed": draft.claimed, "claim_reason": draft.reason}


def _write(line: ScoreLine, criterion: Criterion, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Set the values; when what is proposed moves, an appraisal given before does not stand any more."""
    proposed = self_points(line)
    found = audit.change(line, values)
    if self_points(line) != proposed and line.appraised is not None:
        found |= audit.change(line, {"appraised": None, "appraisal_reason": "", "appraised_by_id": None})
    return {f"{criterion.code} {name}": change for name, change in found.items()}


def recompute(
    session: Session, *, actor: Actor, now: datetime, sheet: ScoreSheet, version: int
) -> ScoreSheet:
    """Compute every line again from the figures that count now; the member before signing, the appraiser after."""
    cycle = years.get_cycle(session, sheet.cycle_id)
    is_draft = sheet.state in rules.EDITABLE
    action = Action.SCORE_EDIT if is_draft else Action.SCORE_APPRAISE
    access.require(actor, action, years.subject_of(cycle, sheet.member_id, sheet_writers(session, sheet)))
    require_version(sheet, version)
    work = cycles.Work.SELF_SCORE if is_draft else cycles.Work.APPRAISE
    cycles.check_phase(work, cycle.phase)
    if not is_draft:
        rules.check_appraisable(sheet.state)
        cross_opening.require_opened(session, sheet)
    changes = _recompute(session, cycle, sheet)
    touch(sheet)
    session.flush()
    audit.record(session, actor=actor, now=now, verb="sheet.recomputed", about=sheet, changes=changes)
    return sheet


def _recompute(session: Session, cycle: Cycle, sheet: ScoreSheet) -> dict[str, tuple[Any, Any]]:
    criteria = {one.id: one for one in queries.leaves_of(session, sheet.scorecard_id)}
    ground = computing.ground_of(session, cycle, sheet.member_id, list(criteria.values()))
    changes: dict[str, tuple[Any, Any]] = {}
    for line in sheet.lines:
        criterion = criteria[line.criterion_id]
        changes |= _write(line, criterion, computing.computed_values(criterion, line.inputs, ground))
    return changes


def move(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    sheet: ScoreSheet,
    version: int,
    step: SheetMove,
    reason: str = "",
) -> ScoreSheet:
    """Move one sheet along its workflow. Returning needs a reason (message 11)."""
    cycle = years.get_cycle(session, sheet.cycle_id)
    if step not in rules.PERSONAL:
        raise NotFound()
    entered_by = frozenset() if step is SheetMove.RETURN else sheet_writers(session, sheet)
    access.require(actor, action_of(sheet.state, step), years.subject_of(cycle, sheet.member_id, entered_by))
    require_version(sheet, version)
    is_appraisal = action_of(sheet.state, step) is Action.SCORE_APPRAISE
    cycles.check_phase(cycles.Work.APPRAISE if is_appraisal else cycles.Work.SELF_SCORE, cycle.phase)
    values: dict[str, Any] = {"state": rules.next_state(sheet.state, step)}
    if step is SheetMove.RETURN:
        check_reason(reason)
        values["return_reason"] = reason
    else:
        rules.check_complete(line_states(session, sheet))
    if step is SheetMove.REQUEST_APPROVAL:
        values["return_reason"] = ""
    if step is SheetMove.SUBMIT:
        values |= {"submitted_at": now, "submitted_by_id": actor.user_id}
        values["days_late"] = days_late(session, cycle, sheet.member_id, Phase.SELF_SCORING, now)
    if step is SheetMove.REVIEW:
        cross_opening.require_opened(session, sheet)
        conclusions.check_reviewable(session, sheet)
        values["reviewed_by_id"] = actor.user_id
    changes = audit.change(sheet, values)
    session.flush()
    audit.record(
        session, actor=actor, now=now, verb=f"sheet.{step.value}", about=sheet, changes=changes, reason=reason
    )
    return sheet


def line_states(session: Session, sheet: ScoreSheet) -> list[rules.LineState]:
    """The lines of a sheet as the checks of completeness need them, in the order of the scorecard."""
    lines = {line.criterion_id: line for line in sheet.lines}
    return [
        computing.state_of(one.code, one.rule_type, lines[one.id])
        for one in queries.leaves_of(session, sheet.scorecard_id)
        if one.rule_type is not None and one.id in lines
    ]


def is_line_done(row: queries.LineRow) -> bool:
    """Whether a line of a page is complete: "Đã làm 12/45" counts these."""
    return rules.is_done(computing.state_of(row.code, row.rule_type, row))


def appraise(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    sheet: ScoreSheet,
    version: int,
    lines: Sequence[Appraisal],
) -> ScoreSheet:
    """Write the appraisal's points, never by the own member nor by whoever entered it (handbook 4, rules 1, 2)."""
    cycle = years.get_cycle(session, sheet.cycle_id)
    writers = sheet_writers(session, sheet)
    access.require(actor, Action.SCORE_APPRAISE, years.subject_of(cycle, sheet.member_id, writers))
    require_version(sheet, version)
    cycles.check_phase(cycles.Work.APPRAISE, cycle.phase)
    rules.check_appraisable(sheet.state)
    criteria = {one.id: one for one in queries.leaves_of(session, sheet.scorecard_id)}
    standing = {line.criterion_id: line for line in sheet.lines}
    held = conclusions.held_lines(session, sheet)
    changes: dict[str, tuple[Any, Any]] = {}
    for row, given in enumerate(lines):
        if given.criterion_id not in standing:
            raise NotFound()
        found = _appraise(standing[given.criterion_id], criteria[given.criterion_id], given, actor, row)
        rules.check_not_held(standing[given.criterion_id].id in held and bool(found), f"lines-{row}-points")
        changes |= {f"{criteria[given.criterion_id].code} {name}": pair for name, pair in found.items()}
    touch(sheet)
    session.flush()
    audit.record(session, actor=actor, now=now, verb="sheet.appraised", about=sheet, changes=changes)
    return sheet


def _appraise(
    line: ScoreLine, criterion: Criterion, given: Appraisal, actor: Actor, row: int
) -> dict[str, tuple[Any, Any]]:
    assert criterion.rule_type is not None
    points = None if line.not_assigned else given.points
    bounds = scoring.bounds(criterion.rule_type, criterion.max_points, criterion.params)
    rules.check_points(points, bounds, field=f"lines-{row}-points")
    rules.check_appraisal(points, self_points(line), given.reason, field=f"lines-{row}-reason")
    found = audit.change(line, {"appraised": points, "appraisal_reason": given.reason})
    if found:
        audit.change(line, {"appraised_by_id": actor.user_id if points is not None else None})
    return found


def action_of(state: SheetState, step: SheetMove) -> Action:
    """The permission that a move from a state needs."""
    if step is SheetMove.RETURN:
        return Action.SCORE_SUBMIT if state is SheetState.AWAITING_APPROVAL else Action.SCORE_APPRAISE
    return ACTIONS[step]


def steps_for(actor: Actor, cycle: Cycle, page: queries.SheetPage) -> list[SheetMove]:
    """The moves this actor can make now: what the page offers as buttons."""
    found = []
    for step in rules.moves_from(page.state):
        entered_by = frozenset() if step is SheetMove.RETURN else page.writers
        subject = years.subject_of(cycle, page.member_id, entered_by)
        if access.may(actor, action_of(page.state, step), subject):
            found.append(step)
    return found
