"""Counting what a page asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from emulation.db import Database


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The SELECT statements that the block sends, in order."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            statements.append(statement)

    event.listen(database.primary, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(database.primary, "before_cursor_execute", note)
