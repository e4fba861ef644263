"""What may be left out of a member's scorecard, and until when."""

from decimal import Decimal

import pytest

from emulation.rules import exemptions as rules
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.states import Phase
from tests.rules.test_scorecards import GOOD, Leaf, group


@pytest.mark.parametrize(
    ("phase", "has_sheet", "open_"),
    [
        (Phase.PLANNING, False, True),
        (Phase.SECOND_HALF, False, True),
        (Phase.SELF_SCORING, False, True),
        (Phase.SELF_SCORING, True, False),
        (Phase.TOTALS, False, True),
        (Phase.CONFERENCE, False, False),
        (Phase.CLOSED, False, False),
    ],
)
def test_until_when(phase: Phase, has_sheet: bool, open_: bool) -> None:
    """Red when `has_sheet` is not asked."""
    assert rules.is_open(phase, has_sheet=has_sheet) is open_
    if not open_:
        with pytest.raises(DomainError):
            rules.check_open(phase, has_sheet=has_sheet)


def test_a_group_stands_for_its_criteria() -> None:
    assert [leaf.code for leaf in rules.leaves_within(GOOD, 1)] == ["I.01", "I.02"]
    assert [leaf.code for leaf in rules.leaves_within(GOOD, 2)] == ["I.01"]


@pytest.mark.parametrize("criterion", [5, 6, 7])
def test_bonus_and_penalty_are_nobodys_duty(criterion: int) -> None:
    with pytest.raises(DomainError, match=r"điểm thưởng hoặc điểm trừ|chưa có tiêu chí"):
        rules.leaves_within(GOOD, criterion)


def test_something_must_be_left() -> None:
    nodes = [group(1, "I", "10"), Leaf(2, "I.01", Decimal(10), 1), Leaf(3, "II", Decimal(5))]
    rules.check_some_left(nodes, {2})
    with pytest.raises(DomainError, match="Phải còn ít nhất một tiêu chí"):
        rules.check_some_left(nodes, {2, 3})


def test_a_reason_is_a_sentence() -> None:
    rules.check_why("Không có rừng")
    with pytest.raises(DomainError, match="Nhập lý do"):
        rules.check_why("  ")
