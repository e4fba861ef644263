"""The rows of OWASP ASVS 5.0.0 up to level 2, numbered as there, each with a few words of our own.

`proof` says how a row is met: by a `test` of the application, in a `deployment`, by a `document`, by a `person`;
`none` stands for rows that do not apply, and then `about` says why.
"""

import csv
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("rows.csv")
#: Rows of level 3 that tests may name too; they count for nothing here.
LEVEL_3 = frozenset({"1.2.10", "6.3.5", "6.3.7", "6.3.8", "7.5.3", "8.3.2", "11.2.4", "13.4.6", "13.4.7"})


class Row(NamedTuple):
    """One requirement."""

    id: str
    level: int
    proof: str
    about: str


@lru_cache
def rows() -> dict[str, Row]:
    """All rows by id, in their order."""
    with FILE.open(encoding="utf-8", newline="") as file:
        found = [
            Row(row["id"], int(row["level"]), row["proof"], row["about"]) for row in csv.DictReader(file)
        ]
    return {row.id: row for row in found}


def to_test(level: int | None = None) -> list[str]:
    """Ids of the rows that a test must prove, of one level or of both."""
    return [row.id for row in rows().values() if row.proof == "test" and level in (None, row.level)]
