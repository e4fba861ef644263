"""Milestones of a year, and the day from which they are counted back."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.calendar import Milestone
from emulation.models.cycles import Cycle
from emulation.queries.rows import rows_as
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import Provenance


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone as pages show it. Counted back and without a source: nobody has confirmed how many days."""

    id: int
    version: int
    title: str
    starts_on: date
    ends_on: date | None
    days_before: int | None
    place: str
    is_public: bool
    provenance: Provenance
    source: str
    note: str

    @property
    def is_confirmed(self) -> bool:
        """A typed day is what people agreed; a counted one needs a document behind its number of days."""
        return self.days_before is None or bool(self.source)


def milestones_of(session: Session, cycle_id: int, *, public_only: bool = False) -> list[MilestoneRow]:
    """The milestones of a year, day by day."""
    columns = [getattr(Milestone, name) for name in MilestoneRow.__dataclass_fields__]
    statement = select(*columns).where(Milestone.cycle_id == cycle_id)
    if public_only:
        statement = statement.where(Milestone.is_public)
    return rows_as(session, MilestoneRow, statement.order_by(Milestone.starts_on, Milestone.id))


def get_milestone(session: Session, cycle_id: int, milestone_id: int) -> Milestone:
    """A milestone of a year; raises NotFound."""
    statement = select(Milestone).where(Milestone.id == milestone_id, Milestone.cycle_id == cycle_id)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound()
    return found


def counted_of(session: Session, cycle_id: int) -> list[Milestone]:
    """The milestones of a year that are counted back, the earliest first, for a service."""
    statement = select(Milestone).where(Milestone.cycle_id == cycle_id, Milestone.days_before.is_not(None))
    return list(session.scalars(statement.order_by(Milestone.days_before.desc(), Milestone.id)))


def received_on(session: Session, cycle_id: int) -> date | None:
    """The day on which the council receives the papers of a year, if it was set."""
    return session.scalar(select(Cycle.received_on).where(Cycle.id == cycle_id))
