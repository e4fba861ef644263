"""The status board of a year as plain values: who stands where with which task."""

from dataclasses import dataclass
from datetime import date

from emulation.vocabulary.desk import Paper, PaperKind, Seat
from emulation.vocabulary.kinds import Period
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.words import N_


class Standing(Labelled):
    """How far a member is with a task of the year."""

    NOT_DUE = "not_due", N_("Chưa đến kỳ"), "neutral"
    NOT_BEGUN = "not_begun", N_("Chưa bắt đầu"), "attention"
    DRAFT = "draft", N_("Nháp"), "neutral"
    AWAITING = "awaiting_approval", N_("Chờ lãnh đạo duyệt"), "attention"
    RETURNED = "returned", N_("Trả lại để sửa"), "attention"
    WITHDRAWN = "withdrawn", N_("Đã rút lại"), "attention"
    SUBMITTED = "submitted", N_("Đã nộp"), "info"
    SETTLED = "settled", N_("Đã thống nhất"), "success"
    MISSED = "missed", N_("Hết kỳ, chưa nộp"), "problem"


class Hand(Labelled):
    """Whose turn it is."""

    OFFICER = "officer", N_("Cán bộ của đơn vị")
    LEADER = "leader", N_("Lãnh đạo đơn vị")
    CHAIR = "chair", N_("Tổ thư ký Cụm trưởng")


@dataclass(frozen=True)
class Cell:
    """A member's standing with a task. `words` is the state of its paper once it is settled.

    `days_late` of a paper that was handed in is what was written down then; else it is what passed until today.
    """

    seat: Seat
    standing: Standing
    words: str
    hand: Hand | None = None
    paper: Paper | None = None
    days_late: int = 0

    @property
    def is_done(self) -> bool:
        """Whether the member has handed it in."""
        return self.standing in (Standing.SUBMITTED, Standing.SETTLED)

    @property
    def is_reminded(self) -> bool:
        """Whether somebody of the member still has to do something about it now."""
        return self.hand in (Hand.OFFICER, Hand.LEADER)


@dataclass(frozen=True)
class Column:
    """A task of the year: its words, its last day, how many working days are left, and every member's standing.

    `days_left` is negative by as many days as the last day has passed, and None without one.
    """

    key: str
    title: str
    kind: PaperKind
    period: Period | None
    due_on: date | None
    days_left: int | None
    cells: tuple[Cell, ...]

    @property
    def done(self) -> int:
        """How many members have handed it in."""
        return sum(cell.is_done for cell in self.cells)

    @property
    def is_due(self) -> bool:
        """Whether its time has come."""
        return any(cell.standing is not Standing.NOT_DUE for cell in self.cells)


@dataclass(frozen=True)
class Board:
    """The members of a year in their order, and its tasks."""

    seats: tuple[Seat, ...]
    columns: tuple[Column, ...]

    def of(self, seat: Seat) -> list[tuple[Column, Cell]]:
        """A member's row."""
        return [(column, cell) for column in self.columns for cell in column.cells if cell.seat == seat]
