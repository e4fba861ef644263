"""How long a sign-in lives, and which acts ask for a fresh proof of who is there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from emulation.vocabulary.actions import Action

SEEN_EVERY = timedelta(minutes=1)
#: Acts that cannot be taken back by the one who did them, or that change who may do what.
GRAVE = frozenset(
    {
        Action.ACCOUNT_SECURE,
        Action.USER_MANAGE,
        Action.DATA_REQUEST_HANDLE,
        Action.CYCLE_CLOSE,
        Action.RANKING_FINALISE,
        Action.RANKING_PUBLISH,
    }
)


@dataclass(frozen=True)
class Limits:
    """How long a sign-in lives: without use, and at all."""

    idle: timedelta
    absolute: timedelta


def is_over(*, created_at: datetime, last_seen_at: datetime, now: datetime, limits: Limits) -> bool:
    """Whether rest or age has ended a sign-in. A clock that jumps back revives nothing that was ended."""
    return now - last_seen_at > limits.idle or now - created_at > limits.absolute


def is_seen_due(last_seen_at: datetime, now: datetime) -> bool:
    """Whether "last seen" is to be noted again."""
    return now - last_seen_at >= SEEN_EVERY


def asks_again(action: Action, proven_at: datetime | None, now: datetime, fresh: timedelta) -> bool:
    """Whether the person must prove once more who they are before they go on with `action`."""
    return action in GRAVE and (proven_at is None or now - proven_at > fresh)
