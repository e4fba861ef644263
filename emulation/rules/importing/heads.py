"""Which column of a table means what: the words that offices write above their columns (screens 3.18)."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from emulation.rules.importing.fields import FIELDS
from emulation.rules.importing.values import shown
from emulation.rules.importing.words import aligned, alike
from emulation.vocabulary.grids import Cell, DecimalMark, Grid, Layout
from emulation.vocabulary.kinds import ImportKind, PlanSource
from emulation.vocabulary.vietnamese import fold

#: Titles and addressees stand above the heads; below so many lines nobody begins a table.
DEEPEST = 40
#: Shorter words say nothing within others: "từ", "đến", "mã".
SHORTEST_PART = 4
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NO_WORD = re.compile(r"[^a-z0-9_%]+")
#: The column that says what is wrong, in a file of faulty rows that comes back mended.
_FAULTS = re.compile(r"\bli do (loi|sai|can sua)\b")
#: Columns that compare instead of telling a plan or a result.
_COMPARES = re.compile(
    r"\b(so|dat|hoan thanh|vuot) (voi |cung |muc )?(ki|nam truoc|ke hoach|kh|chi tieu|th)\b|% ?kh\b"
)
_DOT, _COMMA = re.compile(r"\D*\d+\.\d{1,2}\D*"), re.compile(r"\D*\d+,\d{1,2}\D*")


#: Any one of these beside the indicator makes a line of heads.
_TELLING = frozenset(
    {"plan", "low", "high", "value", "baseline", "weight", "forecast", "not_assigned", "operator"}
)
#: A head without a year speaks of the year at hand.
_NOW = 9999
_TO_THE_RIGHT = frozenset({"plan", "baseline", "value", "forecast"})
_CENTRAL = re.compile(r"\b(trung uong|tw|thu tuong|ttg|chinh phu)\b")
#: One unit for all; "tỷ đồng, %" leaves open which line counts in which.
_UNIT = re.compile(r"\(?(?:don vi(?: tinh)?|dvt)\s*:\s*([^,;()]{1,40}?)\s*\)?\.?")
_BEFORE = re.compile(r"\b(nam truoc|cung ki|nam ngoai)\b")


def guess(grid: Grid, kind: ImportKind) -> Layout | None:
    """Where the heads end and which column holds which field; None when no line looks like heads.

    Heads may stand on two lines, the upper ones over several columns each. Of several columns for one field the
    latest year counts: "Kế hoạch 2025" and not "Kế hoạch 2024"; without years the last one, for time runs to the right.
    """
    best: tuple[int, dict[str, int]] | None = None
    for place in range(min(len(grid.rows), DEEPEST)):
        for lines in (1, 2):
            heads = _heads(grid.rows, place, lines)
            columns = _columns(heads, kind)
            if columns and (best is None or _is_better(columns, heads, place, best)):
                best = place, columns
    if best is None:
        return None
    head, columns = best
    return Layout(grid.name, head, columns, _mark(grid.rows[head + 1 :], columns))


def guess_at(grid: Grid, kind: ImportKind, head: int) -> Layout:
    """The columns when somebody says which line is the last one of the heads; unfamiliar heads mean nothing."""
    rows = grid.rows[head - 1 if head else 0 : head + 1]
    found = [_columns(_heads(rows, len(rows) - 1, lines), kind) for lines in (2, 1)] if rows else [{}]
    columns = max(found, key=len)
    return Layout(grid.name, head, columns, _mark(grid.rows[head + 1 :], columns))


def _is_better(
    columns: Mapping[str, int],
    heads: Sequence[tuple[str, str]],
    place: int,
    best: tuple[int, Mapping[str, int]],
) -> bool:
    """Whether heads beat those found above: by more fields, or by years and other words on a second line."""
    if len(columns) != len(best[1]):
        return len(columns) > len(best[1])
    is_second = any(above for _word, above in heads)
    adds_years = all(_YEAR.fullmatch(word) for word, above in heads if word and word != above)
    return is_second and (place == best[0] or (place == best[0] + 1 and adds_years))


def source_of(grid: Grid, layout: Layout) -> PlanSource | None:
    """Whose plan the column of the plan is by its head ("Kế hoạch Trung ương giao"); None when it does not say."""
    at = layout.columns.get("plan", layout.columns.get("low", -1))
    heads = (
        [_heads(grid.rows, layout.head, lines) for lines in (1, 2)] if layout.head < len(grid.rows) else []
    )
    words = " ".join(word for line in heads if 0 <= at < len(line) for word in line[at])
    return PlanSource.CENTRAL if _CENTRAL.search(fold(words)) else None


def unit_of(grid: Grid, layout: Layout) -> str:
    """The unit of a whole table, where its titles say one: "Đơn vị tính: triệu đồng"."""
    titles = (cell for row in grid.rows[: layout.head + 1] for cell in row if isinstance(cell, str))
    for title in titles if "unit" not in layout.columns else ():
        if found := _UNIT.fullmatch(aligned(title)):
            return title[found.start(1) : found.end(1)]
    return ""


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
            place = column if field in _TO_THE_RIGHT else -column
            best[field] = max((rank, place), best.get(field, ((), 0)))
    return {field: abs(ranked[1]) for field, ranked in best.items()}


def _words(row: Sequence[Cell]) -> list[str]:
    return [shown(cell) if isinstance(cell, str) or _is_year(cell) else "" for cell in row]


def _is_year(cell: Cell) -> bool:
    return isinstance(cell, Decimal) and 1900 < cell < 2100


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
    if (
        _COMPARES.search(plain)
        or _FAULTS.search(plain)
        or (kind is ImportKind.RESULTS and _BEFORE.search(plain))
    ):
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
        for synonym in map(alike, known.synonyms):
            strength = _strength(words, synonym)
            if strength and (found is None or (strength, len(synonym)) > found[0]):
                found = (strength, len(synonym)), field
    return found


def _strength(words: str, synonym: str) -> int:
    if words == synonym:
        return 3
    if len(synonym) < SHORTEST_PART:
        return 0
    if words.startswith(f"{synonym} "):
        return 2
    return 1 if f" {synonym} " in f" {words} " else 0


@lru_cache(maxsize=4096)
def _plain(words: str) -> str:
    """Without marks, years and what stands between words; "năm" at the end says nothing without its year."""
    without = _YEAR.sub(" ", _NO_WORD.sub(" ", fold(words[:200])))
    return alike(" ".join(without.split()))


def _mark(rows: Sequence[Sequence[Cell]], columns: Mapping[str, int]) -> DecimalMark:
    """Dot when numbers that are text have decimals behind a dot and none behind a comma."""
    texts = [row[at] for row in rows for at in columns.values() if at < len(row) and isinstance(row[at], str)]
    short = [text for text in texts if isinstance(text, str) and len(text) < 30]
    has_comma = any(_COMMA.fullmatch(text) for text in short)
    has_dot = any(_DOT.fullmatch(text) for text in short)
    return DecimalMark.DOT if has_dot and not has_comma else DecimalMark.COMMA
