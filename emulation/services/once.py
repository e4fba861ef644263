"""Writing a row at most once, whoever else is writing the same at this moment."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from emulation.models import Base


def insert_once(session: Session, kind: type[Base], rows: Sequence[dict[str, Any]]) -> list[int]:
    """Insert the rows whose unique key is free, leave the others out; gives the ids of those written.

    The database decides: two transactions with the same key write one row, and neither fails.
    """
    if not rows:
        return []
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(kind).on_conflict_do_nothing().returning(kind.id)
    return list(session.scalars(statement.values(list(rows))))
