"""The devices on which somebody is signed in now."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.sign_ins import SignIn
from emulation.vocabulary.kinds import SignInLevel


@dataclass(frozen=True)
class DeviceRow:
    """A device: what the browser says of itself, since when it is signed in, when it was last used."""

    id: int
    agent: str
    level: SignInLevel
    created_at: datetime
    last_seen_at: datetime


def devices_of(
    session: Session, user_id: int, *, seen_since: datetime, begun_since: datetime
) -> list[DeviceRow]:
    """The sign-ins of a person that neither rest nor age has ended, the one used last first."""
    living = (
        SignIn.user_id == user_id,
        SignIn.ended_at.is_(None),
        SignIn.last_seen_at >= seen_since,
        SignIn.created_at >= begun_since,
    )
    statement = (
        select(SignIn.id, SignIn.device, SignIn.level, SignIn.created_at, SignIn.last_seen_at)
        .where(*living)
        .order_by(SignIn.last_seen_at.desc(), SignIn.id.desc())
    )
    return [DeviceRow(*row) for row in session.execute(statement)]
