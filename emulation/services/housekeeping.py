"""Throwing away what nobody needs any more: exactly what the schedule in rules/privacy.py says."""

from datetime import datetime, timedelta

from sqlalchemy import and_, delete
from sqlalchemy.orm import Session

from emulation.models import Base
from emulation.rules.privacy import SCHEDULE


def sweep(session: Session, now: datetime) -> str:
    """Delete what is older than its time; a second run finds nothing. None of these tables belongs to the trail."""
    removed: dict[str, int] = {}
    kinds = {str(mapper.local_table): mapper.class_ for mapper in Base.registry.mappers}
    for kept in SCHEDULE:
        kind = kinds[kept.table]
        old = getattr(kind, kept.since) < now - timedelta(days=kept.days)
        if kept.unless:
            old = and_(old, getattr(kind, kept.unless).is_(None))
        removed[kept.table] = removed.get(kept.table, 0) + _count(session.execute(delete(kind).where(old)))
    told = ", ".join(f"{number} {name.replace('_', ' ')}(s)" for name, number in removed.items())
    return f"{told} removed"


def _count(result: object) -> int:
    return int(getattr(result, "rowcount", 0))
