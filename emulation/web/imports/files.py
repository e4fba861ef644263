"""Tables as downloads."""

from collections.abc import Sequence
from dataclasses import replace

from flask import Response

from emulation.gateways.csv_files import csv_bytes
from emulation.gateways.sheets import MEDIA_TYPE, Table, workbook_bytes
from emulation.services.exports import plain

CSV, XLSX = "csv", "xlsx"
KINDS = (CSV, XLSX)


def csv_answer(name: str, rows: Sequence[Sequence[str]]) -> Response:
    """Rows of text as a CSV file."""
    return _answer(f"{name}.csv", csv_bytes(rows), "text/csv; charset=utf-8")


def answer(name: str, tables: Sequence[Table], kind: str) -> Response:
    """Tables as a file: each on a sheet of its own in XLSX, the first alone in CSV, title and notes on top."""
    if kind == XLSX:
        return _answer(f"{name}.xlsx", workbook_bytes(tables), MEDIA_TYPE)
    table = tables[0]
    rows = [[table.title], *([note] for note in table.notes), [], list(table.head)]
    return csv_answer(name, [*rows, *([plain(cell) for cell in row] for row in table.rows)])


def titled(tables: Sequence[Table], titles: Sequence[str]) -> list[Table]:
    """The tables under these titles."""
    return [replace(table, title=title) for table, title in zip(tables, titles, strict=True)]


def _answer(name: str, content: bytes, content_type: str) -> Response:
    response = Response(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
