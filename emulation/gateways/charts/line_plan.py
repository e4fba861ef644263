"""Where everything in a line chart stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from emulation.gateways.charts.canvas import text_width
from emulation.gateways.charts.palette import Stroke, strokes_of
from emulation.gateways.charts.points import LinePoint
from emulation.gateways.charts.scale import Scale, scale_for
from emulation.gateways.charts.sight import coded_years

LABEL = 19
SAMPLE = 26
CODE = 13
YEAR_ROOM = 42
#: How far codes at the left and names at the right, by which lines are told, reach beyond the outermost nodes.
BEFORE, AFTER = 52, 116


@dataclass(frozen=True)
class LineSeries:
    """One member: code (chooses the stroke), name, place in the cluster, figures and targets per year."""

    code: str
    name: str
    index: int
    points: Mapping[int, LinePoint]
    targets: Mapping[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class LineLook:
    """How large a chart, its nodes (radius) and lines are; `step`: least distance of years; `has_names`: or codes only.

    A small one stands among others of its kind: its key and the names behind its codes stand above all of them.
    """

    width: float
    top: float
    height: float
    step: float
    has_names: bool
    node: float
    line: float


WIDE = LineLook(width=960, top=56, height=340, step=72, has_names=True, node=5, line=2.5)
SMALL = LineLook(width=296, top=44, height=170, step=16, has_names=False, node=3.2, line=1.8)


@dataclass(frozen=True)
class LinePlan:
    """Where years and values stand; `coded`: the years at whose nodes codes are written."""

    x: Mapping[int, float]
    scale: Scale
    left: float
    right: float
    width: float
    top: float
    bottom: float
    strokes: Mapping[str, Stroke]
    coded: frozenset[int]
    look: LineLook

    def at(self, year: int, value: Decimal) -> tuple[float, float]:
        """The place of a value."""
        return self.x[year], self.scale.place(value)

    def written(self) -> list[int]:
        """The years whose heads have room, counted back from the last."""
        years: list[int] = sorted(self.x, reverse=True)
        step = abs(self.x[years[0]] - self.x[years[1]]) if len(years) > 1 else YEAR_ROOM
        return years[:: max(1, int(-(-YEAR_ROOM // step)))]


def planned(
    series: Sequence[LineSeries],
    years: Sequence[int],
    number: Callable[[Decimal], str],
    look: LineLook,
) -> LinePlan:
    """The places of everything in a chart of `series`, of which only those with points are labelled."""
    shown = drawn(series, years)
    values = [one.points[year].value for one in shown for year in years if year in one.points]
    values += [one.targets[year] for one in shown for year in years if year in one.targets]
    bottom = look.top + max(look.height, LABEL * len(shown))
    scale = scale_for(values, look.top, bottom)
    axis = 24 + max(text_width(number(tick)) for tick in scale.ticks)
    starts = max((text_width(one.code, CODE) for one in shown), default=0) + 22 if look.has_names else 0
    left = axis + starts
    aside = 40 if look.has_names else 24
    labels = max((text_width(label(one, years, number, look)) for one in shown), default=0) + SAMPLE + aside
    step = max(look.step, (look.width - left - 24 - labels) / max(1, len(years) - 1))
    x = {year: left + 12 + step * place for place, year in enumerate(years)}
    right = x[years[-1]] + 12
    strokes = strokes_of({one.code: one.index for one in series})
    coded = coded_years(x, before=BEFORE, after=AFTER) if look.has_names else frozenset()
    return LinePlan(x, scale, axis, right, right + labels, look.top, bottom, strokes, coded, look)


def drawn(series: Sequence[LineSeries], years: Sequence[int]) -> list[LineSeries]:
    """Those of whom there is a figure in the years."""
    return [one for one in series if any(year in one.points for year in years)]


def first_of(one: LineSeries, years: Sequence[int]) -> int:
    """The first year with a figure."""
    return min(year for year in years if year in one.points)


def last_of(one: LineSeries, years: Sequence[int]) -> int:
    """The last year with a figure."""
    return max(year for year in years if year in one.points)


def label(one: LineSeries, years: Sequence[int], number: Callable[[Decimal], str], look: LineLook) -> str:
    """Name (and code, which stands beside the line) or code alone, with the last figure."""
    value = number(one.points[last_of(one, years)].value)
    if not look.has_names:
        return f"{one.code} {value}"
    name = one.name if one.name == one.code else f"{one.name} ({one.code})"
    return f"{name} {value}"
