"""The reader of Excel files, run as a process of its own: a file on stdin, its sheets as JSON on stdout.

`python -m emulation.gateways.workbooks.reader .xlsx` writes a list of sheets, or one word that says why not.
"""

import io
import json
import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from emulation.gateways.apart import bound_itself
from emulation.gateways.inspection.verdict import LOCKED, Refused
from emulation.gateways.workbooks import biff, openxml
from emulation.gateways.workbooks.bounds import (
    LONGEST_TEXT,
    MOST_CELLS,
    MOST_ROWS,
    MOST_SHEETS,
    MOST_TEXT,
    TooLarge,
)
from emulation.gateways.workbooks.marks import Marks
from emulation.vocabulary.vietnamese import nfc

#: As many digits as a spreadsheet keeps; the ones behind are noise.
DIGITS = ".15g"
MARKS: dict[str, Callable[[bytes], dict[str, Marks]]] = {".xlsx": openxml.marks, ".xls": biff.marks}
Told = None | str | tuple[str, str]
Grid = list[list[Told]]


def main() -> None:
    """Read stdin, write stdout, within bounds."""
    bound_itself()
    json.dump(answer(sys.stdin.buffer.read(), sys.argv[1]), sys.stdout, ensure_ascii=True)


def answer(content: bytes, suffix: str) -> Any:
    """The sheets of the file, or one word: locked, large, broken."""
    try:
        return sheets(content, MARKS[suffix](content))
    except (TooLarge, MemoryError):
        return "large"
    except PasswordError:
        return "locked"
    except Refused as refused:
        return "locked" if refused.message == LOCKED else "broken"
    except BaseException:  # the library panics outside of Exception; whatever it is, the file did it
        return "broken"


def sheets(content: bytes, marks: dict[str, Marks]) -> list[dict[str, Any]]:
    """Every sheet of cells: its name, whether it is hidden, its rows from the first line of the sheet on."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    if len(book.sheets_metadata) > MOST_SHEETS:
        raise TooLarge
    found: list[dict[str, Any]] = []
    room, letters = MOST_CELLS, MOST_TEXT
    for place, about in enumerate(book.sheets_metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(place)
        height, width = (last + 1 for last in sheet.end or (-1, -1))
        room -= height * width
        if room < 0 or height > MOST_ROWS:
            raise TooLarge
        rows = _rows(sheet, marks.get(about.name, Marks()))
        letters -= sum(len(cell) for row in rows for cell in row if isinstance(cell, str))
        if letters < 0:
            raise TooLarge
        hidden = about.visible is not SheetVisibleEnum.Visible
        found.append({"name": nfc(about.name), "hidden": hidden, "rows": rows})
    return found


def _rows(sheet: CalamineSheet, marks: Marks) -> Grid:
    rows: Grid = [
        [_told(value) for value in row] if any(row) or 0 in row else [None] * len(row)
        for row in sheet.to_python(skip_empty_area=False)
    ]
    for row, column in marks.percents:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = _percent(rows[row][column])
    for (row, column), shown in marks.broken.items():
        rows.extend([] for _missing in range(len(rows), min(row + 1, MOST_ROWS)))
        if row < len(rows):
            rows[row].extend(None for _missing in range(len(rows[row]), min(column + 1, 256)))
            if column < len(rows[row]):
                rows[row][column] = ("broken", shown)
    _fill(rows, sheet.merged_cell_ranges or [])
    return rows


def _told(value: Any) -> Told:
    """A value as it travels: text and nothing as they are, the others with what they are."""
    match value:
        case str():
            return _text(value)
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return "number", _number(value)
        case datetime():
            return "day", value.date().isoformat()
        case date():
            return "day", value.isoformat()
        case time() | timedelta():
            return str(value)
        case _:
            return None


@lru_cache(maxsize=65536)
def _text(value: str) -> str | None:
    return nfc(value[:LONGEST_TEXT]) or None


def _number(value: float) -> str:
    """Fifteen digits of it, written out: 7.199999999999999 is 7.2."""
    plain = format(Decimal(format(value, DIGITS)), "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _percent(told: Told) -> Told:
    if isinstance(told, tuple) and told[0] == "number":
        shifted = format(Decimal(told[1]).scaleb(2), "f")
        return "percent", shifted.rstrip("0").rstrip(".") if "." in shifted else shifted
    return told


def _fill(rows: Grid, merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Put into merged cells what the first of them holds; a number only downwards, never into other columns."""
    for (top, left), (bottom, right) in merged:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        first = rows[top][left]
        last = right if isinstance(first, str) else left
        for row in rows[top : bottom + 1]:
            row[left : last + 1] = [first] * len(row[left : last + 1])


if __name__ == "__main__":
    main()
