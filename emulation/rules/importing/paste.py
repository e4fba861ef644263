"""Tables off the clipboard: cells between tabs, and cells with line breaks between quotation marks (screens 3.18)."""

import re

from emulation.vocabulary.grids import Grid
from emulation.vocabulary.vietnamese import nfc
from emulation.vocabulary.words import N_

NAME = N_("Bảng dán")
#: A quoted cell ends where a tab, a line or the text ends; any other quotation mark is part of the words.
_CELL = re.compile(r'"((?:[^"]|"")*)"(?=[\t\r\n]|\Z)|([^\t\r\n]*)')

#: Our own CSV files put an apostrophe before what could be a formula, and Excel copies it.
_GUARD = re.compile(r"'(?=[=+\-@|%＝＋－＠｜％])")


def pasted(text: str) -> Grid:
    """The cells as Excel copies them: tabs between columns, lines between rows, line breaks within quotation marks."""
    rows: list[tuple[str | None, ...]] = []
    row: list[str | None] = []
    place = 0
    while place <= len(text):
        found = _CELL.match(text, place)
        assert found is not None  # the second half matches anything
        quoted, plain = found.groups()
        words = nfc(plain if quoted is None else quoted.replace('""', '"'))
        row.append(words[1:] if _GUARD.match(words) else words or None)
        place = found.end()
        if text[place : place + 1] != "\t":
            rows.append(tuple(row))
            row = []
            place += text[place : place + 2] == "\r\n"
        place += 1
    while rows and not any(rows[-1]):
        rows.pop()
    return Grid(NAME, tuple(rows))
