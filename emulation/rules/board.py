"""Who stands where with the tasks of a year, and whose turn it is (features Y5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from emulation.rules.access import may
from emulation.rules.cross_work import checked_by, is_handed_over
from emulation.rules.crosschecks import WRITABLE
from emulation.rules.cycles import OPEN, PHASES, Work, days_late
from emulation.rules.work import REPORTS, subject_of
from emulation.rules.working_days import working_days_between
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.board import Board, Cell, Column, Hand, Standing
from emulation.vocabulary.calendar import Calendar
from emulation.vocabulary.desk import Desk, PaperKind, Seat
from emulation.vocabulary.kinds import Period
from emulation.vocabulary.states import CrossState, Phase, PledgeState, ReportState, SheetState
from emulation.vocabulary.words import N_


@dataclass(frozen=True)
class Assignment:
    """What every member owes in a year: a kind of paper, its work, and the phase with whose last day it is due."""

    key: str
    title: str
    kind: PaperKind
    work: Work
    due: Phase
    period: Period | None = None


TITLES: Mapping[Period, tuple[str, str]] = {
    Period.Q1: ("q1", N_("Báo cáo quý I")),
    Period.MID_YEAR: ("mid-year", N_("Báo cáo 6 tháng")),
    Period.Q3: ("q3", N_("Báo cáo 9 tháng")),
    Period.YEAR: ("year-end", N_("Báo cáo năm")),
}
#: The columns of the board, in the order of the year.
ASSIGNMENTS: tuple[Assignment, ...] = (
    Assignment("pledge", N_("Giao ước"), PaperKind.PLEDGE, Work.EDIT_PLEDGE, Phase.PLEDGING),
    *(
        Assignment(*TITLES[period], PaperKind.REPORT, work, due, period)
        for period, work, due, _asked in REPORTS
    ),
    Assignment("self-score", N_("Tự chấm điểm"), PaperKind.SHEET, Work.SELF_SCORE, Phase.SELF_SCORING),
    Assignment("cross-check", N_("Kiểm tra chéo"), PaperKind.CROSS, Work.CROSS_CHECK, Phase.CROSS_CHECKING),
)
#: What each state of a paper means on the board, and whose turn it is. Every other state is settled.
STANDINGS: Mapping[str, tuple[Standing, Hand | None]] = {
    "draft": (Standing.DRAFT, Hand.OFFICER),
    "returned": (Standing.RETURNED, Hand.OFFICER),
    "withdrawn": (Standing.WITHDRAWN, Hand.OFFICER),  # who opens it again
    "awaiting_approval": (Standing.AWAITING, Hand.LEADER),
    "submitted": (Standing.SUBMITTED, Hand.CHAIR),
}
LABELS = {PaperKind.PLEDGE: PledgeState, PaperKind.REPORT: ReportState, PaperKind.SHEET: SheetState}
#: What the officer writes and the leader approves.
ACTIONS: Mapping[PaperKind, Mapping[Hand, Action]] = {
    PaperKind.PLEDGE: {Hand.OFFICER: Action.PLEDGE_EDIT, Hand.LEADER: Action.PLEDGE_SUBMIT},
    PaperKind.REPORT: {Hand.OFFICER: Action.RESULT_EDIT, Hand.LEADER: Action.RESULT_SUBMIT},
    PaperKind.SHEET: {Hand.OFFICER: Action.SCORE_EDIT, Hand.LEADER: Action.SCORE_SUBMIT},
    PaperKind.CROSS: {Hand.OFFICER: Action.CROSSCHECK_SCORE, Hand.LEADER: Action.CROSSCHECK_SEAL},
}


def board_of(desk: Desk, today: date, calendar: Calendar) -> Board:
    """The board of a year; one that does without cross-checking, or did, has no column for it."""
    columns = [
        _column(desk, task, today, calendar)
        for task in ASSIGNMENTS
        if task.kind is not PaperKind.CROSS or _has_checks(desk)
    ]
    return Board(desk.seats, tuple(columns))


def find_column(board: Board, key: str) -> Column | None:
    """The column of a task, or None."""
    return next((column for column in board.columns if column.key == key), None)


def is_turn(actor: Actor, desk: Desk, column: Column, cell: Cell) -> bool:
    """Whether it is this person who has to act on the cell: by the access table, four eyes and delegations included."""
    action = ACTIONS[column.kind].get(cell.hand) if cell.hand else None
    return action is not None and may(actor, action, subject_of(desk, cell.paper, cell.seat.id))


def _column(desk: Desk, task: Assignment, today: date, calendar: Calendar) -> Column:
    due_on = desk.deadlines.get(task.due)
    left = None
    if due_on is not None:
        left = working_days_between(today, due_on, calendar) if due_on >= today else (due_on - today).days
    cells = tuple(_cell(desk, task, seat, today) for seat in desk.seats)
    return Column(task.key, task.title, task.kind, task.period, due_on, left, cells)


def _cell(desk: Desk, task: Assignment, seat: Seat, today: date) -> Cell:
    if task.kind is PaperKind.CROSS:
        return _cross_cell(desk, task, seat, today)
    detail = task.period.value if task.period else ""
    paper = next((one for one in desk.of(task.kind, seat.id) if one.detail == detail), None)
    standing, hand = (
        STANDINGS.get(paper.state, (Standing.SETTLED, None)) if paper else (Standing.NOT_BEGUN, Hand.OFFICER)
    )
    if standing in (Standing.SUBMITTED, Standing.SETTLED) and paper is not None:
        words = LABELS[task.kind](paper.state).label if standing is Standing.SETTLED else standing.label
        return Cell(seat, standing, words, hand, paper, paper.days_late)
    if _is_over(desk, task):
        return Cell(seat, Standing.MISSED, Standing.MISSED.label, None, paper)
    if not _has_begun(desk, task):
        return Cell(seat, Standing.NOT_DUE, Standing.NOT_DUE.label, None, paper)
    due_on, grace_days = desk.due_for(task.due, seat.id)
    late = days_late(due_on, today, grace_days) if due_on else 0
    return Cell(seat, standing, standing.label, hand, paper, late)


def _has_checks(desk: Desk) -> bool:
    is_ahead = PHASES.index(desk.phase) <= PHASES.index(Phase.CROSS_CHECKING)
    return bool(desk.of(PaperKind.CROSS)) or (desk.uses_cross_checking and is_ahead)


def _cross_cell(desk: Desk, task: Assignment, seat: Seat, today: date) -> Cell:
    """How far a member is with all that it checks: the one that is least far. Only who has sealed is told."""
    papers = desk.of(PaperKind.CROSS, seat.id)
    missed = next((paper for paper in papers if paper.state == CrossState.MISSED), None)
    if missed is not None:
        return Cell(seat, Standing.MISSED, CrossState.MISSED.label, None, missed)
    rest = [paper for paper in papers if paper.state in WRITABLE]
    if papers and not rest:
        return Cell(seat, Standing.SETTLED, CrossState(papers[0].state).label, None, papers[0])
    due = [one for one in rest if (about := checked_by(desk, one)) and is_handed_over(desk, about)]
    if not due or desk.phase not in OPEN[task.work]:
        return Cell(seat, Standing.NOT_DUE, Standing.NOT_DUE.label, None)
    paper = min(due, key=lambda one: list(CrossState).index(CrossState(one.state)))
    begun = paper.state == CrossState.DRAFT
    standing, hand = (Standing.DRAFT, Hand.LEADER) if begun else (Standing.NOT_BEGUN, Hand.OFFICER)
    due_on, _grace = desk.due_for(task.due, seat.id)
    words = CrossState.DRAFT.label if begun else standing.label
    return Cell(seat, standing, words, hand, paper, days_late(due_on, today) if due_on else 0)


def _has_begun(desk: Desk, task: Assignment) -> bool:
    if task.kind is PaperKind.SHEET and not desk.scorecard_issued:
        return False
    return PHASES.index(desk.phase) >= min(PHASES.index(phase) for phase in OPEN[task.work])


def _is_over(desk: Desk, task: Assignment) -> bool:
    if task.kind is PaperKind.SHEET and desk.ranking is not None:
        return True
    return PHASES.index(desk.phase) > max(PHASES.index(phase) for phase in OPEN[task.work])
