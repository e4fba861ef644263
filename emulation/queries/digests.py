"""Who waits for a digest, and what it holds."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, cast, exists, or_, select
from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.notices import Letter, Notice
from emulation.queries.rows import rows_as
from emulation.vocabulary.kinds import MailPace


@dataclass(frozen=True)
class Waiting:
    """Somebody whose notices are gathered, and up to which moment they were gathered last."""

    id: int
    email: str
    wants_reminders: bool
    digest_at: datetime | None


def waiting_for(session: Session, pace: MailPace, slot: datetime) -> list[Waiting]:
    """The people of this pace, with an open account, whose notices up to `slot` are not gathered yet."""
    statement = select(User.id, User.email, User.wants_reminders, User.digest_at).where(
        User.wants_mail,
        User.mail_pace == pace,
        User.disabled_at.is_(None),
        User.erased_at.is_(None),
        or_(User.digest_at.is_(None), User.digest_at < slot),
    )
    return rows_as(session, Waiting, statement.order_by(User.id))


def gathered(
    session: Session, who: Waiting, until: datetime, *, without: tuple[str, ...], reminders: str
) -> list[Notice]:
    """What they were told since the last digest, have not read and did not get as a letter, the oldest first.

    Keys that begin with one of `without` are left out, and those of `reminders` for who wants none.
    """
    left_out = without if who.wants_reminders else (*without, reminders)
    written = Letter.key == Notice.key + "/" + cast(Notice.user_id, String)
    statement = select(Notice).where(
        Notice.user_id == who.id,
        Notice.read_at.is_(None),
        Notice.at <= until,
        *(Notice.key.not_like(f"{prefix}%") for prefix in left_out),
        ~exists(select(Letter.id).where(written)),
    )
    if who.digest_at is not None:
        statement = statement.where(Notice.at > who.digest_at)
    return list(session.scalars(statement.order_by(Notice.at, Notice.id)))
