"""The trail as people read it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.queries.rows import rows_as


@dataclass(frozen=True)
class EventRow:
    """One event of a timeline."""

    at: datetime
    actor_name: str
    capacity: str
    verb: str
    changes: dict[str, Any]
    reason: str


def timeline(session: Session, object_type: str, object_id: int) -> list[EventRow]:
    """What happened to one object, newest first."""
    statement = (
        select(
            AuditEvent.at,
            AuditEvent.actor_name,
            AuditEvent.capacity,
            AuditEvent.verb,
            AuditEvent.changes,
            AuditEvent.reason,
        )
        .where(AuditEvent.object_type == object_type, AuditEvent.object_id == object_id)
        .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
    )
    return rows_as(session, EventRow, statement)
