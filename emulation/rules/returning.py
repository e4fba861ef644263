"""Sending something back: why as a whole, why at single lines, and both as one text (screens 3.10, message 11)."""

from collections.abc import Sequence
from dataclasses import dataclass

from emulation.rules.reasons import check_reason, is_reason
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.words import N_


@dataclass(frozen=True)
class LineReason:
    """What is to be mended at one line: its place in the form, its name, the words."""

    row: int
    name: str
    text: str


def check_reasons(reason: str, lines: Sequence[LineReason]) -> None:
    """At least one reason, as a whole or at a line, and each is at least one sentence."""
    for line in lines:
        if not is_reason(line.text):
            message = N_("Nhập lý do. Lý do được ghi vào nhật ký và gửi cho đơn vị.")
            raise DomainError(message, field=f"lines-{line.row}-reason")
    if reason.strip() or not lines:
        check_reason(reason)


def in_full(reason: str, lines: Sequence[LineReason]) -> str:
    """All reasons as one text, for the trail and for notices: the whole first, then line by line with its name."""
    parts = [reason.strip(), *(f"{line.name}: {line.text.strip()}" for line in lines)]
    return " ".join(_ended(part) for part in filter(None, parts)) if lines else reason


def _ended(text: str) -> str:
    return text if text[-1] in ".!?…" else f"{text}."
