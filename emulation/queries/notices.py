"""What a person was told."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.notices import Notice
from emulation.queries.rows import find_as
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import MailPace


@dataclass(frozen=True)
class MailChoice:
    """How somebody gets mail: whether at all, at which pace, reminders too; with the version of their account."""

    version: int
    wants_mail: bool
    pace: MailPace
    wants_reminders: bool


def notices_of(session: Session, user_id: int, *, first: int, most: int) -> list[Notice]:
    """A person's notices, the newest first, after leaving out the `first` ones."""
    statement = select(Notice).where(Notice.user_id == user_id).order_by(Notice.at.desc(), Notice.id.desc())
    return list(session.scalars(statement.offset(first).limit(most)))


def number_of(session: Session, user_id: int) -> int:
    """How many notices a person has."""
    return session.scalar(select(func.count()).select_from(Notice).where(Notice.user_id == user_id)) or 0


def mail_choice(session: Session, user_id: int) -> MailChoice:
    """What the person chose; raises NotFound for nobody."""
    columns = (User.version, User.wants_mail, User.mail_pace, User.wants_reminders)
    found = find_as(session, MailChoice, select(*columns).where(User.id == user_id))
    if found is None:
        raise NotFound()
    return found
