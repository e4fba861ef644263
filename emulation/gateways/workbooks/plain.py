"""CSV files: the encoding that their first bytes tell, the separator that their first lines agree on."""

import csv
import io
from collections.abc import Iterable

from emulation.gateways.inspection import verdict
from emulation.gateways.inspection.verdict import Refused
from emulation.gateways.workbooks.bounds import LONGEST_TEXT, MOST_CELLS, MOST_ROWS, TooLarge
from emulation.vocabulary.grids import Grid
from emulation.vocabulary.vietnamese import nfc
from emulation.vocabulary.words import N_

NAME = "CSV"
ENCODING = N_(
    "Tệp “%(name)s” không ghi bằng bảng mã UTF-8. Trong Excel chọn Lưu thành, “CSV UTF-8”, rồi tải lên."
)
_SEPARATORS = ";\t,|"
#: Lines that are looked at to find the separator.
_SAMPLE = 50
_PROGRAMS = (b"PK", b"\xd0\xcf\x11\xe0", b"%PDF", b"MZ", b"\x7fELF")
#: Our own files put an apostrophe before what a spreadsheet could take for a formula.
_RISKY = frozenset("=+-@|%\t\r\n＝＋－＠｜％")


def grids(content: bytes) -> list[Grid]:
    """The one table of a file. Raises Refused for what is no text, TooLarge for too much of it."""
    text = _text(content)
    csv.field_size_limit(LONGEST_TEXT)
    try:
        rows = _rows(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)))
    except csv.Error as error:
        raise Refused(verdict.BROKEN) from error
    return [Grid(NAME, rows)]


def _text(content: bytes) -> str:
    if content.startswith(_PROGRAMS):
        raise Refused(verdict.MISMATCH)
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(ENCODING) from error
    if "\0" in text:
        raise Refused(verdict.MISMATCH)
    return text


def _separator(text: str) -> str:
    """The sign that parts most lines into the same number of cells, at least two."""
    lines = text.splitlines()[:_SAMPLE]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) > 4:
        return lines[0][4]
    return max(_SEPARATORS, key=lambda sign: _agreement(lines, sign))


def _agreement(lines: list[str], sign: str) -> tuple[int, int]:
    """How many lines have the most frequent number of cells above one, and that number."""
    counts = [len(row) for row in csv.reader(lines, delimiter=sign) if len(row) > 1]
    most = max(set(counts), key=lambda count: (counts.count(count), count), default=0)
    return counts.count(most), most


def _rows(lines: Iterable[list[str]]) -> tuple[tuple[str | None, ...], ...]:
    rows: list[tuple[str | None, ...]] = []
    cells = 0
    for line in lines:
        cells += len(line)
        if len(rows) >= MOST_ROWS or cells > MOST_CELLS:
            raise TooLarge
        rows.append(tuple(_cell(one) for one in line))
    return tuple(rows)


def _cell(raw: str) -> str | None:
    words = nfc(raw)
    if words[:1] == "'" and words[1:2] in _RISKY:
        words = words[1:].strip()
    return words or None
