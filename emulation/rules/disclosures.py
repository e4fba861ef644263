"""Public consultation about nominees: its workflow, its window in working days, and comments (features D2).

Sources: handbook 5.2 (`disclosure.*`), 10 (L14) and 15 (A05, A06); screens 5.1. How many working days a window has is
a row of the rulebook, never a constant here.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date

from emulation.rules.working_days import add_working_days, is_working_day, working_days_between
from emulation.vocabulary.calendar import Calendar
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.moves import CommentMove, DisclosureMove
from emulation.vocabulary.numbers import find_whole
from emulation.vocabulary.states import CommentState, DisclosureState
from emulation.vocabulary.vietnamese import fold
from emulation.vocabulary.words import N_

TABLE: Mapping[tuple[DisclosureState, DisclosureMove], DisclosureState] = {
    (DisclosureState.DRAFT, DisclosureMove.OPEN): DisclosureState.OPEN,
    (DisclosureState.OPEN, DisclosureMove.CLOSE): DisclosureState.CLOSED,
    (DisclosureState.CLOSED, DisclosureMove.ANSWER): DisclosureState.ANSWERED,
    (DisclosureState.ANSWERED, DisclosureMove.REPORT): DisclosureState.REPORTED,
}
#: A comment may be answered and shown in one step; what is shown may be taken down later, with a reason.
COMMENT_TABLE: Mapping[tuple[CommentState, CommentMove], CommentState] = {
    (CommentState.PENDING, CommentMove.SHOW): CommentState.SHOWN,
    (CommentState.PENDING, CommentMove.HIDE): CommentState.HIDDEN,
    (CommentState.PENDING, CommentMove.ANSWER): CommentState.ANSWERED,
    (CommentState.SHOWN, CommentMove.HIDE): CommentState.HIDDEN,
    (CommentState.SHOWN, CommentMove.ANSWER): CommentState.ANSWERED,
    (CommentState.ANSWERED, CommentMove.HIDE): CommentState.HIDDEN,
}
PUBLIC = frozenset(DisclosureState) - {DisclosureState.DRAFT}
PUBLIC_COMMENTS = frozenset({CommentState.SHOWN, CommentState.ANSWERED})
#: The row that offers a number of working days when a city is proposed for a flag or certificate.
USUAL = "disclosure.city"
#: The row about nominees for the title Hero.
HEROES = "disclosure.hero98"
#: The sentences of the summary; a dossier is written in Vietnamese.
WINDOW = N_("Đã lấy ý kiến công khai từ ngày %(start)s đến hết ngày %(end)s (%(n)s ngày làm việc).")
RECEIVED = N_(
    "Đã nhận %(received)s ý kiến: %(shown)s ý kiến được đăng, %(hidden)s ý kiến không đăng;"
    " %(answered)s ý kiến đã được trả lời."
)
NOTHING_RECEIVED = N_("Không nhận được ý kiến nào.")
LONGEST_WINDOW = 60
LONGEST_COMMENT = 4000
SHORTEST_TEXT = 5
NO_CONSENT = N_("Đánh dấu đồng ý để chúng tôi được phép xử lý ý kiến của bạn.")


def next_state(state: DisclosureState, move: DisclosureMove) -> DisclosureState:
    """Where a move leads. Raises DomainError when it is not possible from here."""
    following = TABLE.get((state, move))
    if following is None:
        message = N_("Đợt lấy ý kiến đang ở trạng thái “%(state)s” nên không làm được việc này.")
        raise DomainError(message, state=state.label)
    return following


def find_move(state: DisclosureState) -> DisclosureMove | None:
    """The one move onward from a state; None once everything is reported."""
    return next((move for known, move in TABLE if known is state), None)


def next_comment_state(state: CommentState, move: CommentMove) -> CommentState:
    """Where a comment goes. Raises DomainError when somebody has settled it already."""
    following = COMMENT_TABLE.get((state, move))
    if following is None:
        message = N_("Ý kiến đang ở trạng thái “%(state)s” nên không làm được việc này.")
        raise DomainError(message, state=state.label)
    return following


def comment_moves(state: CommentState) -> list[CommentMove]:
    """What can be done with a comment, in the order of the workflow."""
    return [move for move in CommentMove if (state, move) in COMMENT_TABLE]


def check_editable(state: DisclosureState) -> None:
    """Names and window are settled once everybody can read them."""
    if state is not DisclosureState.DRAFT:
        raise DomainError(N_("Đợt lấy ý kiến đã mở nên không sửa được nữa."))


def closing_day(opens_on: date, working_days: int, calendar: Calendar) -> date:
    """The last day of a window: the day of opening is not counted, days off are skipped (Civil Code 2015, 147)."""
    return add_working_days(opens_on, working_days, calendar)


def check_window(opens_on: date, working_days: int, calendar: Calendar) -> None:
    """A window begins on a working day and has at least one day and at most LONGEST_WINDOW."""
    if not is_working_day(opens_on, calendar):
        message = N_("Ngày mở lấy ý kiến phải là ngày làm việc. Chọn %(day)s hoặc một ngày sau đó.")
        following = add_working_days(opens_on, 0, calendar)
        raise DomainError(message, field="opens_on", day=f"{following:%d/%m/%Y}")
    if not 1 <= working_days <= LONGEST_WINDOW:
        message = N_("Số ngày làm việc phải từ %(low)s đến %(high)s.")
        raise DomainError(message, field="working_days", low=1, high=LONGEST_WINDOW)


def check_nominees(chosen: Collection[int], offered: Collection[int]) -> None:
    """At least one proposal, and only those of the year that passed the cluster's vote."""
    if not chosen:
        raise DomainError(N_("Chọn ít nhất một đề nghị."), field="proposals")
    if not set(chosen) <= set(offered):
        raise DomainError(N_("Danh sách đã thay đổi. Chọn lại."), field="proposals")


def check_opening(opens_on: date, today: date) -> None:
    """Nobody loses days of the window: it is opened on its first day at the latest."""
    if opens_on < today:
        message = N_("Ngày mở lấy ý kiến (%(day)s) đã qua. Sửa ngày mở rồi mở lại.")
        raise DomainError(message, day=f"{opens_on:%d/%m/%Y}")


def check_ended(closes_on: date, today: date) -> None:
    """Nobody closes a window before its last day is over."""
    if today <= closes_on:
        message = N_("Đợt lấy ý kiến còn nhận ý kiến đến hết ngày %(day)s nên chưa kết thúc được.")
        raise DomainError(message, day=f"{closes_on:%d/%m/%Y}")


def check_all_answered(states: Iterable[CommentState]) -> None:
    """Every comment is moderated, every shown one has its answer (handbook A06)."""
    known = list(states)
    if waiting := known.count(CommentState.PENDING):
        raise DomainError(N_("Còn %(n)s ý kiến chờ duyệt."), n=waiting)
    if shown := known.count(CommentState.SHOWN):
        raise DomainError(N_("Còn %(n)s ý kiến đã đăng chưa được trả lời."), n=shown)


def check_points(points: str) -> None:
    """The dossier says what the public said, also that it said nothing."""
    if len(points.strip()) < SHORTEST_TEXT:
        message = N_("Nhập các ý chính đã tiếp thu, giải trình; không có ý kiến thì ghi rõ là không có.")
        raise DomainError(message, field="summary")


def is_receiving(state: DisclosureState, opens_on: date, closes_on: date, today: date) -> bool:
    """Whether everybody may comment on this day."""
    return state is DisclosureState.OPEN and opens_on <= today <= closes_on


def check_receiving(state: DisclosureState, opens_on: date, closes_on: date, today: date) -> None:
    """Raises DomainError outside the window; it says from when to when."""
    if not is_receiving(state, opens_on, closes_on, today):
        message = N_("Đợt này nhận ý kiến từ %(start)s đến hết %(end)s, nên hiện không nhận ý kiến.")
        raise DomainError(message, start=f"{opens_on:%d/%m/%Y}", end=f"{closes_on:%d/%m/%Y}")


def days_left(closes_on: date, today: date, calendar: Calendar) -> int:
    """How many working days are left after today, the last one included."""
    return working_days_between(today, closes_on, calendar)


def check_person(answer: str, nominees: int) -> None:
    """The question for people is answered: how many proposals the page lists."""
    if find_whole(answer) != nominees:
        message = N_("Chưa đúng. Đếm số đề nghị ở mục “Danh sách được lấy ý kiến” rồi nhập bằng chữ số.")
        raise DomainError(message, field="count")


def check_comment(content: str, *, has_consent: bool) -> None:
    """A comment says something, within its length, and its writer agrees to how it is handled."""
    if not SHORTEST_TEXT <= len(content.strip()) <= LONGEST_COMMENT:
        message = N_("Ý kiến phải có từ %(low)s đến %(high)s ký tự.")
        raise DomainError(message, field="content", low=SHORTEST_TEXT, high=LONGEST_COMMENT)
    if not has_consent:
        raise DomainError(NO_CONSENT, field="consent")


def check_moderation(move: CommentMove, reason: str, answer: str) -> None:
    """Hiding says why, answering says something (message 11)."""
    if move is CommentMove.HIDE and len(reason.strip()) < SHORTEST_TEXT:
        message = N_("Nhập lý do. Lý do được ghi vào nhật ký và báo cho người gửi, không công khai.")
        raise DomainError(message, field="reason")
    if move is CommentMove.ANSWER and len(answer.strip()) < SHORTEST_TEXT:
        raise DomainError(N_("Nhập câu trả lời. Câu trả lời được đăng cùng ý kiến."), field="answer")


@dataclass(frozen=True)
class Tally:
    """How many comments came, and what became of them; `answered` are those that are still shown."""

    received: int
    shown: int
    hidden: int
    answered: int
    pending: int


def tally(states: Iterable[CommentState]) -> Tally:
    """Counts by state; an answered comment is a shown one too."""
    known = list(states)
    answered = known.count(CommentState.ANSWERED)
    shown = known.count(CommentState.SHOWN) + answered
    hidden, pending = known.count(CommentState.HIDDEN), known.count(CommentState.PENDING)
    return Tally(len(known), shown, hidden, answered, pending)


def summary(opens_on: date, closes_on: date, working_days: int, counts: Tally, points: str) -> str:
    """What goes into the dossier, in the language of the dossier: window, numbers, main points."""
    days = {"start": f"{opens_on:%d/%m/%Y}", "end": f"{closes_on:%d/%m/%Y}", "n": working_days}
    numbers = (RECEIVED if counts.received else NOTHING_RECEIVED) % asdict(counts)
    return f"{WINDOW % days} {numbers}\n{points.strip()}"


def is_declined(value: str) -> bool:
    """Whether a row of the rulebook says that no consultation is necessary."""
    return fold(value).startswith("khong")


def check_reported(state: DisclosureState | None) -> None:
    """What was begun is finished: nothing is sent upward before its consultation is reported (handbook A06)."""
    if state not in (None, DisclosureState.REPORTED):
        raise DomainError(
            N_("Đợt lấy ý kiến về đề nghị này chưa được tổng hợp vào hồ sơ nên chưa trình được.")
        )


def check_sent_after(closes_on: date, sent_on: date) -> None:
    """What went upward before the window ended did not hear everybody (L04, L14)."""
    if sent_on < closes_on:
        message = N_("Ngày trình phải sau ngày kết thúc lấy ý kiến (%(day)s).")
        raise DomainError(message, field="sent_on", day=f"{closes_on:%d/%m/%Y}")
