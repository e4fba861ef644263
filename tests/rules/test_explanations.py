"""Explanations: every state × every move, deadlines, and what a conclusion may say."""

from datetime import date
from decimal import Decimal

import pytest

from emulation.rules import explanations as rules
from emulation.rules.reasons import check_reason
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import ExplanationOutcome as Outcome
from emulation.vocabulary.moves import ExplanationMove as Move
from emulation.vocabulary.states import ExplanationState as State
from emulation.vocabulary.states import Phase, SheetState

#: Written out by hand from the description of the workflow: what is not here is refused.
POSSIBLE = {
    ("requested", "request_approval"): "awaiting_approval",
    ("requested", "concede"): "sent",
    ("awaiting_approval", "return"): "requested",
    ("awaiting_approval", "send"): "sent",
    ("awaiting_approval", "concede"): "sent",
    ("sent", "settle"): "settled",
}
OVERDUE = POSSIBLE | {
    ("requested", "settle"): "settled",
    ("awaiting_approval", "settle"): "settled",
}
BOUNDS = (Decimal(0), Decimal(40))


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("move", list(Move))
@pytest.mark.parametrize(("is_overdue", "possible"), [(False, POSSIBLE), (True, OVERDUE)])
def test_every_state_and_every_move(
    state: State, move: Move, is_overdue: bool, possible: dict[tuple[str, str], str]
) -> None:
    """Red when TABLE gains ("requested", "send"): an answer would go out past the leader."""
    wanted = possible.get((state.value, move.value))
    assert (move in rules.moves_from(state, is_overdue=is_overdue)) is (wanted is not None)
    if wanted is None:
        with pytest.raises(DomainError):
            rules.next_state(state, move, is_overdue=is_overdue)
    else:
        assert rules.next_state(state, move, is_overdue=is_overdue).value == wanted


@pytest.mark.parametrize("state", list(State))
def test_the_answer_is_written_only_on_the_officers_desk(state: State) -> None:
    if state is State.REQUESTED:
        rules.check_editable(state)
    else:
        with pytest.raises(DomainError, match=state.label):
            rules.check_editable(state)


@pytest.mark.parametrize("state", list(State))
def test_others_read_an_answer_once_it_was_sent(state: State) -> None:
    assert rules.is_readable(state, is_own=True)
    assert rules.is_readable(state, is_own=False) is (state.value in ("sent", "settled"))


@pytest.mark.parametrize("state", list(SheetState))
def test_only_sheets_under_appraisal_are_asked_about(state: SheetState) -> None:
    asked = {"uses_explaining": True, "is_asked": False, "not_assigned": False}
    if state.value in ("submitted", "cross_checking", "explaining"):
        rules.check_askable(state, **asked)
        for wrong in ({"uses_explaining": False}, {"is_asked": True}, {"not_assigned": True}):
            with pytest.raises(DomainError):
                rules.check_askable(state, **asked | wrong)
    else:
        with pytest.raises(DomainError, match=state.label):
            rules.check_askable(state, **asked)


@pytest.mark.parametrize(
    ("today", "until_on", "days", "overdue"),
    [
        (date(2026, 2, 10), None, 0, False),  # the last day
        (date(2026, 2, 13), None, 0, False),  # the last day of grace
        (date(2026, 2, 14), None, 4, True),  # counted from the deadline
        (date(2026, 2, 14), date(2026, 2, 20), 0, False),
        (date(2026, 2, 21), date(2026, 2, 20), 1, True),
    ],
)
def test_days_late_and_settling_without_an_answer(
    today: date, until_on: date | None, days: int, overdue: bool
) -> None:
    due_on = date(2026, 2, 10)
    assert rules.days_late(due_on, today, 3, until_on) == days
    assert rules.is_overdue(due_on, today, 3, until_on, Phase.EXPLAINING) is overdue


def test_without_a_day_the_phase_ends_the_waiting() -> None:
    today = date(2026, 2, 10)
    assert rules.days_late(None, today, 3, None) == 0
    assert not rules.is_overdue(None, today, 3, None, Phase.EXPLAINING)
    assert rules.is_overdue(None, today, 3, None, Phase.TOTALS)


@pytest.mark.parametrize(
    ("state", "conceded", "offered"),
    [
        (State.REQUESTED, False, ["unanswered"]),
        (State.AWAITING_APPROVAL, False, ["unanswered"]),
        (State.SENT, True, ["conceded"]),
        (State.SENT, False, ["accepted", "partly", "rejected"]),
    ],
)
def test_which_outcomes_can_follow(state: State, conceded: bool, offered: list[str]) -> None:
    assert [one.value for one in rules.outcomes_for(state, conceded=conceded)] == offered


@pytest.mark.parametrize(
    ("outcome", "typed", "wanted"),
    [
        (Outcome.ACCEPTED, None, "36.5"),
        (Outcome.PARTLY, None, None),
        (Outcome.REJECTED, None, "20"),
        (Outcome.CONCEDED, None, "20"),
        (Outcome.UNANSWERED, None, "20"),
        (Outcome.PARTLY, "30", "30"),
        (Outcome.REJECTED, "25", "25"),
    ],
)
def test_the_points_that_an_outcome_offers(outcome: Outcome, typed: str | None, wanted: str | None) -> None:
    """36.5 is the member's own, 20 what the check proposes."""
    points = rules.points_for(outcome, Decimal(typed) if typed else None, Decimal("36.5"), Decimal(20))
    assert points == (Decimal(wanted) if wanted else None)


@pytest.mark.parametrize(
    ("outcome", "points", "field"),
    [
        (Outcome.CONCEDED, "20", "outcome"),  # the member did not
        (Outcome.UNANSWERED, "20", "outcome"),
        (Outcome.PARTLY, None, "points"),
        (Outcome.PARTLY, "40.01", "points"),
        (Outcome.PARTLY, "-0.01", "points"),
        (Outcome.ACCEPTED, "30", "points"),  # says one thing and gives another
    ],
)
def test_a_conclusion_that_cannot_stand_is_told_beside_its_field(
    outcome: Outcome, points: str | None, field: str
) -> None:
    offered = [Outcome.ACCEPTED, Outcome.PARTLY, Outcome.REJECTED]
    given = Decimal(points) if points else None
    with pytest.raises(DomainError) as refused:
        rules.check_outcome(outcome, given, own=Decimal("36.5"), offered=offered, bounds=BOUNDS)
    assert refused.value.field == field


def test_conclusions_that_stand() -> None:
    offered = [Outcome.ACCEPTED, Outcome.PARTLY, Outcome.REJECTED]
    for outcome, points in ((Outcome.ACCEPTED, "36.5"), (Outcome.PARTLY, "40"), (Outcome.REJECTED, "0")):
        rules.check_outcome(outcome, Decimal(points), own=Decimal("36.5"), offered=offered, bounds=BOUNDS)


@pytest.mark.parametrize("reason", ["", "    ", "Sai"])
def test_reasons_and_answers_are_at_least_a_sentence(reason: str) -> None:
    for check in (check_reason, rules.check_text):
        with pytest.raises(DomainError):
            check(reason)
    check_reason("Thiếu minh chứng.")
    rules.check_text("Đã bổ sung.")


def test_a_deadline_lies_ahead() -> None:
    with pytest.raises(DomainError) as refused:
        rules.check_due(date(2026, 2, 9), date(2026, 2, 10))
    assert refused.value.field == "due_on"
    rules.check_due(date(2026, 2, 10), date(2026, 2, 10))


def test_what_blocks_a_review_names_its_criteria() -> None:
    rules.check_none_open([])
    rules.check_none_disputed([])
    with pytest.raises(DomainError) as refused:
        rules.check_none_open(["I.02", "II.01"])
    assert refused.value.values == {"n": 2, "codes": "I.02, II.01"}
    with pytest.raises(DomainError) as refused:
        rules.check_none_disputed(["I.02"])
    assert refused.value.values == {"codes": "I.02"}


@pytest.mark.parametrize(
    ("own", "check", "decided", "disputed"),
    [
        ("36.5", "20", None, True),
        ("36.5", "20", "30", False),
        ("36.5", "36.50", None, False),
        ("36.5", None, None, False),
        (None, "20", None, True),
    ],
)
def test_a_difference_that_nobody_decided_is_a_dispute(
    own: str | None, check: str | None, decided: str | None, disputed: bool
) -> None:
    values = [Decimal(one) if one else None for one in (own, check, decided)]
    assert rules.is_disputed(*values) is disputed
