"""Which indicator of the catalogue a row speaks of, whatever marks, numbers or brackets stand around its name."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache

from emulation.rules.importing.words import LONGEST, STATUSES, alike, folded, plain
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.words import N_

#: More unknown names than these get no suggestion: the file is about something else.
MOST_SUGGESTIONS = 50
_NUMBERING = re.compile(r"^(?:(?:[ivxlc]+|\d+|[a-h])(?:\.\d+)*\s*[.)/]\s*|\d+(?:\.\d+)+\s+|[-–+*•]\s*)+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_IS_UNIT = re.compile(
    r"(?:nghin |ngan |trieu |ti )?"
    r"(?:dong|vnd|usd|do la|nguoi|lao dong|ha|tan|luot|m2|km2?|diem|hang|phan tram|%)(?:/.*)?"
)
_NO_WORD = re.compile(r"[^a-z0-9]+")
#: One way to write what is written in several.
_SAME_UNITS = (("phan tram", "%"), ("do la mi", "usd"), ("do la", "usd"))


@dataclass(frozen=True)
class KnownIndicator:
    """An indicator of the catalogue, with the words by which a row may name it."""

    id: int
    code: str
    name_vi: str
    name_en: str
    unit_vi: str
    unit_en: str


class Catalogue:
    """The known indicators, found by code or by name in either language."""

    def __init__(self, indicators: Sequence[KnownIndicator]) -> None:
        self._codes = {one.code.casefold(): one for one in indicators}
        self._names: dict[str, KnownIndicator | None] = {}
        for spelling in (_key, _short_key):
            self._add(indicators, spelling)
        self._units = {_unit(words) for one in indicators for words in (one.unit_vi, one.unit_en)}
        self._suggested: dict[str, str] = {}

    def _add(self, indicators: Sequence[KnownIndicator], spelling: Callable[[str], str]) -> None:
        """Names in one spelling; one that two indicators share tells nothing."""
        found: dict[str, KnownIndicator | None] = {}
        for one in indicators:
            for key in {spelling(one.name_vi), spelling(one.name_en)} - {""}:
                found[key] = None if key in found else one
        self._names = found | self._names

    def find(self, raw: str) -> KnownIndicator | None:
        """The indicator that the words mean, or None."""
        said = raw.strip()[:LONGEST]
        code = said.split()[0] if said else ""
        by_code = self._codes.get(said.casefold()) or self._codes.get(code.casefold().strip("-–:()"))
        return by_code or self._names.get(_key(said)) or self._names.get(_short_key(said))

    def unknown(self, raw: str, name: str) -> DomainError:
        """What to say about words that name no indicator, with the nearest name that there is."""
        nearest = self._nearest(_key(raw[:LONGEST]))
        if nearest:
            message = N_("Không có chỉ tiêu “%(raw)s” trong danh mục. Có phải là “%(nearest)s”?")
            return DomainError(message, field=name, raw=raw[:LONGEST], nearest=nearest)
        return DomainError(N_("Không có chỉ tiêu “%(raw)s” trong danh mục."), field=name, raw=raw[:LONGEST])

    def beside(self, rest: str, indicator: KnownIndicator, name: str) -> str:
        """The words behind a number that are worth a note: not the indicator's own unit. Another unit is refused."""
        said = rest.strip()
        is_bracketed = said.startswith("(") and said.endswith(")")
        words = said.strip("() ")
        if not words or is_unit_of(words, indicator):
            return ""
        if _unit(words) in self._units or not (is_bracketed or plain(words) in STATUSES):
            check_unit(words, indicator, name)
        return words

    def _nearest(self, key: str) -> str:
        if key not in self._suggested and len(self._suggested) < MOST_SUGGESTIONS:
            close = get_close_matches(key, self._all, n=1, cutoff=0.6)
            self._suggested[key] = self._all[close[0]].name_vi if close else ""
        return self._suggested.get(key, "")

    @cached_property
    def _all(self) -> dict[str, KnownIndicator]:
        return {key: one for key, one in self._names.items() if one is not None}


def units_in(name: str) -> list[str]:
    """Units that stand in brackets within a name: "Thu ngân sách (triệu đồng)"."""
    inside = (found[1:-1].strip() for found in _BRACKETS.findall(name[:LONGEST]))
    return [words for words in inside if words and _IS_UNIT.fullmatch(alike(folded(words)))]


def check_unit(raw: str, indicator: KnownIndicator, name: str) -> None:
    """Raise DomainError when a row counts in another unit: nothing is converted silently."""
    if raw and _unit(raw) not in (_unit(indicator.unit_vi), _unit(indicator.unit_en)):
        message = N_("Đơn vị tính “%(raw)s” khác với “%(unit)s” của chỉ tiêu “%(name)s”.")
        raise DomainError(message, field=name, raw=raw, unit=indicator.unit_vi, name=indicator.name_vi)


def is_percent(indicator: KnownIndicator) -> bool:
    """Whether the indicator counts in percent."""
    return _unit(indicator.unit_vi) == "%"


def is_unit_of(raw: str, indicator: KnownIndicator) -> bool:
    """Whether words behind a number are only the indicator's unit."""
    return _unit(raw) in (_unit(indicator.unit_vi), _unit(indicator.unit_en))


@lru_cache(maxsize=4096)
def _unit(words: str) -> str:
    said = " ".join(re.sub(r"[().,;:]", " ", alike(folded(words))).split()) + " "
    for other, one in _SAME_UNITS:
        said = said.replace(other, one)
    return said.replace(" ", "")


@lru_cache(maxsize=4096)
def _key(words: str) -> str:
    plain = _NUMBERING.sub("", folded(words))
    return alike(" ".join(_NO_WORD.sub(" ", plain).split()))


def _short_key(words: str) -> str:
    """The name without what stands in brackets: abbreviations and units."""
    return _key(_BRACKETS.sub(" ", words[:LONGEST]))
