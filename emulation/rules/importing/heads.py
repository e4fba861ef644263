"""Which column of a table means what: the words that offices write above their columns (screens 3.18)."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from emulation.rules.importing.fields import FIELDS
from emulation.vocabulary.grids import Cell, DecimalMark, Grid, Layout
from emulation.vocabulary.kinds import ImportKind
from emulation.vocabulary.vietnamese import fold

#: Titles and addressees stand above the heads; below so many lines nobody begins a table.
DEEPEST = 40
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NO_WORD = re.compile(r"[^a-z0-9_%]+")
#: Columns that compare instead of telling a plan or a result.
_COMPARES = re.compile(
    r"\b(so|dat|hoan thanh|vuot) (voi |cung |muc )?(ky|nam truoc|ke hoach|kh|chi tieu|th)\b|% ?kh\b"
)
_DOT, _COMMA = re.compile(r"\D*\d+\.\d{1,2}\D*"), re.compile(r"\D*\d+,\d{1,2}\D*")


#: Any one of these beside the indicator makes a line of heads.
_TELLING = frozenset(
    {"plan", "low", "high", "value", "baseline", "weight", "forecast", "not_assigned", "operator"}
)
#: A head without a year speaks of the year at hand.
_NOW = 9999
_BEFORE = re.compile(r"\b(nam truoc|cung ky|nam ngoai)\b")


def guess(grid: Grid, kind: ImportKind) -> Layout | None:
    """Where the heads end and which column holds which field; None when no line looks like heads.

    Heads may stand on two lines, the upper ones over several columns each. Of several columns for one field the
    latest year counts: "Kế hoạch 2025" and not "Kế hoạch 2024".
    """
    best: tuple[int, dict[str, int]] | None = None
    for place in range(min(len(grid.rows), DEEPEST)):
        for lines in (1, 2):
            columns = _columns(_heads(grid.rows, place, lines), kind)
            if columns and (best is None or len(columns) > len(best[1])):
                best = place, columns
    if best is None:
        return None
    head, columns = best
    return Layout(grid.name, head, columns, _mark(grid.rows[head + 1 :], columns))


def _heads(rows: Sequence[Sequence[Cell]], place: int, lines: int) -> list[tuple[str, str]]:
    """For each column its own words and those above it; nothing when there is no second line of heads above."""
    lower = _words(rows[place])
    if lines == 1:
        return [(word, "") for word in lower]
    upper = _spread(_words(rows[place - 1]), lower) if place else []
    return list(zip(lower, upper, strict=True)) if len(set(filter(None, upper))) > 1 else []


def _columns(heads: Sequence[tuple[str, str]], kind: ImportKind) -> dict[str, int]:
    """Field → column; empty when these are no heads."""
    columns = _chosen(heads, kind, None)
    if "indicator" not in columns:
        names = (at for at, (word, _above) in enumerate(heads) if _plain(word).startswith("chi tieu"))
        columns = _chosen(heads, kind, next(names, None))
    if "indicator" not in columns and "code" in columns:
        columns["indicator"] = columns.pop("code")
    return columns if "indicator" in columns and _TELLING & columns.keys() else {}


def _chosen(heads: Sequence[tuple[str, str]], kind: ImportKind, names: int | None) -> dict[str, int]:
    """The best column of every field; `names` is known to hold the indicators."""
    best: dict[str, tuple[Any, ...]] = {}
    for column, (word, above) in enumerate(heads):
        found = _match(kind, word, above) if column != names else ((), "indicator")
        if found is not None:
            rank, field = found
            best[field] = max((rank, -column), best.get(field, ((), 0)))
    return {field: -ranked[1] for field, ranked in best.items()}


def _words(row: Sequence[Cell]) -> list[str]:
    return [cell if isinstance(cell, str) else "" for cell in row]


def _spread(upper: list[str], lower: list[str]) -> list[str]:
    """The upper heads over all columns they stand above: a head reaches to the right until the next one begins."""
    spread, last = [], ""
    for column, below in enumerate(lower):
        own = upper[column] if column < len(upper) else ""
        last = own or (last if below else "")
        spread.append(last)
    return spread


def _match(kind: ImportKind, word: str, above: str) -> tuple[tuple[Any, ...], str] | None:
    """How well a head means which field: by its own words, else together with what stands above it."""
    both = word if above == word else f"{above} {word}".strip()
    plain = _plain(both)
    if _COMPARES.search(plain) or (kind is ImportKind.RESULTS and _BEFORE.search(plain)):
        return None
    year = max((int(one) for one in _YEAR.findall(both)), default=_NOW)
    named = [_plain(word), plain]
    if year != _NOW:
        named = [f"{one} nam" if one == "chi tieu" else one for one in named]
    found = max(filter(None, (_field(kind, one) for one in named)), default=None)
    if found is None:
        return None
    (strength, length), field = found
    return (strength > 1, year, strength, length), field


@lru_cache(maxsize=4096)
def _field(kind: ImportKind, words: str) -> tuple[tuple[int, int], str] | None:
    """The field with the strongest match: the same words, then words that begin alike, then words within."""
    found: tuple[tuple[int, int], str] | None = None
    for field, known in FIELDS[kind].items():
        for synonym in known.synonyms:
            strength = _strength(words, synonym)
            if strength and (found is None or (strength, len(synonym)) > found[0]):
                found = (strength, len(synonym)), field
    return found


def _strength(words: str, synonym: str) -> int:
    if words == synonym:
        return 3
    if words.startswith(f"{synonym} "):
        return 2
    return 1 if f" {synonym} " in f" {words} " and len(synonym) > 3 else 0


def _plain(words: str) -> str:
    """Without marks, years and what stands between words; "năm" at the end says nothing without its year."""
    without = _YEAR.sub(" ", _NO_WORD.sub(" ", fold(words[:200])))
    return " ".join(without.split())


def _mark(rows: Sequence[Sequence[Cell]], columns: Mapping[str, int]) -> DecimalMark:
    """Dot when numbers that are text have decimals behind a dot and none behind a comma."""
    texts = [row[at] for row in rows for at in columns.values() if at < len(row) and isinstance(row[at], str)]
    short = [text for text in texts if isinstance(text, str) and len(text) < 30]
    has_comma = any(_COMMA.fullmatch(text) for text in short)
    has_dot = any(_DOT.fullmatch(text) for text in short)
    return DecimalMark.DOT if has_dot and not has_comma else DecimalMark.COMMA
