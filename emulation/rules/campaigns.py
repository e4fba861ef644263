"""The workflow of an emulation movement and what makes one fit to be launched (features K1; handbook A01, A02)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from emulation.rules.reasons import is_reason
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import CampaignKind, Operator
from emulation.vocabulary.moves import CampaignMove
from emulation.vocabulary.states import CampaignState
from emulation.vocabulary.words import N_

TABLE: Mapping[tuple[CampaignState, CampaignMove], CampaignState] = {
    (CampaignState.DRAFT, CampaignMove.LAUNCH): CampaignState.LAUNCHED,
    (CampaignState.LAUNCHED, CampaignMove.REVIEW): CampaignState.REVIEWED,
    (CampaignState.LAUNCHED, CampaignMove.CONCLUDE): CampaignState.CONCLUDED,
    (CampaignState.REVIEWED, CampaignMove.CONCLUDE): CampaignState.CONCLUDED,
    (CampaignState.DRAFT, CampaignMove.CANCEL): CampaignState.CANCELLED,
    (CampaignState.LAUNCHED, CampaignMove.CANCEL): CampaignState.CANCELLED,
    (CampaignState.REVIEWED, CampaignMove.CANCEL): CampaignState.CANCELLED,
}
#: Launched and not over: members register and report, papers may be added.
RUNNING = frozenset({CampaignState.LAUNCHED, CampaignState.REVIEWED})
UPPER = frozenset({Operator.LE, Operator.LT})


@dataclass(frozen=True)
class Obstacle:
    """What is missing before a launch: a marked template and its values."""

    message: str
    values: Mapping[str, Any]


def next_state(state: CampaignState, move: CampaignMove) -> CampaignState:
    """Where a move leads. Raises DomainError when it is not possible from here."""
    following = TABLE.get((state, move))
    if following is None:
        message = N_("Phong trào đang ở trạng thái “%(state)s” nên không làm được việc này.")
        raise DomainError(message, state=state.label)
    return following


def moves_from(state: CampaignState) -> list[CampaignMove]:
    """The moves that are possible from a state, in the order of the workflow."""
    return [move for move in CampaignMove if (state, move) in TABLE]


def check_editable(state: CampaignState) -> None:
    """Only a draft is written to: what was launched stands as it was told to the members."""
    if state is not CampaignState.DRAFT:
        message = N_("Phong trào đang ở trạng thái “%(state)s” nên không sửa được nữa.")
        raise DomainError(message, state=state.label)


def check_open_for_papers(state: CampaignState) -> None:
    """Papers are added as long as the campaign is not over."""
    if state is not CampaignState.DRAFT and state not in RUNNING:
        message = N_("Phong trào đang ở trạng thái “%(state)s” nên không thêm hay bỏ tài liệu.")
        raise DomainError(message, state=state.label)


def check_running(state: CampaignState) -> None:
    """Members register and report while the campaign runs."""
    if state not in RUNNING:
        message = N_("Phong trào đang ở trạng thái “%(state)s” nên không nhận đăng ký và báo cáo.")
        raise DomainError(message, state=state.label)


def check_dates(kind: CampaignKind, starts_on: date, ends_on: date | None) -> None:
    """The end is not before the start; a drive has an end (handbook A02)."""
    if ends_on is None:
        if kind is CampaignKind.DRIVE:
            message = N_("Đợt thi đua đặc biệt cần ngày kết thúc.")
            raise DomainError(message, field="ends_on")
    elif ends_on < starts_on:
        day = f"{starts_on:%d/%m/%Y}"
        message = N_("Ngày kết thúc phải sau ngày bắt đầu (%(day)s).")
        raise DomainError(message, field="ends_on", day=day)


def check_launch_day(launched_on: date, ends_on: date | None, today: date) -> None:
    """Nothing is launched in the future, nor after its own end."""
    if launched_on > today:
        raise DomainError(N_("Ngày phát động không thể sau hôm nay."), field="launched_on")
    if ends_on is not None and launched_on > ends_on:
        day = f"{ends_on:%d/%m/%Y}"
        message = N_("Ngày phát động không thể sau ngày kết thúc (%(day)s).")
        raise DomainError(message, field="launched_on", day=day)


def check_goal(goal: Mapping[str, Any], prefix: str = "") -> None:
    """A goal says what it is; its sign fits its bounds; its unit is the indicator's or its own."""
    if not goal["text"]:
        raise DomainError(N_("Nhập mục tiêu."), field=f"{prefix}text")
    if goal["indicator_id"] is not None and goal["unit"]:
        message = N_("Chỉ tiêu đã có đơn vị tính. Để trống ô này, hoặc bỏ chọn chỉ tiêu.")
        raise DomainError(message, field=f"{prefix}unit")
    operator, low, high = goal["operator"], goal["low"], goal["high"]
    if operator is Operator.RANGE:
        if (low is None) is not (high is None):
            field = f"{prefix}{'low' if low is None else 'high'}"
            raise DomainError(N_("Khoảng cần cả hai mức: từ và đến."), field=field)
        if low is not None and low >= high:
            raise DomainError(N_("Mức “đến” phải lớn hơn mức “từ”."), field=f"{prefix}high")
    elif (low if operator in UPPER else high) is not None:
        raise DomainError(N_("Dấu này chỉ cần một mức."), field=f"{prefix}high")


def is_measurable(goal: Mapping[str, Any]) -> bool:
    """Whether a result can be held against it: a number, in an indicator's unit or in its own (handbook A01)."""
    has_number = goal["low"] is not None or goal["high"] is not None
    return has_number and bool(goal["indicator_id"] is not None or goal["unit"])


def obstacles(purpose: str, goals: Sequence[Mapping[str, Any]]) -> list[Obstacle]:
    """What is missing before a launch: theme and targets (TT 01/2024/TT-BNV, handbook 5.2), measure and task (A01)."""
    found = []
    if not purpose:
        found.append(Obstacle(N_("Ghi mục đích, yêu cầu của phong trào."), {}))
    if not any(is_measurable(goal) for goal in goals):
        message = N_(
            "Phong trào cần ít nhất một mục tiêu đo được: gắn với một chỉ tiêu, hoặc có đơn vị tính và con số."
        )
        found.append(Obstacle(message, {}))
    for row, goal in enumerate(goals, start=1):
        has_number = goal["low"] is not None or goal["high"] is not None
        has_unit = goal["indicator_id"] is not None or bool(goal["unit"])
        if has_unit and not has_number:
            found.append(Obstacle(N_("Mục tiêu %(row)s: nhập con số cần đạt."), {"row": row}))
        if has_number and not has_unit:
            message = N_("Mục tiêu %(row)s: chọn chỉ tiêu hoặc ghi đơn vị tính của con số.")
            found.append(Obstacle(message, {"row": row}))
        if not goal["national_task"]:
            message = N_("Mục tiêu %(row)s: nêu nhiệm vụ trọng tâm mà mục tiêu này phục vụ.")
            found.append(Obstacle(message, {"row": row}))
    return found


def check_ready(purpose: str, goals: Sequence[Mapping[str, Any]]) -> None:
    """Raises DomainError with the first obstacle."""
    for obstacle in obstacles(purpose, goals):
        raise DomainError(obstacle.message, **obstacle.values)


def overlaps(starts_on: date, ends_on: date | None, other_starts: date, other_ends: date | None) -> bool:
    """Whether two campaigns share a day; one without an end lasts on."""
    return other_starts <= (ends_on or date.max) and starts_on <= (other_ends or date.max)


def check_overlap(others: Collection[str], *, confirmed: bool) -> None:
    """A warning, no refusal: whoever launches says that they have seen what else is running."""
    if others and not confirmed:
        message = N_("Cùng thời gian này cụm đang có: %(names)s. Đánh dấu để xác nhận vẫn phát động.")
        raise DomainError(message, field="overlap_confirmed", names=", ".join(f"“{name}”" for name in others))


def check_cancellation(reason: str) -> None:
    """A reason is at least one sentence (message 11)."""
    if not is_reason(reason):
        message = N_("Nhập lý do. Lý do được ghi vào nhật ký và gửi cho các thành viên.")
        raise DomainError(message, field="reason")


def check_conclusion(reason: str, *, is_reported: bool) -> None:
    """A campaign ends with the cluster's own final report, or with a reason why there is none (handbook A02)."""
    if not is_reported and not is_reason(reason):
        message = N_(
            "Cụm chưa có báo cáo tổng kết. Nộp báo cáo trước, hoặc nhập lý do tổng kết không có báo cáo."
        )
        raise DomainError(message, field="reason")


def is_reached(operator: Operator, low: Decimal | None, high: Decimal | None, value: Decimal) -> bool:
    """Whether a value is what the goal asks for."""
    at_least = low is None or (value > low if operator is Operator.GT else value >= low)
    at_most = high is None or (value < high if operator is Operator.LT else value <= high)
    if operator is Operator.EQ:
        return value == (high if low is None else low)
    return at_least and at_most
