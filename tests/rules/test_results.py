"""Reports: every state × every move; when a plan is reached, in literals of handbook 6.1 and 6.2."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as some

from emulation.rules import results
from emulation.rules.results import Light
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Confidence, Direction, Operator, Period
from emulation.vocabulary.moves import ReportMove
from emulation.vocabulary.numbers import half_up
from emulation.vocabulary.states import Phase, ReportState

POSSIBLE = {
    ("draft", "request_approval"): "awaiting_approval",
    ("returned", "request_approval"): "awaiting_approval",
    ("awaiting_approval", "submit"): "submitted",
    ("awaiting_approval", "return"): "returned",
    ("submitted", "return"): "returned",
    ("submitted", "accept"): "accepted",
    ("accepted", "reopen"): "returned",
}


@pytest.mark.parametrize("state", ReportState)
@pytest.mark.parametrize("move", ReportMove)
def test_every_state_and_move(state: ReportState, move: ReportMove) -> None:
    expected = POSSIBLE.get((state.value, move.value))
    if expected is None:
        with pytest.raises(DomainError, match="nên không làm được việc này"):
            results.next_state(state, move)
        assert move not in results.moves_from(state)
    else:
        assert results.next_state(state, move).value == expected
        assert move in results.moves_from(state)


@pytest.mark.parametrize("state", ReportState)
def test_only_drafts_and_returned_reports_are_written_to(state: ReportState) -> None:
    if state.value in ("draft", "returned"):
        results.check_editable(state)
    else:
        with pytest.raises(DomainError, match="Cần được trả lại trước"):
            results.check_editable(state)


HIGHER, LOWER = Direction.HIGHER, Direction.LOWER
MET = [
    # operator, low, high, actual, direction, kept?
    (Operator.GE, "7.5", None, "7.5", HIGHER, True),
    (Operator.GE, "7.5", None, "7.4999", HIGHER, False),
    (Operator.EQ, "7.5", None, "8", HIGHER, True),
    (Operator.EQ, "7.5", None, "7.4", HIGHER, False),
    (Operator.RANGE, "6.8", "7.2", "6.8", HIGHER, True),
    (Operator.RANGE, "6.8", "7.2", "6.5", HIGHER, False),
    (Operator.RANGE, "6.8", "7.2", "9", HIGHER, True),
    (Operator.GT, "20", None, "20", HIGHER, False),
    (Operator.GT, "20", None, "20.0001", HIGHER, True),
    (Operator.LE, None, "0.5", "0.5", LOWER, True),
    (Operator.LE, None, "0.5", "0.64", LOWER, False),
    (Operator.LT, None, "0.5", "0.5", LOWER, False),
    (Operator.LT, None, "0.5", "0.49", LOWER, True),
    (Operator.EQ, "0.5", None, "0.4", LOWER, True),
    (Operator.EQ, "0.5", None, "0.6", LOWER, False),
    (Operator.RANGE, "0.4", "0.5", "0.5", LOWER, True),
    (Operator.RANGE, "0.4", "0.5", "0.51", LOWER, False),
    (Operator.GE, "6", None, "-9.77", HIGHER, False),
    (Operator.GE, "0", None, "0", HIGHER, True),
    (Operator.GE, "-2", None, "-1.5", HIGHER, True),
    (Operator.GE, "7.5", None, None, HIGHER, None),
    (Operator.GE, None, None, "7.5", HIGHER, None),
    (Operator.LE, None, None, "7.5", LOWER, None),
]


def _d(text: str | None) -> D | None:
    return None if text is None else D(text)


@pytest.mark.parametrize(("operator", "low", "high", "actual", "direction", "kept"), MET)
def test_whether_a_promise_is_kept(
    operator: Operator,
    low: str | None,
    high: str | None,
    actual: str | None,
    direction: Direction,
    kept: bool | None,
) -> None:
    assert results.is_met(operator, _d(low), _d(high), _d(actual), direction) is kept


PERCENT = [
    # operator, low, high, actual, direction, percent to two places
    (Operator.EQ, "8.0", None, "7.4", HIGHER, "92.50"),
    (Operator.EQ, "8.0", None, "9.1", HIGHER, "113.75"),
    (Operator.RANGE, "6.8", "7.2", "6.5", HIGHER, "95.59"),
    (Operator.EQ, "52000", None, "55900", HIGHER, "107.50"),
    (Operator.GE, "6", None, "-9.77", HIGHER, "-162.83"),
    (Operator.GE, "6", None, "0", HIGHER, "0.00"),
    (Operator.EQ, "0.50", None, "0.64", LOWER, "78.13"),
    (Operator.LE, None, "0.50", "0.40", LOWER, "125.00"),
    (Operator.RANGE, "0.4", "0.5", "0.5", LOWER, "100.00"),
    (Operator.LE, None, "0.50", "0", LOWER, "100.00"),
    (Operator.GE, "0", None, "5", HIGHER, None),
    (Operator.GE, "-2", None, "5", HIGHER, None),
    (Operator.GE, None, None, "5", HIGHER, None),
    (Operator.GE, "7.5", None, None, HIGHER, None),
]


@pytest.mark.parametrize(("operator", "low", "high", "actual", "direction", "expected"), PERCENT)
def test_percent_of_plan(
    operator: Operator,
    low: str | None,
    high: str | None,
    actual: str | None,
    direction: Direction,
    expected: str | None,
) -> None:
    percent = results.percent_of_plan(operator, _d(low), _d(high), _d(actual), direction)
    assert (None if percent is None else half_up(percent)) == _d(expected)


@given(some.decimals("0.0001", "99999", places=4), some.decimals("0.0001", "99999", places=4))
def test_a_kept_promise_is_at_least_a_hundred_percent(plan: D, actual: D) -> None:
    percent = results.percent_of_plan(Operator.GE, plan, None, actual)
    assert percent is not None
    assert results.is_met(Operator.GE, plan, None, actual) is (percent >= 100)


@pytest.mark.parametrize(
    ("met", "confidence", "word"),
    [
        (True, Confidence.UNLIKELY, Light.MET),
        (False, Confidence.SURE, Light.MISSED),
        (None, Confidence.SURE, Light.SURE),
        (None, Confidence.WORRIED, Light.WORRIED),
        (None, Confidence.UNLIKELY, Light.UNLIKELY),
        (None, None, Light.UNKNOWN),
    ],
)
def test_the_word_of_the_light(met: bool | None, confidence: Confidence | None, word: Light) -> None:
    assert results.light(met, confidence) is word


@pytest.mark.parametrize("confidence", [Confidence.WORRIED, Confidence.UNLIKELY])
def test_doubt_needs_a_reason(confidence: Confidence) -> None:
    with pytest.raises(DomainError, match="Nhập lý do khi chọn") as refused:
        results.check_line({"confidence": confidence, "confidence_reason": ""}, prefix="lines-3-")
    assert refused.value.field == "lines-3-confidence_reason"
    results.check_line({"confidence": confidence, "confidence_reason": "Thiếu vốn"})
    results.check_line({"confidence": Confidence.SURE, "confidence_reason": ""})


def test_zero_is_a_result_and_nothing_is_not() -> None:
    results.check_complete([None, D(0)])
    with pytest.raises(DomainError, match="ít nhất một kết quả"):
        results.check_complete([None, None])


@pytest.mark.parametrize(
    ("phase", "period"),
    [
        (Phase.PLEDGING, None),
        (Phase.FIRST_HALF, Period.Q1),
        (Phase.MID_YEAR, Period.MID_YEAR),
        (Phase.SECOND_HALF, Period.Q3),
        (Phase.SELF_SCORING, Period.YEAR),
        (Phase.TOTALS, Period.YEAR),
        (Phase.CLOSED, None),
    ],
)
def test_which_report_is_due_in_a_phase(phase: Phase, period: Period | None) -> None:
    assert results.current_period(phase) is period
