"""Signed-in devices: starting, recognising, giving a new token to, and ending them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Update, update
from sqlalchemy.orm import Session

from emulation.db import unaudited
from emulation.gateways import passwords
from emulation.models.accounts import User
from emulation.models.sign_ins import SignIn
from emulation.queries.accounts import find_sign_in, find_user_by_email, get_actor, get_user
from emulation.rules import access
from emulation.rules import sign_ins as rules
from emulation.rules.codes import Standing, standing
from emulation.rules.sign_ins import Limits as Limits  # callers of `recognise` find it here
from emulation.services import audit
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import NotAllowed, NotFound
from emulation.vocabulary.kinds import SignInLevel
from emulation.vocabulary.tokens import hashed, new_token


@dataclass(frozen=True)
class Recognised:
    """The person behind a device with today's capacities, how far the sign-in has come, and when it last proved it."""

    sign_in_id: int
    user: User
    actor: Actor
    standing: Standing
    proven_at: datetime | None
    last_seen_is_due: bool = False


@dataclass(frozen=True)
class Entered:
    """A sign-in with a new token, shown once."""

    token: str
    recognised: Recognised


def sign_in(session: Session, *, email: str, password: str, device: str, now: datetime) -> Entered | None:
    """A new sign-in, or None. The same hash runs for unknown people, so that timing gives no hint."""
    user = find_user_by_email(session, email)
    right = passwords.matches(user.password_hash if user else "", password)
    if user is None or not right or user.disabled_at is not None:
        return None
    _keep_strong(session, user, password)
    return start(session, user=user, level=SignInLevel.PASSWORD, device=device, now=now)


def start(session: Session, *, user: User, level: SignInLevel, device: str, now: datetime) -> Entered:
    """Open a fresh sign-in for somebody who has proven `level`."""
    token = new_token()
    row = SignIn(
        token_hash=hashed(token),
        user_id=user.id,
        level=level,
        proven_at=now,
        created_at=now,
        last_seen_at=now,
        device=device[:200],
    )
    session.add(row)
    session.flush()
    recognised = _recognised(session, row, user, now)
    whole = recognised.standing is Standing.WHOLE
    _note_sign_in(session, user, now)
    verb = "user.signed_in" if whole else "user.password_proven"
    audit.record(session, actor=recognised.actor, now=now, verb=verb, about=user)
    return Entered(token, recognised)


def prove(session: Session, *, token: str, level: SignInLevel, now: datetime) -> Entered:
    """Note a proof and give the device a new token; the old one is dead. Raises NotAllowed when it was dead already."""
    fresh = new_token()
    live = (SignIn.token_hash == hashed(token), SignIn.ended_at.is_(None))
    values = {"token_hash": hashed(fresh), "level": level, "proven_at": now}
    if _count(session, update(SignIn).where(*live).values(**values)) != 1:
        raise NotAllowed()
    found = find_sign_in(session, hashed(fresh))
    if found is None:
        raise NotAllowed()
    row, user = found
    session.refresh(row)
    _note_sign_in(session, user, now)
    return Entered(fresh, _recognised(session, row, user, now))


def recognise(session: Session, *, token: str, now: datetime, limits: Limits) -> Recognised | None:
    """The person behind a token, or None when the sign-in is over."""
    found = find_sign_in(session, hashed(token))
    if found is None:
        return None
    row, user = found
    if row.ended_at is not None or user.disabled_at is not None:
        return None
    if rules.is_over(created_at=row.created_at, last_seen_at=row.last_seen_at, now=now, limits=limits):
        return None
    return _recognised(session, row, user, now)


def seen(session: Session, *, token: str, now: datetime) -> None:
    """Note that the device was used."""
    session.execute(update(SignIn).where(SignIn.token_hash == hashed(token)).values(last_seen_at=now))


def sign_out(session: Session, *, now: datetime, token: str) -> None:
    """End the device's sign-in; the cookie is worthless from then on."""
    found = find_sign_in(session, hashed(token))
    if found is None or found[0].ended_at is not None:
        return
    row, user = found
    row.ended_at = now
    actor = get_actor(session, user, local_date(now))
    audit.record(session, actor=actor, now=now, verb="user.signed_out", about=user)


def end_one(session: Session, *, actor: Actor, now: datetime, sign_in_id: int) -> None:
    """Sign one of the person's own devices out. Raises NotFound for a device of somebody else."""
    access.require(actor, Action.ACCOUNT_SECURE, Subject())
    if _count(session, _ending(actor.user_id, now).where(SignIn.id == sign_in_id)) != 1:
        raise NotFound()
    _tell_own(session, actor, now, "user.device_signed_out")


def end_others(session: Session, *, actor: Actor, now: datetime, keep: int) -> int:
    """Sign all devices of the person out but the one with the id `keep`; gives how many."""
    access.require(actor, Action.ACCOUNT_SECURE, Subject())
    ended = _count(session, _ending(actor.user_id, now).where(SignIn.id != keep))
    if ended:
        _tell_own(session, actor, now, "user.devices_signed_out")
    return ended


def end_all(session: Session, *, user: User, now: datetime) -> None:
    """End every sign-in of the person: at the next request, in every process."""
    session.execute(_ending(user.id, now))


def end_for(session: Session, *, actor: Actor, now: datetime, user: User) -> None:
    """An administrator signs somebody out everywhere."""
    access.require(actor, Action.USER_MANAGE, Subject())
    end_all(session, user=user, now=now)
    audit.record(session, actor=actor, now=now, verb="user.signed_out_by_other", about=user)


def _ending(user_id: int | None, now: datetime) -> Update:
    return update(SignIn).where(SignIn.user_id == user_id, SignIn.ended_at.is_(None)).values(ended_at=now)


def _count(session: Session, statement: Update) -> int:
    return int(getattr(session.execute(statement), "rowcount", 0))


def _tell_own(session: Session, actor: Actor, now: datetime, verb: str) -> None:
    user = get_user(session, actor.user_id or 0)
    audit.record(session, actor=actor, now=now, verb=verb, about=user)


def _keep_strong(session: Session, user: User, password: str) -> None:
    """A hash of today's cost, unless somebody set another password meanwhile."""
    kept = user.password_hash
    if (fresh := passwords.renewed(kept, password)) != kept:
        same = User.id == user.id, User.password_hash == kept
        session.execute(unaudited(update(User).where(*same).values(password_hash=fresh)))


def _note_sign_in(session: Session, user: User, now: datetime) -> None:
    """Without touching the version: whoever edits the person meanwhile is not told of a conflict."""
    session.execute(unaudited(update(User).where(User.id == user.id).values(last_sign_in_at=now)))


def _recognised(session: Session, row: SignIn, user: User, now: datetime) -> Recognised:
    actor = get_actor(session, user, local_date(now))
    how_far = standing(row.level, actor.roles, has_code=user.totp_confirmed_at is not None)
    due = rules.is_seen_due(row.last_seen_at, now)
    return Recognised(row.id, user, actor, how_far, row.proven_at, due)
