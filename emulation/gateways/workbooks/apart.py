"""Excel files are read in a process of their own, with little memory and little time.

The library that reads them ends its process when a file asks for more memory than there is (two cells in opposite
corners of a sheet are enough); here that is one refused file.
"""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from emulation.gateways import apart
from emulation.gateways.inspection import verdict
from emulation.gateways.inspection.verdict import Refused
from emulation.gateways.workbooks.bounds import TooLarge
from emulation.vocabulary.grids import Broken, Cell, Grid, Percent

SECONDS = 15
READER = "emulation.gateways.workbooks.reader"
_VERDICTS = {"locked": verdict.LOCKED, "broken": verdict.BROKEN, "active": verdict.ACTIVE}


def grids(content: bytes, suffix: str) -> list[Grid]:
    """The sheets of an Excel file. Raises Refused or TooLarge, whatever the file does to its reader.

    A reader that was ended by a signal died of the file.
    """
    try:
        told = apart.ask(READER, suffix, content=content, seconds=SECONDS)
    except apart.Ended as ended:
        if ended.by_clock:
            raise TooLarge from ended
        raise Refused(verdict.BROKEN) from ended
    answer = json.loads(told)
    if isinstance(answer, str):
        raise TooLarge if answer == "large" else Refused(_VERDICTS[answer])
    return [_grid(sheet) for sheet in answer]


def _grid(sheet: dict[str, Any]) -> Grid:
    return Grid(sheet["name"], tuple(tuple(map(_cell, row)) for row in sheet["rows"]), sheet["hidden"])


def _cell(told: Any) -> Cell:
    """A cell out of what the reader wrote: text and nothing are themselves, the others say what they are."""
    if told is None or isinstance(told, str):
        return told
    kind, value = told
    return _KINDS[kind](value)


_KINDS: dict[str, Callable[[str], Cell]] = {
    "number": Decimal,
    "percent": Percent,
    "day": date.fromisoformat,
    "broken": Broken,
}
