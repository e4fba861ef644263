"""Reports of results: their workflow, what a line needs, and how far a plan is reached (features P6; handbook 6.2)."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from emulation.rules.cycles import OPEN, Work
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Confidence, Direction, Operator, Period
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.moves import ReportMove
from emulation.vocabulary.states import Phase, ReportState
from emulation.vocabulary.words import N_

TABLE: Mapping[tuple[ReportState, ReportMove], ReportState] = {
    (ReportState.DRAFT, ReportMove.REQUEST_APPROVAL): ReportState.AWAITING_APPROVAL,
    (ReportState.RETURNED, ReportMove.REQUEST_APPROVAL): ReportState.AWAITING_APPROVAL,
    (ReportState.AWAITING_APPROVAL, ReportMove.SUBMIT): ReportState.SUBMITTED,
    (ReportState.AWAITING_APPROVAL, ReportMove.RETURN): ReportState.RETURNED,
    (ReportState.SUBMITTED, ReportMove.RETURN): ReportState.RETURNED,
    (ReportState.SUBMITTED, ReportMove.ACCEPT): ReportState.ACCEPTED,
    (ReportState.ACCEPTED, ReportMove.REOPEN): ReportState.RETURNED,
}
EDITABLE = frozenset({ReportState.DRAFT, ReportState.RETURNED})
#: What other members of the cluster may read: never a draft, nor what is being mended.
OPEN_TO_OTHERS = frozenset({ReportState.SUBMITTED, ReportState.ACCEPTED})
#: Which periods are reported, when that is open, and whose deadline counts.
WORK: Mapping[Period, Work] = {
    Period.Q1: Work.REPORT_Q1,
    Period.MID_YEAR: Work.REPORT_MID_YEAR,
    Period.Q3: Work.REPORT_Q3,
    Period.YEAR: Work.REPORT_YEAR,
}
DEADLINES: Mapping[Period, Phase] = {
    Period.Q1: Phase.FIRST_HALF,
    Period.MID_YEAR: Phase.MID_YEAR,
    Period.Q3: Phase.SECOND_HALF,
    Period.YEAR: Phase.SELF_SCORING,
}


class Light(Labelled):
    """How a target stands, in a word: "đạt" or not for a full year, before that the member's own forecast."""

    MET = "met", N_("Đạt"), "success"
    MISSED = "missed", N_("Chưa đạt"), "problem"
    SURE = "sure", N_("Tin chắc"), "success"
    WORRIED = "worried", N_("Còn lo"), "attention"
    UNLIKELY = "unlikely", N_("Khó đạt"), "problem"
    UNKNOWN = "unknown", N_("Chưa rõ"), "neutral"


def next_state(state: ReportState, move: ReportMove) -> ReportState:
    """Where a move leads. Raises DomainError when it is not possible from here."""
    following = TABLE.get((state, move))
    if following is None:
        message = N_("Kết quả đang ở trạng thái “%(state)s” nên không làm được việc này.")
        raise DomainError(message, state=state.label)
    return following


def moves_from(state: ReportState) -> list[ReportMove]:
    """The moves that are possible from a state, in the order of the workflow."""
    return [move for move in ReportMove if (state, move) in TABLE]


def check_editable(state: ReportState) -> None:
    """Only drafts and returned reports are written to."""
    if state not in EDITABLE:
        message = N_("Kết quả đang ở trạng thái “%(state)s” nên không sửa được. Cần được trả lại trước.")
        raise DomainError(message, state=state.label)


def is_readable(state: ReportState, *, is_own: bool) -> bool:
    """Whether somebody of the cluster reads a report: one's own always, others' once it is handed in."""
    return is_own or state in OPEN_TO_OTHERS


def current_period(phase: Phase) -> Period | None:
    """The latest period whose report is open in a phase, or None."""
    return next((period for period in reversed(tuple(WORK)) if phase in OPEN[WORK[period]]), None)


def check_line(line: Mapping[str, Any], prefix: str = "") -> None:
    """Doubt is explained, and a forecast of doubt without a reason is refused (screens: `results/mid-year`)."""
    confidence = line["confidence"]
    if confidence in (Confidence.WORRIED, Confidence.UNLIKELY) and not line["confidence_reason"]:
        message = N_("Nhập lý do khi chọn “%(confidence)s”.")
        raise DomainError(message, field=f"{prefix}confidence_reason", confidence=confidence.label)


def check_indicators(indicator_ids: Sequence[int], allowed: Collection[int]) -> None:
    """One line per indicator, and only indicators of the member's pledge."""
    for row, indicator_id in enumerate(indicator_ids):
        if indicator_id not in allowed:
            raise DomainError(
                N_("Chỉ tiêu này không có trong giao ước của đơn vị."), field=f"lines-{row}-value"
            )
        if indicator_id in indicator_ids[:row]:
            message = N_("Chỉ tiêu này đã có ở dòng %(row)s.")
            first = indicator_ids.index(indicator_id) + 1
            raise DomainError(message, field=f"lines-{row}-value", row=first)


def check_complete(values: Collection[Decimal | None]) -> None:
    """What goes to somebody holds at least one result. Empty lines stay empty: never zero."""
    if all(value is None for value in values):
        raise DomainError(N_("Nhập ít nhất một kết quả trước khi trình."))


def plan_of(
    operator: Operator, low: Decimal | None, high: Decimal | None, direction: Direction
) -> Decimal | None:
    """The plan P of handbook 6: the low bound; the high one for "≤", "<" and for a range where lower is better."""
    if operator in (Operator.LE, Operator.LT):
        return high
    if operator is Operator.RANGE and direction is Direction.LOWER:
        return high
    return low


def is_met(
    operator: Operator,
    low: Decimal | None,
    high: Decimal | None,
    actual: Decimal | None,
    direction: Direction = Direction.HIGHER,
) -> bool | None:
    """Whether a result keeps the promise (handbook 6.2); None when bound or result is missing.

    "Đúng bằng" and ranges ask for at least their plan, or for at most where lower is better (design).
    """
    plan = plan_of(operator, low, high, direction)
    if plan is None or actual is None:
        return None
    match operator:
        case Operator.GT:
            return actual > plan
        case Operator.GE:
            return actual >= plan
        case Operator.LT:
            return actual < plan
        case Operator.LE:
            return actual <= plan
        case Operator.EQ | Operator.RANGE:
            return actual <= plan if direction is Direction.LOWER else actual >= plan


def percent_of_plan(
    operator: Operator,
    low: Decimal | None,
    high: Decimal | None,
    actual: Decimal | None,
    direction: Direction = Direction.HIGHER,
) -> Decimal | None:
    """Percent of the plan, unrounded: actual / P, or P / actual where lower is better (handbook 6 and 6.1 INVERSE).

    None when the plan is missing, zero or negative, or the result is missing. A lower-is-better result at or
    below zero counts as 100.
    """
    plan = plan_of(operator, low, high, direction)
    if plan is None or plan <= 0 or actual is None:
        return None
    if direction is Direction.LOWER:
        return Decimal(100) if actual <= 0 else plan / actual * 100
    return actual / plan * 100


def light(met: bool | None, confidence: Confidence | None) -> Light:
    """The word for a target: `met` of the full year when known, else the member's own confidence."""
    if met is not None:
        return Light.MET if met else Light.MISSED
    return Light(confidence.value) if confidence else Light.UNKNOWN
