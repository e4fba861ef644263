"""Writing rows at most once, whoever else is writing the same at this moment."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session

from emulation.models import Base


def insert_once(
    session: Session, kind: type[Base], rows: Sequence[dict[str, Any]], *, giving: InstrumentedAttribute[Any]
) -> list[Any]:
    """Insert the rows whose unique key is free and leave the others out; gives one column of those written.

    The database decides: two transactions with the same key write one row, and neither fails.
    """
    if not rows:
        return []
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(kind).values(list(rows)).on_conflict_do_nothing().returning(giving)
    return list(session.scalars(statement))
