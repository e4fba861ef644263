"""Roles of people over time."""

from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from emulation.models.accounts import Appointment, User
from emulation.queries.capacities import lasts
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import Role


def get_appointment(session: Session, user_id: int, appointment_id: int) -> Appointment:
    """A role of this person; raises NotFound."""
    found = session.get(Appointment, appointment_id)
    if found is None or found.user_id != user_id:
        raise NotFound()
    return found


def roles_from(session: Session, user_id: int, day: date) -> frozenset[Role]:
    """The roles that a person has on a day or will have after it."""
    statement = select(Appointment.role).where(
        Appointment.user_id == user_id, or_(Appointment.ends_on.is_(None), Appointment.ends_on > day)
    )
    return frozenset(session.scalars(statement))


def administrators(
    session: Session, day: date, *, but_appointment: int | None = None, but_user: int | None = None
) -> int:
    """How many people with a working account are administrators on a day, one appointment or person left out."""
    statement = (
        select(func.count(func.distinct(User.id)))
        .join(Appointment, Appointment.user_id == User.id)
        .where(
            Appointment.role == Role.ADMIN,
            User.disabled_at.is_(None),
            lasts(Appointment.starts_on, Appointment.ends_on, day),
            Appointment.id != (but_appointment or 0),
            User.id != (but_user or 0),
        )
    )
    return session.scalar(statement) or 0
