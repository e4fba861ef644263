"""What a block asks the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from emulation.db import Database


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """The statements that the block sends, in order; setting up a transaction is not counted."""
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN")):
            found.append(statement)

    event.listen(database.primary, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(database.primary, "before_cursor_execute", note)
