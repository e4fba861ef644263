"""Years that cannot simply be compared with the year before: a new map, another number of members."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from emulation.gateways.charts.canvas import INK, MUTED, PAPER, TEXT, node, words, wrapped

LEADING = 20
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Break:
    """Between `year` − 1 and `year` something changed. `number` points to `note` below the chart (0: not marked).

    `cuts` says whether lines stop there; `codes` limits that to some members (empty: all).
    """

    year: int
    number: int
    note: str
    cuts: bool = True
    codes: frozenset[str] = frozenset()


def runs(
    values: Mapping[int, object], years: Sequence[int], code: str, breaks: Collection[Break]
) -> list[list[int]]:
    """The stretches of calendar years in a row with a value that one line may connect."""
    stretches: list[list[int]] = []
    for year in years:
        if values.get(year) is None:
            continue
        connected = bool(stretches) and stretches[-1][-1] == year - 1
        cut = any(
            mark.cuts and mark.year == year and (not mark.codes or code in mark.codes) for mark in breaks
        )
        if connected and not cut:
            stretches[-1].append(year)
        else:
            stretches.append([year])
    return stretches


def break_marks(breaks: Sequence[Break], places: Mapping[int, float], top: float, bottom: float) -> list[str]:
    """A dashed upright before every break year in `places` (year → x), with its numbers on top.

    Breaks without a number only stop lines; they are not marked.
    """
    years = sorted(places)
    marked = [mark for mark in breaks if mark.number and mark.year in places and mark.year != years[0]]
    parts: list[str] = []
    for year in sorted({mark.year for mark in marked}):
        x = (places[years[years.index(year) - 1]] + places[year]) / 2
        numbers = " ".join(str(mark.number) for mark in marked if mark.year == year)
        parts.append(
            node("line", x1=x, y1=top, x2=x, y2=bottom, stroke=INK, stroke_width=1.5, stroke_dasharray="6 5")
        )
        parts.append(
            node(
                "rect",
                x=x - 6 - 4.5 * len(numbers),
                y=top - 20,
                width=12 + 9 * len(numbers),
                height=20,
                rx=10,
                fill=INK,
            )
        )
        parts.append(
            node("text", numbers, x=x, y=top - 5.5, fill=PAPER, font_weight=600, text_anchor="middle")
        )
    return parts


def notes(
    breaks: Sequence[Break], shown: Collection[int], x: float, y: float, width: float
) -> tuple[list[str], float]:
    """The notes of the breaks in the `shown` years, written from `y` down, and the y below them."""
    lines = [
        line
        for mark in breaks
        if mark.number and mark.year in shown
        for line in wrapped(f"{str(mark.number).translate(_RAISED)} {mark.note}", width)
    ]
    parts = [words(x, y + TEXT + LEADING * place, line, fill=MUTED) for place, line in enumerate(lines)]
    return parts, y + LEADING * len(lines)
