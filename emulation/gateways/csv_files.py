"""Tables as CSV: UTF-8 with BOM, decimal comma, dates dd/mm/yyyy (screens 4.6)."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from emulation.vocabulary.clock import local
from emulation.vocabulary.dates import format_date

MEDIA_TYPE = "text/csv; charset=utf-8"
#: A cell that begins so would be run as a formula by a spreadsheet.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def write(rows: Iterable[Sequence[object]]) -> bytes:
    """The rows, head first, as bytes. Cells: text, int, Decimal, date, aware datetime, or None for empty."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f").replace(".", ",")
    if isinstance(value, datetime):
        return f"{local(value):%H:%M %d/%m/%Y}"
    if isinstance(value, date):
        return format_date(value)
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(DANGEROUS) else text
