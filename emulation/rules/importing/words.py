"""Words that offices use for the members of our lists, without marks (handbook 2 and 13)."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from emulation.vocabulary.kinds import ActualStatus, Confidence, Operator, PlanSource
from emulation.vocabulary.vietnamese import fold

Member = TypeVar("Member", bound=StrEnum)
_NO_WORD = re.compile(r"[^\w≥≤<>=]+")
#: Longer words name nothing.
LONGEST = 300


@lru_cache(maxsize=16_384)
def folded(words: str) -> str:
    """Search text, remembered: tables say the same words in every line."""
    return fold(words[:LONGEST])


def aligned(said: str) -> str:
    """The text without marks, letter by letter, so that places in both are the same."""
    return "".join((folded(letter) or " ")[:1] if not letter.isspace() else " " for letter in said)


def alike(words: str) -> str:
    """One letter where two spellings are right: "tỷ lệ" and "tỉ lệ", "lý do" and "lí do"."""
    return words.replace("y", "i")


def plain(words: str) -> str:
    """Words as they are looked up: without marks, signs and capitals."""
    return " ".join(_NO_WORD.sub(" ", folded(words)).split())


def _words(members: Mapping[Member, Sequence[str]]) -> dict[str, Member]:
    """Every word for a member, with its label and its code."""
    return {
        plain(word): member
        for member, others in members.items()
        for word in (member.value, str(getattr(member, "label", "")), *others)
    }


OPERATORS: Mapping[str, Operator] = _words(
    {
        Operator.EQ: ("=", "bang", "exactly"),
        Operator.GE: ("≥", ">=", "=>", "it nhat", "toi thieu", "khong duoi", "at least (≥)", "at least"),
        Operator.GT: (">", "tren", "hon", "above (>)", "above"),
        Operator.LE: ("≤", "<=", "=<", "khong qua", "toi da", "at most (≤)", "at most"),
        Operator.LT: ("<", "duoi", "below (<)", "below"),
        Operator.RANGE: ("trong khoang", "khoang", "tu den", "between and", "range"),
    }
)
PLAN_SOURCES: Mapping[str, PlanSource] = _words(
    {
        PlanSource.CENTRAL: (
            *("trung uong", "tw", "tw giao", "tu", "tu giao", "thu tuong giao", "ttg giao", "chinh phu giao"),
            *("thu tuong chinh phu giao", "bo giao", "central plan", "central"),
        ),
        PlanSource.CITY_COUNCIL: (
            *("hdnd", "hoi dong nhan dan", "hoi dong nhan dan giao", "hdnd thanh pho", "hdnd thanh pho giao"),
            *("hdnd tp", "hdnd tp giao", "thanh pho giao", "thanh pho", "people's council plan"),
        ),
    }
)
STATUSES: Mapping[str, ActualStatus] = _words(
    {
        ActualStatus.ESTIMATE: ("uoc", "uoc tinh", "uoc thuc hien", "so bo", "du kien", "uth", "estimate"),
        ActualStatus.OFFICIAL: ("chinh thuc", "da cong bo", "official"),
        ActualStatus.REVISED: ("dieu chinh", "da dieu chinh", "sua doi", "revised"),
    }
)
CONFIDENCES: Mapping[str, Confidence] = _words(
    {
        Confidence.SURE: ("confident", "chac chan", "chac chan dat", "dat", "sure"),
        Confidence.WORRIED: ("con lo", "co the dat", "chua chac", "worried"),
        Confidence.UNLIKELY: ("kho dat", "khong dat", "kho hoan thanh", "unlikely"),
    }
)
NOT_ASSIGNED = "khong giao"
YES = frozenset({"x", "co", "1", "true", "yes", "dung", NOT_ASSIGNED, "khong duoc giao", "not assigned"})
NO = frozenset({"khong", "0", "false", "no", "sai", "co giao", "duoc giao"})
