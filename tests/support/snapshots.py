"""Putting a database back to an earlier moment, past the triggers that guard its rows."""

import shutil
import weakref
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Table, text

from emulation.db import Database
from emulation.models import Base

Rows = dict[str, list[dict[str, Any]]]
_NUMBERS = count()


class Snapshot:
    """All rows of a database at one moment: a copy of the file on SQLite, rows on PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._copy: Path | None = None
        self._rows: Rows = {}
        if database.dialect == "sqlite":
            self._copy = self._file.with_suffix(f".{next(_NUMBERS)}.copy")
            database.close()
            shutil.copy(self._file, self._copy)
            weakref.finalize(self, self._copy.unlink, missing_ok=True)
            return
        with database.reading() as session:
            for table in Base.metadata.sorted_tables:
                self._rows[table.name] = [dict(row._mapping) for row in session.execute(table.select())]

    @property
    def _file(self) -> Path:
        assert self._database.primary.url.database
        return Path(self._database.primary.url.database)

    def restore(self) -> None:
        """Make the database what it was. No session may be open."""
        if self._copy is not None:
            self._database.close()
            for suffix in ("-wal", "-shm"):
                Path(f"{self._file}{suffix}").unlink(missing_ok=True)
            shutil.copy(self._copy, self._file)
            return
        self._put_rows_back()

    def _put_rows_back(self) -> None:
        tables: list[Table] = Base.metadata.sorted_tables
        names = ", ".join(f'"{table.name}"' for table in tables)
        with self._database.primary.begin() as connection:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
            for table in tables:
                if rows := self._rows[table.name]:
                    connection.execute(table.insert(), rows)
                    last = max(row["id"] for row in rows)
                    connection.execute(
                        text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"),
                        {"name": f'"{table.name}"', "last": last},
                    )
