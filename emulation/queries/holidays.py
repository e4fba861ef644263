"""The table of public holidays, as a calendar and as rows."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.holidays import Holiday
from emulation.vocabulary.calendar import Calendar, calendar_of
from emulation.vocabulary.errors import NotFound


def calendar(session: Session) -> Calendar:
    """Everything that is written down about days off and days worked instead."""
    rows = session.execute(select(Holiday.day, Holiday.is_working, Holiday.confirmed))
    return calendar_of((day, is_working, confirmed) for day, is_working, confirmed in rows)


def holidays(session: Session) -> list[Holiday]:
    """All rows, day by day."""
    return list(session.scalars(select(Holiday).order_by(Holiday.day)))


def get_holiday(session: Session, day: date) -> Holiday:
    """The row of a day; raises NotFound."""
    row = find_holiday(session, day)
    if row is None:
        raise NotFound()
    return row


def find_holiday(session: Session, day: date) -> Holiday | None:
    """The row of a day, if there is one."""
    return session.scalars(select(Holiday).where(Holiday.day == day)).one_or_none()
