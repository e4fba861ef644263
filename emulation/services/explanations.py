"""Explanations of disputed lines: asking a member, its answer, and sending it (features S6; handbook 3 and 4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.explanations import Explanation
from emulation.models.scoring import ScoreLine, ScoreSheet
from emulation.queries import cycles as years
from emulation.queries import explanations as queries
from emulation.queries.extensions import until_on
from emulation.queries.writers import who_wrote
from emulation.rules import access, cycles, scoring
from emulation.rules import explanations as rules
from emulation.rules import sheets as sheet_rules
from emulation.rules.reasons import check_reason
from emulation.services import audit
from emulation.services.versions import require_version, touch
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import DomainError, NotFound
from emulation.vocabulary.kinds import ExplanationOutcome
from emulation.vocabulary.moves import ExplanationMove, SheetMove
from emulation.vocabulary.states import ExplanationState, Phase, SheetState
from emulation.vocabulary.words import N_

#: What the member's own people do; settling is the appraiser's.
ACTIONS: Mapping[ExplanationMove, Action] = {
    ExplanationMove.REQUEST_APPROVAL: Action.EXPLANATION_WRITE,
    ExplanationMove.RETURN: Action.EXPLANATION_SEND,
    ExplanationMove.SEND: Action.EXPLANATION_SEND,
    ExplanationMove.CONCEDE: Action.EXPLANATION_SEND,
    ExplanationMove.SETTLE: Action.EXPLANATION_SETTLE,
}


@dataclass(frozen=True)
class Asked:
    """A line to explain: whose it is, the points that the check proposes, and why."""

    line_id: int
    member_id: int
    points: Decimal | None
    reason: str


def ask(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    asked: Sequence[Asked],
    due_on: date | None,
    by_itself: bool = False,
) -> list[Explanation]:
    """Open one explanation per line. The caller has required the right to; `by_itself`: nobody chose the lines."""
    found = []
    for one in asked:
        explanation = Explanation(
            cycle_id=cycle.id,
            member_id=one.member_id,
            line_id=one.line_id,
            asked_points=one.points,
            asked_reason=one.reason,
            asked_at=now,
            asked_by_id=None if by_itself else actor.user_id,
            due_on=due_on,
        )
        session.add(explanation)
        session.flush()
        audit.record(
            session,
            actor=actor,
            now=now,
            verb="explanation.requested",
            about=explanation,
            changes=audit.born(explanation, ["line_id", "asked_points", "due_on"]),
            reason=one.reason,
        )
        found.append(explanation)
    return found


def request(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    sheet: ScoreSheet,
    version: int,
    criterion_id: int,
    points: Decimal | None,
    reason: str,
    due_on: date,
) -> Explanation:
    """The appraiser asks a member about one line of its sheet; the sheet waits for explanations from then on.

    Never by the own member nor by whoever wrote the sheet. Raises Stale, or DomainError beside a field.
    """
    subject = years.subject_of(cycle, sheet.member_id, sheet_writers(session, sheet))
    access.require(actor, Action.EXPLANATION_SETTLE, subject)
    require_version(sheet, version)
    cycles.check_phase(cycles.Work.EXPLAIN, cycle.phase)
    line = next((one for one in sheet.lines if one.criterion_id == criterion_id), None)
    if line is None:
        raise NotFound()
    rules.check_askable(
        sheet.state,
        uses_explaining=cycle.uses_explaining,
        is_asked=line.id in queries.explanations_of_lines(session, sheet.id),
        not_assigned=line.not_assigned,
    )
    _check_points(session, line, points)
    check_reason(reason)
    rules.check_due(due_on, local_date(now))
    if sheet.state is not SheetState.EXPLAINING:
        _await(session, actor, now, sheet)
    asked = Asked(line.id, sheet.member_id, points, reason.strip())
    touch(sheet)
    session.flush()
    return ask(session, actor=actor, now=now, cycle=cycle, asked=[asked], due_on=due_on)[0]


def _check_points(session: Session, line: ScoreLine, points: Decimal | None) -> None:
    _line, _sheet, criterion = queries.line_of(session, line.id)
    assert criterion.rule_type is not None
    bounds = scoring.bounds(criterion.rule_type, criterion.max_points, criterion.params)
    sheet_rules.check_points(points, bounds, field="points")


def _await(session: Session, actor: Actor, now: datetime, sheet: ScoreSheet) -> None:
    changes = audit.change(sheet, {"state": sheet_rules.next_state(sheet.state, SheetMove.EXPLAIN)})
    audit.record(session, actor=actor, now=now, verb="sheet.explain", about=sheet, changes=changes)


def save(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    explanation: Explanation,
    version: int,
    text: str,
) -> Explanation:
    """Write the member's answer while it is on its officer's desk."""
    cycle = years.get_cycle(session, explanation.cycle_id)
    access.require(actor, Action.EXPLANATION_WRITE, years.subject_of(cycle, explanation.member_id))
    require_version(explanation, version)
    cycles.check_phase(cycles.Work.EXPLAIN, cycle.phase)
    rules.check_editable(explanation.state)
    rules.check_text(text)
    values = {"text": text, "written_at": now, "written_by_id": actor.user_id}
    changes = audit.change(explanation, values)
    session.flush()
    audit.record(session, actor=actor, now=now, verb="explanation.saved", about=explanation, changes=changes)
    return explanation


def move(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    explanation: Explanation,
    version: int,
    step: ExplanationMove,
    reason: str = "",
) -> Explanation:
    """One step of the member's own people: to the leader, back with a reason, to the appraiser, or agreeing.

    Settling is `settle`. Raises Stale or DomainError.
    """
    if step is ExplanationMove.SETTLE:
        raise NotFound()
    cycle = years.get_cycle(session, explanation.cycle_id)
    entered_by = frozenset() if step is ExplanationMove.RETURN else writers_of(session, explanation)
    subject = years.subject_of(cycle, explanation.member_id, entered_by)
    access.require(actor, ACTIONS[step], subject)
    require_version(explanation, version)
    cycles.check_phase(cycles.Work.EXPLAIN, cycle.phase)
    values: dict[str, Any] = {"state": rules.next_state(explanation.state, step)}
    values |= _stepped(session, actor, now, cycle, explanation, step, reason)
    changes = audit.change(explanation, values)
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        verb=f"explanation.{step.value}",
        about=explanation,
        changes=changes,
        reason=reason.strip(),
    )
    return explanation


def _stepped(
    session: Session,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    explanation: Explanation,
    step: ExplanationMove,
    reason: str,
) -> dict[str, Any]:
    """What a step writes beside the state, after its own checks."""
    if step is ExplanationMove.RETURN:
        check_reason(reason)
        return {"return_reason": reason.strip()}
    if step is ExplanationMove.REQUEST_APPROVAL:
        rules.check_text(explanation.text)
        return {"return_reason": ""}
    late = rules.days_late(*deadline_of(session, cycle, explanation, now))
    values = {"sent_at": now, "sent_by_id": actor.user_id, "days_late": late}
    if step is ExplanationMove.CONCEDE:
        if explanation.asked_points is None:
            raise DomainError(N_("Câu hỏi không kèm điểm nên không có điểm nào để đồng ý."))
        return values | {"outcome": ExplanationOutcome.CONCEDED}
    rules.check_text(explanation.text)
    return values


def deadline_of(
    session: Session, cycle: Cycle, explanation: Explanation, now: datetime
) -> tuple[date | None, date, int, date | None]:
    """The last day (its own, else that of the phase), today, the days of grace, and a permission to be late."""
    due_on = explanation.due_on or years.due_on(session, cycle.id, Phase.EXPLAINING)
    permitted = until_on(session, cycle.id, explanation.member_id, Phase.EXPLAINING)
    return due_on, local_date(now), cycle.grace_days, permitted


def writers_of(session: Session, explanation: Explanation) -> frozenset[int]:
    """Whose hand is in the answer, for four eyes."""
    people = (explanation.written_by_id, explanation.sent_by_id)
    return who_wrote(session, "explanation", explanation.id, explanation.state, *people)


def sheet_writers(session: Session, sheet: ScoreSheet) -> frozenset[int]:
    """Whose hand is in the sheet."""
    people = (sheet.entered_by_id, sheet.submitted_by_id)
    return who_wrote(session, "score_sheet", sheet.id, sheet.state, *people)


def steps_for(
    actor: Actor,
    cycle: Cycle,
    row: queries.ExplanationRow,
    *,
    is_overdue: bool,
    scored_by: frozenset[int],
) -> list[ExplanationMove]:
    """The moves this actor can make now: what the page offers as buttons."""
    if cycle.phase not in cycles.OPEN[cycles.Work.EXPLAIN]:
        return []
    found = []
    for step in rules.moves_from(row.state, is_overdue=is_overdue):
        entered_by = {
            ExplanationMove.RETURN: frozenset[int](),
            ExplanationMove.SETTLE: row.writers | scored_by,
        }.get(step, row.writers)
        asks_nothing = step is ExplanationMove.CONCEDE and row.asked_points is None
        subject = years.subject_of(cycle, row.member_id, entered_by)
        if not asks_nothing and access.may(actor, ACTIONS[step], subject):
            found.append(step)
    return found


def may_write(actor: Actor, cycle: Cycle, row: queries.ExplanationRow) -> bool:
    """Whether this actor can write the answer now."""
    is_open = row.state is ExplanationState.REQUESTED and cycle.phase in cycles.OPEN[cycles.Work.EXPLAIN]
    return is_open and access.may(actor, Action.EXPLANATION_WRITE, years.subject_of(cycle, row.member_id))
