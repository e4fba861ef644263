"""Reports of results: drafting, approving, accepting. Accepting adds versions of figures, it never changes one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.results import ReportLine, ResultReport
from emulation.queries import cycles as years
from emulation.queries import results as queries
from emulation.queries.indicators import indicators_for
from emulation.queries.places import MemberPlace
from emulation.queries.writers import who_wrote
from emulation.rules import access, cycles, returning
from emulation.rules import results as rules
from emulation.rules.returning import LineReason
from emulation.services import audit, figures
from emulation.services.extensions import days_late
from emulation.services.versions import require_version, touch
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.errors import NotFound, Sealed
from emulation.vocabulary.kinds import ActualStatus, Confidence, Period
from emulation.vocabulary.moves import ReportMove
from emulation.vocabulary.states import Phase, ReportState
from emulation.vocabulary.words import N_

WITH_REASON = frozenset({ReportMove.RETURN, ReportMove.REOPEN})
NO_REASONS: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True)
class LineDraft:
    """One line as somebody typed it, in the indicator's unit. None is "chưa có số liệu"; 0 is a value."""

    indicator_id: int
    value: Decimal | None = None
    status: ActualStatus = ActualStatus.ESTIMATE
    source: str = ""
    forecast: Decimal | None = None
    confidence: Confidence | None = None
    confidence_reason: str = ""
    note: str = ""


def save(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    member_id: int,
    period: Period,
    version: int,
    lines: Sequence[LineDraft],
) -> ResultReport:
    """Write the member's draft, new or changed. Raises Stale, or DomainError with the line's field."""
    access.require(actor, Action.RESULT_EDIT, years.subject_of(cycle, member_id))
    cycles.check_phase(rules.WORK[period], cycle.phase)
    report = queries.find_report(session, cycle.id, member_id, period)
    if report is not None:
        require_version(report, version)
        rules.check_editable(report.state)
    standing = {line.indicator_id for line in report.lines} if report else set()
    targets = queries.agreed_targets(session, cycle.id, member_id)
    allowed = standing | {target.indicator_id for target in targets}
    rules.check_indicators([line.indicator_id for line in lines], allowed)
    for row, line in enumerate(lines):
        rules.check_line(_values(line), prefix=f"lines-{row}-")
    if report is None:
        report = ResultReport(cycle_id=cycle.id, member_id=member_id, period=period, entered_at=now)
        report.entered_by_id, report.lines = actor.user_id, []
        session.add(report)
        session.flush()
        changes = audit.born(report, ["period"])
    else:
        changes = audit.change(report, {"entered_by_id": actor.user_id})
        touch(report)
    changes |= _replace_lines(session, report, lines)
    session.flush()
    _record(session, actor, now, cycle, report, "result.saved", changes)
    session.flush()
    return report


def move(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    report: ResultReport,
    member: MemberPlace,
    version: int,
    step: ReportMove,
    reason: str = "",
    line_reasons: Mapping[int, str] = NO_REASONS,
) -> ResultReport:
    """Move a report along its workflow. Returning and reopening need a reason (message 11).

    Who returns it may also say why at single lines: `line_reasons` by indicator id. They stand until it is sent again.
    """
    cycle = years.get_cycle(session, report.cycle_id)
    people = (report.entered_by_id, report.submitted_by_id)
    writers = who_wrote(session, "result_report", report.id, report.state, *people)
    access.require(actor, action_of(report.state, step), _subject(cycle, report.member_id, step, writers))
    require_version(report, version)
    _check_phase(cycle, report.period, step)
    values = _values_of(session, actor, now, cycle, report, step)
    told = _line_reasons(session, cycle, report, line_reasons) if step is ReportMove.RETURN else []
    if step in WITH_REASON:
        returning.check_reasons(reason, told)
        values["return_reason"] = reason
    changes = audit.change(report, values)
    if step in (ReportMove.RETURN, ReportMove.REQUEST_APPROVAL):
        changes |= _give_reasons(report, told)
    if step is ReportMove.ACCEPT:
        changes |= figures.add_reported(
            session, actor=actor, now=now, cycle=cycle, report=report, member=member
        )
    session.flush()
    full = returning.in_full(reason, told)
    _record(session, actor, now, cycle, report, f"result.{step.value}", changes, full)
    return report


def _values_of(
    session: Session, actor: Actor, now: datetime, cycle: Cycle, report: ResultReport, step: ReportMove
) -> dict[str, Any]:
    """What a move sets in the report itself; raises DomainError when it is not possible from here."""
    values: dict[str, Any] = {"state": rules.next_state(report.state, step)}
    if step is ReportMove.REQUEST_APPROVAL:
        rules.check_complete([line.value for line in report.lines])
        values |= {"return_reason": "", "submitted_by_id": None}
    if step is ReportMove.SUBMIT:
        values |= {"submitted_at": now, "submitted_by_id": actor.user_id}
        values["days_late"] = days_late(session, cycle, report.member_id, rules.DEADLINES[report.period], now)
    return values


def action_of(state: ReportState, step: ReportMove) -> Action:
    """The permission that a move from a state needs; returning depends on whose desk the report lies."""
    if step is ReportMove.REQUEST_APPROVAL:
        return Action.RESULT_EDIT
    if step is ReportMove.SUBMIT or state is ReportState.AWAITING_APPROVAL:
        return Action.RESULT_SUBMIT
    return Action.RESULT_REVIEW


def steps_for(actor: Actor, cycle: Cycle, page: queries.ReportPage) -> list[ReportMove]:
    """The moves this actor can make now: what the page offers as buttons."""
    return [
        step
        for step in rules.moves_from(page.state)
        if _phase_allows(cycle.phase, page.period, step)
        and access.may(
            actor, action_of(page.state, step), _subject(cycle, page.member_id, step, page.writers)
        )
    ]


def _subject(cycle: Cycle, member_id: int, step: ReportMove, writers: frozenset[int]) -> Subject:
    """Sending back is no approval, so whoever wrote may do it."""
    return years.subject_of(cycle, member_id, frozenset() if step in WITH_REASON else writers)


def _phase_allows(phase: Phase, period: Period, step: ReportMove) -> bool:
    if step is ReportMove.ACCEPT:
        return phase is not Phase.CLOSED
    return phase in cycles.OPEN[rules.WORK[period]]


def _check_phase(cycle: Cycle, period: Period, step: ReportMove) -> None:
    """What was submitted in time may be accepted later; sending back only while it can still be mended."""
    if step is not ReportMove.ACCEPT:
        cycles.check_phase(rules.WORK[period], cycle.phase)
    elif cycle.phase is Phase.CLOSED:
        raise Sealed(N_("Năm thi đua đã đóng nên không sửa được nữa."))


def _replace_lines(
    session: Session, report: ResultReport, drafts: Sequence[LineDraft]
) -> dict[str, tuple[Any, Any]]:
    standing = {line.indicator_id: line for line in report.lines}
    changes: dict[str, tuple[Any, Any]] = {}
    for draft in drafts:
        line = standing.get(draft.indicator_id)
        if line is None:
            session.add(ReportLine(report_id=report.id, **_values(draft)))
            if draft.value is not None:
                changes[f"line {draft.indicator_id}"] = (None, draft.value)
            continue
        for name, change in audit.change(line, _values(draft)).items():
            changes[f"line {draft.indicator_id} {name}"] = change
    return changes


def _line_reasons(
    session: Session, cycle: Cycle, report: ResultReport, reasons: Mapping[int, str]
) -> list[LineReason]:
    """The reasons at single lines in the order of the report; raises NotFound for an indicator that is not in it."""
    if reasons.keys() - {line.indicator_id for line in report.lines}:
        raise NotFound()
    names = {row.id: row.name_vi for row in indicators_for(session, cycle.cluster_id)}
    return [
        LineReason(row, names[line.indicator_id], reasons[line.indicator_id])
        for row, line in enumerate(report.lines)
        if reasons.get(line.indicator_id, "").strip()
    ]


def _give_reasons(report: ResultReport, told: Sequence[LineReason]) -> dict[str, tuple[Any, Any]]:
    """Each line gets its reason; lines without one lose an earlier one."""
    texts = {reason.row: reason.text.strip() for reason in told}
    changes: dict[str, tuple[Any, Any]] = {}
    for row, line in enumerate(report.lines):
        text = texts.get(row, "")
        for name, change in audit.change(line, {"return_reason": text}).items():
            changes[f"line {line.indicator_id} {name}"] = change
    return changes


def _values(line: LineDraft) -> dict[str, Any]:
    return {name: getattr(line, name) for name in LineDraft.__dataclass_fields__}


def _record(
    session: Session,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    report: ResultReport,
    verb: str,
    changes: dict[str, tuple[Any, Any]],
    reason: str = "",
) -> None:
    audit.record(
        session,
        actor=actor,
        now=now,
        verb=verb,
        about=report,
        changes=changes,
        cluster_id=cycle.cluster_id,
        reason=reason,
    )
