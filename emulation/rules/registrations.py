"""A member's registration in a campaign: its moves and what it must hold (features K1)."""

from collections.abc import Mapping

from emulation.rules.reasons import is_reason
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.moves import RegistrationMove
from emulation.vocabulary.states import RegistrationState
from emulation.vocabulary.words import N_

TABLE: Mapping[tuple[RegistrationState, RegistrationMove], RegistrationState] = {
    (RegistrationState.NOT_SENT, RegistrationMove.SEND): RegistrationState.PENDING,
    (RegistrationState.REFUSED, RegistrationMove.SEND): RegistrationState.PENDING,
    (RegistrationState.PENDING, RegistrationMove.APPROVE): RegistrationState.APPROVED,
    (RegistrationState.PENDING, RegistrationMove.REFUSE): RegistrationState.REFUSED,
}
EDITABLE = frozenset({RegistrationState.NOT_SENT, RegistrationState.REFUSED})


def next_state(state: RegistrationState, move: RegistrationMove) -> RegistrationState:
    """Where a move leads. Raises DomainError when it is not possible from here."""
    following = TABLE.get((state, move))
    if following is None:
        message = N_("Đăng ký đang ở trạng thái “%(state)s” nên không làm được việc này.")
        raise DomainError(message, state=state.label)
    return following


def moves_from(state: RegistrationState) -> list[RegistrationMove]:
    """The moves that are possible from a state, in the order of the workflow."""
    return [move for move in RegistrationMove if (state, move) in TABLE]


def check_editable(state: RegistrationState) -> None:
    """What lies with the chair, or was approved, stands."""
    if state not in EDITABLE:
        message = N_("Đăng ký đang ở trạng thái “%(state)s” nên không sửa được.")
        raise DomainError(message, state=state.label)


def check_complete(content: str) -> None:
    """A registration that goes to the chair says what the member takes on."""
    if not content.strip():
        raise DomainError(N_("Nhập nội dung đăng ký trước khi gửi."), field="content")


def check_refusal(reason: str) -> None:
    """A reason is at least one sentence (message 11)."""
    if not is_reason(reason):
        message = N_("Nhập lý do. Lý do được ghi vào nhật ký và gửi cho đơn vị.")
        raise DomainError(message, field="reason")
