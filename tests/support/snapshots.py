"""Putting a database back to an earlier moment, past the triggers that guard its rows."""

import shutil
import weakref
from itertools import count
from pathlib import Path

from emulation.db import Database
from tests.support import kept

_NUMBERS = count()


class Snapshot:
    """All rows of a database at one moment: a copy of the file on SQLite, a schema beside the rows on PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._copy: Path | None = None
        self._schema = f"snapshot{next(_NUMBERS)}"
        if database.dialect == "sqlite":
            self._copy = self._file.with_suffix(f".{next(_NUMBERS)}.copy")
            database.close()
            shutil.copy(self._file, self._copy)
            weakref.finalize(self, self._copy.unlink, missing_ok=True)
            return
        kept.keep(database, self._schema)

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
        kept.put_back(self._database, self._schema)
