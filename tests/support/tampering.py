"""Ways to tamper with the trail through plain SQL, by somebody who may do everything but has not the key."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, Table, delete, func, insert, select, text, update

from emulation.models.audit import AuditEvent, AuditSeal
from emulation.models.triggers import triggers
from emulation.rules.audit_chain import seal_of
from emulation.vocabulary.trail import NOTHING

EVENT: Table = AuditEvent.__table__  # type: ignore[assignment]
SEAL: Table = AuditSeal.__table__  # type: ignore[assignment]
FAR = 1_000_000
Tampering = Callable[[Connection, random.Random], str]


def unguard(connection: Connection) -> None:
    """Put triggers and foreign keys out of action, until the transaction is rolled back."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        return
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    for trigger in triggers():
        if trigger.table in (EVENT.name, SEAL.name):
            connection.execute(text(f"DROP TRIGGER IF EXISTS {trigger.name}"))


def other(value: Any, dice: random.Random) -> Any:
    """A value of the same kind that says something else."""
    match value:
        case None:
            return dice.randint(1, 9)
        case bool():
            return not value
        case int():
            return value + FAR + dice.randint(1, 9)
        case datetime():
            return value + timedelta(seconds=dice.randint(1, 99))
        case dict():
            return {**value, "thêm": [None, dice.randint(1, 9)]}
        case _:
            return "f" * 64 if len(value) == 64 and value != "f" * 64 else f"{value[:30]}x"


def some_link(connection: Connection, dice: random.Random) -> tuple[int, int]:
    """A random place of the chain: its position and the id of its event."""
    places = connection.execute(select(SEAL.c.position, SEAL.c.event_id).order_by(SEAL.c.position)).all()
    return tuple(dice.choice(places))


def edit_event(connection: Connection, dice: random.Random) -> str:
    return edit_column(connection, dice, dice.choice(list(EVENT.columns)))


def edit_column(connection: Connection, dice: random.Random, column: Column[Any]) -> str:
    _position, event_id = some_link(connection, dice)
    old = connection.execute(select(column).where(EVENT.c.id == event_id)).scalar_one()
    connection.execute(update(EVENT).where(EVENT.c.id == event_id).values({column: other(old, dice)}))
    return f"event.{column.name}"


def edit_seal(connection: Connection, dice: random.Random) -> str:
    """Any column but the number of the row, which says nothing."""
    position, _event_id = some_link(connection, dice)
    column = dice.choice([column for column in SEAL.columns if column.name != "id"])
    old = connection.execute(select(column).where(SEAL.c.position == position)).scalar_one()
    connection.execute(update(SEAL).where(SEAL.c.position == position).values({column: other(old, dice)}))
    return f"seal.{column.name}"


def delete_event(connection: Connection, dice: random.Random) -> str:
    _position, event_id = some_link(connection, dice)
    connection.execute(delete(EVENT).where(EVENT.c.id == event_id))
    return "event alone"


def delete_seal(connection: Connection, dice: random.Random) -> str:
    position, _event_id = some_link(connection, dice)
    connection.execute(delete(SEAL).where(SEAL.c.position == position))
    return "seal alone"


def delete_both_and_close_up(connection: Connection, dice: random.Random) -> str:
    """Remove a link and move everything behind it one place forward."""
    position, event_id = some_link(connection, dice)
    connection.execute(delete(SEAL).where(SEAL.c.position == position))
    connection.execute(delete(EVENT).where(EVENT.c.id == event_id))
    shift(connection, position, -1)
    return "both, closed up"


def insert_unsealed(connection: Connection, dice: random.Random) -> str:
    copy_event(connection, some_link(connection, dice)[1])
    return "without a seal"


def insert_sealed(connection: Connection, dice: random.Random) -> str:
    """Make room in the middle or at the end, and put an event there with a seal that joins the one before."""
    position, event_id = some_link(connection, dice)
    shift(connection, position, 1)
    new = copy_event(connection, event_id)
    before = connection.execute(select(SEAL.c.seal).where(SEAL.c.position == position)).scalar_one()
    seal = seal_of("guess", before, position + 1, said(connection, new))
    row = {"position": position + 1, "event_id": new, "previous": before, "seal": seal}
    connection.execute(insert(SEAL).values(id=FAR, **row))
    return "with a guessed seal"


def swap_events(connection: Connection, dice: random.Random) -> str:
    """Let two seals point at each other's events."""
    one, two = two_links(connection, dice)
    point(connection, one[0], FAR)
    point(connection, two[0], one[1])
    point(connection, one[0], two[1])
    return "events"


def swap_places(connection: Connection, dice: random.Random) -> str:
    one, two = two_links(connection, dice)
    for old, new in ((one[0], FAR), (two[0], one[0]), (FAR, two[0])):
        connection.execute(update(SEAL).where(SEAL.c.position == old).values(position=new))
    return "places"


def cut_tail(connection: Connection, dice: random.Random) -> str:
    position, _event_id = some_link(connection, dice)
    gone = select(SEAL.c.event_id).where(SEAL.c.position >= position)
    ids = list(connection.scalars(gone))
    connection.execute(delete(SEAL).where(SEAL.c.position >= position))
    connection.execute(delete(EVENT).where(EVENT.c.id.in_(ids)))
    return "tail"


def rewrite(connection: Connection, dice: random.Random, key: str = "guess") -> str:
    """Change an event and make all seals anew, with a key that is not ours."""
    _position, event_id = some_link(connection, dice)
    connection.execute(update(EVENT).where(EVENT.c.id == event_id).values(actor_name="Người khác"))
    previous = NOTHING
    for position, number in connection.execute(
        select(SEAL.c.position, SEAL.c.event_id).order_by(SEAL.c.position)
    ).all():
        seal = seal_of(key, previous, position, said(connection, number))
        here = update(SEAL).where(SEAL.c.position == position)
        connection.execute(here.values(previous=previous, seal=seal))
        previous = seal
    return "whole chain"


def shift(connection: Connection, position: int, by: int) -> None:
    """Move every seal behind a position, past the uniqueness of positions."""
    behind = update(SEAL).where(SEAL.c.position > position, SEAL.c.position < FAR)
    connection.execute(behind.values(position=SEAL.c.position + FAR))
    connection.execute(update(SEAL).where(SEAL.c.position > FAR).values(position=SEAL.c.position - FAR + by))


def two_links(connection: Connection, dice: random.Random) -> tuple[tuple[int, int], tuple[int, int]]:
    places = connection.execute(select(SEAL.c.position, SEAL.c.event_id).order_by(SEAL.c.position)).all()
    one, two = dice.sample(places, 2)
    return tuple(one), tuple(two)


def point(connection: Connection, position: int, event_id: int) -> None:
    connection.execute(update(SEAL).where(SEAL.c.position == position).values(event_id=event_id))


def copy_event(connection: Connection, event_id: int) -> int:
    new = (connection.scalar(select(func.max(EVENT.c.id))) or 0) + 1
    connection.execute(insert(EVENT).values({**said(connection, event_id), "id": new}))
    return new


def said(connection: Connection, event_id: int) -> dict[str, Any]:
    row = connection.execute(select(EVENT).where(EVENT.c.id == event_id)).one()
    return {column.name: row._mapping[column] for column in EVENT.columns}


ALL: dict[str, Tampering] = {
    "edit an event": edit_event,
    "edit a seal": edit_seal,
    "delete an event": delete_event,
    "delete a seal": delete_seal,
    "delete both": delete_both_and_close_up,
    "insert without a seal": insert_unsealed,
    "insert with a seal": insert_sealed,
    "swap events": swap_events,
    "swap places": swap_places,
    "cut the tail": cut_tail,
    "rewrite": rewrite,
}
