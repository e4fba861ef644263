"""The workflow of a score sheet: every state × every move, and what makes one complete."""

from decimal import Decimal

import pytest

from emulation.rules import sheets
from emulation.rules.sheets import LineState
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.moves import SheetMove
from emulation.vocabulary.states import SheetState

#: Written out by hand from screens 5.1: what is not here is refused.
POSSIBLE = {
    ("draft", "request_approval"): "awaiting_approval",
    ("returned", "request_approval"): "awaiting_approval",
    ("awaiting_approval", "submit"): "submitted",
    ("awaiting_approval", "return"): "returned",
    ("submitted", "return"): "returned",
    ("submitted", "cross_check"): "cross_checking",
    ("submitted", "explain"): "explaining",
    ("submitted", "review"): "reviewed",
    ("cross_checking", "explain"): "explaining",
    ("cross_checking", "review"): "reviewed",
    ("explaining", "review"): "reviewed",
    ("reviewed", "return"): "returned",
    ("reviewed", "freeze"): "frozen",
    ("frozen", "unfreeze"): "reviewed",
    ("frozen", "finalise"): "finalised",
    ("finalised", "publish"): "published",
}


@pytest.mark.parametrize("state", list(SheetState))
@pytest.mark.parametrize("move", list(SheetMove))
def test_every_state_and_every_move(state: SheetState, move: SheetMove) -> None:
    wanted = POSSIBLE.get((state.value, move.value))
    if wanted is None:
        with pytest.raises(DomainError, match=state.label):
            sheets.next_state(state, move)
    else:
        assert sheets.next_state(state, move) is SheetState(wanted)


@pytest.mark.parametrize("state", list(SheetState))
def test_only_drafts_and_returned_sheets_are_edited(state: SheetState) -> None:
    if state.value in ("draft", "returned"):
        sheets.check_editable(state)
    else:
        with pytest.raises(DomainError, match="Cần được trả lại trước"):
            sheets.check_editable(state)


@pytest.mark.parametrize("state", list(SheetState))
def test_only_submitted_sheets_are_appraised(state: SheetState) -> None:
    if state.value in ("submitted", "cross_checking", "explaining"):
        sheets.check_appraisable(state)
    else:
        with pytest.raises(DomainError, match="không thẩm định được"):
            sheets.check_appraisable(state)


def test_complete_when_every_line_has_points_or_was_not_assigned() -> None:
    """A sheet whose points are all 0 is complete (journey J4)."""
    zero = LineState("I.01", Decimal(0), None, not_assigned=False, lacks_figure=False)
    claimed = LineState("I.02", None, Decimal(0), not_assigned=False, lacks_figure=False)
    dropped = LineState("I.03", None, None, not_assigned=True, lacks_figure=True)
    sheets.check_complete([zero, claimed, dropped])
    assert all(sheets.is_done(line) for line in (zero, claimed, dropped))


def test_a_missing_figure_blocks_even_with_typed_points() -> None:
    line = LineState("I.01", None, Decimal(70), not_assigned=False, lacks_figure=True)
    with pytest.raises(DomainError, match=r"I\.01 chưa có số liệu"):
        sheets.check_complete([line])


def test_open_lines_are_named() -> None:
    lines = [LineState(f"I.0{n}", None, None, not_assigned=False, lacks_figure=False) for n in range(1, 9)]
    with pytest.raises(DomainError, match=r"I\.01, I\.02, I\.03, I\.04, I\.05, I\.06 \(\+2\) chưa có điểm"):
        sheets.check_complete(lines)


def test_points_outside_the_rule_are_refused_not_clamped() -> None:
    """44 of 40 (handbook 6.1, MANUAL); without an upper limit only the lower one counts."""
    bounds = (Decimal(0), Decimal(40))
    sheets.check_points(Decimal("36.5"), bounds)
    sheets.check_points(None, bounds)
    for points in ("44", "40.01", "-0.01"):
        with pytest.raises(DomainError, match="Điểm phải từ 0 đến 40"):
            sheets.check_points(Decimal(points), bounds)
    sheets.check_points(Decimal(999), (Decimal(0), None))
    with pytest.raises(DomainError, match="từ 0 trở lên"):
        sheets.check_points(Decimal(-1), (Decimal(0), None))
