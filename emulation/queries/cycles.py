"""Emulation years with their deadlines."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from emulation.models.clusters import Cluster
from emulation.models.cycles import Cycle, Deadline
from emulation.queries.rows import find_as, rows_as
from emulation.vocabulary.actor import Subject
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.states import Phase


@dataclass(frozen=True)
class DeadlineRow:
    """A phase of a year and the days from and until which it is meant to last."""

    phase: Phase
    starts_on: date
    due_on: date


def get_cycle(session: Session, cycle_id: int) -> Cycle:
    """The year; raises NotFound."""
    cycle = session.get(Cycle, cycle_id)
    if cycle is None:
        raise NotFound()
    return cycle


def find_cycle(session: Session, cluster_id: int, year: int) -> Cycle | None:
    """The cluster's year, or None when it was never opened."""
    return session.scalars(
        select(Cycle).where(Cycle.cluster_id == cluster_id, Cycle.year == year)
    ).one_or_none()


def get_cluster(session: Session, cluster_id: int) -> Cluster:
    """The cluster; raises NotFound."""
    cluster = session.get(Cluster, cluster_id)
    if cluster is None:
        raise NotFound()
    return cluster


def deadlines_of(session: Session, cycle_id: int) -> list[DeadlineRow]:
    """The deadlines of a year in order."""
    statement = (
        select(Deadline.phase, Deadline.starts_on, Deadline.due_on)
        .where(Deadline.cycle_id == cycle_id)
        .order_by(Deadline.starts_on)
    )
    return rows_as(session, DeadlineRow, statement)


def due_on(session: Session, cycle_id: int, phase: Phase) -> date | None:
    """Until when a phase is meant to last, if that was set."""
    statement = select(Deadline.due_on).where(Deadline.cycle_id == cycle_id, Deadline.phase == phase)
    return session.scalar(statement)


def subject_of(
    cycle: Cycle, member_id: int | None = None, entered_by: frozenset[int] = frozenset()
) -> Subject:
    """A record of a year as the subject of an action. A year is only opened once a chair can exist."""
    return Subject(cluster_id=cycle.cluster_id, member_id=member_id, phase=cycle.phase, entered_by=entered_by)


def years_of(session: Session, cluster_id: int) -> list[int]:
    """The numbers of all years of a cluster, newest first."""
    statement = select(Cycle.year).where(Cycle.cluster_id == cluster_id).order_by(Cycle.year.desc())
    return list(session.scalars(statement))


def get_cycle_with_deadlines(session: Session, cycle_id: int) -> Cycle:
    """The year with its deadlines, for a service; raises NotFound."""
    statement = (
        select(Cycle)
        .options(selectinload(Cycle.deadlines))
        .where(Cycle.id == cycle_id)
        .execution_options(populate_existing=True)
    )
    cycle = session.scalars(statement).one_or_none()
    if cycle is None:
        raise NotFound()
    return cycle


@dataclass(frozen=True)
class CyclePage:
    """A year as its page shows it."""

    id: int
    version: int
    year: int
    phase: Phase
    theme: str
    uses_cross_checking: bool
    uses_explaining: bool
    grace_days: int
    provenance: Provenance
    source: str
    note: str
    opened_at: datetime | None
    closed_at: datetime | None


def get_cycle_page(session: Session, cycle_id: int) -> CyclePage:
    """The year's own columns; raises NotFound."""
    columns = [getattr(Cycle, name) for name in CyclePage.__dataclass_fields__]
    page = find_as(session, CyclePage, select(*columns).where(Cycle.id == cycle_id))
    if page is None:
        raise NotFound()
    return page
