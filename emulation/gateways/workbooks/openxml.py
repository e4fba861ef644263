"""What the reading library does not tell about .xlsx cells: percent formats, errors, formulas that have no value.

The parser knows no document types and no entities; the parts were looked at by `gateways/inspection` before.
"""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

from emulation.gateways.inspection import archive, markup, verdict
from emulation.gateways.inspection.verdict import Refused
from emulation.gateways.workbooks.bounds import MOST_CELLS, MOST_ROWS, MOST_SHEETS, TooLarge
from emulation.gateways.workbooks.marks import PERCENT_FORMATS, Marks, shows_percent

#: All parts together; a workbook of this many cells needs a tenth.
LARGEST = 100 * 1024 * 1024
LONGEST_FORMULA = 60
_PLACE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})", re.ASCII)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Start = Callable[[str, dict[str, str]], None]


def marks(content: bytes) -> dict[str, Marks]:
    """Name of sheet → its marks. Raises Refused for markup that is broken, TooLarge for too many cells."""
    with archive.opened(io.BytesIO(content), LARGEST) as packed:
        parts = {name.casefold(): name for name in packed.namelist()}
        percents = _percents(_part(packed, parts, "xl/styles.xml"))
        sheets, is_computed = _sheets(packed, parts)
        if len(sheets) > MOST_SHEETS:
            raise TooLarge
        return {
            name: _Walk(percents, is_computed).walked(packed.read(parts[path.casefold()]))
            for name, path in sheets
            if path.casefold() in parts
        }


def _part(packed: zipfile.ZipFile, parts: dict[str, str], name: str) -> bytes:
    return packed.read(parts[name]) if name in parts else b"<none/>"


def _sheets(packed: zipfile.ZipFile, parts: dict[str, str]) -> tuple[list[tuple[str, str]], bool]:
    """Name and part of every sheet, in order; whether the formulas were computed when the file was saved."""
    told: dict[str, str] = {}
    targets: dict[str, str] = {}
    found: list[tuple[str, str]] = []

    def relation(_tag: str, values: dict[str, str]) -> None:
        if "Id" in values:
            targets[values["Id"]] = values.get("Target", "")

    def sheet(tag: str, values: dict[str, str]) -> None:
        key = next((value for name, value in values.items() if name.endswith(":id")), "")
        if _local(tag) == "sheet" and "name" in values:
            found.append((values["name"], _path(targets.get(key, ""))))
        elif _local(tag) == "calcPr":
            told.update(values)

    _parse(_part(packed, parts, "xl/_rels/workbook.xml.rels"), relation)
    _parse(_part(packed, parts, "xl/workbook.xml"), sheet)
    return found, told.get("fullCalcOnLoad", "0") not in ("1", "true")


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith(("/", "xl/")) else f"xl/{target}"


def _percents(styles: bytes) -> frozenset[str]:
    """Numbers of the cell styles (the attribute "s") that show percent."""
    formats = {str(one) for one in PERCENT_FORMATS}
    found: list[str] = []
    inside: list[str] = []

    def start(tag: str, values: dict[str, str]) -> None:
        inside.append(_local(tag))
        if inside[-1] == "numFmt" and shows_percent(values.get("formatCode", "")):
            formats.add(values.get("numFmtId", ""))
        elif inside[-2:] == ["cellXfs", "xf"]:
            found.append(values.get("numFmtId", ""))

    _parse(styles, start, lambda _tag: inside.pop())
    return frozenset(str(number) for number, one in enumerate(found) if one in formats)


def _local(tag: str) -> str:
    return tag if ":" not in tag else tag.rsplit(":", 1)[-1]


def _parse(content: bytes, start: Start, end: Any = None) -> None:
    try:
        markup.new_parser(start, end).Parse(content, True)
    except markup.UNREADABLE as error:
        raise Refused(verdict.BROKEN) from error


class _Walk:
    """One walk through a sheet, cell by cell. Text is listened to only where it may be no value."""

    def __init__(self, percents: frozenset[str], is_computed: bool) -> None:
        self.percents, self.marks = percents, Marks()
        #: Programs that write formulas without computing them put nothing there, or 0.
        self.unknown = {""} if is_computed else {"", "0"}
        self.row, self.column, self.cells = 0, -1, 0
        self.kind = self.given = ""
        self.formula: list[str] | None = None
        self.value: list[str] = []
        self.into: list[str] | None = None
        self.parser = markup.new_parser(self._start, self._end)

    def walked(self, content: bytes) -> Marks:
        """The marks of the sheet whose markup this is."""
        self.parser.buffer_text = True
        try:
            self.parser.Parse(content, True)
        except markup.UNREADABLE as error:
            raise Refused(verdict.BROKEN) from error
        return self.marks

    def _start(self, tag: str, values: dict[str, str]) -> None:
        match _local(tag):
            case "c":
                self._cell(values)
            case "row":
                row = values.get("r", "")
                self.row, self.column = int(row) - 1 if row.isdecimal() else self.row + 1, -1
            case "f":
                self.formula = self.into = []
                self.parser.CharacterDataHandler = self._text
            case "v":
                self.into = self.value
                if self.row >= MOST_ROWS:
                    raise TooLarge

    def _cell(self, values: dict[str, str]) -> None:
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise TooLarge
        self.column += 1
        self.kind, self.given = values.get("t", ""), values.get("r", "")
        self.formula, self.value = None, []
        if self.kind == "e":
            self.parser.CharacterDataHandler = self._text
        if values.get("s") in self.percents:
            self.marks.percents.add(self._place())

    def _place(self) -> tuple[int, int]:
        """Where the cell lies: as it says itself, else behind the one before it."""
        given = _PLACE.fullmatch(self.given)
        return _numbers(*given.groups()) if given else (self.row, self.column)

    def _text(self, text: str) -> None:
        if self.into is not None and len(self.into) < LONGEST_FORMULA:
            self.into.append(text)

    def _end(self, tag: str) -> None:
        local = _local(tag)
        if local in ("f", "v"):
            self.into = None
        elif local == "c" and (self.formula is not None or self.kind == "e"):
            self.parser.CharacterDataHandler = None
            value = "".join(self.value).strip()
            if self.kind == "e":
                self.marks.broken[self._place()] = value or "#N/A"
            elif value in self.unknown and self.kind != "str":
                self.marks.broken[self._place()] = f"={''.join(self.formula or ())[:LONGEST_FORMULA]}"


def _numbers(letters: str, digits: str) -> tuple[int, int]:
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(digits) - 1, column - 1
