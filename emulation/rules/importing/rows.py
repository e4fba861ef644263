"""Which rows of an office's table say something, and what."""

import re
from collections.abc import Mapping, Sequence

from emulation.rules.importing.bounds import bounds
from emulation.rules.importing.cells import Table
from emulation.rules.importing.meaning import PLAN, Row, says_so
from emulation.rules.importing.values import Marks, is_nothing, shown
from emulation.rules.importing.words import plain
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.grids import Broken, Cell, ReadRow
from emulation.vocabulary.kinds import ImportKind

_NUMBERS = (*PLAN, "baseline", "weight", "value", "forecast")
#: What a known indicator stands beside in a row that was left blank.
_GIVEN = frozenset({"indicator", "code", "unit", "operator", "plan_source", "status"})
_SUMS = frozenset({"tong", "tong cong", "cong", "tong so", "tong diem", "total"})
_NUMBERED = re.compile(r"\(?[A-Za-z0-9]{1,2}\)?(\s*=.*)?", re.DOTALL)


def is_section(row: Sequence[Cell]) -> bool:
    """Whether one text stands in all cells of a row: the head of a part, in merged cells."""
    said = [cell for cell in row if cell is not None]
    return len(said) > 1 and isinstance(said[0], str) and all(cell == said[0] for cell in said)


def numbers_columns(row: Sequence[Cell]) -> bool:
    """Whether a row may only number the columns: (1), (2), (3) or A, B, 1, 2, 3=2/1."""
    said = [shown(cell) for cell in row if not is_nothing(cell)]
    return len(said) > 2 and all(_NUMBERED.fullmatch(one) for one in said)


def read_row(table: Table, number: int, cells: Mapping[str, Cell], *, may_number: bool) -> ReadRow | None:
    """What the row says; None when it says nothing: a section, a sum, a signature, a line that was left blank."""
    named = [shown(cells.get(field)) for field in ("code", "indicator")]
    indicator = next(filter(None, map(table.catalogue.find, named)), None)
    if indicator is None and (may_number or not _speaks(cells, named)):
        return None
    if indicator is not None and all(is_nothing(cells[field]) for field in cells.keys() - _GIVEN):
        return None
    row = Row(table, cells, indicator)
    row.name(next(filter(None, reversed(named)), ""))
    row.targets() if table.kind is ImportKind.TARGETS else row.results()
    row.note()
    told = {field: shown(cell) for field, cell in cells.items()}
    return ReadRow(number, told, row.values, tuple(row.faults))


def _speaks(cells: Mapping[str, Cell], named: Sequence[str]) -> bool:
    """Whether a row without a known indicator says something that would be lost: a number, or "Không giao"."""
    full = {field: cell for field, cell in cells.items() if not is_nothing(cell)}
    if any(plain(one) in _SUMS for one in named):
        return bool(full.keys() & {*PLAN, "value"})
    if "not_assigned" in full:
        return True
    is_named = any(not is_nothing(one) for one in named)
    return any(_is_number(full[field], strict=not is_named) for field in full.keys() & set(_NUMBERS))


def _is_number(cell: Cell, *, strict: bool) -> bool:
    """Whether a cell holds a number; where nothing is named, words with digits in them are a signature or a date."""
    if not isinstance(cell, str) or isinstance(cell, Broken) or says_so(cell):
        return True
    if not strict:
        return any(letter.isdigit() for letter in cell)
    try:
        found = bounds(cell, Marks(), "", "")
    except DomainError:
        return False
    return found.low is not None or found.high is not None
