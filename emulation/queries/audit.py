"""The trail as people read it: who did what to what, old and new, narrowed by what the reader may see."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, func, or_, select
from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.audit import AuditEvent
from emulation.models.clusters import Cluster, Member
from emulation.models.cycles import Cycle
from emulation.queries.rows import rows_as, seen_anywhere
from emulation.vocabulary.actor import Scope
from emulation.vocabulary.clock import LOCAL_ZONE
from emulation.vocabulary.vietnamese import fold


@dataclass(frozen=True)
class EventRow:
    """One event with the names of where it belongs."""

    at: datetime
    actor_name: str
    capacity: str
    verb: str
    object_type: str
    object_id: int
    changes: dict[str, Any]
    reason: str
    member: str | None
    cluster: str | None
    year: int | None


@dataclass(frozen=True)
class TrailFilter:
    """What a reader looks for. `text` is looked for in reasons and values; `verbs` are those it names in words."""

    object_type: str = ""
    object_id: int | None = None
    person: str = ""
    since: date | None = None
    until: date | None = None
    cluster_id: int | None = None
    text: str = ""
    verbs: frozenset[str] = frozenset()


def timeline(session: Session, object_type: str, object_id: int) -> list[EventRow]:
    """What happened to one object, newest first."""
    return events(session, TrailFilter(object_type, object_id), Scope(everything=True))


def events(
    session: Session, wanted: TrailFilter, scope: Scope, *, limit: int | None = None, offset: int = 0
) -> list[EventRow]:
    """The events that are looked for and may be seen, newest first."""
    statement = (
        select(
            AuditEvent.at,
            AuditEvent.actor_name,
            AuditEvent.capacity,
            AuditEvent.verb,
            AuditEvent.object_type,
            AuditEvent.object_id,
            AuditEvent.changes,
            AuditEvent.reason,
            Member.name_vi,
            Cluster.name_vi,
            Cycle.year,
        )
        .join(Member, Member.id == AuditEvent.member_id, isouter=True)
        .join(Cluster, Cluster.id == AuditEvent.cluster_id, isouter=True)
        .join(Cycle, Cycle.id == AuditEvent.cycle_id, isouter=True)
        .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return rows_as(session, EventRow, _narrowed(statement, wanted, scope))


def count(session: Session, wanted: TrailFilter, scope: Scope) -> int:
    """How many events there are of what is looked for."""
    return session.scalar(_narrowed(select(func.count(AuditEvent.id)), wanted, scope)) or 0


def _narrowed(statement: Select[Any], wanted: TrailFilter, scope: Scope) -> Select[Any]:
    if not scope.everything:
        statement = statement.where(seen_anywhere(scope, AuditEvent.cluster_id, AuditEvent.member_id))
    return statement.where(*_conditions(wanted))


def _conditions(wanted: TrailFilter) -> Iterable[ColumnElement[bool]]:
    if wanted.object_type:
        yield AuditEvent.object_type == wanted.object_type
    if wanted.object_id is not None:
        yield AuditEvent.object_id == wanted.object_id
    if wanted.cluster_id is not None:
        yield AuditEvent.cluster_id == wanted.cluster_id
    if wanted.since is not None:
        yield AuditEvent.at >= datetime.combine(wanted.since, time(), LOCAL_ZONE)
    if wanted.until is not None:
        yield AuditEvent.at <= datetime.combine(wanted.until, time.max, LOCAL_ZONE)
    if wanted.person:
        people = select(User.id).where(User.search_text.contains(fold(wanted.person), autoescape=True))
        named = AuditEvent.actor_name.icontains(wanted.person, autoescape=True)
        yield or_(AuditEvent.actor_id.in_(people), named)
    if wanted.text:
        yield or_(*_says(wanted))


def _says(wanted: TrailFilter) -> Iterable[ColumnElement[bool]]:
    """Values lie in the database as JSON, which writes letters beyond ASCII as escapes."""
    yield AuditEvent.reason.icontains(wanted.text, autoescape=True)
    yield cast(AuditEvent.changes, Text).contains(json.dumps(wanted.text)[1:-1], autoescape=True)
    if wanted.verbs:
        yield AuditEvent.verb.in_(wanted.verbs)
