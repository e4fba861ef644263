"""Ending roles, and mending what is recorded about a person."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from emulation.models.accounts import Appointment, User
from emulation.queries import appointments as queries
from emulation.queries.accounts import get_user
from emulation.rules import access
from emulation.rules import appointments as rules
from emulation.rules.privacy import check_not_erased
from emulation.services import audit, sign_ins
from emulation.services.versions import require_version
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.kinds import Role
from emulation.vocabulary.vietnamese import fold, given_name_key


def end(
    session: Session, *, actor: Actor, now: datetime, appointment: Appointment, ends_on: date
) -> Appointment:
    """End a role: `ends_on` is the first day without it. All sign-ins of the person end at once."""
    access.require(actor, Action.USER_MANAGE, Subject())
    rules.check_end(appointment.ends_on, ends_on, local_date(now))
    if appointment.role is Role.ADMIN:
        left = queries.administrators(session, ends_on, but_appointment=appointment.id)
        rules.check_administrators(left)
    changes = audit.change(appointment, {"ends_on": ends_on})
    session.flush()
    sign_ins.end_all(session, user=get_user(session, appointment.user_id), now=now)
    audit.record(session, actor=actor, now=now, verb="user.released", about=appointment, changes=changes)
    return appointment


def rectify(
    session: Session, *, actor: Actor, now: datetime, user: User, version: int, full_name: str, title: str
) -> User:
    """Mend a person's name and office. The trail keeps the names under which things were done."""
    access.require(actor, Action.USER_MANAGE, Subject())
    require_version(user, version)
    check_not_erased(user.erased_at)
    values = {
        "full_name": full_name,
        "title": title,
        "sort_key": given_name_key(full_name),
        "search_text": fold(f"{full_name} {user.email}"),
    }
    changes = audit.change(user, values)
    session.flush()
    audit.record(session, actor=actor, now=now, verb="user.rectified", about=user, changes=changes)
    return user
