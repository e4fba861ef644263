"""Accounts: adding people, their appointments and passwords, signing in and out."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from emulation.gateways import passwords
from emulation.models.accounts import Appointment, FormKey, SignIn, User
from emulation.queries.accounts import (
    find_sign_in,
    find_user_by_email,
    get_actor,
    get_user,
    has_appointment,
)
from emulation.rules import access
from emulation.rules import accounts as rules
from emulation.services import audit
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Role
from emulation.vocabulary.vietnamese import fold, given_name_key
from emulation.vocabulary.words import N_

SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Limits:
    """How long a sign-in lives: without use, and at all."""

    idle: timedelta
    absolute: timedelta


def add_user(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    email: str,
    full_name: str,
    password: str,
    title: str = "",
    is_demo: bool = False,
) -> User:
    """Add a person. Raises DomainError for a taken address or a password that is too easy."""
    access.require(actor, Action.USER_MANAGE, Subject())
    email = email.strip().lower()
    if find_user_by_email(session, email):
        raise DomainError(N_("Địa chỉ %(email)s đã có tài khoản."), field="email", email=email)
    rules.check_password(password, email=email, full_name=full_name)
    user = User(
        email=email,
        full_name=full_name,
        title=title,
        sort_key=given_name_key(full_name),
        search_text=fold(f"{full_name} {email}"),
        password_hash=passwords.hash_password(password),
        is_demo=is_demo,
    )
    session.add(user)
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        verb="user.added",
        about=user,
        changes=audit.born(user, ["email", "full_name"]),
    )
    return user


def appoint(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    user: User,
    role: Role,
    member_id: int | None,
    cluster_id: int | None,
    starts_on: date | None = None,
) -> Appointment:
    """Give a person a role. Raises DomainError when the role needs a member or a cluster and has none."""
    access.require(actor, Action.USER_MANAGE, Subject())
    rules.check_appointment(role, member_id=member_id, cluster_id=cluster_id)
    if has_appointment(session, user.id, role, member_id, cluster_id):
        raise DomainError(N_("Người này đã có vai trò đó."), field="role")
    appointment = Appointment(
        user_id=user.id,
        role=role,
        member_id=member_id,
        cluster_id=cluster_id,
        starts_on=starts_on or local_date(now),
    )
    session.add(appointment)
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        verb="user.appointed",
        about=appointment,
        changes=audit.born(appointment),
    )
    return appointment


def set_password(session: Session, *, actor: Actor, now: datetime, user: User, password: str) -> None:
    """Set a password and end all sign-ins of the person."""
    if actor.user_id != user.id:
        access.require(actor, Action.USER_MANAGE, Subject())
    rules.check_password(password, email=user.email, full_name=user.full_name)
    user.password_hash = passwords.hash_password(password)
    _end_all(session, user, now)
    audit.record(session, actor=actor, now=now, verb="user.password_set", about=user)


def change_password(
    session: Session, *, actor: Actor, now: datetime, user: User, current: str, password: str
) -> None:
    """Change one's own password; the current one is asked for."""
    if not passwords.matches(user.password_hash, current):
        raise DomainError(N_("Mật khẩu hiện tại không đúng."), field="current")
    set_password(session, actor=actor, now=now, user=user, password=password)


def set_disabled(session: Session, *, actor: Actor, now: datetime, user: User, disabled: bool) -> None:
    """Close or reopen an account; closing ends all sign-ins at once."""
    access.require(actor, Action.USER_MANAGE, Subject())
    changes = audit.change(user, {"disabled_at": now if disabled else None})
    if disabled:
        _end_all(session, user, now)
    verb = "user.disabled" if disabled else "user.enabled"
    audit.record(session, actor=actor, now=now, verb=verb, about=user, changes=changes)


@dataclass(frozen=True)
class Recognised:
    """The person behind a device, with today's capacities; whether "last seen" is to be noted again."""

    user: User
    actor: Actor
    last_seen_is_due: bool


@dataclass(frozen=True)
class Entered:
    """A new sign-in: its token, shown once, and the person."""

    token: str
    recognised: Recognised


def sign_in(session: Session, *, email: str, password: str, device: str, now: datetime) -> Entered | None:
    """A new sign-in, or None. The same hash runs for unknown people, so that timing gives no hint."""
    user = find_user_by_email(session, email)
    right = passwords.matches(user.password_hash if user else "", password)
    if user is None or not right or user.disabled_at is not None:
        return None
    token = secrets.token_urlsafe(32)
    session.add(
        SignIn(
            token_hash=_hash(token), user_id=user.id, created_at=now, last_seen_at=now, device=device[:200]
        )
    )
    user.last_sign_in_at = now
    session.flush()
    actor = get_actor(session, user, local_date(now))
    audit.record(session, actor=actor, now=now, verb="user.signed_in", about=user)
    return Entered(token, Recognised(user, actor, False))


def sign_out(session: Session, *, actor: Actor, now: datetime, token: str) -> None:
    """End the device's sign-in; the cookie is worthless from then on."""
    found = find_sign_in(session, _hash(token))
    if found is None or found[0].ended_at is not None:
        return
    found[0].ended_at = now
    audit.record(session, actor=actor, now=now, verb="user.signed_out", about=found[1])


def recognise(session: Session, *, token: str, now: datetime, limits: Limits) -> Recognised | None:
    """The person behind a token, or None when the sign-in is over."""
    found = find_sign_in(session, _hash(token))
    if found is None:
        return None
    device, user = found
    over = device.ended_at is not None or user.disabled_at is not None
    if over or now - device.last_seen_at > limits.idle or now - device.created_at > limits.absolute:
        return None
    return Recognised(
        user, get_actor(session, user, local_date(now)), now - device.last_seen_at >= SEEN_EVERY
    )


def seen(session: Session, *, token: str, now: datetime) -> None:
    """Note that the device was used."""
    session.execute(update(SignIn).where(SignIn.token_hash == _hash(token)).values(last_seen_at=now))


def remember_form(
    session: Session, *, key: str, user_id: int | None, path: str, location: str, now: datetime
) -> None:
    """Note that a form was sent; a second row with the same key cannot be written."""
    session.add(FormKey(key=key, user_id=user_id, path=path, location=location, used_at=now))


def sent_before(session: Session, *, key: str) -> FormKey | None:
    """The earlier sending of the same form, if there was one."""
    return session.scalars(select(FormKey).where(FormKey.key == key)).one_or_none()


def person(session: Session, user_id: int) -> User:
    """The person with this id; raises NotFound."""
    return get_user(session, user_id)


def _end_all(session: Session, user: User, now: datetime) -> None:
    session.execute(
        update(SignIn).where(SignIn.user_id == user.id, SignIn.ended_at.is_(None)).values(ended_at=now)
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
