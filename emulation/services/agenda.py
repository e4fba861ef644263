"""What stands in a year's calendar for whoever looks at it. Reads only (features Y3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.queries import calendar as queries
from emulation.queries import cycles, holidays
from emulation.rules import access, calendar
from emulation.services import work
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.agenda import Entry, EntryKind
from emulation.vocabulary.calendar import Calendar
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.desk import Task
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.states import Phase
from emulation.vocabulary.words import N_

PHASE_ENDS = N_("Hạn của giai đoạn “%(phase)s” năm %(year)s")


@dataclass(frozen=True)
class Line:
    """An entry on a page: how far it is, and the working day to take instead when offices rest on it."""

    entry: Entry
    distance: calendar.Distance
    moves_to: date | None


@dataclass(frozen=True)
class Agenda:
    """A year's entries by day, and which of its calendar years have days off that nobody has announced."""

    lines: tuple[Line, ...]
    unannounced: tuple[int, ...]


def agenda_of(
    session: Session, *, actor: Actor, now: datetime, code: str, cycle: Cycle, subject: Subject
) -> Agenda:
    """The year as this person sees it: public dates for everybody; milestones of the cluster for its people;
    their own tasks for those who have some. Years that nobody has announced are told (decisions 11)."""
    today, known = local_date(now), holidays.calendar(session)
    entries = entries_of(session, actor=actor, code=code, cycle=cycle, subject=subject)
    if access.may(actor, Action.WORK_READ, Subject()):
        tasks = work.tasks_for(session, actor, now).now
        entries += task_entries(task for task in tasks if (task.code, task.year) == (code, cycle.year))
    entries.sort(key=lambda entry: (entry.last_on, entry.kind, entry.key))
    days = [day for entry in entries for day in entry.days]
    return Agenda(
        tuple(_line(entry, today, known) for entry in entries), tuple(calendar.unannounced(days, known))
    )


def _line(entry: Entry, today: date, known: Calendar) -> Line:
    """What counts for a span is its last day, and only of one day can be said that offices rest on it."""
    distance = calendar.distance(entry.last_on, today, known, is_asked=entry.is_asked)
    return Line(entry, distance, calendar.next_working_day(entry.last_on, known))


def entries_of(session: Session, *, actor: Actor, code: str, cycle: Cycle, subject: Subject) -> list[Entry]:
    """The deadlines and milestones of a year that this person sees."""
    sees_all = access.may(actor, Action.CYCLE_READ, subject)
    found = [
        _phase_entry(row, code, cycle, duties_in(actor, row.phase, subject))
        for row in cycles.deadlines_of(session, cycle.id)
    ]
    for row in queries.milestones_of(session, cycle.id, public_only=not sees_all):
        found.append(_milestone_entry(row, code, cycle))
    return found


def duties_in(actor: Actor, phase: Phase, subject: Subject) -> tuple[str, ...]:
    """What the last day of a phase asks of this person's roles, as words: their reason to know it."""
    return tuple(
        action.label
        for action, phases in calendar.DUTIES.items()
        if phase in phases and access.may_within(actor, action, subject)
    )


def _phase_entry(row: cycles.DeadlineRow, code: str, cycle: Cycle, duties: tuple[str, ...]) -> Entry:
    phases = list(Phase)
    return Entry(
        kind=EntryKind.PHASE,
        key=f"phase-{cycle.id}-{row.phase.value}",
        words=PHASE_ENDS,
        values={"phase": row.phase.label, "year": str(cycle.year)},
        code=code,
        year=cycle.year,
        starts_on=row.due_on,
        last_on=row.due_on,
        is_illustrative=cycle.provenance is Provenance.ILLUSTRATIVE,
        is_asked=phases.index(cycle.phase) <= phases.index(row.phase),
        duties=duties,
        sequence=cycle.version - 1,
    )


def _milestone_entry(row: queries.MilestoneRow, code: str, cycle: Cycle) -> Entry:
    return Entry(
        kind=EntryKind.MILESTONE,
        key=f"milestone-{row.id}",
        words=row.title,
        is_typed=True,
        code=code,
        year=cycle.year,
        starts_on=row.starts_on,
        last_on=row.ends_on or row.starts_on,
        place=row.place,
        source=row.source,
        is_public=row.is_public,
        counted_from=cycle.received_on if row.days_before is not None else None,
        is_confirmed=row.is_confirmed,
        is_illustrative=row.provenance is Provenance.ILLUSTRATIVE,
        sequence=row.version - 1,
    )


def task_entries(tasks: Iterable[Task]) -> list[Entry]:
    """One's tasks that have a deadline."""
    return [
        Entry(
            kind=EntryKind.TASK,
            key=_key(task),
            words=task.message,
            values=task.values,
            code=task.code,
            year=task.year,
            starts_on=task.due_on,
            last_on=task.due_on,
            is_public=False,
            is_asked=True,
            task=task,
        )
        for task in tasks
        if task.due_on is not None
    ]


def _key(task: Task) -> str:
    """Names the task, whatever its state or day: who moves a deadline moves the entry, and makes no second one."""
    paper = str(task.paper.id) if task.paper else "0"
    period = task.period.value if task.period else "year"
    return f"task-{task.destination.value}-{task.code}-{task.year}-{task.member or 'all'}-{period}-{paper}"
