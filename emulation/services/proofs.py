"""Proving who is there: the code after the password, a set-up on the way in, and the proof asked for again."""

from datetime import datetime

from sqlalchemy.orm import Session

from emulation.gateways import passwords
from emulation.models.accounts import User
from emulation.queries.accounts import get_user
from emulation.rules.codes import Standing
from emulation.services import audit, codes, sign_ins
from emulation.services.codes import Checker
from emulation.services.sign_ins import Entered, Recognised
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.errors import DomainError, NotAllowed
from emulation.vocabulary.kinds import SignInLevel
from emulation.vocabulary.words import N_


def finish_with_code(
    session: Session, *, who: Recognised, token: str, now: datetime, checker: Checker, typed: str
) -> Entered | None:
    """The second step of signing in; None for a wrong code, which leaves its trace."""
    user = _present(session, who, Standing.ENTER_CODE)
    if not codes.accept(session, actor=who.actor, now=now, user=user, checker=checker, typed=typed):
        audit.record(session, actor=who.actor, now=now, verb="user.code_refused", about=user)
        return None
    entered = sign_ins.prove(session, token=token, level=SignInLevel.CODE, now=now)
    audit.record(session, actor=who.actor, now=now, verb="user.signed_in", about=user)
    return entered


def finish_with_set_up(
    session: Session, *, who: Recognised, token: str, now: datetime, checker: Checker, sealed: str, typed: str
) -> tuple[Entered, list[str]]:
    """Set a code up on the way in, because a role asks for it; gives the recovery codes, shown once."""
    user = _present(session, who, Standing.SET_UP)
    shown = codes.confirm(
        session, actor=who.actor, now=now, user=user, checker=checker, sealed=sealed, typed=typed
    )
    entered = sign_ins.prove(session, token=token, level=SignInLevel.CODE, now=now)
    sign_ins.end_others(session, actor=who.actor, now=now, keep=who.sign_in_id)
    audit.record(session, actor=who.actor, now=now, verb="user.signed_in", about=user)
    return entered, shown


def replace_code(
    session: Session,
    *,
    who: Recognised,
    token: str,
    now: datetime,
    checker: Checker,
    password: str,
    sealed: str,
    typed: str,
) -> tuple[Entered, list[str]]:
    """Set a code up, or another phone, from inside; asks for the password and signs the other devices out."""
    user = _present(session, who, Standing.WHOLE)
    require_password(session, actor=who.actor, password=password)
    shown = codes.confirm(
        session, actor=who.actor, now=now, user=user, checker=checker, sealed=sealed, typed=typed
    )
    entered = sign_ins.prove(session, token=token, level=SignInLevel.CODE, now=now)
    sign_ins.end_others(session, actor=who.actor, now=now, keep=who.sign_in_id)
    return entered, shown


def prove_again(
    session: Session, *, who: Recognised, token: str, now: datetime, checker: Checker, typed: str
) -> Entered | None:
    """A fresh proof before a grave act: a code, or the password of somebody without one. None when it is wrong."""
    user = _present(session, who, Standing.WHOLE)
    if user.totp_confirmed_at is not None:
        level = SignInLevel.CODE
        right = codes.accept(session, actor=who.actor, now=now, user=user, checker=checker, typed=typed)
    else:
        level, right = SignInLevel.PASSWORD, passwords.matches(user.password_hash, typed)
    verb = "user.proven_again" if right else "user.proof_refused"
    audit.record(session, actor=who.actor, now=now, verb=verb, about=user)
    return sign_ins.prove(session, token=token, level=level, now=now) if right else None


def require_password(session: Session, *, actor: Actor, password: str) -> None:
    """Raise DomainError beside the field unless this is the password of whoever acts."""
    user = get_user(session, actor.user_id or 0)
    if not passwords.matches(user.password_hash, password):
        raise DomainError(N_("Mật khẩu hiện tại không đúng."), field="password")


def _present(session: Session, who: Recognised, wanted: Standing) -> User:
    if who.standing is not wanted:
        raise NotAllowed()
    return get_user(session, who.user.id)
