"""Writes the trail and tells whoever has to know. Every service calls `record` after its change, in its transaction."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from emulation.models import Base
from emulation.models.audit import AuditEvent
from emulation.models.cycles import Cycle
from emulation.services import audit_chain as audit_chain  # every event gets its seal when it is committed
from emulation.services import search as search  # every commit keeps the index true
from emulation.services import telling
from emulation.vocabulary.actor import Actor, capacity_of

#: Never in the trail: what serves sorting and counting, and what proves who somebody is.
SILENT = frozenset(
    {
        "version",
        "search_text",
        "sort_key",
        *("password_hash", "totp_seed", "totp_last_step", "token_hash", "code_hash", "body"),
        "seal_salt",  # with it and the code, points could be guessed before they are opened
    }
)


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
    """Add one event about a row that already has its id. `changes` maps a field to (old, new).

    Cluster, year and member are taken from the row when they are not given; a year knows its cluster.
    """
    where = _where(session, about, {"cluster_id": cluster_id, "cycle_id": cycle_id, "member_id": member_id})
    told = {name: pair for name, pair in (changes or {}).items() if name not in SILENT}
    event = AuditEvent(
        at=now,
        actor_id=actor.user_id,
        actor_name=actor.full_name,
        capacity=capacity_of(actor),
        verb=verb,
        object_type=about.__tablename__,
        object_id=about.id,
        **where,
        changes={name: [_plain(old), _plain(new)] for name, (old, new) in told.items()},
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


def _where(session: Session, about: Base, given: Mapping[str, int | None]) -> dict[str, int | None]:
    found = {name: getattr(about, name, None) if value is None else value for name, value in given.items()}
    own = f"{about.__tablename__}_id"
    if own in found and found[own] is None:
        found[own] = about.id
    if found["cluster_id"] is None and found["cycle_id"] is not None:
        found["cluster_id"] = session.get_one(Cycle, found["cycle_id"]).cluster_id
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value
