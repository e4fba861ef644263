"""The workflow of a pledge, and what a target must be."""

from decimal import Decimal
from typing import Any

import pytest

from emulation.rules import pledges as rules
from emulation.rules.reasons import check_reason
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Operator
from emulation.vocabulary.moves import PledgeMove as M
from emulation.vocabulary.states import PledgeState as S

POSSIBLE = {
    (S.DRAFT, M.REQUEST_APPROVAL): S.AWAITING_APPROVAL,
    (S.RETURNED, M.REQUEST_APPROVAL): S.AWAITING_APPROVAL,
    (S.AWAITING_APPROVAL, M.SUBMIT): S.SUBMITTED,
    (S.AWAITING_APPROVAL, M.RETURN): S.RETURNED,
    (S.AWAITING_APPROVAL, M.WITHDRAW): S.WITHDRAWN,
    (S.SUBMITTED, M.ACCEPT): S.ACCEPTED,
    (S.SUBMITTED, M.RETURN): S.RETURNED,
    (S.SUBMITTED, M.WITHDRAW): S.WITHDRAWN,
    (S.ACCEPTED, M.SIGN): S.SIGNED,
    (S.ACCEPTED, M.REOPEN): S.RETURNED,
    (S.SIGNED, M.REOPEN): S.RETURNED,
    (S.WITHDRAWN, M.REOPEN): S.DRAFT,
}


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("move", list(M))
def test_every_state_and_every_move(state: S, move: M) -> None:
    """Red when any line of the table in rules/pledges.py is removed or added."""
    if (state, move) in POSSIBLE:
        assert rules.next_state(state, move) is POSSIBLE[state, move]
        assert move in rules.moves_from(state)
    else:
        assert move not in rules.moves_from(state)
        with pytest.raises(DomainError, match="nên không làm được việc này"):
            rules.next_state(state, move)


@pytest.mark.parametrize("state", list(S))
def test_only_drafts_and_returned_pledges_are_written_to(state: S) -> None:
    if state in (S.DRAFT, S.RETURNED):
        rules.check_editable(state)
    else:
        with pytest.raises(DomainError, match="không sửa được"):
            rules.check_editable(state)


def target(**more: Any) -> dict[str, Any]:
    values: dict[str, Any] = {"operator": Operator.EQ, "low": Decimal("7.5"), "high": None, "source": "NQ 01"}
    return values | {"not_assigned": False, "not_assigned_reason": ""} | more


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, None),
        ({"operator": Operator.RANGE, "low": Decimal("6.5"), "high": Decimal(7)}, None),
        ({"operator": Operator.LE, "low": None, "high": Decimal("0.5")}, None),
        ({"low": Decimal(0)}, None),
        ({"low": Decimal("-1.5")}, None),
        ({"not_assigned": True, "low": None, "not_assigned_reason": "Không có biển"}, None),
        ({"low": None}, "low"),
        ({"high": Decimal(9)}, "high"),
        ({"operator": Operator.RANGE, "low": None, "high": Decimal(7)}, "low"),
        ({"operator": Operator.RANGE, "low": Decimal(7)}, "high"),
        ({"operator": Operator.RANGE, "low": Decimal(7), "high": Decimal(7)}, "high"),
        ({"operator": Operator.LE, "low": None}, "low"),
        ({"operator": Operator.LT, "high": Decimal(9)}, "high"),
        ({"not_assigned": True}, "not_assigned_reason"),
    ],
)
def test_the_sign_fits_its_bounds(values: dict[str, Any], field: str | None) -> None:
    if field is None:
        rules.check_target(target(**values))
        return
    with pytest.raises(DomainError) as caught:
        rules.check_target(target(**values), prefix="targets-2-")
    assert caught.value.field == f"targets-2-{field}"


def test_a_target_stands_once_per_plan_source() -> None:
    rules.check_unique([(1, "a"), (1, "b"), (2, "a")])
    with pytest.raises(DomainError, match="dòng 1") as caught:
        rules.check_unique([(1, "a"), (2, "a"), (1, "a")])
    assert caught.value.field == "targets-2-indicator"


def test_a_pledge_that_goes_to_somebody_is_complete() -> None:
    rules.check_complete([target()])
    with pytest.raises(DomainError, match="ít nhất một chỉ tiêu"):
        rules.check_complete([])
    with pytest.raises(DomainError) as caught:
        rules.check_complete([target(), target(source="")])
    assert caught.value.field == "targets-1-source"


@pytest.mark.parametrize("reason", ["", "   ", "ok"])
def test_a_reason_is_a_sentence(reason: str) -> None:
    """Message 11."""
    with pytest.raises(DomainError) as caught:
        check_reason(reason)
    assert (caught.value.field, str(caught.value)[:10]) == ("reason", "Nhập lý do")
