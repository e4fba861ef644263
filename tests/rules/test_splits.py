"""A list made shorter: reasons, counts, and whoever moved meanwhile."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules import splits as rules
from emulation.rules.splits import Choice
from emulation.vocabulary.errors import DomainError

REASON = "Vượt số lượng hướng dẫn."


def test_lists_of_three_states_can_be_made_shorter() -> None:
    assert [state.value for state in rules.STATES] == ["submitted", "voted", "in_disclosure"]


def test_twelve_proposed_eight_kept() -> None:
    choices = {key: Choice(1, key <= 8, "" if key <= 8 else REASON) for key in range(1, 13)}
    rules.check_choices(choices)
    counted = rules.count(choices)
    assert (counted.proposed, counted.kept, counted.cut) == (12, 8, 4)


def test_nobody_left_out_is_no_split() -> None:
    with pytest.raises(DomainError, match="Danh sách không thay đổi"):
        rules.check_choices({1: Choice(1, True), 2: Choice(1, True)})


def test_whoever_is_left_out_has_a_reason_in_its_row() -> None:
    """Red when check_choices forgets check_reason."""
    choices = {7: Choice(1, True), 9: Choice(1, False, REASON), 4: Choice(1, False, "  ")}
    with pytest.raises(DomainError, match="Nhập lý do") as caught:
        rules.check_choices(choices)
    assert caught.value.field == "rows-2-reason"


@pytest.mark.parametrize(
    ("standing", "message"),
    [
        ({1: ("Hải Phòng", 1)}, "vừa rời danh sách"),
        ({1: ("Hải Phòng", 1), 2: ("Huế", 2)}, "cho Huế vừa thay đổi"),
        ({1: ("Hải Phòng", 1), 2: ("Huế", 1), 3: ("Đà Nẵng", 1)}, "cho Đà Nẵng vừa thay đổi"),
    ],
    ids=["moved away", "changed", "joined"],
)
def test_a_list_that_changed_meanwhile_is_refused(standing: dict[int, tuple[str, int]], message: str) -> None:
    """Red when check_unmoved compares ids only."""
    choices = {1: Choice(1, True), 2: Choice(1, False, REASON)}
    with pytest.raises(DomainError, match=message):
        rules.check_unmoved(choices, standing)


@given(st.dictionaries(st.integers(1, 50), st.booleans(), min_size=1))
def test_kept_and_cut_make_the_list(stays: dict[int, bool]) -> None:
    counted = rules.count({key: Choice(1, value) for key, value in stays.items()})
    assert counted.kept + counted.cut == counted.proposed == len(stays)
