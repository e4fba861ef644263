"""Seals every event when its transaction commits, one writer after the other, and walks along what was sealed.

The lock is taken at the very end of a transaction: PostgreSQL has one for the chain, on SQLite the writer is alone
anyway. Only events of the own transaction are sealed, so that nothing slipped in by hand is ever blessed later;
events from before there were seals are sealed before the first own ones, and the trail says so.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from emulation.db import noted
from emulation.models.audit import AuditEvent, AuditSeal
from emulation.queries import audit_chain as queries
from emulation.rules.audit_chain import Walk, seal_of
from emulation.vocabulary import trail
from emulation.vocabulary.trail import Anchor, Broken, ChainFault, ChainState, Link, Trail
from emulation.vocabulary.words import N_

#: The number under which PostgreSQL keeps the lock of the chain.
LOCK = 28348
#: Who stands in the trail for what the chain writes about itself.
SYSTEM = N_("Hệ thống")


def seal_events(session: Session) -> None:
    """Seal the events of this transaction; every commit calls it after everything else."""
    if session.in_nested_transaction():
        return
    session.flush()
    if own := list(noted(session).event_ids):
        moment = max(said["at"] for said in queries.events(session, own))
        _seal(session, prepare(session, now=moment), own)


def prepare(session: Session, *, now: datetime) -> Link | None:
    """Take the lock; put under seal what is older than all seals, tell of a new key; gives the newest link."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(LOCK)))
    head = queries.find_link(session, queries.newest_position(session))
    if head is None:
        own = set(noted(session).event_ids)
        if waiting := [number for number in queries.unsealed(session) if number not in own]:
            head = _seal(session, None, waiting)
            return _tell(session, head, trail.SEALING_BEGAN, now, {"count": [None, len(waiting)]})
    elif not _is_of(trail_of(session).keys[0], head):
        return _tell(session, head, trail.KEY_CHANGED, now, {})
    return head


def verify(session: Session, anchors: Iterable[Anchor] = ()) -> ChainState:
    """Walk along the whole chain, up to the first fault."""
    walk = Walk(trail_of(session).keys, outside := list(anchors))
    broken = next(walk.faults(queries.links(session)), None)
    if broken is None and queries.unsealed(session):
        broken = Broken(walk.position + 1, ChainFault.UNSEALED)
    return _state(walk, broken, outside)


def verify_newest(session: Session, number: int, anchors: Iterable[Anchor] = ()) -> ChainState:
    """Walk along the newest links only: what a page or the doctor looks at."""
    links = queries.newest_links(session, number + 1)
    before = links.pop(0) if len(links) > number else None
    walk = Walk(trail_of(session).keys, outside := list(anchors), before)
    broken = next(walk.faults(links), None)
    if broken is None and queries.unsealed(session, since=links[0].event_id if before else 0):
        broken = Broken(walk.position + 1, ChainFault.UNSEALED)
    return _state(walk, broken, outside)


def _state(walk: Walk, broken: Broken | None, anchors: list[Anchor]) -> ChainState:
    latest = max(anchors, key=lambda anchor: anchor.position, default=None)
    return ChainState(walk.checked, walk.position, walk.head, broken, latest)


def trail_of(session: Session) -> Trail:
    """How the database of this session is guarded."""
    found: Trail = session.info["trail"]
    return found


def _tell(session: Session, head: Link, verb: str, now: datetime, changes: dict[str, Any]) -> Link:
    """An event that the chain writes about itself, sealed at once."""
    told = AuditEvent(
        at=now,
        actor_name=SYSTEM,
        verb=verb,
        object_type=AuditEvent.__tablename__,
        object_id=head.event_id,
        changes=changes,
    )
    session.add(told)
    session.flush()
    return _seal(session, head, [told.id])


def _seal(session: Session, head: Link | None, ids: list[int]) -> Link:
    """Append a seal for each of these events behind the head; gives the new head."""
    key = trail_of(session).keys[0]
    position, previous = (head.position, head.seal) if head else (0, trail.NOTHING)
    for said in queries.events(session, ids):
        position += 1
        made = seal_of(key, previous, position, said)
        session.add(AuditSeal(position=position, event_id=said["id"], previous=previous, seal=made))
        head, previous = Link(position, said["id"], previous, made, said), made
    noted(session).event_ids = [number for number in noted(session).event_ids if number not in set(ids)]
    session.flush()
    assert head is not None
    return head


def _is_of(key: str, link: Link) -> bool:
    return link.event is not None and seal_of(key, link.previous, link.position, link.event) == link.seal


event.listen(Session, "before_commit", seal_events)
