"""Writes the trail and tells whoever has to know. Every service calls `record` after its change, in its transaction."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from emulation.models import Base
from emulation.models.audit import AuditEvent
from emulation.services import audit_chain as audit_chain  # every event gets its seal when it is committed
from emulation.services import telling
from emulation.vocabulary.actor import Actor, capacity_of

SILENT = frozenset({"version", "password_hash", "search_text", "sort_key"})


def record(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    verb: str,
    about: Base,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
    cluster_id: int | None = None,
    cycle_id: int | None = None,
    member_id: int | None = None,
    reason: str = "",
) -> AuditEvent:
    """Add one event about a row that already has its id. `changes` maps a field to (old, new)."""
    event = AuditEvent(
        at=now,
        actor_id=actor.user_id,
        actor_name=actor.full_name,
        capacity=capacity_of(actor),
        verb=verb,
        object_type=about.__tablename__,
        object_id=about.id,
        cluster_id=cluster_id if cluster_id is not None else getattr(about, "cluster_id", None),
        cycle_id=cycle_id if cycle_id is not None else getattr(about, "cycle_id", None),
        member_id=member_id if member_id is not None else getattr(about, "member_id", None),
        changes={name: [_plain(old), _plain(new)] for name, (old, new) in (changes or {}).items()},
        reason=reason,
    )
    session.add(event)
    telling.announce(session, event)
    return event


def change(row: Base, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Set `values` on the row; return what really changed, as field → (old, new)."""
    changes = {}
    for name, new in values.items():
        old = getattr(row, name)
        if old != new:
            setattr(row, name, new)
            if name not in SILENT:
                changes[name] = (old, new)
    return changes


def born(row: Base, names: Iterable[str] | None = None) -> dict[str, tuple[Any, Any]]:
    """The fields of a new row as changes from nothing; empty ones are left out."""
    wanted = names or [column.key for column in inspect(type(row)).column_attrs]
    values = {name: getattr(row, name) for name in wanted if name not in SILENT and name != "id"}
    return {name: (None, value) for name, value in values.items() if value not in (None, "", {}, [])}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value
