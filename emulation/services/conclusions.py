"""The conclusion about a disputed line: it gives the line's final points, with decider and reason (features S6, S7)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.explanations import Explanation
from emulation.models.scorecards import Criterion
from emulation.models.scoring import ScoreLine, ScoreSheet
from emulation.queries import cycles as years
from emulation.queries import explanations as queries
from emulation.queries import sheets
from emulation.queries.opened_checks import opened_points
from emulation.rules import access, cycles, scoring, spreads, totals
from emulation.rules import explanations as rules
from emulation.rules import sheets as sheet_rules
from emulation.rules.reasons import check_reason
from emulation.services import audit
from emulation.services.explanations import deadline_of, sheet_writers, writers_of
from emulation.services.versions import require_version, touch
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.kinds import ExplanationOutcome
from emulation.vocabulary.moves import ExplanationMove
from emulation.vocabulary.states import ExplanationState


@dataclass(frozen=True)
class Conclusion:
    """What is decided about a disputed line; without points those of the outcome stand (rules.points_for)."""

    outcome: ExplanationOutcome
    points: Decimal | None
    reason: str


def is_overdue(session: Session, *, cycle: Cycle, explanation: Explanation, now: datetime) -> bool:
    """Whether the explanation may be settled without an answer."""
    return rules.is_overdue(*deadline_of(session, cycle, explanation, now), cycle.phase)


def settle(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    explanation: Explanation,
    version: int,
    conclusion: Conclusion,
) -> Explanation:
    """Decide about a disputed line: the points become its appraisal in the same transaction, so one value is final.

    Never by the own member, nor by whoever wrote the sheet or the answer. Raises Stale, or DomainError beside
    `outcome`, `points` or `reason`. The sheet stays where it is: it is reviewed when nothing is open.
    """
    cycle = years.get_cycle(session, explanation.cycle_id)
    line, sheet, criterion = queries.line_of(session, explanation.line_id)
    writers = writers_of(session, explanation) | sheet_writers(session, sheet)
    access.require(actor, Action.EXPLANATION_SETTLE, years.subject_of(cycle, sheet.member_id, writers))
    require_version(explanation, version)
    cycles.check_phase(cycles.Work.EXPLAIN, cycle.phase)
    overdue = is_overdue(session, cycle=cycle, explanation=explanation, now=now)
    following = rules.next_state(explanation.state, ExplanationMove.SETTLE, is_overdue=overdue)
    sheet_rules.check_appraisable(sheet.state)
    points = _checked(explanation, line, criterion, conclusion)
    reason = conclusion.reason.strip()
    values = {
        "state": following,
        "outcome": conclusion.outcome,
        "outcome_points": points,
        "outcome_reason": reason,
        "settled_at": now,
        "settled_by_id": actor.user_id,
    }
    changes = audit.change(explanation, values)
    _decide(session, actor, now, (line, sheet, criterion.code), points, reason)
    verb = "explanation.settle"
    audit.record(session, actor=actor, now=now, verb=verb, about=explanation, changes=changes, reason=reason)
    return explanation


def _checked(
    explanation: Explanation, line: ScoreLine, criterion: Criterion, conclusion: Conclusion
) -> Decimal | None:
    """The points of the conclusion, once it is one that can follow."""
    own = totals.self_points(line)
    points = rules.points_for(conclusion.outcome, conclusion.points, own, explanation.asked_points)
    conceded = explanation.outcome is ExplanationOutcome.CONCEDED
    assert criterion.rule_type is not None
    rules.check_outcome(
        conclusion.outcome,
        points,
        own=own,
        offered=rules.outcomes_for(explanation.state, conceded=conceded),
        bounds=scoring.bounds(criterion.rule_type, criterion.max_points, criterion.params),
    )
    check_reason(conclusion.reason)
    return points


def check_reviewable(session: Session, sheet: ScoreSheet) -> None:
    """Raise DomainError while a line waits for its conclusion, or while nobody decided what a check disputes."""
    rules.check_none_open(queries.open_codes(session, sheet.cycle_id).get(sheet.member_id, []))
    opened = opened_points(session, sheet.cycle_id, sheet.member_id)
    lines = {line.criterion_id: line for line in sheet.lines}
    disputed = []
    for criterion in sheets.leaves_of(session, sheet.scorecard_id):
        line = lines.get(criterion.id)
        given = opened.get((sheet.member_id, criterion.id), [])
        if line is None or line.not_assigned:
            continue
        own = totals.self_points(line)
        if rules.is_disputed(own, spreads.median([one.points for one in given]), line.appraised):
            disputed.append(criterion.code)
    rules.check_none_disputed(disputed)


def held_lines(session: Session, sheet: ScoreSheet) -> frozenset[int]:
    """The lines whose points come from their explanation: open ones, and those whose conclusion stands."""
    lines = {line.id: line for line in sheet.lines}
    rows = queries.explanations_of_lines(session, sheet.id)
    return frozenset(
        line_id
        for line_id, row in rows.items()
        if row.state is not ExplanationState.SETTLED or row.outcome_points == lines[line_id].appraised
    )


def _decide(
    session: Session,
    actor: Actor,
    now: datetime,
    scored: tuple[ScoreLine, ScoreSheet, str],
    points: Decimal | None,
    reason: str,
) -> None:
    line, sheet, code = scored
    given = {"appraised": points, "appraisal_reason": reason, "appraised_by_id": actor.user_id}
    changes = {f"{code} {name}": pair for name, pair in audit.change(line, given).items()}
    touch(sheet)
    session.flush()
    audit.record(session, actor=actor, now=now, verb="sheet.appraised", about=sheet, changes=changes)
