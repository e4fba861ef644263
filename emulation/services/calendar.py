"""The calendar of a year: its milestones, and counting them back from the day the council receives the papers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.gateways import seeds
from emulation.models.calendar import Milestone
from emulation.models.cycles import Cycle
from emulation.queries import calendar as queries
from emulation.queries import cycles, holidays
from emulation.rules import access
from emulation.rules import calendar as rules
from emulation.rules.working_days import add_working_days
from emulation.services import audit
from emulation.services.versions import require_version, touch
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.calendar import Calendar


@dataclass(frozen=True)
class MilestoneDraft:
    """A milestone as somebody typed it: with days, or with a number of working days to count back."""

    title: str
    starts_on: date | None = None
    ends_on: date | None = None
    days_before: int | None = None
    place: str = ""
    is_public: bool = True
    source: str = ""


@dataclass(frozen=True)
class Proposal:
    """The day of receipt that is offered for a year, where it comes from, and whether a document fixes it."""

    received_on: date
    source: str
    is_confirmed: bool


@dataclass(frozen=True)
class Shift:
    """A milestone that counting anew moves (`old` None: it would be added), and by how many days it is counted."""

    title: str
    days_before: int
    old: date | None
    new: date

    @property
    def is_moved(self) -> bool:
        """Whether anything changes."""
        return self.old != self.new


def proposal_for(session: Session, year: int) -> Proposal:
    """The day of receipt that config/milestones.toml offers, on a working day."""
    row = seeds.milestones()["received"]
    day = date(year + row["years_later"], row["month"], row["day"])
    moved = add_working_days(day, 0, holidays.calendar(session))
    return Proposal(moved, row["source"], row["confirmed"])


def preview(
    session: Session, *, actor: Actor, cycle: Cycle, received_on: date, with_steps: bool
) -> list[Shift]:
    """What counting back from this day would change, the earliest first. Writes nothing.

    Raises DomainError for a day that cannot belong to the year.
    """
    access.require(actor, Action.CALENDAR_EDIT, cycles.subject_of(cycle))
    rules.check_received(received_on, cycle.year)
    known = holidays.calendar(session)
    standing = queries.counted_of(session, cycle.id)
    shifts = [
        Shift(
            row.title, row.days_before, row.starts_on, rules.counted_back(received_on, row.days_before, known)
        )
        for row in standing
        if row.days_before is not None
    ]
    if with_steps:
        titles = {row.title for row in standing}
        for step in missing_steps(titles):
            day = rules.counted_back(received_on, step["days_before"], known)
            shifts.append(Shift(step["title"], step["days_before"], None, day))
    return sorted(shifts, key=lambda shift: (shift.new, -shift.days_before))


def missing_steps(titles: set[str]) -> list[dict[str, Any]]:
    """The proposed steps that are not among these titles."""
    return [step for step in seeds.milestones()["step"] if step["title"] not in titles]


def plan_back(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    version: int,
    received_on: date,
    with_steps: bool,
) -> Cycle:
    """Set the day of receipt, count every milestone anew that is counted back, and add proposed steps if wanted.

    Raises Stale, Sealed, or DomainError beside `received_on`.
    """
    access.require(actor, Action.CALENDAR_EDIT, cycles.subject_of(cycle))
    require_version(cycle, version)
    rules.check_open(cycle.phase)
    rules.check_received(received_on, cycle.year)
    known = holidays.calendar(session)
    changes = audit.change(cycle, {"received_on": received_on})
    standing = queries.counted_of(session, cycle.id)
    for row in standing:
        _count_anew(session, actor, now, row, received_on, known)
    for step in missing_steps({row.title for row in standing}) if with_steps else ():
        draft = MilestoneDraft(step["title"], days_before=step["days_before"], is_public=step["is_public"])
        source = step["source"] if step["confirmed"] else ""
        _add(session, actor, now, cycle.id, _values(draft, received_on, known) | {"source": source})
    if not changes:
        touch(cycle)  # only rows below it changed
    session.flush()
    audit.record(session, actor=actor, now=now, verb="cycle.planned_back", about=cycle, changes=changes)
    session.flush()
    return cycle


def _count_anew(
    session: Session, actor: Actor, now: datetime, row: Milestone, received_on: date, known: Calendar
) -> None:
    assert row.days_before is not None
    changes = audit.change(row, {"starts_on": rules.counted_back(received_on, row.days_before, known)})
    if changes:
        session.flush()
        audit.record(session, actor=actor, now=now, verb="milestone.edited", about=row, changes=changes)


def add(session: Session, *, actor: Actor, now: datetime, cycle: Cycle, draft: MilestoneDraft) -> Milestone:
    """Put a milestone into the calendar. Raises Sealed, or DomainError beside a field."""
    access.require(actor, Action.CALENDAR_EDIT, cycles.subject_of(cycle))
    rules.check_open(cycle.phase)
    values = _checked(session, cycle, draft)
    return _add(session, actor, now, cycle.id, values)


def _add(session: Session, actor: Actor, now: datetime, cycle_id: int, values: dict[str, Any]) -> Milestone:
    row = Milestone(cycle_id=cycle_id, **values)
    session.add(row)
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        verb="milestone.added",
        about=row,
        changes=audit.born(row, list(values)),
    )
    return row


def edit(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    milestone: Milestone,
    version: int,
    draft: MilestoneDraft,
) -> Milestone:
    """Change a milestone. Raises Stale, Sealed, or DomainError beside a field."""
    access.require(actor, Action.CALENDAR_EDIT, cycles.subject_of(cycle))
    require_version(milestone, version)
    rules.check_open(cycle.phase)
    changes = audit.change(milestone, _checked(session, cycle, draft))
    session.flush()
    if changes:
        audit.record(session, actor=actor, now=now, verb="milestone.edited", about=milestone, changes=changes)
    return milestone


def remove(
    session: Session, *, actor: Actor, now: datetime, cycle: Cycle, milestone: Milestone, version: int
) -> None:
    """Take a milestone out of the calendar; the trail keeps what it was. Raises Stale or Sealed."""
    access.require(actor, Action.CALENDAR_EDIT, cycles.subject_of(cycle))
    require_version(milestone, version)
    rules.check_open(cycle.phase)
    changes = {name: (old, None) for name, (_none, old) in audit.born(milestone).items()}
    audit.record(session, actor=actor, now=now, verb="milestone.removed", about=milestone, changes=changes)
    session.delete(milestone)
    session.flush()


def _checked(session: Session, cycle: Cycle, draft: MilestoneDraft) -> dict[str, Any]:
    rules.check_milestone(
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        days_before=draft.days_before,
        received_on=cycle.received_on,
    )
    return _values(draft, cycle.received_on, holidays.calendar(session))


def _values(draft: MilestoneDraft, received_on: date | None, known: Calendar) -> dict[str, Any]:
    values = {name: getattr(draft, name) for name in MilestoneDraft.__dataclass_fields__}
    if draft.days_before is not None and received_on is not None:
        values["starts_on"] = rules.counted_back(received_on, draft.days_before, known)
    return values
