"""Personal data: by when a request is answered and completed, what follows what, and what is kept how long."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from emulation.rules.working_days import add_working_days
from emulation.vocabulary.calendar import Calendar
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import DataRequestKind
from emulation.vocabulary.moves import DataRequestMove
from emulation.vocabulary.states import DataRequestState
from emulation.vocabulary.words import N_

ANSWER = "data_answer"
COMPLETE = {kind: f"data_complete_{kind.value}" for kind in DataRequestKind}
HEADS = (ANSWER, *COMPLETE.values(), "data_extension")
WORKING_DAYS = N_("ngày làm việc")
#: What an account is called once its person is gone.
ERASED_NAME = N_("Người dùng đã xóa #%(id)s")
ERASED_ADDRESS = "erased-%(id)s@invalid"

OPEN = (DataRequestState.RECEIVED, DataRequestState.ANSWERED)
#: (state, move) → state.
MOVES: Mapping[tuple[DataRequestState, DataRequestMove], DataRequestState] = {
    (DataRequestState.RECEIVED, DataRequestMove.ANSWER): DataRequestState.ANSWERED,
    (DataRequestState.RECEIVED, DataRequestMove.COMPLETE): DataRequestState.COMPLETED,
    (DataRequestState.RECEIVED, DataRequestMove.REFUSE): DataRequestState.REFUSED,
    (DataRequestState.ANSWERED, DataRequestMove.COMPLETE): DataRequestState.COMPLETED,
    (DataRequestState.ANSWERED, DataRequestMove.REFUSE): DataRequestState.REFUSED,
}


class Period(NamedTuple):
    """A term of the rulebook as it is counted."""

    days: int
    in_working_days: bool


@dataclass(frozen=True)
class Due:
    """The last days for answering and for completing."""

    answer_by: date
    complete_by: date


def period(head: str, rows: Iterable[tuple[str, str, str]]) -> Period:
    """The term whose code begins with `head`, from rows (code, value, unit). Raises DomainError without one."""
    for code, value, unit in rows:
        if code.split(".")[0] == head and value.isascii() and value.isdigit():
            return Period(int(value), unit == WORKING_DAYS)
    raise DomainError(N_("Sổ quy tắc chưa có thời hạn “%(code)s” cho ngày này."), code=head)


def due(received_on: date, *, answer: Period, complete: Period, calendar: Calendar) -> Due:
    """Both last days, the day of receipt not counted; one that falls on a day off moves to the next working day."""
    return Due(_end(received_on, answer, calendar), _end(received_on, complete, calendar))


def _end(start: date, term: Period, calendar: Calendar) -> date:
    if term.in_working_days:
        return add_working_days(start, term.days, calendar)
    return add_working_days(start + timedelta(days=term.days), 0, calendar)


def next_state(kind: DataRequestKind, state: DataRequestState, move: DataRequestMove) -> DataRequestState:
    """Where a move leads; raises DomainError for a request that is done with, or not answered yet."""
    if move in moves_from(kind, state):
        return MOVES[state, move]
    if state is DataRequestState.RECEIVED:
        raise DomainError(N_("Trả lời người yêu cầu trước khi xóa: sau đó không còn địa chỉ để báo."))
    raise DomainError(N_("Yêu cầu này đã được trả lời. Tải lại trang để xem."))


def moves_from(kind: DataRequestKind, state: DataRequestState) -> list[DataRequestMove]:
    """What can be done with a request in this state; whoever is to be erased is told before."""
    found = [move for known, move in MOVES if known is state]
    if kind is DataRequestKind.ERASE and state is DataRequestState.RECEIVED:
        found.remove(DataRequestMove.COMPLETE)
    return found


def is_overdue(state: DataRequestState, limits: Due, today: date) -> bool:
    """Whether a last day has passed while the request waited for it."""
    if state is DataRequestState.RECEIVED and today > limits.answer_by:
        return True
    return state in OPEN and today > limits.complete_by


def check_other_person(handler_id: int | None, user_id: int) -> None:
    """Nobody decides about their own request."""
    if handler_id == user_id:
        raise DomainError(N_("Yêu cầu của chính bạn cần một quản trị viên khác xử lý."))


def check_answer(answer: str) -> None:
    """Whatever is decided is answered in words."""
    if not answer.strip():
        raise DomainError(N_("Viết câu trả lời cho người yêu cầu."), field="answer")


def check_wish(kind: DataRequestKind, wish: str) -> None:
    """Whoever wants something corrected says what is right."""
    if kind is DataRequestKind.RECTIFY and not wish.strip():
        raise DomainError(N_("Viết điều chưa đúng và điều đúng."), field="wish")


def check_not_waiting(kinds: Iterable[DataRequestKind], kind: DataRequestKind) -> None:
    """One request of a kind at a time."""
    if kind in set(kinds):
        raise DomainError(N_("Bạn đã có một yêu cầu như vậy đang chờ."), field="kind")


def check_not_erased(erased_at: datetime | None) -> None:
    """An erased account is nobody's: it is not opened, renamed or given a role again."""
    if erased_at is not None:
        raise DomainError(N_("Tài khoản này đã được xóa nên không dùng lại được."))


class Kept(NamedTuple):
    """What is deleted by itself: rows of `table` whose moment `since` is more than `days` ago. `what` for readers.

    Rows that have something in the column `unless` stay.
    """

    table: str
    since: str
    days: int
    what: str
    unless: str = ""


#: The schedule of deletion: services/housekeeping.py runs exactly this, the public notice shows exactly this.
SCHEDULE = (
    Kept("form_key", "used_at", 30, N_("Khóa chống gửi lặp của biểu mẫu")),
    Kept("sign_in", "ended_at", 90, N_("Lần đăng nhập đã kết thúc")),
    Kept("sign_in", "last_seen_at", 90, N_("Lần đăng nhập không còn dùng")),
    Kept("known_device", "last_used_at", 180, N_("Trình duyệt đã biết nhưng không dùng nữa")),
    Kept("account_link", "expires_at", 30, N_("Liên kết mời và đặt lại mật khẩu đã hết hạn")),
    Kept("throttle", "since", 2, N_("Bộ đếm số lần thử (chỉ giữ mã băm)")),
    Kept("notice", "at", 365, N_("Thông báo trong hệ thống")),
    Kept("letter", "sent_at", 30, N_("Thư đã gửi")),
    Kept("letter", "failed_at", 30, N_("Thư không gửi được")),
    Kept("sheet_import", "entered_at", 1, N_("Tệp bảng tính đang nhập dở"), unless="done_at"),
    Kept("sheet_import", "done_at", 365, N_("Dấu vết của tệp bảng tính đã nhập (không giữ nội dung)")),
)


class Retained(NamedTuple):
    """What stays after an erasure: tables, for readers what it is, and why."""

    tables: tuple[str, ...]
    what: str
    why: str


#: Where a name may stand after its person was erased, and nowhere else.
RETAINED = (
    Retained(
        ("audit_event",),
        N_("Nhật ký: tên người làm việc, giá trị cũ và mới, lý do"),
        N_("Việc đã làm phải kiểm tra được; nhật ký chỉ được thêm, không sửa, không xóa."),
    ),
    Retained(
        (
            *("signatory", "decision", "conference", "eligibility", "year_ranking", "ranking_approval"),
            *("pledge_target", "proposal", "disclosure", "disclosure_comment"),
        ),
        N_("Văn bản đã ký, biên bản, quyết định, đề nghị khen thưởng có tên người"),
        N_("Hồ sơ thi đua, khen thưởng phải lưu theo pháp luật về lưu trữ."),
    ),
)


class Held(NamedTuple):
    """A line of the public notice: what is held, what for, on which ground."""

    what: str
    purpose: str
    ground: str


HELD = (
    Held(
        N_("Họ và tên, chức vụ, địa chỉ thư điện tử công vụ, vai trò theo ngày"),
        N_("Biết ai được làm việc gì và ai đã làm"),
        N_("Thực hiện nhiệm vụ của cơ quan nhà nước"),
    ),
    Held(
        N_("Mật khẩu và mã khôi phục (chỉ lưu mã băm), khóa của mã xác thực (mã hóa)"),
        N_("Xác nhận đúng người đăng nhập"),
        N_("Bảo vệ hệ thống"),
    ),
    Held(
        N_("Thiết bị đang đăng nhập: tên trình duyệt, thời điểm; không lưu địa chỉ mạng"),
        N_("Để bạn thấy và kết thúc các lần đăng nhập của mình"),
        N_("Bảo vệ hệ thống"),
    ),
    Held(
        N_("Thông báo và thư gửi cho bạn"),
        N_("Báo việc đến hạn và kết quả"),
        N_("Thực hiện nhiệm vụ của cơ quan nhà nước"),
    ),
    Held(
        N_(
            "Ý kiến gửi trong đợt lấy ý kiến: họ và tên, liên hệ (nếu có), nội dung; liên hệ không bao giờ công khai"
        ),
        N_("Tiếp thu, trả lời ý kiến về đề nghị khen thưởng"),
        N_("Sự đồng ý của người gửi; liên hệ được xóa sau khi tổng hợp vào hồ sơ"),
    ),
    Held(
        N_("Yêu cầu của bạn về dữ liệu cá nhân, sự đồng ý và việc rút lại"),
        N_("Trả lời đúng hạn và chứng minh đã làm"),
        N_("Luật Bảo vệ dữ liệu cá nhân"),
    ),
)

#: Purposes that need consent → the words that people agree to. Nothing is agreed to in advance.
CONSENTS: Mapping[str, str] = {
    "contact": N_(
        "Tôi đồng ý để bộ phận vận hành liên hệ với tôi qua thư điện tử để hỏi ý kiến về việc sử dụng hệ thống."
    ),
}


def check_purpose(purpose: str) -> None:
    """Only purposes that the notice names."""
    if purpose not in CONSENTS:
        raise DomainError(N_("Không có mục đích này."))
