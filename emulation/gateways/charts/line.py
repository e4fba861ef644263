"""One indicator over years: a line per member, nodes that show how firm a figure is, targets as dashed steps."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from emulation.gateways.charts.breaks import LEADING, Break, break_marks, notes, runs
from emulation.gateways.charts.canvas import (
    HAIRLINE,
    INK,
    MUTED,
    RULE,
    drawing,
    node,
    spread,
    text_width,
    words,
)
from emulation.gateways.charts.palette import Stroke, stroke_for
from emulation.gateways.charts.points import LinePoint, LineWords, mark, shape_key
from emulation.gateways.charts.scale import Scale, scale_for

TOP = 56
HEIGHT = 340
LABEL = 19
NARROWEST_STEP = 72
SAMPLE = 26


@dataclass(frozen=True)
class LineSeries:
    """One member: code (chooses the stroke), name, place in the cluster, figures and targets per year."""

    code: str
    name: str
    index: int
    points: Mapping[int, LinePoint]
    targets: Mapping[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class _Plan:
    x: Mapping[int, float]
    scale: Scale
    left: float
    right: float
    width: float
    bottom: float

    def at(self, year: int, value: Decimal) -> tuple[float, float]:
        return self.x[year], self.scale.place(value)


def line_chart(
    series: Sequence[LineSeries],
    years: Sequence[int],
    breaks: Sequence[Break] = (),
    *,
    title: str,
    description: str,
    unit: str,
    number: Callable[[Decimal], str],
    key: LineWords | None = None,
    width: float = 960,
    prefix: str = "line",
) -> str:
    """The figures of `series` in `years` (ascending) as SVG text.

    `unit` stands above the axis; `number` writes a figure as readers expect it (comma, decimals of the table).
    """
    shown = [one for one in series if any(year in one.points for year in years)]
    plan = _plan(shown, years, number, width)
    body = _grid(plan, unit, number)
    body += [
        node("text", str(year), x=x, y=plan.bottom + 22, fill=MUTED, text_anchor="middle")
        for year, x in plan.x.items()
    ]
    body += break_marks(breaks, plan.x, TOP - 12, plan.bottom)
    for one in shown:
        body += _targets(one, years, plan) + _lines(one, years, breaks, plan)
    for one in shown:
        body += [
            mark(one.points[year], *plan.at(year, one.points[year].value), _stroke(one))
            for year in years
            if year in one.points
        ]
    body += _end_labels(shown, years, plan, number) + _inner_names(shown, years, breaks, plan)
    footnotes, below = notes(breaks, years[1:], 8, plan.bottom + 34, plan.width - 16)
    body += footnotes + _key(shown, years, below, key or LineWords())
    return drawing(prefix, title, description, plan.width, below + LEADING + 12, body)


def _stroke(one: LineSeries) -> Stroke:
    return stroke_for(one.code, one.index)


def _plan(
    series: Sequence[LineSeries], years: Sequence[int], number: Callable[[Decimal], str], width: float
) -> _Plan:
    values = [one.points[year].value for one in series for year in years if year in one.points]
    values += [one.targets[year] for one in series for year in years if year in one.targets]
    bottom = TOP + max(HEIGHT, LABEL * len(series))
    scale = scale_for(values, TOP, bottom)
    left = 24 + max(text_width(number(tick)) for tick in scale.ticks)
    labels = max((text_width(_label(one, years, number)) for one in series), default=0) + SAMPLE + 40
    step = max(NARROWEST_STEP, (width - left - 24 - labels) / max(1, len(years) - 1))
    x = {year: left + 24 + step * place for place, year in enumerate(years)}
    right = x[years[-1]] + 16
    return _Plan(x, scale, left, right, right + labels, bottom)


def _grid(plan: _Plan, unit: str, number: Callable[[Decimal], str]) -> list[str]:
    parts = [words(8, 20, unit, fill=MUTED)]
    for tick in plan.scale.ticks:
        y = plan.scale.place(tick)
        zero = tick == 0 and plan.scale.ticks[0] < 0
        parts.append(
            node(
                "line",
                x1=plan.left,
                y1=y,
                x2=plan.right,
                y2=y,
                stroke=INK if zero else HAIRLINE,
                stroke_width=1.5 if zero else 1,
            )
        )
        parts.append(node("text", number(tick), x=plan.left - 8, y=y + 5, fill=MUTED, text_anchor="end"))
    return parts


def _targets(one: LineSeries, years: Sequence[int], plan: _Plan) -> list[str]:
    """The target as a dashed step around each year."""
    half = (plan.x[years[1]] - plan.x[years[0]]) / 2 - 4 if len(years) > 1 else 20
    parts: list[str] = []
    for year in years:
        if year in one.targets:
            x, y = plan.at(year, one.targets[year])
            colour = _stroke(one).colour
            ends = {"x1": max(plan.left, x - half), "x2": min(plan.right, x + half)}
            parts.append(
                node(
                    "line",
                    class_="target",
                    y1=y,
                    y2=y,
                    stroke=colour,
                    stroke_width=2,
                    stroke_dasharray="3 3",
                    **ends,
                )
            )
    return parts


def _lines(one: LineSeries, years: Sequence[int], breaks: Sequence[Break], plan: _Plan) -> list[str]:
    stroke = _stroke(one)
    dashes = {"stroke_dasharray": stroke.dashes} if stroke.dashes else {}
    parts: list[str] = []
    for run in runs(one.points, years, one.code, breaks):
        if len(run) > 1:
            corners = " ".join(
                f"{x:.1f},{y:.1f}" for x, y in (plan.at(year, one.points[year].value) for year in run)
            )
            parts.append(
                node(
                    "polyline", points=corners, fill="none", stroke=stroke.colour, stroke_width=2.5, **dashes
                )
            )
    return parts


def _last(one: LineSeries, years: Sequence[int]) -> int:
    return max(year for year in years if year in one.points)


def _label(one: LineSeries, years: Sequence[int], number: Callable[[Decimal], str]) -> str:
    return f"{one.name} {number(one.points[_last(one, years)].value)}"


def _end_labels(
    series: Sequence[LineSeries], years: Sequence[int], plan: _Plan, number: Callable[[Decimal], str]
) -> list[str]:
    """Name and last figure at the right, in ink, with a sample of the line; a thin leader shows where it belongs."""
    lasts = [plan.at(_last(one, years), one.points[_last(one, years)].value) for one in series]
    places = spread([y for _, y in lasts], LABEL, TOP, plan.bottom)
    parts: list[str] = []
    for one, (x, y), place in zip(series, lasts, places, strict=True):
        stroke, start = _stroke(one), plan.right + 22
        dashes = {"stroke_dasharray": stroke.dashes} if stroke.dashes else {}
        parts.append(
            node(
                "polyline",
                points=f"{x + 8:.1f},{y:.1f} {plan.right:.1f},{y:.1f} {start - 2:.1f},{place:.1f}",
                fill="none",
                stroke=RULE,
            )
        )
        parts.append(
            node(
                "line",
                x1=start,
                y1=place,
                x2=start + SAMPLE,
                y2=place,
                stroke=stroke.colour,
                stroke_width=3,
                **dashes,
            )
        )
        parts.append(words(start + SAMPLE + 6, place + 5, _label(one, years, number), font_weight=500))
    return parts


def _inner_names(
    series: Sequence[LineSeries], years: Sequence[int], breaks: Sequence[Break], plan: _Plan
) -> list[str]:
    """The code beside a stretch that does not reach its label, so that it is not known by its colour alone."""
    ends: defaultdict[int, list[LineSeries]] = defaultdict(list)
    for one in series:
        for run in runs(one.points, years, one.code, breaks)[:-1]:
            ends[run[-1]].append(one)
    parts: list[str] = []
    for year, here in ends.items():
        wanted = [plan.at(year, one.points[year].value)[1] - 2 for one in here]
        for one, place in zip(here, spread(wanted, 15, TOP, plan.bottom), strict=True):
            parts.append(words(plan.x[year] + 10, place + 5, one.code, font_weight=500))
    return parts


def _key(series: Sequence[LineSeries], years: Sequence[int], y: float, key: LineWords) -> list[str]:
    points = [one.points[year] for one in series for year in years if year in one.points]
    has_targets = any(year in one.targets for one in series for year in years)
    return shape_key(points, has_targets, y, key)
