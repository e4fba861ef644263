"""The sign of a plan and its bounds in one cell: "≥ 7,5", "6,5–7", "trên 4,3", "không quá 0,5" (handbook 13)."""

import re
from dataclasses import dataclass
from decimal import Decimal

from emulation.rules.importing.values import NUMBER, Marks, check_whole, figure, is_nothing
from emulation.rules.importing.words import aligned
from emulation.vocabulary.grids import Cell
from emulation.vocabulary.kinds import Operator
from emulation.vocabulary.vietnamese import nfc

#: How signs and words begin, without marks; the longer ones first.
_SIGNS: tuple[tuple[str, Operator], ...] = (
    *(
        (one, Operator.GE)
        for one in ("≥", ">=", "=>", "it nhat", "toi thieu", "khong thap hon", "khong duoi")
    ),
    *((one, Operator.GE) for one in ("tu", "at least")),
    *(
        (one, Operator.LE)
        for one in ("≤", "<=", "=<", "khong vuot qua", "khong qua", "toi da", "khong cao hon")
    ),
    *((one, Operator.LE) for one in ("khong tren", "at most", "not over")),
    *((one, Operator.GT) for one in (">", "tren", "hon", "lon hon", "cao hon", "vuot", "above", "over")),
    *((one, Operator.LT) for one in ("<", "duoi", "thap hon", "nho hon", "it hon", "below", "under")),
    *((one, Operator.EQ) for one in ("=", "dung bang", "bang", "dat", "exactly")),
)
#: Words that say "about": the number stands, the words go beside it.
_ABOUT = ("khoang", "xap xi", "gan", "uoc", "~", "about")
RANGE = (
    rf"(?:tu|trong khoang(?: tu)?|khoang(?: tu)?|dat(?: tu)?|from|in the range)?\s*"
    rf"({NUMBER})\s*%?\s*(?:-|–|—|−|÷|~|\.\.\.|…|den|toi|to)\s*({NUMBER}\s*%?.*)"
)
FROM_ON = rf"(?:tu\s*)?({NUMBER}.*?)\s*tro (len|xuong)\.?"
_RANGE = re.compile(RANGE, re.DOTALL)
#: Words in front of a sign that change nothing: "phấn đấu đạt trên 90%".
_PROMISE = re.compile(r"(?:(?:phan dau|dat muc|dat|bang|la)\s+)+")
_FROM_ON = re.compile(FROM_ON, re.DOTALL)


@dataclass(frozen=True)
class Bounds:
    """A plan out of a cell, and what stood behind the number; `said` is kept where the number is not exact.

    Without bounds nothing was planned.
    """

    operator: Operator = Operator.EQ
    low: Decimal | None = None
    high: Decimal | None = None
    is_percent: bool = False
    rest: str = ""
    said: str = ""


def bounds(cell: Cell, marks: Marks, label: str, name: str) -> Bounds:
    """Sign and bounds of a cell. Raises DomainError for `name` when they are none."""
    if not isinstance(cell, str) or is_nothing(cell):
        found = figure(cell, marks, label, name)
        return Bounds(Operator.EQ, found.value, None, found.is_percent)
    check_whole(cell, name)
    said = nfc(cell)
    plain = aligned(said)
    if promise := _PROMISE.match(plain):
        said, plain = said[promise.end() :], plain[promise.end() :]
    between = _RANGE.fullmatch(plain)
    if between:
        low = figure(between[1], marks, label, name)
        high = figure(said[between.start(2) :], marks, label, name)
        is_percent = "%" in plain[: between.start(2)] or high.is_percent
        return Bounds(Operator.RANGE, low.value, high.value, is_percent, high.rest)
    onwards = _FROM_ON.fullmatch(plain)
    if onwards:
        found = figure(said[onwards.start(1) : onwards.end(1)], marks, label, name)
        operator = Operator.GE if onwards[2] == "len" else Operator.LE
        return placed(operator, found.value, None, found.is_percent, found.rest)
    about = next((one for one in _ABOUT if plain.startswith(one)), None)
    if about is not None:
        found = figure(said[len(about) :].strip(), marks, label, name)
        return Bounds(Operator.EQ, found.value, None, found.is_percent, found.rest, said)
    operator, length = sign_of(plain)
    found = figure(said[length:].strip(), marks, label, name)
    return placed(operator, found.value, None, found.is_percent, found.rest)


def placed(
    operator: Operator, low: Decimal | None, high: Decimal | None, is_percent: bool = False, rest: str = ""
) -> Bounds:
    """An upper bound alone is what "≤" and "<" need, wherever it was written."""
    if operator in (Operator.LE, Operator.LT) and high is None:
        low, high = None, low
    return Bounds(operator, low, high, is_percent, rest)


def sign_of(plain: str) -> tuple[Operator, int]:
    """The sign with which text without marks begins, and how long it is; "đúng bằng" where there is none."""
    fitting = [(len(word), operator) for word, operator in _SIGNS if plain.startswith(word)]
    if not fitting:
        return Operator.EQ, 0
    length, operator = max(fitting, key=lambda one: one[0])
    return operator, length
