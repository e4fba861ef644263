"""Numbers as Vietnamese people write them: decimal comma, dot for thousands, and no guessing."""

import re
from decimal import ROUND_HALF_UP, Decimal

from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.words import N_

LONGEST = 15
#: Figures are stored with four places in 64 bits.
LARGEST = Decimal(10) ** 14
MINUS = "−"
_SPACES = dict.fromkeys(map(ord, " \u00a0\u2007\u2009\u202f\t"))
_AMBIGUOUS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}", re.ASCII)
_FORMS = (
    (re.compile(r"-?\d+", re.ASCII), "", ""),
    (re.compile(r"-?\d+,\d+", re.ASCII), "", ","),
    (re.compile(r"-?\d+\.\d+", re.ASCII), "", "."),
    (re.compile(r"-?\d{1,3}(\.\d{3})+,\d+", re.ASCII), ".", ","),
    (re.compile(r"-?\d{1,3}(\.\d{3}){2,}", re.ASCII), ".", ""),
    (re.compile(r"-?\d{1,3}(,\d{3})+\.\d+", re.ASCII), ",", "."),
    (re.compile(r"-?\d{1,3}(,\d{3}){2,}", re.ASCII), ",", ""),
)


def parse_number(raw: str, *, label: str = N_("Giá trị"), field: str | None = None) -> Decimal:
    """The number behind what was typed (screens 3.3).

    Raises DomainError: message 7 for one dot and exactly three digits ("1.234" may be 1234 or 1,234),
    message 6 for anything that is no number, has more than 15 digits or 14 before the comma.
    """
    text = raw.strip().translate(_SPACES).replace(MINUS, "-")
    if _AMBIGUOUS.fullmatch(text):
        whole, decimal = text.replace(".", ""), text.replace(".", ",")
        message = N_(
            "“%(raw)s” có thể là %(whole)s hoặc %(decimal)s. Nhập lại là %(whole)s hoặc %(decimal)s."
        )
        raise DomainError(message, field=field, raw=raw.strip(), whole=whole, decimal=decimal)
    for pattern, thousands, decimal_mark in _FORMS:
        if pattern.fullmatch(text) and sum(map(str.isdigit, text)) <= LONGEST:
            plain = text.replace(thousands, "") if thousands else text
            value = Decimal(plain.replace(decimal_mark, ".") if decimal_mark else plain)
            if abs(value) < LARGEST:
                return value
    raise DomainError(N_("%(label)s phải là số, ví dụ 7,5."), field=field, label=label)


def find_whole(text: str) -> int | None:
    """The whole number behind plain digits 0–9, at most nine of them; None for anything else ("²", "١", "-1")."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def half_up(value: Decimal, places: int = 2) -> Decimal:
    """Rounded half up, away from zero at the half (stated on the page; handbook 6)."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def format_number(value: Decimal, decimals: int | None = None, language: str = "vi") -> str:
    """The number for a reader: "14.800,5" in Vietnamese, "14,800.5" in English, a real minus sign.

    Without `decimals` the number keeps the places it needs.
    """
    shown = half_up(value, decimals) if decimals is not None else value.normalize()
    text = f"{abs(shown):,f}"
    if language == "vi":
        text = text.translate(str.maketrans(",.", ".,"))
    return (MINUS if shown < 0 else "") + text
