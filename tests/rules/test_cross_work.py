"""Tasks and cells of the cross-check: who can do what when, and what waits; participation only."""

from datetime import date

import pytest

from emulation.rules import cluster_work
from emulation.rules.board import board_of, find_column
from emulation.rules.cross_work import awaited_checks, cross_tasks, is_under_check
from emulation.rules.work import waiting_tasks
from emulation.vocabulary.actor import Actor, Capacity
from emulation.vocabulary.board import Hand, Standing
from emulation.vocabulary.calendar import Calendar
from emulation.vocabulary.desk import Desk, Paper, PaperKind, Seat, Task
from emulation.vocabulary.kinds import Role
from emulation.vocabulary.states import CrossState, Phase, SheetState

CLUSTER, HN, HP, DN = 1, 2, 3, 4
SEATS = (Seat(HN, "HN", "Hà Nội"), Seat(HP, "HP", "Hải Phòng"), Seat(DN, "DN", "Đà Nẵng"))
LAST, TODAY = date(2026, 2, 5), date(2026, 2, 4)
CALENDAR = Calendar()


def person(role: Role, member_id: int = HP, *, chair: bool = False, user_id: int = 7) -> Actor:
    here = frozenset({CLUSTER})
    return Actor(
        user_id, "A", TODAY, (Capacity(role, member_id, None, here, here if chair else frozenset()),)
    )


OFFICER, LEADER = person(Role.MEMBER_OFFICER), person(Role.MEMBER_LEADER, user_id=8)
CHAIR = person(Role.SECRETARIAT, HN, chair=True, user_id=9)


def check(state: CrossState, checker: int = HP, member: int = DN, writer: int | None = None) -> Paper:
    return Paper(PaperKind.CROSS, checker, 1, checker, state, writer, detail=str(member))


def sheet(state: SheetState, member: int = DN) -> Paper:
    return Paper(PaperKind.SHEET, member, 1, member, state, 1)


def desk(*papers: Paper, phase: Phase = Phase.CROSS_CHECKING, uses: bool = True) -> Desk:
    return Desk(
        CLUSTER,
        "tptw",
        True,
        2025,
        cycle_id=1,
        year=2025,
        phase=phase,
        seats=SEATS,
        papers=papers,
        deadlines={Phase.CROSS_CHECKING: LAST},
        uses_cross_checking=uses,
    )


def said(found: list[Task]) -> list[str]:
    return [task.sentence() for task in found]


def tasks(actor: Actor, found: Desk, today: date = TODAY) -> list[str]:
    return said(list(cross_tasks(actor, found, today)))


HANDED = sheet(SheetState.CROSS_CHECKING)


@pytest.mark.parametrize(
    ("actor", "state", "wanted"),
    [
        (OFFICER, CrossState.ASSIGNED, ["Kiểm tra chéo Đà Nẵng năm 2025"]),
        (OFFICER, CrossState.DRAFT, ["Kiểm tra chéo Đà Nẵng năm 2025"]),
        (OFFICER, CrossState.SEALED, []),
        (LEADER, CrossState.ASSIGNED, []),
        (LEADER, CrossState.DRAFT, ["Niêm phong và nộp phiếu chấm chéo Đà Nẵng năm 2025"]),
        (LEADER, CrossState.SEALED, []),
        (person(Role.MEMBER_OFFICER, DN), CrossState.ASSIGNED, []),
        (person(Role.SECRETARIAT), CrossState.DRAFT, []),
    ],
)
def test_the_checkers_people_have_the_task(actor: Actor, state: CrossState, wanted: list[str]) -> None:
    found = desk(check(state), HANDED)
    assert tasks(actor, found) == wanted
    for task in cross_tasks(actor, found, TODAY):
        assert (task.member, task.due_on) == ("DN", LAST), "it is about the checked member"


def test_not_before_it_is_handed_over_nor_out_of_its_phase() -> None:
    assert tasks(OFFICER, desk(check(CrossState.ASSIGNED), sheet(SheetState.SUBMITTED))) == []
    assert tasks(OFFICER, desk(check(CrossState.ASSIGNED), HANDED, phase=Phase.EXPLAINING)) == []


def test_who_wrote_is_not_asked_to_seal() -> None:
    """Four eyes. Red when the task is made without the paper's writers."""
    writer = check(CrossState.DRAFT, writer=8)
    assert tasks(LEADER, desk(writer, HANDED)) == []


@pytest.mark.parametrize(
    ("found", "today", "wanted"),
    [
        (desk(phase=Phase.SECOND_HALF), TODAY, []),
        (desk(phase=Phase.SELF_SCORING), TODAY, ["Lập phân công kiểm tra chéo năm 2025"]),
        (desk(), TODAY, ["Lập phân công kiểm tra chéo năm 2025"]),
        (desk(uses=False), TODAY, []),
        (desk(check(CrossState.ASSIGNED), phase=Phase.SELF_SCORING), TODAY, []),
        (
            desk(check(CrossState.ASSIGNED), sheet(SheetState.SUBMITTED)),
            TODAY,
            ["Giao kiểm tra chéo năm 2025: 1 phiếu tự chấm đã nộp"],
        ),
        (desk(check(CrossState.ASSIGNED), sheet(SheetState.SUBMITTED, HN)), TODAY, []),
        (desk(check(CrossState.DRAFT), HANDED), LAST, []),
        (
            desk(check(CrossState.DRAFT), HANDED),
            date(2026, 2, 6),
            ["Mở niêm phong kiểm tra chéo năm 2025: đã hết hạn, còn phiếu chưa niêm phong"],
        ),
        (desk(check(CrossState.OPENED), HANDED), date(2026, 2, 6), []),
    ],
)
def test_the_chairs_secretariat_assigns_hands_over_and_opens(
    found: Desk, today: date, wanted: list[str]
) -> None:
    assert tasks(CHAIR, found, today) == wanted
    assert tasks(person(Role.SECRETARIAT), found, today) == []


def test_what_waits_is_who_has_not_sealed() -> None:
    found = desk(check(CrossState.SEALED), check(CrossState.DRAFT, HN, HP), HANDED)
    assert said(list(awaited_checks(CHAIR, found))) == ["1/2 phiếu chấm chéo năm 2025 chưa niêm phong."]
    assert said(list(awaited_checks(OFFICER, found))) == []
    waiting = said(list(waiting_tasks(OFFICER, found)))
    assert waiting == ["Phiếu chấm chéo năm 2025 đã niêm phong, chờ mở cùng lúc."]


def test_a_sheet_is_appraised_only_after_the_opening() -> None:
    before, after = desk(check(CrossState.SEALED), HANDED), desk(check(CrossState.OPENED), HANDED)
    assert (is_under_check(before, HANDED), is_under_check(after, HANDED)) == (True, False)
    text = "Thẩm định điểm của Đà Nẵng năm 2025"
    assert text not in said(list(cluster_work.cluster_tasks(CHAIR, before, TODAY)))
    assert text in said(list(cluster_work.cluster_tasks(CHAIR, after, TODAY)))


def test_the_year_is_not_moved_on_before_the_opening() -> None:
    """A task whose page is blocked is no task. Red when `waits_for_opening` is left out of `_moving`."""
    late = date(2026, 2, 6)
    text = "Chuyển năm 2025 sang giai đoạn tiếp theo: “Kiểm tra chéo” đã hết hạn"
    before, after = desk(check(CrossState.DRAFT), HANDED), desk(check(CrossState.OPENED), HANDED)
    assert text not in said(list(cluster_work.cluster_tasks(CHAIR, before, late)))
    assert text in said(list(cluster_work.cluster_tasks(CHAIR, after, late)))


@pytest.mark.parametrize(
    ("papers", "standing", "words", "hand"),
    [
        ((), Standing.NOT_DUE, "Chưa đến kỳ", None),
        ((check(CrossState.ASSIGNED),), Standing.NOT_DUE, "Chưa đến kỳ", None),
        ((check(CrossState.ASSIGNED), HANDED), Standing.NOT_BEGUN, "Chưa bắt đầu", Hand.OFFICER),
        ((check(CrossState.DRAFT), HANDED), Standing.DRAFT, "Đang chấm", Hand.LEADER),
        ((check(CrossState.SEALED), HANDED), Standing.SETTLED, "Đã niêm phong", None),
        ((check(CrossState.OPENED), HANDED), Standing.SETTLED, "Đã mở niêm phong", None),
        ((check(CrossState.MISSED), HANDED), Standing.MISSED, "Không niêm phong đúng hạn", None),
        (
            (
                check(CrossState.SEALED),
                check(CrossState.ASSIGNED, HP, HN),
                HANDED,
                sheet(SheetState.CROSS_CHECKING, HN),
            ),
            Standing.NOT_BEGUN,
            "Chưa bắt đầu",
            Hand.OFFICER,
        ),
    ],
)
def test_the_board_says_how_far_a_checker_is(
    papers: tuple[Paper, ...], standing: Standing, words: str, hand: Hand | None
) -> None:
    column = find_column(board_of(desk(*papers), TODAY, CALENDAR), "cross-check")
    assert column is not None
    cell = next(cell for cell in column.cells if cell.seat.id == HP)
    assert (cell.standing, cell.words, cell.hand) == (standing, words, hand)


def test_a_year_without_cross_checking_has_no_column() -> None:
    assert find_column(board_of(desk(uses=False), TODAY, CALENDAR), "cross-check") is None
