"""The trail as people read it: who did what to what, old and new, narrowed by what the reader may see."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, cast, false, func, not_, or_, select
from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.audit import AuditEvent
from emulation.models.clusters import Cluster, Member
from emulation.models.cycles import Cycle
from emulation.models.rankings import YearRanking
from emulation.queries.rows import rows_as, seen_anywhere
from emulation.vocabulary.actor import Scope
from emulation.vocabulary.clock import LOCAL_ZONE
from emulation.vocabulary.states import RankingState
from emulation.vocabulary.vietnamese import fold

EVERYTHING = Scope(everything=True)
#: Tables whose events tell points.
SCORED = ("score_sheet", "cross_roster", "cross_sheet", "explanation")


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
    is_veiled: bool = False

    @property
    def shown(self) -> dict[str, Any]:
        """The changes that the reader may see: points that are not published stay behind their veil."""
        return {} if self.is_veiled else self.changes


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
    return events(session, TrailFilter(object_type, object_id), EVERYTHING)


def events(
    session: Session,
    wanted: TrailFilter,
    scope: Scope,
    *,
    scores: Scope = EVERYTHING,
    limit: int | None = None,
    offset: int = 0,
) -> list[EventRow]:
    """The events that are looked for and may be seen, newest first.

    Who reads the trail need not read scores: what lies outside `scores` is told without its points until the
    ranking of its year is published, and is not found by them.
    """
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
            _is_veiled(scores),
        )
        .join(Member, Member.id == AuditEvent.member_id, isouter=True)
        .join(Cluster, Cluster.id == AuditEvent.cluster_id, isouter=True)
        .join(Cycle, Cycle.id == AuditEvent.cycle_id, isouter=True)
        .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return rows_as(session, EventRow, _narrowed(statement, wanted, scope, scores))


def count(session: Session, wanted: TrailFilter, scope: Scope, *, scores: Scope = EVERYTHING) -> int:
    """How many events there are of what is looked for."""
    return session.scalar(_narrowed(select(func.count(AuditEvent.id)), wanted, scope, scores)) or 0


def _is_veiled(scores: Scope) -> ColumnElement[bool]:
    if scores.everything:
        return false()
    ranking = select(YearRanking.id).where(
        YearRanking.cycle_id == AuditEvent.cycle_id, YearRanking.state == RankingState.PUBLISHED
    )
    readable = func.coalesce(seen_anywhere(scores, AuditEvent.cluster_id, AuditEvent.member_id), false())
    return and_(AuditEvent.object_type.in_(SCORED), not_(readable), not_(ranking.exists()))


def _narrowed(statement: Select[Any], wanted: TrailFilter, scope: Scope, scores: Scope) -> Select[Any]:
    if not scope.everything:
        statement = statement.where(seen_anywhere(scope, AuditEvent.cluster_id, AuditEvent.member_id))
    return statement.where(*_conditions(wanted, scores))


def _conditions(wanted: TrailFilter, scores: Scope) -> Iterable[ColumnElement[bool]]:
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
        yield or_(*_says(wanted, scores))


def _says(wanted: TrailFilter, scores: Scope) -> Iterable[ColumnElement[bool]]:
    """Values lie in the database as JSON, which writes letters beyond ASCII as escapes."""
    yield AuditEvent.reason.icontains(wanted.text, autoescape=True)
    told = cast(AuditEvent.changes, Text).contains(json.dumps(wanted.text)[1:-1], autoescape=True)
    yield and_(told, not_(_is_veiled(scores)))
    if wanted.verbs:
        yield AuditEvent.verb.in_(wanted.verbs)
