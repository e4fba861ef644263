"""Tables of offices on their way in: what each row says, and what it would do (features P3, W2; screens 3.18)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from emulation.rules.importing.cells import Table
from emulation.rules.importing.fields import FIELDS, FieldWords
from emulation.rules.importing.heads import guess, guess_at, source_of, unit_of
from emulation.rules.importing.indicators import Catalogue, KnownIndicator
from emulation.rules.importing.paste import pasted
from emulation.rules.importing.rows import is_section, numbers_columns, read_row
from emulation.rules.importing.values import is_nothing, marks_of, shown
from emulation.vocabulary.grids import Cell, Fault, Grid, Layout, ReadRow, RowState
from emulation.vocabulary.kinds import ImportKind, PlanSource
from emulation.vocabulary.words import N_

__all__ = [
    "FIELDS",
    "FieldWords",
    "KnownIndicator",
    "compare",
    "guess",
    "guess_at",
    "pasted",
    "read_rows",
    "shown",
]

#: What a row is found by is not compared.
_KEYS = frozenset({"indicator_id", "plan_source"})


def read_rows(
    grid: Grid, layout: Layout, kind: ImportKind, indicators: Sequence[KnownIndicator]
) -> list[ReadRow]:
    """The rows below the heads that say something. Columns that are absent leave their keys out of `values`.

    Blank rows, section heads, sums and a line that only numbers the columns are passed over.
    """
    columns = {field: at for field, at in layout.columns.items() if field in FIELDS[kind]}
    body = grid.rows[layout.head + 1 :]
    texts = [row[at] for row in body for at in columns.values() if 0 <= at < len(row)]
    marks = marks_of([cell for cell in texts if isinstance(cell, str)], layout.mark)
    source = source_of(grid, layout) if kind is ImportKind.TARGETS and "plan_source" not in columns else None
    table = Table(kind, Catalogue(indicators), marks, source, unit_of(grid, layout))
    first = layout.head + 1
    rows = (
        read_row(table, grid.first + at, cells, may_number=at == first and numbers_columns(grid.rows[at]))
        for at, cells in _telling(grid, layout, columns)
    )
    return _without_doubles([row for row in rows if row is not None], kind)


def _telling(grid: Grid, layout: Layout, columns: Mapping[str, int]) -> Iterator[tuple[int, dict[str, Cell]]]:
    """The place and the cells by field of every row that may say something."""
    for place, row in enumerate(grid.rows[layout.head + 1 :], start=layout.head + 1):
        if not is_section(row):
            cells = {field: row[at] if 0 <= at < len(row) else None for field, at in columns.items()}
            if not all(is_nothing(cell) for cell in cells.values()):
                yield place, cells


def _without_doubles(rows: list[ReadRow], kind: ImportKind) -> list[ReadRow]:
    """Rows that speak of the same thing are all wrong, each naming another one: nobody knows which one is meant."""
    places: dict[tuple[Any, Any], list[int]] = {}
    for row in rows:
        if "indicator_id" in row.values:
            places.setdefault(_key(row, kind), []).append(row.number)
    return [_told(row, places.get(_key(row, kind), []), kind) for row in rows]


def _key(row: ReadRow, kind: ImportKind) -> tuple[Any, Any]:
    source = row.values.get("plan_source", PlanSource.CITY_COUNCIL) if kind is ImportKind.TARGETS else None
    return row.values.get("indicator_id"), source


def _told(row: ReadRow, numbers: list[int], kind: ImportKind) -> ReadRow:
    others = [number for number in numbers if number != row.number]
    if not others:
        return row
    message = N_("Chỉ tiêu này đã có ở dòng %(row)s.")
    if kind is ImportKind.TARGETS:
        message = N_("Chỉ tiêu này đã có ở dòng %(row)s với cùng nguồn kế hoạch.")
    fault = Fault("indicator", message, {"row": others[0]})
    return ReadRow(row.number, row.shown, row.values, (*row.faults, fault))


def compare(row: ReadRow, standing: Mapping[str, Any] | None) -> RowState:
    """What the row would do beside what stands (None: nothing yet). Only what the row speaks of is compared."""
    if row.faults:
        return RowState.WRONG
    if standing is None:
        return RowState.NEW
    same = all(
        _plain(value) == _plain(standing.get(name)) for name, value in row.values.items() if name not in _KEYS
    )
    return RowState.SAME if same else RowState.CHANGED


def _plain(value: Any) -> Any:
    """No words are the same as nothing; 0 is not."""
    return None if isinstance(value, str) and value == "" else value
