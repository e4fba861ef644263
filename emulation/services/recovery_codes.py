"""Codes for the day the phone is lost: shown once, kept as hashes, each good for one use."""

import base64
import secrets
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from emulation.models.accounts import RecoveryCode, User
from emulation.rules import codes as rules
from emulation.vocabulary.tokens import hashed


def make_anew(session: Session, user: User) -> list[str]:
    """New codes in place of all earlier ones, as they are shown."""
    forget(session, user)
    codes = [
        base64.b32encode(secrets.token_bytes(rules.RECOVERY_BYTES)).decode()
        for _ in range(rules.RECOVERY_CODES)
    ]
    session.add_all(RecoveryCode(user_id=user.id, code_hash=hashed(code)) for code in codes)
    return [rules.grouped(code) for code in codes]


def use(session: Session, user: User, code: str, now: datetime) -> bool:
    """Whether this is an unused code of the person; it is used up then. Of many at once only one finds it unused."""
    unused = (
        RecoveryCode.user_id == user.id,
        RecoveryCode.code_hash == hashed(code),
        RecoveryCode.used_at.is_(None),
    )
    used = session.execute(update(RecoveryCode).where(*unused).values(used_at=now))
    return getattr(used, "rowcount", 0) == 1


def left(session: Session, user_id: int) -> int:
    """How many can still be used."""
    unused = (RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    return session.scalar(select(func.count()).select_from(RecoveryCode).where(*unused)) or 0


def forget(session: Session, user: User) -> None:
    """Make all codes of the person worthless."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
