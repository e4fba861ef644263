"""Who can be named, and whose turn it is."""

import pytest

from emulation.rules import approvals as rules
from emulation.vocabulary.errors import DomainError, NotAllowed


@pytest.mark.parametrize(
    ("wanted", "known", "approved", "message"),
    [
        (set(), {1, 2}, set(), "Chọn ít nhất một"),
        ({1, 9}, {1, 2}, set(), "Chỉ chọn lãnh đạo"),
        ({1}, {1, 2}, {1}, "còn lại đều đã chốt"),
        ({1, 2}, {1, 2}, {1, 2}, "còn lại đều đã chốt"),
    ],
)
def test_namings_that_cannot_be(wanted: set[int], known: set[int], approved: set[int], message: str) -> None:
    """Red when the last check goes: taking off whoever hesitates would leave only approvals."""
    with pytest.raises(DomainError, match=message) as refused:
        rules.check_named(wanted, known, approved)
    assert refused.value.field == "approvers"


def test_namings_that_can() -> None:
    rules.check_named({1}, {1, 2}, set())
    rules.check_named({1, 2}, {1, 2}, {1})
    rules.check_named({2}, {1, 2}, {1})


def test_whose_turn_it_is() -> None:
    rules.check_turn(is_named=True, has_approved=False)
    with pytest.raises(NotAllowed, match="chưa được chỉ định"):
        rules.check_turn(is_named=False, has_approved=False)
    with pytest.raises(DomainError, match="đã chốt"):
        rules.check_turn(is_named=True, has_approved=True)
