"""The seals of the trail in their order, each with what its event says now."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, exists, func, select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent, AuditSeal
from emulation.vocabulary.trail import Link

_EVENT = AuditEvent.__table__
_SEAL = AuditSeal.__table__
_AT_ONCE = 500


def links(session: Session, *, after: int = 0) -> Iterator[Link]:
    """The links behind a position, streamed, so that a long trail does not have to fit into memory."""
    statement = _links().where(_SEAL.c.position > after).order_by(_SEAL.c.position)
    for row in session.execute(statement.execution_options(yield_per=_AT_ONCE)):
        yield _link(row)


def find_link(session: Session, position: int) -> Link | None:
    """The link at a position."""
    row = session.execute(_links().where(_SEAL.c.position == position)).first()
    return None if row is None else _link(row)


def newest_links(session: Session, number: int) -> list[Link]:
    """The last links of the chain, in its order."""
    rows = session.execute(_links().order_by(_SEAL.c.position.desc()).limit(number)).all()
    return [_link(row) for row in reversed(rows)]


def newest_position(session: Session) -> int:
    """How long the chain is."""
    return session.scalar(select(func.coalesce(func.max(_SEAL.c.position), 0))) or 0


def unsealed(session: Session, *, since: int = 0) -> list[int]:
    """The ids of events without a seal, from an id on, in the order in which they were written."""
    statement = select(_EVENT.c.id).where(
        _EVENT.c.id >= since, ~exists().where(_SEAL.c.event_id == _EVENT.c.id)
    )
    return list(session.scalars(statement.order_by(_EVENT.c.id)))


def events(session: Session, ids: Sequence[int]) -> Iterator[Mapping[str, Any]]:
    """All columns of these events, as they are stored, in the order of the ids given."""
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        rows = session.execute(select(_EVENT).where(_EVENT.c.id.in_(some)))
        said = {row.id: _said(row) for row in rows}
        yield from (said[number] for number in some)


def _links() -> Select[Any]:
    on = _SEAL.c.event_id == _EVENT.c.id
    return select(_SEAL, _EVENT).join_from(_SEAL, _EVENT, on, isouter=True)


def _link(row: Row[Any]) -> Link:
    said, event = row._mapping, _said(row)
    seal = said[_SEAL.c.position], said[_SEAL.c.event_id], said[_SEAL.c.previous], said[_SEAL.c.seal]
    return Link(*seal, None if event["id"] is None else event)


def _said(row: Row[Any]) -> dict[str, Any]:
    return {column.name: row._mapping[column] for column in _EVENT.columns}
