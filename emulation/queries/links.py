"""Links sent by mail: the live one behind a token, and how somebody's invitation stands."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.accounts import AccountLink, User
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.kinds import LinkPurpose


@dataclass(frozen=True)
class Invitation:
    """How the invitation of a person without a password stands; `last_day` is None when none was sent or it ended."""

    last_day: date | None
    is_over: bool


def find_owner(session: Session, token_hash: str, purpose: LinkPurpose, now: datetime) -> User | None:
    """The person whose live link this is: unused, not expired, the account open."""
    statement = (
        select(User)
        .join(AccountLink, AccountLink.user_id == User.id)
        .where(
            AccountLink.token_hash == token_hash,
            AccountLink.purpose == purpose,
            AccountLink.used_at.is_(None),
            AccountLink.expires_at > now,
            User.disabled_at.is_(None),
            User.erased_at.is_(None),
        )
    )
    return session.scalars(statement).one_or_none()


def open_invitations(session: Session, now: datetime) -> dict[int, Invitation]:
    """Everybody who has no password yet, by id."""
    statement = (
        select(User.id, AccountLink.expires_at)
        .outerjoin(
            AccountLink,
            (AccountLink.user_id == User.id)
            & (AccountLink.purpose == LinkPurpose.INVITATION)
            & AccountLink.used_at.is_(None),
        )
        .where(User.password_hash == "", User.disabled_at.is_(None), User.erased_at.is_(None))
    )
    return {user_id: _standing(until, now) for user_id, until in session.execute(statement)}


def _standing(until: datetime | None, now: datetime) -> Invitation:
    if until is None:
        return Invitation(None, True)
    return Invitation(local_date(until - timedelta(seconds=1)), until <= now)
