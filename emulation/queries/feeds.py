"""Secret addresses of calendars."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.calendar import CalendarFeed


def find_feed(session: Session, user_id: int) -> CalendarFeed | None:
    """The feed of a person, if they have one."""
    return session.scalars(select(CalendarFeed).where(CalendarFeed.user_id == user_id)).one_or_none()


def find_owner(session: Session, token_hash: str) -> User | None:
    """Whose feed an address opens; nobody's when it was ended or the account is closed."""
    statement = (
        select(User)
        .join(CalendarFeed, CalendarFeed.user_id == User.id)
        .where(CalendarFeed.token_hash == token_hash, User.disabled_at.is_(None), User.erased_at.is_(None))
    )
    return session.scalars(statement).one_or_none()
