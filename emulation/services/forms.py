"""Forms that were sent once: a repeated post finds the first."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.sign_ins import FormKey


def remember(
    session: Session, *, key: str, user_id: int | None, path: str, location: str, now: datetime
) -> None:
    """Note that a form was sent; a second row with the same key cannot be written."""
    session.add(FormKey(key=key, user_id=user_id, path=path, location=location, used_at=now))


def sent_before(session: Session, *, key: str) -> FormKey | None:
    """The earlier sending of the same form, if there was one."""
    return session.scalars(select(FormKey).where(FormKey.key == key)).one_or_none()
