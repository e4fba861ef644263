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
        Operator.EQ: ("=", "bằng", "exactly"),
        Operator.GE: ("≥", ">=", "=>", "ít nhất", "tối thiểu", "không dưới", "at least (≥)", "at least"),
        Operator.GT: (">", "trên", "hơn", "above (>)", "above"),
        Operator.LE: ("≤", "<=", "=<", "không quá", "tối đa", "at most (≤)", "at most"),
        Operator.LT: ("<", "dưới", "below (<)", "below"),
        Operator.RANGE: ("trong khoảng", "khoảng", "từ đến", "between and", "range"),
    }
)
PLAN_SOURCES: Mapping[str, PlanSource] = _words(
    {
        PlanSource.CENTRAL: (
            *("trung ương", "TW", "TW giao", "TƯ", "TƯ giao", "Thủ tướng giao", "TTg giao", "Chính phủ giao"),
            *("Thủ tướng Chính phủ giao", "bộ giao", "central plan", "central"),
        ),
        PlanSource.CITY_COUNCIL: (
            *("HĐND", "Hội đồng nhân dân", "Hội đồng nhân dân giao", "HĐND thành phố", "HĐND thành phố giao"),
            *("HĐND TP", "HĐND TP giao", "thành phố giao", "thành phố", "People's Council plan"),
        ),
    }
)
STATUSES: Mapping[str, ActualStatus] = _words(
    {
        ActualStatus.ESTIMATE: ("ước", "ước tính", "ước thực hiện", "sơ bộ", "dự kiến", "ƯTH", "estimate"),
        ActualStatus.OFFICIAL: ("chính thức", "đã công bố", "official"),
        ActualStatus.REVISED: ("điều chỉnh", "đã điều chỉnh", "sửa đổi", "revised"),
    }
)
CONFIDENCES: Mapping[str, Confidence] = _words(
    {
        Confidence.SURE: ("confident", "chắc chắn", "chắc chắn đạt", "đạt", "sure"),
        Confidence.WORRIED: ("còn lo", "có thể đạt", "chưa chắc", "worried"),
        Confidence.UNLIKELY: ("khó đạt", "không đạt", "khó hoàn thành", "unlikely"),
    }
)
NOT_ASSIGNED = "khong giao"
YES = frozenset({"x", "co", "1", "true", "yes", "dung", NOT_ASSIGNED, "khong duoc giao", "not assigned"})
NO = frozenset({"khong", "0", "false", "no", "sai", "co giao", "duoc giao"})
