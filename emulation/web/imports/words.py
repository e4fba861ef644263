"""What was read from a table, in words for its preview and for the file of its faulty rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext

from emulation.rules.importing import FIELDS
from emulation.rules.importing.values import shown
from emulation.services.import_goals import Standing
from emulation.services.importing import Judged, Preview
from emulation.vocabulary.grids import Grid, RowState
from emulation.vocabulary.kinds import ImportKind, Operator
from emulation.vocabulary.labelled import Labelled
from emulation.web.shell.filters import day, label, name, number
from emulation.web.shell.speech import said

SAMPLE = 5
#: A page with more rows than these is read by nobody; the counts are of all of them.
MOST_SHOWN = 500
SIGNS = {Operator.GE: "≥", Operator.GT: ">", Operator.LE: "≤", Operator.LT: "<"}


@dataclass(frozen=True)
class Shown:
    """A cell of the preview: its meaning, what stood there before a change, what is wrong with it."""

    text: str
    before: str | None
    faults: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A row of the preview."""

    number: int
    state: RowState
    cells: tuple[Shown, ...]


def heads(kind: ImportKind) -> dict[str, str]:
    """Field → its words for the reader, in the order of the format."""
    return {field: label(words.label) for field, words in FIELDS[kind].items()}


def reason(standing: Standing) -> str | None:
    """Why nothing can be written now, or None."""
    hindrance = standing.hindrance
    return said(hindrance.message, hindrance.values) if hindrance else None


def fields_of(preview: Preview, kind: ImportKind) -> list[str]:
    """The fields that the table has, in the order of the format."""
    return [field for field in FIELDS[kind] if any(field in row.read.shown for row in preview.rows)]


def lines_of(preview: Preview, fields: Sequence[str], indicators: Mapping[int, Any]) -> list[Line]:
    """The rows of a preview with one cell per field."""
    return [_line(row, fields, indicators) for row in preview.rows[:MOST_SHOWN]]


def _line(row: Judged, fields: Sequence[str], indicators: Mapping[int, Any]) -> Line:
    said_of: dict[str, list[str]] = {}
    for fault in row.read.faults:
        place = _place(fault.field, fields)
        said_of.setdefault(place, []).append(said(fault.message, fault.values))
    cells = []
    for field in fields:
        faults = tuple(said_of.get(field, ()))
        text = meaning(field, row.values, indicators)
        if faults or not text:
            text = row.read.shown.get(field, "")
        before = None
        if row.state is RowState.CHANGED and row.before:
            stood = meaning(field, row.before, indicators)
            before = (stood or gettext("trống")) if stood != text else None
        cells.append(Shown(text, before, faults))
    return Line(row.read.number, row.state, tuple(cells))


def _place(field: str, fields: Sequence[str]) -> str:
    """Beside which column a fault is told: its own, the plan for a level, else the first."""
    if field in fields:
        return field
    return "plan" if field in ("low", "high", "operator") and "plan" in fields else fields[0]


def meaning(field: str, values: Mapping[str, Any], indicators: Mapping[int, Any]) -> str:
    """What a row says in a field, for a reader."""
    known = indicators.get(values.get("indicator_id", 0))
    if field in ("indicator", "code", "unit"):
        about = {"indicator": name(known), "code": known.code, "unit": known.unit_vi} if known else {}
        return str(about.get(field, ""))
    if field == "plan":
        return bounds(values)
    return words(values.get(field))


def bounds(values: Mapping[str, Any]) -> str:
    """A promise as people write it: "≥ 7,5", "6,5 – 7", "Không giao"."""
    if values.get("not_assigned"):
        return str(gettext("Không giao"))
    levels = " – ".join(number(values[end]) for end in ("low", "high") if values.get(end) is not None)
    sign = next((sign for operator, sign in SIGNS.items() if operator is values.get("operator")), "")
    return f"{sign} {levels}".strip()


def words(value: Any) -> str:
    """A value for a reader; nothing is an empty text."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(gettext("Có") if value else gettext("Không"))
    if isinstance(value, Labelled):
        return label(value)
    if isinstance(value, Decimal):
        return number(value)
    return day(value) if isinstance(value, date) else str(value)


def faulty_rows(preview: Preview, kind: ImportKind) -> list[list[str]]:
    """The faulty rows as they came, under the heads of the format, with the reasons in a last column."""
    fields = [field for field in FIELDS[kind] if any(field in row.read.shown for row in preview.wrong)]
    words = heads(kind)
    rows = [[*(words[field] for field in fields), gettext("Lý do")]]
    for row in preview.wrong:
        reasons = " ".join(said(fault.message, fault.values) for fault in row.read.faults)
        rows.append([*(row.read.shown.get(field, "") for field in fields), reasons])
    return rows


def columns_of(grid: Grid, head: int) -> list[tuple[str, str]]:
    """(index, "B: Mức cam kết") of every column of a sheet."""
    heads = grid.rows[head] if head < len(grid.rows) else ()
    width = max((len(row) for row in grid.rows), default=0)
    found = []
    for index in range(width):
        said_there = shown(heads[index]) if index < len(heads) else ""
        found.append((str(index), f"{letters(index)}: {said_there}" if said_there else letters(index)))
    return found


def letters(index: int) -> str:
    """The name of a column as a spreadsheet shows it: A … Z, AA …"""
    text, index = "", index + 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def sample_of(grid: Grid, head: int) -> list[tuple[int, list[str]]]:
    """The first rows below the heads, with the numbers that the office sees."""
    rows = grid.rows[head + 1 : head + 1 + SAMPLE]
    return [(grid.first + head + 1 + place, [shown(cell) for cell in row]) for place, row in enumerate(rows)]
