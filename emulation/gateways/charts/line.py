"""One indicator over years: a line per member, nodes that show how firm a figure is, targets as dashed steps."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from emulation.gateways.charts.breaks import LEADING, Break, break_marks, notes, runs
from emulation.gateways.charts.canvas import HAIRLINE, INK, MUTED, drawing, group, node, words
from emulation.gateways.charts.line_names import end_labels, inner_codes, start_codes
from emulation.gateways.charts.line_plan import WIDE, LineLook, LinePlan, LineSeries, drawn, planned
from emulation.gateways.charts.points import LineWords, mark, shape_key


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
    look: LineLook = WIDE,
    prefix: str = "line",
) -> str:
    """The figures of `series` in `years` (ascending) as SVG text.

    `unit` stands above the axis; `number` writes a figure as readers expect it (comma, decimals of the table). All
    members of the cluster belong into `series`, those without figures too: strokes follow their places. Each node
    says "code year figure" in `data-point`, each target the same in `data-target`.
    """
    plan = planned(series, years, number, look)
    shown = drawn(series, years)
    body = _grid(plan, unit, number)
    body += [
        node("text", str(year), x=plan.x[year], y=plan.bottom + 22, fill=MUTED, text_anchor="middle")
        for year in plan.written()
    ]
    body += break_marks(breaks, plan.x, plan.top - 12, plan.bottom)
    for one in shown:
        body += _targets(one, years, plan, number) + _lines(one, years, breaks, plan)
    body += [_nodes(one, years, plan, number) for one in shown]
    body += end_labels(shown, years, plan, number) + inner_codes(shown, years, breaks, plan)
    if look.has_names:
        body += start_codes(shown, years, plan)
    footnotes, below = notes(breaks, years[1:], 8, plan.bottom + 34, plan.width - 16)
    body += footnotes
    if look.has_names:
        body += _key(shown, years, below, key or LineWords())
        below += LEADING
    return drawing(prefix, title, description, plan.width, below + 12, body)


def _nodes(one: LineSeries, years: Sequence[int], plan: LinePlan, number: Callable[[Decimal], str]) -> str:
    """The nodes of a line; their pen is said once."""
    stroke, size = plan.strokes[one.code], plan.look.node
    parts = []
    for year in years:
        if (point := one.points.get(year)) is not None:
            says = f"{one.code} {year} {number(point.value)}"
            parts.append(mark(point, *plan.at(year, point.value), stroke, says, size))
    return group(parts, stroke=stroke.colour, stroke_width=size / 2)


def _grid(plan: LinePlan, unit: str, number: Callable[[Decimal], str]) -> list[str]:
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


def _targets(
    one: LineSeries, years: Sequence[int], plan: LinePlan, number: Callable[[Decimal], str]
) -> list[str]:
    """The target as a dashed step around each year."""
    half = (plan.x[years[1]] - plan.x[years[0]]) / 2 - 4 if len(years) > 1 else 20
    parts: list[str] = []
    for year in years:
        if year in one.targets:
            x, y = plan.at(year, one.targets[year])
            colour = plan.strokes[one.code].colour
            ends = {"x1": max(plan.left, x - half), "x2": min(plan.right, x + half)}
            parts.append(
                node(
                    "line",
                    class_="target",
                    data_target=f"{one.code} {year} {number(one.targets[year])}",
                    y1=y,
                    y2=y,
                    stroke=colour,
                    stroke_width=2,
                    stroke_dasharray="3 3",
                    **ends,
                )
            )
    return parts


def _lines(one: LineSeries, years: Sequence[int], breaks: Sequence[Break], plan: LinePlan) -> list[str]:
    stroke = plan.strokes[one.code]
    dashes = {"stroke_dasharray": stroke.dashes} if stroke.dashes else {}
    parts: list[str] = []
    for run in runs(one.points, years, one.code, breaks):
        if len(run) > 1:
            corners = " ".join(
                f"{x:.1f},{y:.1f}" for x, y in (plan.at(year, one.points[year].value) for year in run)
            )
            parts.append(
                node(
                    "polyline",
                    class_="series",
                    points=corners,
                    fill="none",
                    stroke=stroke.colour,
                    stroke_width=plan.look.line,
                    **dashes,
                )
            )
    return parts


def _key(series: Sequence[LineSeries], years: Sequence[int], y: float, key: LineWords) -> list[str]:
    points = [one.points[year] for one in series for year in years if year in one.points]
    has_targets = any(year in one.targets for one in series for year in years)
    return shape_key(points, has_targets, y, key)
