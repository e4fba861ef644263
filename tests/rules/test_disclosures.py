"""Consultations: windows across holidays worked by hand, states × moves, comments, the question for people, L14."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.gateways.seeds import holidays as seeded
from emulation.rules import disclosures as rules
from emulation.vocabulary.calendar import Calendar, calendar_of
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.moves import CommentMove, DisclosureMove
from emulation.vocabulary.states import CommentState, DisclosureState

D, M, C, CM = DisclosureState, DisclosureMove, CommentState, CommentMove
EXPECTED = {
    (D.DRAFT, M.OPEN): D.OPEN,
    (D.OPEN, M.CLOSE): D.CLOSED,
    (D.CLOSED, M.ANSWER): D.ANSWERED,
    (D.ANSWERED, M.REPORT): D.REPORTED,
}
COMMENTS = {
    (C.PENDING, CM.SHOW): C.SHOWN,
    (C.PENDING, CM.HIDE): C.HIDDEN,
    (C.PENDING, CM.ANSWER): C.ANSWERED,
    (C.SHOWN, CM.HIDE): C.HIDDEN,
    (C.SHOWN, CM.ANSWER): C.ANSWERED,
    (C.ANSWERED, CM.HIDE): C.HIDDEN,
}


KNOWN = calendar_of(
    (date.fromisoformat(row["day"]), row["is_working"] == "yes", row["confirmed"] == "yes")
    for row in seeded()
)


@pytest.fixture
def calendar() -> Calendar:
    """The holidays of config/holidays.csv."""
    return KNOWN


@pytest.mark.parametrize(
    ("opens_on", "days", "closes_on"),
    [
        # Tết 2025 off from Monday 27/01 to Friday 31/01: 21–24/01 are four days, 3–7/02 five, 10/02 the tenth
        (date(2025, 1, 20), 10, date(2025, 2, 10)),
        # the last working day before Tết: the first day that counts is 03/02
        (date(2025, 1, 24), 1, date(2025, 2, 3)),
        (date(2025, 1, 24), 10, date(2025, 2, 14)),
        # Hùng Kings on Monday 07/04; 30/04, 01/05 and 02/05 off; Saturday 26/04 worked instead of 02/05:
        # 22, 23, 24, 25, 26, 28, 29/04 are seven, 05, 06, 07/05 make ten
        (date(2025, 4, 21), 10, date(2025, 5, 7)),
        (date(2025, 4, 4), 2, date(2025, 4, 9)),
        # National Day: Monday 01/09 and Tuesday 02/09 off
        (date(2025, 8, 29), 3, date(2025, 9, 5)),
        (date(2025, 10, 15), 10, date(2025, 10, 29)),
    ],
)
def test_the_last_day_of_a_window(calendar: Calendar, opens_on: date, days: int, closes_on: date) -> None:
    """Red when closing_day counts the day of opening, or plain weekdays."""
    assert rules.closing_day(opens_on, days, calendar) == closes_on


@given(opens_on=st.dates(date(2024, 1, 1), date(2027, 12, 31)), days=st.integers(1, rules.LONGEST_WINDOW))
def test_a_window_has_as_many_working_days_as_it_says(opens_on: date, days: int) -> None:
    """Counted back from the end, there are exactly so many left on the first day."""
    closes_on = rules.closing_day(opens_on, days, KNOWN)
    assert rules.days_left(closes_on, opens_on, KNOWN) == days
    assert rules.closing_day(opens_on, days + 1, KNOWN) > closes_on


@pytest.mark.parametrize(
    ("opens_on", "days", "field", "words"),
    [
        (date(2025, 1, 28), 10, "opens_on", "Chọn 03/02/2025 hoặc một ngày sau đó."),
        (date(2025, 10, 18), 10, "opens_on", "Chọn 20/10/2025 hoặc một ngày sau đó."),
        (date(2025, 10, 20), 0, "working_days", "phải từ 1 đến 60"),
        (date(2025, 10, 20), 61, "working_days", "phải từ 1 đến 60"),
    ],
)
def test_a_window_that_cannot_be(
    calendar: Calendar, opens_on: date, days: int, field: str, words: str
) -> None:
    with pytest.raises(DomainError, match=words) as caught:
        rules.check_window(opens_on, days, calendar)
    assert caught.value.field == field


def test_a_worked_saturday_may_be_the_first_day(calendar: Calendar) -> None:
    rules.check_window(date(2025, 4, 26), 1, calendar)


@pytest.mark.parametrize("move", list(M))
@pytest.mark.parametrize("state", list(D))
def test_states_and_moves(state: DisclosureState, move: DisclosureMove) -> None:
    """Red when a row leaves rules.disclosures.TABLE or one enters it."""
    if (state, move) in EXPECTED:
        assert rules.next_state(state, move) is EXPECTED[state, move]
        assert rules.find_move(state) is move
        return
    with pytest.raises(DomainError):
        rules.next_state(state, move)
    assert rules.find_move(state) is not move


@pytest.mark.parametrize("move", list(CM))
@pytest.mark.parametrize("state", list(C))
def test_states_and_moves_of_comments(state: CommentState, move: CommentMove) -> None:
    if (state, move) in COMMENTS:
        assert rules.next_comment_state(state, move) is COMMENTS[state, move]
        assert move in rules.comment_moves(state)
        return
    with pytest.raises(DomainError):
        rules.next_comment_state(state, move)
    assert move not in rules.comment_moves(state)


def test_nobody_closes_before_the_last_day_is_over() -> None:
    """Red when `<=` becomes `<` in check_ended."""
    last = date(2025, 10, 29)
    rules.check_ended(last, date(2025, 10, 30))
    for day in (last, date(2025, 10, 16)):
        with pytest.raises(DomainError, match=r"đến hết ngày 29/10/2025"):
            rules.check_ended(last, day)


def test_it_opens_on_its_first_day_at_the_latest() -> None:
    rules.check_opening(date(2025, 10, 15), date(2025, 10, 15))
    rules.check_opening(date(2025, 10, 20), date(2025, 10, 15))
    with pytest.raises(DomainError, match="đã qua"):
        rules.check_opening(date(2025, 10, 14), date(2025, 10, 15))


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ([C.PENDING, C.SHOWN, C.PENDING], "Còn 2 ý kiến chờ duyệt."),
        ([C.SHOWN, C.ANSWERED, C.HIDDEN], "Còn 1 ý kiến đã đăng chưa được trả lời."),
        ([], ""),
        ([C.ANSWERED, C.HIDDEN], ""),
    ],
)
def test_answered_is_what_left_nobody_waiting(states: list[CommentState], words: str) -> None:
    if not words:
        return rules.check_all_answered(states)
    with pytest.raises(DomainError) as caught:
        rules.check_all_answered(states)
    assert str(caught.value) == words
    return None


@pytest.mark.parametrize(
    ("state", "day", "receives"),
    [
        (D.OPEN, date(2025, 10, 14), False),
        (D.OPEN, date(2025, 10, 15), True),
        (D.OPEN, date(2025, 10, 29), True),
        (D.OPEN, date(2025, 10, 30), False),
        (D.DRAFT, date(2025, 10, 20), False),
        (D.CLOSED, date(2025, 10, 20), False),
    ],
)
def test_comments_come_on_the_days_of_the_window(state: DisclosureState, day: date, receives: bool) -> None:
    window = (date(2025, 10, 15), date(2025, 10, 29))
    assert rules.is_receiving(state, *window, day) is receives
    if not receives:
        with pytest.raises(DomainError, match=r"từ 15/10/2025 đến hết 29/10/2025"):
            rules.check_receiving(state, *window, day)


@pytest.mark.parametrize("typed", ["", "3", "-2", "2.0", "hai", "２", "²", "2 đề nghị", "22222222222"])
def test_the_question_for_people(typed: str) -> None:
    rules.check_person("2", 2)
    rules.check_person("02", 2)
    with pytest.raises(DomainError) as caught:
        rules.check_person(typed, 2)
    assert caught.value.field == "count"


@pytest.mark.parametrize(
    ("content", "consent", "field"),
    [
        ("", True, "content"),
        ("ừ", True, "content"),
        ("a" * 4001, True, "content"),
        ("Tôi đồng ý", False, "consent"),
    ],
)
def test_a_comment_that_is_not_taken(content: str, consent: bool, field: str) -> None:
    rules.check_comment("a" * 4000, has_consent=True)
    with pytest.raises(DomainError) as caught:
        rules.check_comment(content, has_consent=consent)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("move", "reason", "answer", "field"),
    [(CM.HIDE, " ", "Câu trả lời", "reason"), (CM.ANSWER, "Lý do đủ dài", "ừ", "answer")],
)
def test_moderation_says_why(move: CommentMove, reason: str, answer: str, field: str) -> None:
    rules.check_moderation(CM.SHOW, "", "")
    with pytest.raises(DomainError) as caught:
        rules.check_moderation(move, reason, answer)
    assert caught.value.field == field


def test_the_summary_of_the_dossier() -> None:
    """Worked by hand: three came, one shown and answered, one shown, one hidden."""
    counts = rules.tally([C.ANSWERED, C.SHOWN, C.HIDDEN])
    window = (date(2025, 1, 20), date(2025, 2, 10), 10)
    assert rules.summary(*window, counts, " Đề nghị làm rõ số thu ngân sách; đã giải trình. ") == (
        "Đã lấy ý kiến công khai từ ngày 20/01/2025 đến hết ngày 10/02/2025 (10 ngày làm việc)."
        " Đã nhận 3 ý kiến: 2 ý kiến được đăng, 1 ý kiến không đăng; 1 ý kiến đã được trả lời."
        "\nĐề nghị làm rõ số thu ngân sách; đã giải trình."
    )
    assert "Không nhận được ý kiến nào.\n" in rules.summary(*window, rules.tally([]), "Không có ý kiến.")


@given(st.lists(st.sampled_from(list(CommentState))))
def test_every_comment_is_counted_once(states: list[CommentState]) -> None:
    counts = rules.tally(states)
    assert counts.received == counts.shown + counts.hidden + counts.pending == len(states)
    assert counts.answered <= counts.shown


@pytest.mark.parametrize(
    ("value", "declined"),
    [
        ("có, không nêu số ngày", False),
        ("có", False),
        ("5", False),
        ("", False),
        ("không", True),
        ("Không", True),
    ],
)
def test_which_rows_ask_for_nothing(value: str, declined: bool) -> None:
    """Handbook 5.2. Red when a row that says yes is read to its end."""
    assert rules.is_declined(value) is declined


@pytest.mark.parametrize("state", [None, *D])
def test_what_was_begun_is_reported_before_anything_goes_upward(state: DisclosureState | None) -> None:
    """Red when check_reported lets a running consultation pass."""
    if state in (None, D.REPORTED):
        return rules.check_reported(state)
    with pytest.raises(DomainError, match="chưa được tổng hợp"):
        rules.check_reported(state)
    return None


def test_sending_follows_the_window() -> None:
    rules.check_sent_after(date(2025, 2, 10), date(2025, 2, 10))
    with pytest.raises(DomainError, match=r"sau ngày kết thúc lấy ý kiến \(10/02/2025\)"):
        rules.check_sent_after(date(2025, 2, 10), date(2025, 2, 7))
