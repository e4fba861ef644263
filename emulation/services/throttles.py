"""Counting tries in the database, for all processes together. Callers give each count its own small transaction."""

import hmac
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from emulation.models.throttles import Throttle
from emulation.rules import throttles as rules
from emulation.rules.throttles import LIMITS, Counter


def take(session: Session, *, counters: Sequence[Counter], key: str, now: datetime) -> int:
    """Count one try under each counter in turn, and stop at the first that is full.

    Gives the seconds to wait; 0 means that the try may go on. Two at once never count as one: the row is
    inserted or raised in one statement. `key` hides who it was.
    """
    for counter in counters:
        tries, since = _raise(session, counter, key, now)
        if wait := rules.seconds_to_wait(tries, since, LIMITS[counter.kind], now):
            return wait
    return 0


def wait_for(session: Session, *, counter: Counter, key: str, now: datetime) -> int:
    """The seconds until the next try would be let through; nothing is counted."""
    row = session.scalars(_row(counter, key)).one_or_none()
    return 0 if row is None else rules.seconds_to_wait(row.tries + 1, row.since, LIMITS[counter.kind], now)


def give_back(session: Session, *, counters: Sequence[Counter], key: str) -> None:
    """Take one try back: it was a right one."""
    for counter in counters:
        session.execute(
            update(Throttle)
            .where(Throttle.kind == counter.kind, Throttle.who == _hidden(counter, key), Throttle.tries > 0)
            .values(tries=Throttle.tries - 1)
        )


def clear(session: Session, *, counter: Counter, key: str) -> None:
    """Forget all tries under a counter."""
    session.execute(
        delete(Throttle).where(Throttle.kind == counter.kind, Throttle.who == _hidden(counter, key))
    )


def _raise(session: Session, counter: Counter, key: str, now: datetime) -> tuple[int, datetime]:
    over = Throttle.since <= now - LIMITS[counter.kind].window
    dialect: Any = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(Throttle).values(
        kind=counter.kind, who=_hidden(counter, key), tries=1, since=now
    )
    statement = statement.on_conflict_do_update(
        index_elements=[Throttle.kind, Throttle.who],
        set_={
            "tries": case((over, 1), else_=Throttle.tries + 1),
            "since": case((over, statement.excluded.since), else_=Throttle.since),
        },
    ).returning(Throttle.tries, Throttle.since)
    tries, since = session.execute(statement).one()
    return tries, since


def _row(counter: Counter, key: str) -> Any:
    return select(Throttle).where(Throttle.kind == counter.kind, Throttle.who == _hidden(counter, key))


def _hidden(counter: Counter, key: str) -> str:
    message = f"{counter.kind}\n{counter.who}"
    return hmac.new(key.encode(), message.encode(), "sha256").hexdigest()
