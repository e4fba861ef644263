"""The words of Word and Excel files, by the one parser that knows no document types, entities or addresses."""

import io
import re
import zipfile
from collections.abc import Iterator

from emulation.gateways.inspection.markup import new_parser
from emulation.gateways.reading.bounds import MOST_MARKUP

_DOCUMENT = re.compile(r"word/(?:header\d*|document|footnotes|footer\d*)\.xml")
_ORDER = ("header", "document", "footnotes", "footer")
_STRINGS = "xl/sharedStrings.xml"
PIECE = 65536


def document_lines(content: bytes) -> Iterator[str]:
    """The paragraphs of a Word file: headers, the text with its tables, footnotes, footers."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = [name for name in packed.namelist() if _DOCUMENT.fullmatch(name)]
        for name in sorted(names, key=_place):
            yield from _lines(packed, name, ends="p")


def workbook_lines(content: bytes) -> Iterator[str]:
    """The texts of an Excel file, each once; its numbers are no words."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if _STRINGS in packed.namelist():
            yield from _lines(packed, _STRINGS, ends="si")


def _place(name: str) -> tuple[int, str]:
    return next(place for place, word in enumerate(_ORDER) if name.startswith(f"word/{word}")), name


def _lines(packed: zipfile.ZipFile, name: str, *, ends: str) -> list[str]:
    words = _Words(ends)
    parser = new_parser(words.start, words.end)
    parser.CharacterDataHandler = words.told
    read = 0
    with packed.open(name) as part:
        while (piece := part.read(PIECE)) and (read := read + len(piece)) <= MOST_MARKUP:
            parser.Parse(piece, False)
    return words.lines


class _Words:
    """Collects what stands in text elements; a text box that is written twice for old readers is taken once."""

    def __init__(self, ends: str) -> None:
        self.lines: list[str] = []
        self._ends = ends
        self._line: list[str] = []
        self._is_text = False
        self._older = 0

    def start(self, name: str, _values: dict[str, str]) -> None:
        """An element begins."""
        local = name.rpartition(":")[2]
        self._older += local == "Fallback"
        self._is_text = local == "t"
        if local in ("tab", "br", "cr"):
            self._line.append("\t" if local == "tab" else " ")

    def end(self, name: str) -> None:
        """An element ends; a paragraph ends a line."""
        local = name.rpartition(":")[2]
        self._older -= local == "Fallback"
        self._is_text = False
        if local == self._ends:
            self.lines.append("".join(self._line))
            self._line = []

    def told(self, words: str) -> None:
        """Letters between two marks."""
        if self._is_text and not self._older:
            self._line.append(words)
