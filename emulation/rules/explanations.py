"""The workflow of an explanation, and what its conclusion may say (features S6; handbook 3 and 4)."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal

from emulation.rules import sheets
from emulation.rules.extensions import late
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import ExplanationOutcome as Outcome
from emulation.vocabulary.moves import ExplanationMove as Move
from emulation.vocabulary.states import ExplanationState as State
from emulation.vocabulary.states import Phase, SheetState
from emulation.vocabulary.words import N_

#: A member that agrees with the points of the check hands in as well: the appraiser's conclusion follows either.
TABLE: Mapping[tuple[State, Move], State] = {
    (State.REQUESTED, Move.REQUEST_APPROVAL): State.AWAITING_APPROVAL,
    (State.REQUESTED, Move.CONCEDE): State.SENT,
    (State.AWAITING_APPROVAL, Move.RETURN): State.REQUESTED,
    (State.AWAITING_APPROVAL, Move.SEND): State.SENT,
    (State.AWAITING_APPROVAL, Move.CONCEDE): State.SENT,
    (State.SENT, Move.SETTLE): State.SETTLED,
}
#: What was never answered is settled from where it stopped, once its deadline has passed.
UNANSWERED_FROM = frozenset({State.REQUESTED, State.AWAITING_APPROVAL})
OPEN_STATES = frozenset(State) - {State.SETTLED}
#: A sheet in these states can be asked about.
ASKABLE = sheets.APPRAISABLE


def next_state(state: State, move: Move, *, is_overdue: bool = False) -> State:
    """Where a move leads. Raises DomainError when it is not possible from here."""
    if move is Move.SETTLE and state in UNANSWERED_FROM:
        if is_overdue:
            return State.SETTLED
        raise DomainError(N_("Chưa hết hạn giải trình nên chưa kết luận được khi đơn vị chưa trả lời."))
    following = TABLE.get((state, move))
    if following is None:
        message = N_("Giải trình đang ở trạng thái “%(state)s” nên không làm được việc này.")
        raise DomainError(message, state=state.label)
    return following


def moves_from(state: State, *, is_overdue: bool = False) -> list[Move]:
    """The moves that are possible from a state, in the order of the workflow."""
    found = [move for move in Move if (state, move) in TABLE]
    return [*found, Move.SETTLE] if state in UNANSWERED_FROM and is_overdue else found


def check_editable(state: State) -> None:
    """The answer is written until it goes to the member's leader."""
    if state is not State.REQUESTED:
        message = N_("Giải trình đang ở trạng thái “%(state)s” nên không sửa được.")
        raise DomainError(message, state=state.label)


def is_readable(state: State, *, is_own: bool) -> bool:
    """Whether the answer and its evidence are shown: to others than the member's own people once it was sent."""
    return is_own or state in (State.SENT, State.SETTLED)


def check_askable(state: SheetState, *, uses_explaining: bool, is_asked: bool, not_assigned: bool) -> None:
    """A line is asked about once, on a sheet under appraisal, in a year that has explanations."""
    if not uses_explaining:
        raise DomainError(N_("Năm này không có bước giải trình."))
    if state not in ASKABLE:
        message = N_("Phiếu điểm đang ở trạng thái “%(state)s” nên không yêu cầu giải trình được.")
        raise DomainError(message, state=state.label)
    if is_asked:
        raise DomainError(N_("Tiêu chí này đã được yêu cầu giải trình."))
    if not_assigned:
        raise DomainError(N_("Tiêu chí không giao thì không có gì phải giải trình."))


def check_due(due_on: date, today: date) -> None:
    """The member gets at least today to answer (message 10)."""
    if due_on < today:
        raise DomainError(N_("Hạn giải trình phải từ hôm nay trở đi."), field="due_on")


def check_text(text: str) -> None:
    """Nothing empty goes to anybody."""
    if len(text.strip()) < 5:
        raise DomainError(N_("Nhập nội dung giải trình."), field="text")


def days_late(due_on: date | None, today: date, grace_days: int, until_on: date | None) -> int:
    """How many days after its last day an answer comes; without a last day it never is late (screens 3.16)."""
    return 0 if due_on is None else late(due_on, today, grace_days, until_on)


def is_overdue(
    due_on: date | None, today: date, grace_days: int, until_on: date | None, phase: Phase
) -> bool:
    """Whether it can be settled without an answer: grace and permission are over, or without a day the phase is."""
    return phase is Phase.TOTALS if due_on is None else late(due_on, today, grace_days, until_on) > 0


def outcomes_for(state: State, *, conceded: bool) -> list[Outcome]:
    """The outcomes that can follow: what was conceded or left unanswered is not argued about any more."""
    if state in UNANSWERED_FROM:
        return [Outcome.UNANSWERED]
    return [Outcome.CONCEDED] if conceded else [Outcome.ACCEPTED, Outcome.PARTLY, Outcome.REJECTED]


def points_for(
    outcome: Outcome, points: Decimal | None, own: Decimal | None, asked: Decimal | None
) -> Decimal | None:
    """The points of a conclusion: as typed, else the member's own where accepted, else those of the question."""
    if points is not None:
        return points
    return {Outcome.ACCEPTED: own, Outcome.PARTLY: None}.get(outcome, asked)


def check_outcome(
    outcome: Outcome,
    points: Decimal | None,
    *,
    own: Decimal | None,
    offered: Collection[Outcome],
    bounds: tuple[Decimal, Decimal | None],
) -> None:
    """An outcome that can follow, with points within the rule's bounds that say the same as the outcome."""
    if outcome not in offered:
        message = N_("Không kết luận “%(outcome)s” được ở bước này.")
        raise DomainError(message, field="outcome", outcome=outcome.label)
    if points is None:
        raise DomainError(N_("Nhập điểm kết luận."), field="points")
    sheets.check_points(points, bounds, field="points")
    if outcome is Outcome.ACCEPTED and points != own:
        message = N_("Chấp nhận giải trình là giữ điểm tự chấm. Điểm khác thì chọn “Chấp nhận một phần”.")
        raise DomainError(message, field="points")


def check_none_open(codes: Collection[str]) -> None:
    """A sheet is reviewed, and a year frozen, only without open explanations; the message names the criteria."""
    if codes:
        message = N_("Còn %(n)s tiêu chí chờ kết luận giải trình: %(codes)s.")
        raise DomainError(message, n=len(codes), codes=sheets.listed(codes))


def check_none_disputed(codes: Collection[str]) -> None:
    """A line on which the opened check differs from the member needs somebody who decides."""
    if codes:
        message = N_(
            "Tiêu chí %(codes)s có điểm kiểm tra chéo khác điểm tự chấm mà chưa ai kết luận."
            " Ghi điểm thẩm định hoặc yêu cầu giải trình."
        )
        raise DomainError(message, codes=sheets.listed(codes))


def is_disputed(own: Decimal | None, check: Decimal | None, decided: Decimal | None) -> bool:
    """Whether the opened check differs from the member's points and nobody has decided between them."""
    return check is not None and check != own and decided is None
