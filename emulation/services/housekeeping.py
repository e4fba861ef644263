"""Throwing away what nobody needs any more: one-time keys of forms, and sign-ins that ended long ago."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from emulation.models.sign_ins import FormKey, SignIn

KEEP_FORM_KEYS = timedelta(days=30)
KEEP_ENDED_SIGN_INS = timedelta(days=90)


def sweep(session: Session, now: datetime) -> str:
    """Delete what is older than its time; a second run finds nothing. Neither table belongs to the trail."""
    keys = session.execute(delete(FormKey).where(FormKey.used_at < now - KEEP_FORM_KEYS))
    devices = session.execute(delete(SignIn).where(SignIn.ended_at < now - KEEP_ENDED_SIGN_INS))
    return f"{_count(keys)} form key(s) and {_count(devices)} ended sign-in(s) removed"


def _count(result: object) -> int:
    return int(getattr(result, "rowcount", 0))
