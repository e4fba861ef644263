"""CSV files as Vietnamese offices open them: UTF-8 with BOM, semicolons, decimal comma, no formula can hide in them."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

_NUMBER = re.compile(r"-?\d+(,\d+)?", re.ASCII)
#: What a spreadsheet would take for the beginning of a formula.
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as the bytes of a file. Text that could be read as a formula gets an apostrophe in front.

    Columns are parted by semicolons, because the comma belongs to the numbers.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" ").startswith(_RISKY) and not _NUMBER.fullmatch(cell) else cell
