"""The status board of a year, and reminding those whose turn it is with one click (features Y5).

The key of a reminder names year, task, member, last day and today, and the database keeps one of each per person:
however often and from how many hands the button is pressed, nobody is told twice on one day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.queries import audiences, holidays
from emulation.queries.work import get_desk
from emulation.rules import access
from emulation.rules import board as rules
from emulation.rules.digests import REMINDER
from emulation.rules.work import subject_of
from emulation.services import audit, notices
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.board import Board, Cell, Column
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.dates import format_date
from emulation.vocabulary.desk import Desk, PaperKind
from emulation.vocabulary.errors import DomainError, NotFound
from emulation.vocabulary.words import N_

ASKED = N_("%(who)s nhắc: %(task)s năm %(year)s của %(member)s, hạn %(day)s. Hiện trạng: %(standing)s.")
ASKED_WITHOUT_DAY = N_("%(who)s nhắc: %(task)s năm %(year)s của %(member)s. Hiện trạng: %(standing)s.")
NOBODY_OWES = N_("Không có đơn vị nào cần nhắc về việc này.")
#: Where the paper stands, for the person who has to act.
PLACES = {
    PaperKind.PLEDGE: "/clusters/{code}/{year}/pledges/{member}",
    PaperKind.REPORT: "/clusters/{code}/{year}/results/{member}/{key}",
    PaperKind.CROSS: "/clusters/{code}/{year}/cross-check",
    PaperKind.SHEET: "/clusters/{code}/{year}/scores/{member}/self",
}


@dataclass(frozen=True)
class Reminded:
    """How many people were told now, how many had been told today, and the members where nobody can act."""

    told: int
    before: int
    without: tuple[str, ...]


def show(
    session: Session, *, actor: Actor, cycle_id: int, now: datetime
) -> tuple[Board, frozenset[tuple[str, int]]]:
    """The board of a year, and the cells (task, member) about which this reader may remind somebody now."""
    desk, board = _load(session, cycle_id, local_date(now))
    access.require(actor, Action.CYCLE_READ, subject_of(desk))
    mine = {
        (column.key, cell.seat.id)
        for column in board.columns
        for cell in column.cells
        if cell.is_reminded and _may_remind(actor, desk, cell)
    }
    return board, frozenset(mine)


def remind(
    session: Session, *, actor: Actor, now: datetime, cycle: Cycle, task: str, member_id: int | None = None
) -> Reminded:
    """Tell everybody whose turn it is with a task: in the whole year, or for one member.

    Raises NotFound for an unknown task or member, DomainError when nobody owes anything.
    """
    today = local_date(now)
    access.require(actor, Action.WORK_REMIND, Subject(cluster_id=cycle.cluster_id, member_id=member_id))
    desk, board = _load(session, cycle.id, today)
    column = rules.find_column(board, task)
    cells = [cell for cell in column.cells if member_id in (None, cell.seat.id)] if column else []
    if column is None or not cells:
        raise NotFound()
    owing = [cell for cell in cells if cell.is_reminded and _may_remind(actor, desk, cell)]
    if not owing:
        raise DomainError(NOBODY_OWES)
    everybody = audiences.actors_of_cluster(session, cycle.cluster_id, today)
    turns = {cell.seat.id: _whose_turn(everybody, desk, column, cell) for cell in owing}
    told: set[int] = set()
    for cell in owing:
        told |= _tell(session, actor, desk, column, cell, turns[cell.seat.id], now)
    if told:
        changes = {"reminded_task": (None, column.title), "reminded_people": (None, len(told))}
        audit.record(
            session,
            actor=actor,
            now=now,
            verb="cycle.reminded",
            about=cycle,
            changes=changes,
            member_id=member_id,
        )
    without = tuple(cell.seat.name for cell in owing if not turns[cell.seat.id])
    return Reminded(len(told), len(set().union(*turns.values()) - told), without)


def _load(session: Session, cycle_id: int, today: date) -> tuple[Desk, Board]:
    desk = get_desk(session, cycle_id, today)
    return desk, rules.board_of(desk, today, holidays.calendar(session))


def _may_remind(actor: Actor, desk: Desk, cell: Cell) -> bool:
    return access.may(actor, Action.WORK_REMIND, subject_of(desk, member_id=cell.seat.id))


def _whose_turn(everybody: Sequence[Actor], desk: Desk, column: Column, cell: Cell) -> set[int]:
    """Those who can do now what the cell waits for."""
    return {
        person.user_id
        for person in everybody
        if person.user_id is not None and rules.is_turn(person, desk, column, cell)
    }


def _tell(
    session: Session, actor: Actor, desk: Desk, column: Column, cell: Cell, people: set[int], now: datetime
) -> set[int]:
    where = {"code": desk.code, "year": desk.year, "member": cell.seat.code, "key": column.key}
    values = {
        "who": actor.full_name,
        "task": column.title,
        "year": str(desk.year),
        "member": cell.seat.name,
        "day": format_date(column.due_on) if column.due_on else "",
        "standing": cell.words,
    }
    return notices.tell(
        session,
        user_ids=people,
        key=f"{REMINDER}board/{desk.cycle_id}/{column.key}/{cell.seat.id}/{column.due_on}/{local_date(now)}",
        sentence=ASKED if column.due_on else ASKED_WITHOUT_DAY,
        values=values,
        href=PLACES[column.kind].format(**where),
        now=now,
        cluster_id=desk.cluster_id,
    )
