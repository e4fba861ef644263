"""What a cell of an office's table means: numbers, bounds, days, words of a list (screens 3.3, handbook 13 and 14)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from emulation.rules.importing.words import folded, plain
from emulation.vocabulary.dates import format_date, parse_date
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.grids import Broken, Cell, DecimalMark, Percent
from emulation.vocabulary.numbers import LARGEST, half_up, parse_number
from emulation.vocabulary.vietnamese import nfc
from emulation.vocabulary.words import N_

#: Figures are stored with four places.
PLACES = 4
#: What offices put where they have nothing to say.
_NOTHING = frozenset({"-", "–", "—", "−", "…", "...", ".", "_", "x x x", "n/a", "na", "khong co", "chua co"})
LONGEST_NOTHING = 20
_ERROR = re.compile(
    r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|GETTING_DATA|SPILL!|CALC!|FIELD!|BUSY!|CONNECT!)"
)
NUMBER = r"[-−]?(?:\d{1,3}(?:[ \u00a0\u2007\u2009\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
LEADING = rf"({NUMBER})\s*(%?)\s*(.*)"
_LEADING = re.compile(LEADING, re.DOTALL)
#: Decimals written with the other mark, by the mark that was chosen.
_AGAINST = {
    DecimalMark.COMMA: re.compile(r"[^\d.,]*\d+\.(\d{1,2}|\d{4})(?!\d)[^\d.,]*"),
    DecimalMark.DOT: re.compile(r"[^\d.,]*\d+,(\d{1,2}|\d{4})(?!\d)[^\d.,]*"),
}
#: A digit that does not belong to a word such as "m2".
_OTHER_NUMBER = re.compile(r"(?<![^\W\d_])\d")
_GROUPED = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)


@dataclass(frozen=True)
class Figure:
    """A number out of a cell: whether a percent sign stood there, and what was said beside it."""

    value: Decimal | None
    is_percent: bool = False
    rest: str = ""


@dataclass(frozen=True)
class Marks:
    """How the table writes decimals. `settles`: no other number of the table contradicts that choice."""

    mark: DecimalMark = DecimalMark.COMMA
    settles: bool = True


def is_nothing(cell: Cell) -> bool:
    """Whether the cell is empty or holds a dash or dots instead of a value."""
    if cell is None or isinstance(cell, Broken):
        return cell is None
    if not isinstance(cell, str):
        return False
    return not cell.strip() or (len(cell) < LONGEST_NOTHING and folded(cell) in _NOTHING)


def shown(cell: Cell) -> str:
    """The cell as the office sees it: decimal comma, dd/mm/yyyy."""
    match cell:
        case None:
            return ""
        case Decimal():
            plain = format(cell, "f").replace(".", ",")
            return f"{plain}%" if isinstance(cell, Percent) else plain
        case date():
            return format_date(cell)
        case _:
            return str(cell)


def check_whole(cell: Cell, name: str) -> None:
    """Raise DomainError for a cell that shows an error, or a formula that was never computed."""
    if isinstance(cell, str) and _ERROR.match(cell):
        message = N_("Ô đang báo lỗi “%(raw)s”. Sửa ô đó trong tệp rồi tải lên lại.")
        raise DomainError(message, field=name, raw=str(cell))
    if isinstance(cell, Broken):
        message = N_("Ô chứa công thức chưa được tính. Mở tệp bằng Excel, lưu lại rồi tải lên.")
        raise DomainError(message, field=name)


def figure(cell: Cell, marks: Marks, label: str, name: str) -> Figure:
    """The number in a cell and the words beside it ("7,5 (ước)"). Raises DomainError for `name`."""
    check_whole(cell, name)
    if is_nothing(cell):
        return Figure(None)
    match cell:
        case Decimal():
            return Figure(_kept(cell, label, name), isinstance(cell, Percent))
        case date():
            message = N_(
                "%(label)s đang là ngày %(day)s; Excel có thể đã đổi “6-7” thành ngày. Nhập lại dạng chữ, ví dụ 6–7."
            )
            raise DomainError(message, field=name, label=label, day=format_date(cell))
    found = _LEADING.fullmatch(str(cell).strip())
    if found is None:
        raise DomainError(N_("%(label)s phải là số, ví dụ 7,5."), field=name, label=label)
    number, percent, rest = found.groups()
    return Figure(text_number(number, marks, label, name), bool(percent), _beside(rest, label, name))


def _kept(value: Decimal, label: str, name: str) -> Decimal:
    """A number of the sheet with the places that are stored: a formula gives more than anybody reads."""
    if not value.is_finite() or abs(value) >= LARGEST:
        raise DomainError(N_("%(label)s phải là số, ví dụ 7,5."), field=name, label=label)
    exact = Decimal(value)
    exponent = exact.as_tuple().exponent
    return (
        half_up(exact, PLACES).normalize() + 0 if isinstance(exponent, int) and exponent < -PLACES else exact
    )


def _beside(rest: str, label: str, name: str) -> str:
    """What stands behind a number: words, or anything in brackets. More digits would be another number."""
    said = nfc(rest).strip(" ;,*")
    if not _OTHER_NUMBER.search(said):
        return said
    if said.startswith("(") and said.endswith(")"):
        return said
    raise DomainError(N_("%(label)s phải là số, ví dụ 7,5."), field=name, label=label)


def text_number(raw: str, marks: Marks, label: str, name: str) -> Decimal:
    """The number behind its text, by the table's decimal mark where one dot or comma may mean two things."""
    raw = raw.replace("−", "-")
    if _GROUPED.fullmatch(raw):
        whole = raw.replace(".", "").replace(",", "")
        decimal = raw.replace(".", ",")
        if not marks.settles:
            message = N_(
                "“%(raw)s” có thể là %(whole)s hoặc %(decimal)s. Nhập lại là %(whole)s hoặc %(decimal)s."
            )
            raise DomainError(message, field=name, raw=raw, whole=whole, decimal=decimal)
        is_decimal = ("," in raw) is (marks.mark is DecimalMark.COMMA)
        raw = decimal if is_decimal else whole
    value = parse_number(raw, label=label, field=name)
    if value != round(value, PLACES):
        message = N_("%(label)s có nhiều hơn %(places)s chữ số thập phân.")
        raise DomainError(message, field=name, label=label, places=PLACES)
    return value


def marks_of(texts: list[str], mark: DecimalMark) -> Marks:
    """Whether the table keeps to the mark that was chosen: "7.5" among numbers with decimal comma contradicts it."""
    against = _AGAINST[mark]
    return Marks(mark, not any(against.fullmatch(text) for text in texts if len(text) < 40))


def text(cell: Cell, name: str, label: str, longest: int) -> str:
    """The words of a cell; a dash says nothing. Raises DomainError when there are too many of them."""
    check_whole(cell, name)
    words = "" if is_nothing(cell) else nfc(shown(cell))
    if len(words) > longest:
        message = N_("%(label)s dài tối đa %(most)s ký tự; ô này có %(count)s ký tự.")
        raise DomainError(message, field=name, label=label, most=longest, count=len(words))
    return words


def day(cell: Cell, name: str, label: str) -> date | None:
    """The day of a cell, written as a day or as d/m/yyyy. Raises DomainError (message 9)."""
    check_whole(cell, name)
    if is_nothing(cell):
        return None
    return cell if isinstance(cell, date) else parse_date(shown(cell), label=label, field=name)


def one_of(cell: Cell, words: Mapping[str, StrEnum], name: str, label: str) -> Any:
    """The member of a list that the cell names; None for an empty cell. Raises DomainError that tells the list."""
    check_whole(cell, name)
    if is_nothing(cell):
        return None
    found = words.get(plain(shown(cell)))
    if found is None:
        choices = ", ".join(dict.fromkeys(str(getattr(one, "label", one)) for one in words.values()))
        message = N_("%(label)s phải là một trong: %(choices)s.")
        raise DomainError(message, field=name, label=label, choices=choices)
    return found
