"""Signed-in devices: starting, recognising and ending them."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from emulation.gateways import passwords
from emulation.models.accounts import User
from emulation.models.sign_ins import SignIn
from emulation.queries.accounts import find_sign_in, find_user_by_email, get_actor
from emulation.services import audit
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.kinds import SignInLevel

SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Limits:
    """How long a sign-in lives: without use, and at all."""

    idle: timedelta
    absolute: timedelta


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
    return start(session, user=user, level=SignInLevel.PASSWORD, device=device, now=now)


def start(session: Session, *, user: User, level: SignInLevel, device: str, now: datetime) -> Entered:
    """Open a fresh sign-in for somebody who has proven `level`."""
    token = secrets.token_urlsafe(32)
    session.add(
        SignIn(
            token_hash=_hash(token),
            user_id=user.id,
            level=level,
            proven_at=now,
            created_at=now,
            last_seen_at=now,
            device=device[:200],
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


def end_all(session: Session, *, user: User, now: datetime) -> None:
    """End every sign-in of the person."""
    session.execute(
        update(SignIn).where(SignIn.user_id == user.id, SignIn.ended_at.is_(None)).values(ended_at=now)
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
