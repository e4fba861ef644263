"""Looking for words everywhere: in all rows of all tables, in files, in what was logged."""

import json
from pathlib import Path

from emulation.db import Database
from emulation.models import Base


def in_tables(database: Database, *words: str) -> dict[str, set[str]]:
    """Table → columns in which one of the words stands, in any row; JSON is read, letters' case does not count."""
    hits: dict[str, set[str]] = {}
    with database.reading() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(table.select()):
                for column, value in row._mapping.items():
                    text = json.dumps(value, default=str, ensure_ascii=False).lower()
                    if any(word.lower() in text for word in words):
                        hits.setdefault(table.name, set()).add(str(column))
    return hits


def in_files(folder: Path, *words: str) -> set[str]:
    """The files below a folder that hold one of the words, as they are named there."""
    wanted = [word.encode() for word in words]
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and any(word in path.read_bytes() for word in wanted)
    }
