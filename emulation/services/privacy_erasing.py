"""Correcting what is wrong about a person, and letting a person go: what points at them stays, they do not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from emulation.models.accounts import AccountLink, Appointment, RecoveryCode, User
from emulation.models.calendar import CalendarFeed
from emulation.models.notices import Letter, Notice
from emulation.models.privacy import DataRequest
from emulation.models.sign_ins import FormKey, KnownDevice, SignIn
from emulation.queries.accounts import find_user_by_email
from emulation.rules import access
from emulation.rules import privacy as rules
from emulation.services import audit
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import MailPace
from emulation.vocabulary.vietnamese import fold, given_name_key
from emulation.vocabulary.words import N_

#: Rows that are only about the person and serve nothing once they are gone.
GOES = (SignIn, KnownDevice, RecoveryCode, AccountLink, FormKey, Notice, Letter, CalendarFeed)


@dataclass(frozen=True)
class Rectified:
    """What is right about a person."""

    full_name: str
    title: str
    email: str


def rectify(
    session: Session, *, actor: Actor, now: datetime, user: User, values: Rectified, reason: str
) -> None:
    """Correct name, title and address. Raises DomainError for an address that somebody else has."""
    access.require(actor, Action.DATA_REQUEST_HANDLE, Subject())
    email = values.email.strip().lower()
    other = find_user_by_email(session, email)
    if other is not None and other.id != user.id:
        raise DomainError(N_("Địa chỉ %(email)s đã có tài khoản."), field="email", email=email)
    changes = audit.change(user, _identity(values.full_name, values.title, email))
    audit.record(
        session, actor=actor, now=now, verb="user.corrected", about=user, changes=changes, reason=reason
    )


def erase(session: Session, *, actor: Actor, now: datetime, user: User) -> None:
    """Make the account nobody's: closed for good, without name, address or secrets; rules.RETAINED tells what stays."""
    access.require(actor, Action.DATA_REQUEST_HANDLE, Subject())
    rules.check_not_erased(user.erased_at)
    gone = {
        user.full_name: rules.ERASED_NAME % {"id": user.id},
        user.email: rules.ERASED_ADDRESS % {"id": user.id},
    }
    for table in GOES:
        session.execute(delete(table).where(table.user_id == user.id))
    session.execute(delete(Letter).where(Letter.to_address == user.email))
    _forget_in_messages(session, gone)
    _empty_requests(session, actor=actor, now=now, user_id=user.id)
    for appointment in _open_appointments(session, user.id):
        appointment.ends_on = max(appointment.starts_on, local_date(now))
    audit.change(user, _identity(gone[user.full_name], "", gone[user.email]) | _nothing(now))
    audit.record(
        session, actor=actor, now=now, verb="user.erased", about=user, changes={"erased_at": (None, now)}
    )


def _identity(full_name: str, title: str, email: str) -> dict[str, Any]:
    return {
        "full_name": full_name,
        "title": title,
        "email": email,
        "sort_key": given_name_key(full_name),
        "search_text": fold(f"{full_name} {email}"),
    }


def _nothing(now: datetime) -> dict[str, Any]:
    return {
        "password_hash": "",
        "password_set_at": None,
        "totp_seed": None,
        "totp_confirmed_at": None,
        "totp_last_step": None,
        "wants_mail": False,
        "mail_pace": MailPace.EACH,
        "wants_reminders": False,
        "digest_at": None,
        "last_sign_in_at": None,
        "disabled_at": now,
        "erased_at": now,
    }


def _open_appointments(session: Session, user_id: int) -> list[Appointment]:
    statement = select(Appointment).where(Appointment.user_id == user_id, Appointment.ends_on.is_(None))
    return list(session.scalars(statement))


def _empty_requests(session: Session, *, actor: Actor, now: datetime, user_id: int) -> None:
    """That something was asked and answered stays; the words, which may name the person, go."""
    for request in session.scalars(select(DataRequest).where(DataRequest.user_id == user_id)):
        if audit.change(request, {"wish": "", "answer": ""}):
            audit.record(session, actor=actor, now=now, verb="data_request.emptied", about=request)


def _forget_in_messages(session: Session, gone: Mapping[str, str]) -> None:
    """Other people's notices and letters may name the person: the name is replaced there too."""
    for notice in session.scalars(select(Notice)):
        values = {name: _replaced(value, gone) for name, value in notice.values.items()}
        if values != notice.values:
            notice.values = values
    for letter in session.scalars(select(Letter)):
        letter.subject, letter.body = _replaced(letter.subject, gone), _replaced(letter.body, gone)


def _replaced(value: Any, gone: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        for old, new in gone.items():
            value = value.replace(old, new)
    return value
