"""The workflow of a pledge and what makes one complete (features P2, P5; handbook 4 and 11)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Operator
from emulation.vocabulary.moves import PledgeMove
from emulation.vocabulary.states import PledgeState
from emulation.vocabulary.words import N_

TABLE: Mapping[tuple[PledgeState, PledgeMove], PledgeState] = {
    (PledgeState.DRAFT, PledgeMove.REQUEST_APPROVAL): PledgeState.AWAITING_APPROVAL,
    (PledgeState.RETURNED, PledgeMove.REQUEST_APPROVAL): PledgeState.AWAITING_APPROVAL,
    (PledgeState.AWAITING_APPROVAL, PledgeMove.SUBMIT): PledgeState.SUBMITTED,
    (PledgeState.AWAITING_APPROVAL, PledgeMove.RETURN): PledgeState.RETURNED,
    (PledgeState.SUBMITTED, PledgeMove.ACCEPT): PledgeState.ACCEPTED,
    (PledgeState.SUBMITTED, PledgeMove.RETURN): PledgeState.RETURNED,
    (PledgeState.SUBMITTED, PledgeMove.WITHDRAW): PledgeState.WITHDRAWN,
    (PledgeState.AWAITING_APPROVAL, PledgeMove.WITHDRAW): PledgeState.WITHDRAWN,
    (PledgeState.ACCEPTED, PledgeMove.SIGN): PledgeState.SIGNED,
    (PledgeState.ACCEPTED, PledgeMove.REOPEN): PledgeState.RETURNED,
    (PledgeState.SIGNED, PledgeMove.REOPEN): PledgeState.RETURNED,
    (PledgeState.WITHDRAWN, PledgeMove.REOPEN): PledgeState.DRAFT,
}
EDITABLE = frozenset({PledgeState.DRAFT, PledgeState.RETURNED})
#: What one form can show again.
MOST_TARGETS = 80


def next_state(state: PledgeState, move: PledgeMove) -> PledgeState:
    """Where a move leads. Raises DomainError when it is not possible from here."""
    following = TABLE.get((state, move))
    if following is None:
        message = N_("Giao ước đang ở trạng thái “%(state)s” nên không làm được việc này.")
        raise DomainError(message, state=state.label)
    return following


def moves_from(state: PledgeState) -> list[PledgeMove]:
    """The moves that are possible from a state, in the order of the workflow."""
    return [move for move in PledgeMove if (state, move) in TABLE]


def check_editable(state: PledgeState) -> None:
    """Only drafts and returned pledges are written to."""
    if state not in EDITABLE:
        message = N_("Giao ước đang ở trạng thái “%(state)s” nên không sửa được. Cần được trả lại trước.")
        raise DomainError(message, state=state.label)


def check_recordable(state: PledgeState, *, on_behalf: bool) -> None:
    """The secretariat writes down a paper where nothing stands yet, or mends what it wrote before confirmation."""
    untouched = state is PledgeState.DRAFT
    own_work = on_behalf and state in (PledgeState.SUBMITTED, PledgeState.RETURNED)
    if not (untouched or own_work):
        raise DomainError(N_("Đơn vị đã tự nhập giao ước này nên Tổ thư ký không nhập thay."))


def check_confirmable(state: PledgeState, *, on_behalf: bool) -> None:
    """Only what was recorded from paper and not yet confirmed."""
    if not on_behalf or state is not PledgeState.SUBMITTED:
        raise DomainError(N_("Giao ước này không chờ xác nhận nhập thay."))


def check_target(target: Mapping[str, Any], prefix: str = "") -> None:
    """The sign fits its bounds, and "không giao" says why. `prefix` leads to the row's fields in a form."""
    if target["not_assigned"]:
        if not target["not_assigned_reason"]:
            raise DomainError(N_("Nhập lý do không giao."), field=f"{prefix}not_assigned_reason")
        return
    operator, low, high = target["operator"], target["low"], target["high"]
    if operator is Operator.RANGE:
        if low is None or high is None:
            field = f"{prefix}{'low' if low is None else 'high'}"
            raise DomainError(N_("Khoảng cần cả hai mức: từ và đến."), field=field)
        if low >= high:
            raise DomainError(N_("Mức “đến” phải lớn hơn mức “từ”."), field=f"{prefix}high")
    elif operator in (Operator.LE, Operator.LT):
        if high is None:
            raise DomainError(N_("Nhập chỉ tiêu năm, ví dụ 7,5."), field=f"{prefix}low")
        if low is not None:
            raise DomainError(N_("Dấu này chỉ cần một mức."), field=f"{prefix}high")
    else:
        if low is None:
            raise DomainError(N_("Nhập chỉ tiêu năm, ví dụ 7,5."), field=f"{prefix}low")
        if high is not None and high != low:
            raise DomainError(N_("Dấu này chỉ cần một mức."), field=f"{prefix}high")


def check_due(due_on: date | None, year: int, prefix: str = "") -> None:
    """A promise of a year is due within it."""
    if due_on is not None and due_on.year != year:
        message = N_("Ngày hoàn thành phải nằm trong năm %(year)s.")
        raise DomainError(message, field=f"{prefix}due_on", year=year)


def check_unique(keys: Sequence[tuple[int, Any]]) -> None:
    """One target per indicator and plan source."""
    for row, key in enumerate(keys):
        if key in keys[:row]:
            message = N_("Chỉ tiêu này đã có ở dòng %(row)s với cùng nguồn kế hoạch.")
            raise DomainError(message, field=f"targets-{row}-indicator", row=keys.index(key) + 1)


def check_complete(targets: Collection[Mapping[str, Any]]) -> None:
    """A pledge that goes to somebody has at least one target, and each assigned target names its source."""
    if not targets:
        raise DomainError(N_("Giao ước cần ít nhất một chỉ tiêu."))
    for row, target in enumerate(targets):
        if not target["not_assigned"] and not target["source"]:
            message = N_("Nhập văn bản giao chỉ tiêu ở dòng %(row)s.")
            raise DomainError(message, field=f"targets-{row}-source", row=row + 1)
