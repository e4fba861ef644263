"""Calendars for tests: the delivered table of days off, a day of receipt, milestones."""

from datetime import date

from sqlalchemy.orm import Session

from emulation.models.calendar import Extension, Milestone
from emulation.models.cycles import Cycle
from emulation.services import holidays
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.states import Phase
from tests.factories.world import World
from tests.support.ground import laid

#: A Tuesday in spring of the year after the world's.
RECEIVED = date(2026, 3, 31)


def days_off(session: Session, world: World) -> None:
    """config/holidays.csv in the database."""
    holidays.load(session, actor=Actor(None, "Hệ thống", local_date(world.now)), now=world.now)
    session.flush()


def milestone(session: Session, world: World, title: str = "Họp trù bị", **more: object) -> Milestone:
    """A milestone of the world's year; typed, on 03/03/2026, unless `more` says otherwise."""
    row = Milestone(cycle_id=world.cycle_id, **({"title": title, "starts_on": date(2026, 3, 3)} | more))
    session.add(row)
    laid(session)
    return row


def received(session: Session, world: World, day: date = RECEIVED) -> Cycle:
    """The world's year with its day of receipt."""
    cycle = session.get_one(Cycle, world.cycle_id)
    cycle.received_on = day
    laid(session)
    return cycle


def extension(
    session: Session, world: World, city: str = "HP", phase: Phase = Phase.PLEDGING, until: date = RECEIVED
) -> Extension:
    """A permission to be late."""
    row = Extension(
        cycle_id=world.cycle_id,
        member_id=world.members[city],
        phase=phase,
        until_on=until,
        reason="Bão số 3 làm gián đoạn báo cáo.",
        entered_by_id=world.users["secretary.hn"],
        entered_at=world.now,
    )
    session.add(row)
    laid(session)
    return row
