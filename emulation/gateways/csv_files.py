"""CSV files as Vietnamese offices open them: UTF-8 with BOM, semicolons, decimal comma, no formula can hide in them."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence

_NUMBER = re.compile(r"-?\d+(,\d+)?", re.ASCII)
#: What a spreadsheet would take for the beginning of a formula or a command, in any width of letters.
_RISKY = frozenset("=+-@|%\t\r\n")


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as the bytes of a file. Text that could be read as a formula gets an apostrophe in front.

    Columns are parted by semicolons, because the comma belongs to the numbers.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig", "replace")


def _harmless(cell: str) -> str:
    if _NUMBER.fullmatch(cell):
        return cell
    return f"'{cell}" if _first_sign(cell) in _RISKY or cell[:1] in _RISKY else cell


def _first_sign(cell: str) -> str:
    """The first sign that a reader sees, in its plain form: ＝ is =."""
    for letter in cell:
        if not letter.isspace() and unicodedata.category(letter) not in ("Cc", "Cf"):
            return unicodedata.normalize("NFKC", letter)[:1]
    return ""
