"""The status board: what each paper in each phase means, whose turn it is, how many days are left."""

from datetime import date

import pytest

from emulation.rules import board as rules
from emulation.vocabulary.actor import ActingFor, Actor, Capacity
from emulation.vocabulary.board import Board, Cell, Hand, Standing
from emulation.vocabulary.calendar import Calendar
from emulation.vocabulary.desk import Desk, Paper, PaperKind, Seat
from emulation.vocabulary.kinds import Role, SigningCapacity
from emulation.vocabulary.states import Phase, PledgeState, RankingState, ReportState, SheetState

CLUSTER, HP, DN = 1, 3, 4
SEATS = (Seat(HP, "HP", "Hải Phòng"), Seat(DN, "DN", "Đà Nẵng"))
DUE = {
    Phase.PLEDGING: date(2025, 3, 31),
    Phase.FIRST_HALF: date(2025, 6, 30),
    Phase.MID_YEAR: date(2025, 7, 31),
    Phase.SECOND_HALF: date(2025, 11, 30),
    Phase.SELF_SCORING: date(2026, 1, 15),
}
KEYS = ("pledge", "q1", "mid-year", "q3", "year-end", "self-score")


def desk(phase: Phase, *papers: Paper, **more: object) -> Desk:
    values = {"scorecard_issued": True, "seats": SEATS, "deadlines": DUE} | more
    return Desk(CLUSTER, "tptw", True, 2025, cycle_id=1, year=2025, phase=phase, papers=papers, **values)  # type: ignore[arg-type]


def paper(kind: PaperKind, state: str, detail: str = "", *, late: int = 0, by: int = 1) -> Paper:
    return Paper(kind, 1, 1, HP, state, by, detail=detail, days_late=late)


def shown(found: Desk, today: date = date(2025, 7, 28)) -> Board:
    return rules.board_of(found, today, Calendar())


def cell(board: Board, key: str, member_id: int = HP) -> Cell:
    column = rules.find_column(board, key)
    assert column is not None
    return next(one for one in column.cells if one.seat.id == member_id)


#: What the board says of a member that has done nothing, task by task in the order of KEYS.
FROM_NOTHING = {
    "planning": "not_begun not_due not_due not_due not_due not_due",
    "pledging": "not_begun not_due not_due not_due not_due not_due",
    "first_half": "not_begun not_begun not_due not_due not_due not_due",
    "mid_year": "missed not_begun not_begun not_due not_due not_due",
    "second_half": "missed not_begun not_begun not_begun not_due not_due",
    "self_scoring": "missed missed missed not_begun not_begun not_begun",
    "cross_checking": "missed missed missed missed not_begun not_begun",
    "explaining": "missed missed missed missed not_begun not_begun",
    "totals": "missed missed missed missed not_begun not_begun",
    "conference": "missed missed missed missed missed missed",
    "awarding": "missed missed missed missed missed missed",
    "closed": "missed missed missed missed missed missed",
}


@pytest.mark.parametrize("phase", list(Phase))
def test_a_member_that_has_done_nothing_in_every_phase(phase: Phase) -> None:
    """Red when a task counts as begun before the first phase that opens it."""
    board = shown(desk(phase))
    assert [column.key for column in board.columns] == list(KEYS)
    assert " ".join(cell(board, key).standing.value for key in KEYS) == FROM_NOTHING[phase.value]


@pytest.mark.parametrize(
    ("state", "words", "hand"),
    [
        (PledgeState.DRAFT, "Nháp", Hand.OFFICER),
        (PledgeState.AWAITING_APPROVAL, "Chờ lãnh đạo duyệt", Hand.LEADER),
        (PledgeState.RETURNED, "Trả lại để sửa", Hand.OFFICER),
        (PledgeState.SUBMITTED, "Đã nộp", Hand.CHAIR),
        (PledgeState.ACCEPTED, "Đã thống nhất", None),
        (PledgeState.SIGNED, "Đã ký", None),
        (PledgeState.WITHDRAWN, "Đã rút lại", Hand.OFFICER),
    ],
)
def test_each_state_of_a_pledge_and_whose_turn_it_is(
    state: PledgeState, words: str, hand: Hand | None
) -> None:
    board = shown(desk(Phase.PLEDGING, paper(PaperKind.PLEDGE, state)))
    assert (cell(board, "pledge").words, cell(board, "pledge").hand) == (words, hand)
    other = cell(board, "pledge", DN)
    assert (other.words, other.hand) == ("Chưa bắt đầu", Hand.OFFICER)


@pytest.mark.parametrize("state", list(SheetState))
def test_every_state_of_a_sheet_has_a_standing(state: SheetState) -> None:
    found = cell(shown(desk(Phase.TOTALS, paper(PaperKind.SHEET, state))), "self-score")
    settled = state not in (
        SheetState.DRAFT,
        SheetState.AWAITING_APPROVAL,
        SheetState.RETURNED,
        SheetState.SUBMITTED,
    )
    assert (found.standing is Standing.SETTLED) is settled


def test_a_report_belongs_to_its_period_only() -> None:
    board = shown(desk(Phase.SECOND_HALF, paper(PaperKind.REPORT, ReportState.ACCEPTED, "mid_year")))
    assert [cell(board, key).words for key in KEYS[1:4]] == ["Chưa bắt đầu", "Đã tiếp nhận", "Chưa bắt đầu"]


def test_sums_and_days_left() -> None:
    """28/07/2025 is a Monday: three working days until Thursday the 31st; 30/06 has passed by 28 days."""
    sent = paper(PaperKind.REPORT, ReportState.SUBMITTED, "mid_year", late=2)
    board = shown(desk(Phase.MID_YEAR, sent))
    columns = {column.key: column for column in board.columns}
    assert (columns["mid-year"].done, columns["mid-year"].days_left) == (1, 3)
    assert (columns["q1"].done, columns["q1"].days_left) == (0, -28)
    assert cell(board, "mid-year").days_late == 2
    assert cell(board, "q1").days_late == 28
    assert not columns["q3"].is_due


def test_days_of_grace_are_not_late() -> None:
    found = desk(Phase.MID_YEAR, grace_days=30)
    assert cell(shown(found), "q1").days_late == 0
    assert cell(shown(found, date(2025, 7, 31)), "q1").days_late == 31


def test_without_a_scorecard_and_after_the_freeze_nobody_scores() -> None:
    assert cell(shown(desk(Phase.TOTALS, scorecard_issued=False)), "self-score").standing is Standing.NOT_DUE
    frozen = desk(Phase.TOTALS, ranking=RankingState.FROZEN)
    assert cell(shown(frozen), "self-score").standing is Standing.MISSED


def person(role: Role, member_id: int = HP, user_id: int = 7, acting_for: ActingFor | None = None) -> Actor:
    capacity = Capacity(role, member_id, None, frozenset({CLUSTER}), acting_for=acting_for)
    return Actor(user_id, "A", date(2025, 7, 28), (capacity,))


def test_the_turn_follows_the_access_table() -> None:
    """The officer writes, the leader approves unless it is their own hand; delegates count. Red without entered_by."""
    found = desk(Phase.PLEDGING, paper(PaperKind.PLEDGE, PledgeState.AWAITING_APPROVAL, by=1))
    board = shown(found)
    column, waiting = board.columns[0], cell(board, "pledge")
    lent = ActingFor(9, "B", SigningCapacity.AUTHORISED)
    turns = {
        "officer": rules.is_turn(person(Role.MEMBER_OFFICER), found, column, waiting),
        "leader": rules.is_turn(person(Role.MEMBER_LEADER), found, column, waiting),
        "leader who wrote it": rules.is_turn(person(Role.MEMBER_LEADER, user_id=1), found, column, waiting),
        "leader of another": rules.is_turn(person(Role.MEMBER_LEADER, DN), found, column, waiting),
        "delegate": rules.is_turn(person(Role.MEMBER_LEADER, acting_for=lent), found, column, waiting),
        "officer of another": rules.is_turn(
            person(Role.MEMBER_OFFICER, DN), found, column, cell(board, "pledge", DN)
        ),
    }
    assert turns == {
        "officer": False,
        "leader": True,
        "leader who wrote it": False,
        "leader of another": False,
        "delegate": True,
        "officer of another": True,
    }
