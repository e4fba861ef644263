"""XLSX files: numbers are numbers, days are days, and text is text – never a formula, a link or an array."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from emulation.vocabulary.clock import local

Cell = str | int | Decimal | date | None
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
#: What a cell can hold; a spreadsheet keeps fifteen digits of a number.
LONGEST_TEXT = 32_767
MOST_DIGITS = 15
LONGEST_TAB = 31
#: Spreadsheets know no earlier day as a day.
FIRST_YEAR = 1901
_NOT_IN_TABS = re.compile(r"[\[\]:*?/\\']")
#: Signs that XML cannot carry at all.
_NO_SIGN = re.compile("[\ud800-\udfff\ufffe\uffff]")
WIDEST = 60


@dataclass(frozen=True)
class Table:
    """A table: its title, the notes of its caption (origin, unit, state), heads and rows."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = field(default_factory=tuple)


def xlsx_bytes(
    title: str, head: Sequence[str], rows: Sequence[Sequence[Cell]], notes: Sequence[str] = ()
) -> bytes:
    """One table as a file: title and notes on top, then the heads, then the rows."""
    return workbook_bytes([Table(title, head, rows, notes)])


def workbook_bytes(tables: Sequence[Table]) -> bytes:
    """Each table on a sheet of its own."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        for number, table in enumerate(tables, start=1):
            _write(book, book.add_worksheet(_tab(table.title, number)), table)
    return content.getvalue()


def _tab(title: str, number: int) -> str:
    """A name for a sheet that Excel accepts, no two alike."""
    words = " ".join(_text(_NOT_IN_TABS.sub(" ", title)).split())
    return f"{number}. {words}"[:LONGEST_TAB].strip()


def _write(book: Any, sheet: Any, table: Table) -> None:
    formats = {
        "strong": book.add_format({"bold": True}),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "dd/mm/yyyy"}),
        "moment": book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
    }
    sheet.write_string(0, 0, _text(table.title), formats["strong"])
    for place, note in enumerate(table.notes, start=1):
        sheet.write_string(place, 0, _text(note))
    first = len(table.notes) + 2
    for column, words in enumerate(table.head):
        sheet.write_string(first, column, _text(words), formats["head"])
        longest = max([len(words), *(len(str(row[column] or "")) for row in table.rows if column < len(row))])
        sheet.set_column(column, column, min(longest, WIDEST) + 2)
    sheet.freeze_panes(first + 1, 0)
    for line, row in enumerate(table.rows, start=first + 1):
        for column, cell in enumerate(row):
            _write_cell(book, sheet, (line, column), cell, formats)


def _write_cell(book: Any, sheet: Any, place: tuple[int, int], cell: Cell, formats: dict[str, Any]) -> None:
    match cell:
        case None | "":
            return
        case date() if cell.year < FIRST_YEAR:
            sheet.write_string(*place, cell.isoformat())
        case datetime():
            sheet.write_datetime(*place, local(cell).replace(tzinfo=None), formats["moment"])
        case date():
            sheet.write_datetime(*place, cell, formats["day"])
        case int() | Decimal() if _fits(cell):
            sheet.write_number(*place, cell, _number_format(book, cell, formats))
        case _:
            sheet.write_string(*place, _text(str(cell)))


def _fits(number: int | Decimal) -> bool:
    value = Decimal(number)
    return value.is_finite() and len(value.as_tuple().digits) <= MOST_DIGITS and abs(value.adjusted()) < 300


def _number_format(book: Any, number: int | Decimal, formats: dict[str, Any]) -> Any:
    """As many places behind the comma as the value was given with."""
    places = max(0, -int(Decimal(number).as_tuple().exponent))
    key = f"{places} places"
    if places and key not in formats:
        formats[key] = book.add_format({"num_format": "0." + "0" * places})
    return formats.get(key)


def _text(words: str) -> str:
    return _NO_SIGN.sub("\ufffd", words)[:LONGEST_TEXT]
