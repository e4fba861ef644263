"""How the workbooks of the tests are built.

Cells are numbers, text, days, or one of the small things below; `None` leaves a cell alone.
"""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

OLD = Path(__file__).parents[2] / "gateways" / "samples" / "old_workbook.xls"


@dataclass(frozen=True)
class Shown:
    """A number with a number format."""

    value: float
    code: str


@dataclass(frozen=True)
class Formula:
    """A formula with the value that was computed for it; an empty value means that none was."""

    text: str
    value: Any = ""


@dataclass(frozen=True)
class Over:
    """Words in cells that are merged: so many columns to the right, so many lines down."""

    words: Any
    right: int = 0
    down: int = 0


@dataclass(frozen=True)
class Sheet:
    """A sheet: its lines, its name, whether it is hidden, where its first cell lies."""

    rows: Sequence[Sequence[Any]]
    name: str = "Sheet1"
    is_hidden: bool = False
    first: tuple[int, int] = (0, 0)
    after: Callable[[Any, Any], None] | None = None


def book(*sheets: Sheet) -> bytes:
    """The bytes of a workbook of these sheets."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as made:
        for sheet in sheets:
            page = made.add_worksheet(sheet.name)
            for line, row in enumerate(sheet.rows, start=sheet.first[0]):
                for column, cell in enumerate(row, start=sheet.first[1]):
                    _write(made, page, (line, column), cell)
            if sheet.is_hidden:
                page.hide()
            elif sheets[0].is_hidden:
                page.activate()  # a workbook opens on a sheet that can be seen
            if sheet.after:
                sheet.after(made, page)
    return content.getvalue()


def _write(made: Any, page: Any, place: tuple[int, int], cell: Any) -> None:
    match cell:
        case None:
            return
        case Over(words, right, down):
            page.merge_range(*place, place[0] + down, place[1] + right, words)
        case Shown(value, code):
            page.write_number(*place, value, made.add_format({"num_format": code}))
        case Formula(text, value):
            page.write_formula(*place, text, None, value)
        case date():
            page.write_datetime(*place, cell, made.add_format({"num_format": "dd/mm/yyyy"}))
        case str():
            page.write_string(*place, cell)
        case _:
            page.write_number(*place, cell)


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, change(data) if entry.filename == part else data)
    return made.getvalue()


HEADS = ("TT", "Chỉ tiêu", "ĐVT", "Kế hoạch năm 2025")
GROWTH = "Tốc độ tăng tổng sản phẩm trên địa bàn (GRDP)"
REVENUE = "Thu ngân sách nhà nước trên địa bàn"
POVERTY, EXPORT = "Tỷ lệ hộ nghèo", "Kim ngạch xuất khẩu"
INSURANCE, JOBS = "Tỷ lệ bao phủ bảo hiểm y tế", "Số lao động được giải quyết việc làm"


def plans(*cells: Any, name: str = GROWTH, unit: str = "%") -> list[list[Any]]:
    """A table whose lines are one indicator each, in the order of the catalogue of the tests."""
    names = [
        (GROWTH, "%"),
        (REVENUE, "tỷ đồng"),
        (POVERTY, "%"),
        (EXPORT, "tỷ USD"),
        (INSURANCE, "%"),
        (JOBS, "người"),
    ]
    lines = [[place, *names[place - 1], cell] for place, cell in enumerate(cells, start=1)]
    return [list(HEADS), *lines]
