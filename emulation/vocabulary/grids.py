"""Tables as they come out of a workbook or off the clipboard: cells, before and after it is known what they mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from decimal import Decimal
from typing import Any

from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.words import N_


class Percent(Decimal):
    """A number that the sheet shows with a percent sign: 7.5 for a cell that holds 0.075 and shows 7,5%."""


class Broken(str):
    """What a cell shows instead of a value: an error such as #N/A, or a formula that was never computed."""


#: Text in NFC as the office sees it, an exact number, a day, or nothing.
Cell = str | Decimal | date | None


class DecimalMark(Labelled):
    """How numbers that are text write their decimals: one choice for the whole table."""

    COMMA = "comma", N_("dấu phẩy (7,5)")
    DOT = "dot", N_("dấu chấm (7.5)")


class RowState(Labelled):
    """What a row of the table would do."""

    NEW = "new", N_("Mới"), "info"
    CHANGED = "changed", N_("Thay đổi"), "attention"
    SAME = "same", N_("Không đổi"), "neutral"
    WRONG = "wrong", N_("Có lỗi"), "problem"


@dataclass(frozen=True)
class Grid:
    """One sheet. `first` is the number that the office sees beside the first of the rows."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    is_hidden: bool = False
    first: int = 1


@dataclass(frozen=True)
class Layout:
    """Which sheet, the index of its last line of heads, which column (from 0) holds which field."""

    sheet: str
    head: int
    columns: Mapping[str, int]
    mark: DecimalMark = DecimalMark.COMMA


@dataclass(frozen=True)
class Fault:
    """What is wrong with a field of a row: a marked template and its values."""

    field: str
    message: str
    values: Mapping[str, Any] = made(default_factory=dict)


@dataclass(frozen=True)
class ReadRow:
    """A row as it was read: its number in the sheet, its cells as shown, their meaning, and what is wrong."""

    number: int
    shown: Mapping[str, str]
    values: Mapping[str, Any]
    faults: tuple[Fault, ...] = ()
