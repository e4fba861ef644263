"""Browsers from which people have signed in before: their tries are counted apart from those of strangers."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.sign_ins import KnownDevice
from emulation.vocabulary.tokens import hashed

#: A browser that was not used so long is a stranger again.
KEEP = timedelta(days=180)


def know(session: Session, *, user: User, token: str, now: datetime) -> None:
    """Note that the person has wholly signed in from the browser with this token."""
    kept = _hash(user.email, token)
    used = session.execute(update(KnownDevice).where(KnownDevice.token_hash == kept).values(last_used_at=now))
    if getattr(used, "rowcount", 0) == 0:
        session.add(KnownDevice(user_id=user.id, token_hash=kept, created_at=now, last_used_at=now))


def is_known(session: Session, *, email: str, token: str, now: datetime) -> bool:
    """Whether the account has been entered from this browser; one question, whether or not the account exists."""
    known = (KnownDevice.token_hash == _hash(email, token), KnownDevice.last_used_at > now - KEEP)
    return session.scalar(select(KnownDevice.id).where(*known)) is not None


def forget_all(session: Session, *, user: User) -> None:
    """Make all browsers of the person strangers."""
    session.execute(delete(KnownDevice).where(KnownDevice.user_id == user.id))


def _hash(email: str, token: str) -> str:
    """One browser may serve several people: it is known for each of them apart."""
    return hashed(f"{email.strip().lower()}\n{token}")
