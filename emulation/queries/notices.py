"""What a person was told."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.notices import Notice


def notices_of(session: Session, user_id: int, *, first: int, most: int) -> list[Notice]:
    """A person's notices, the newest first, after leaving out the `first` ones."""
    statement = select(Notice).where(Notice.user_id == user_id).order_by(Notice.at.desc(), Notice.id.desc())
    return list(session.scalars(statement.offset(first).limit(most)))


def number_of(session: Session, user_id: int) -> int:
    """How many notices a person has."""
    return session.scalar(select(func.count()).select_from(Notice).where(Notice.user_id == user_id)) or 0


def wants_mail(session: Session, user_id: int) -> bool:
    """Whether the person gets notices by mail too."""
    return bool(session.scalar(select(User.wants_mail).where(User.id == user_id)))
