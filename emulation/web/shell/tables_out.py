"""The same rows as on the screen, as a CSV, XLSX or JSON file with caption, notes and provenance.

The same sheet as a PDF: web/shell/papers.py.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from flask import Response

from emulation.gateways.csv_files import csv_bytes
from emulation.gateways.sheets import MEDIA_TYPE, Table, workbook_bytes

Cell = str | int | Decimal | None
CSV, XLSX, JSON = "csv", "xlsx", "json"


@dataclass(frozen=True)
class Grid:
    """A table: columns as (key, head), rows in the order of the columns.

    `stacks` are columns that the page shows as lines of one cell, as (head, keys): paper does the same.
    """

    key: str
    title: str
    columns: Sequence[tuple[str, str]]
    rows: Sequence[Sequence[Cell]]
    stacks: Sequence[tuple[str, Sequence[str]]] = ()


@dataclass(frozen=True)
class Sheet:
    """Everything a page shows: its title, the notes of its caption, its tables.

    `mark` says on every sheet of paper what a reader must not overlook ("Minh họa – …").
    """

    name: str
    title: str
    notes: Sequence[str]
    grids: Sequence[Grid] = field(default_factory=list)
    mark: str = ""


def answer(sheet: Sheet, kind: str) -> Response:
    """The sheet as a download."""
    make, content_type = {
        CSV: (_csv, "text/csv; charset=utf-8"),
        XLSX: (_xlsx, MEDIA_TYPE),
        JSON: (_json, "application/json; charset=utf-8"),
    }[kind]
    response = Response(make(sheet), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{sheet.name}.{kind}"'
    return response


def _csv(sheet: Sheet) -> bytes:
    rows: list[list[str]] = [[sheet.title], *([note] for note in sheet.notes)]
    for grid in sheet.grids:
        rows += [[], [grid.title], [head for _key, head in grid.columns]]
        rows += [[_text(cell) for cell in row] for row in grid.rows]
    return csv_bytes(rows)


def _xlsx(sheet: Sheet) -> bytes:
    """Each grid on a sheet of its own, under the same notes."""
    tables = []
    for grid in sheet.grids or [Grid("", sheet.title, [], [])]:
        notes = [*sheet.notes] if grid.title == sheet.title else [sheet.title, *sheet.notes]
        tables.append(Table(grid.title, [head for _key, head in grid.columns], grid.rows, notes))
    return workbook_bytes(tables)


def _text(cell: Cell) -> str:
    """Decimal comma, no thousands mark; an unknown value is an empty cell."""
    if cell is None:
        return ""
    return f"{cell:f}".replace(".", ",") if isinstance(cell, Decimal) else str(cell)


def _json(sheet: Sheet) -> bytes:
    tables = [
        {
            "key": grid.key,
            "title": grid.title,
            "columns": dict(grid.columns),
            "rows": [
                {key: _plain(cell) for (key, _head), cell in zip(grid.columns, row, strict=True)}
                for row in grid.rows
            ],
        }
        for grid in sheet.grids
    ]
    content = {"title": sheet.title, "notes": list(sheet.notes), "tables": tables}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _plain(cell: Cell) -> str | int | None:
    """Decimals as text, so that no reader turns them into binary fractions."""
    return f"{cell:f}" if isinstance(cell, Decimal) else cell
