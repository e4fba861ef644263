"""The board in words: deadlines of its columns, standings of its cells."""

from dataclasses import dataclass

from flask_babel import gettext

from emulation.rules import access
from emulation.vocabulary.actions import Action
from emulation.vocabulary.board import Board, Cell, Column, Standing
from emulation.vocabulary.desk import PaperKind, Seat
from emulation.web.shell import here
from emulation.web.shell.addresses import find_address
from emulation.web.shell.filters import label, weekday
from emulation.web.shell.language import chosen

#: Where a paper is read, and what its reader needs.
PAGES = {
    PaperKind.PLEDGE: ("pledges.show", Action.PLEDGE_READ),
    PaperKind.REPORT: ("results.show", Action.RESULT_READ),
    PaperKind.CROSS: ("crosschecks.index", Action.CROSSCHECK_READ),
    PaperKind.SHEET: ("scores.sheet", Action.SCORE_READ),
}


@dataclass(frozen=True)
class Head:
    """A column: its words, last day, what is left of it, and how many are done."""

    key: str
    title: str
    day: str
    left: str
    is_late: bool
    sum: str
    owing: int


@dataclass(frozen=True)
class Box:
    """A cell: the words and tone of its tag (no tone: no tag), whose turn it is, how late, and what can be done."""

    key: str
    title: str
    words: str
    tone: str
    hand: str
    late: str
    href: str
    is_reminded: bool


Remindable = frozenset[tuple[str, int]]


def heads(board: Board, mine: Remindable) -> list[Head]:
    """Every column; `owing` is how many members this reader may remind of it."""
    return [_head(column, sum(key == column.key for key, _member in mine)) for column in board.columns]


def _head(column: Column, owing: int) -> Head:
    open_ones = column.done < len(column.cells) and column.is_due
    return Head(
        key=column.key,
        title=label(column.title),
        day=day_words(column),
        left=left_words(column) if open_ones else "",
        is_late=open_ones and (column.days_left or 0) < 0,
        sum=sum_words(column),
        owing=owing,
    )


def day_words(column: Column) -> str:
    """The last day with its weekday."""
    return weekday(column.due_on) if column.due_on else str(gettext("Chưa có hạn"))


def member_name(seat: Seat) -> str:
    """The member in the reader's language."""
    return seat.name_en if chosen() == "en" and seat.name_en else seat.name


def cell_words(cell: Cell) -> str:
    """A cell in one line, for files."""
    turn = gettext("việc của: %(who)s", who=label(cell.hand)) if cell.hand else ""
    return "; ".join(filter(None, (standing_words(cell), late_words(cell), turn)))


def sum_words(column: Column) -> str:
    """How many have handed it in: "4/6 đã nộp"."""
    if not column.is_due:
        return label(Standing.NOT_DUE)
    return str(gettext("%(n)s/%(of)s đã nộp", n=column.done, of=len(column.cells)))


def left_words(column: Column) -> str:
    """What is left of the time, in working days, or for how long the last day has passed."""
    left = column.days_left
    if left is None:
        return ""
    if left < 0:
        return str(gettext("Đã quá hạn %(n)s ngày", n=-left))
    if column.due_on == here.today():
        return str(gettext("Hôm nay là hạn cuối"))
    return str(gettext("Còn %(n)s ngày làm việc", n=left))


def rows(board: Board, mine: Remindable, year: int) -> list[tuple[Seat, str, list[Box]]]:
    """Every member with its name and its cells."""
    return [
        (seat, member_name(seat), [_box(column, cell, mine, year) for column, cell in board.of(seat)])
        for seat in board.seats
    ]


def _box(column: Column, cell: Cell, mine: Remindable, year: int) -> Box:
    return Box(
        key=column.key,
        title=label(column.title),
        words=standing_words(cell),
        tone="" if cell.standing is Standing.NOT_DUE else cell.standing.tone,
        hand=label(cell.hand) if cell.hand else "",
        late=late_words(cell),
        href=_address(column, cell, year),
        is_reminded=(column.key, cell.seat.id) in mine,
    )


def standing_words(cell: Cell) -> str:
    """The tag: "Nộp muộn 3 ngày" for what was handed in late."""
    if cell.standing is Standing.SUBMITTED and cell.days_late:
        return str(gettext("Nộp muộn %(n)s ngày", n=cell.days_late))
    return label(cell.words)


def late_words(cell: Cell) -> str:
    """How late, where the tag does not say it."""
    if not cell.days_late or cell.standing is Standing.SUBMITTED:
        return ""
    if cell.standing is Standing.SETTLED:
        return str(gettext("Nộp muộn %(n)s ngày", n=cell.days_late))
    return str(gettext("Quá hạn %(n)s ngày", n=cell.days_late))


def _address(column: Column, cell: Cell, year: int) -> str:
    """The page of the paper, for who may read it."""
    endpoint, action = PAGES[column.kind]
    place = here.place()
    known = here.year(year)
    if cell.paper is None or not access.may(here.actor(), action, here.subject(known, cell.seat.id)):
        return ""
    more = {"period": column.key} if column.period else {}
    if column.kind is not PaperKind.CROSS:  # a member checks several others: the roster leads to each
        more["member"] = cell.seat.code
    return find_address(endpoint, code=place.code, year=known.year, **more)
