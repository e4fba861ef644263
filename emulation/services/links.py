"""Links sent by mail: each good for one person, one purpose, one use and a limited time. Only a hash is kept."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from emulation.models.accounts import AccountLink, User
from emulation.queries.links import find_owner
from emulation.services.versions import hold_user
from emulation.vocabulary.kinds import LinkPurpose
from emulation.vocabulary.tokens import hashed, new_token


def issue(
    session: Session,
    *,
    user: User,
    purpose: LinkPurpose,
    now: datetime,
    expires_at: datetime,
    token: str = "",
) -> str:
    """Keep a new link for the person; older ones of this purpose end. Returns its token, which is kept nowhere."""
    token = token or new_token()
    hold_user(session, user.id)  # two at once: one after the other
    end_all(session, user=user, now=now, purpose=purpose)
    session.add(
        AccountLink(
            user_id=user.id, purpose=purpose, token_hash=hashed(token), created_at=now, expires_at=expires_at
        )
    )
    session.flush()
    return token


def find(session: Session, *, token: str, purpose: LinkPurpose, now: datetime) -> User | None:
    """The person for whom the link still opens something; nothing changes."""
    return find_owner(session, hashed(token), purpose, now)


def use(session: Session, *, token: str, purpose: LinkPurpose, now: datetime) -> User | None:
    """Use the link up and give its person; None for everybody who comes second or too late."""
    user = find(session, token=token, purpose=purpose, now=now)
    if user is None:
        return None
    spent = session.execute(
        update(AccountLink)
        .where(AccountLink.token_hash == hashed(token), AccountLink.used_at.is_(None))
        .values(used_at=now)
    )
    return user if getattr(spent, "rowcount", 0) == 1 else None


def end_all(session: Session, *, user: User, now: datetime, purpose: LinkPurpose | None = None) -> None:
    """End the person's unused links, of one purpose or of all."""
    statement = update(AccountLink).where(AccountLink.user_id == user.id, AccountLink.used_at.is_(None))
    if purpose is not None:
        statement = statement.where(AccountLink.purpose == purpose)
    session.execute(statement.values(used_at=now))
