"""Ranks over years: rank 1 on top, one lane per rank, numbered nodes, names at both ends."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from emulation.gateways.charts.breaks import LEADING, Break, break_marks, notes, runs
from emulation.gateways.charts.canvas import (
    HAIRLINE,
    INK,
    MUTED,
    PAPER,
    TEXT,
    drawing,
    node,
    spread,
    text_width,
    words,
    wrapped,
)
from emulation.gateways.charts.palette import stroke_for
from emulation.vocabulary.words import N_

LANE = 50
RADIUS = 15
TOP = 64
NAME = 15
NAME_WIDTH = 150
NARROWEST_STEP = 84
ILLUSTRATIVE = N_("Số trong vòng rỗng là minh họa – không phải số liệu chính thức")
RUNNING = N_("đang thực hiện")


@dataclass(frozen=True)
class BumpSeries:
    """One member: code (chooses the stroke), name, place in the cluster, rank per year (None: not known).

    A year in which it was not a member is simply absent from `ranks`.
    """

    code: str
    name: str
    index: int
    ranks: Mapping[int, int | None]


@dataclass(frozen=True)
class _Plan:
    """Where everything stands, in drawing units; `first` and `last` are the outermost years with a rank.

    `marks` are the places between which break marks stand: like `x`, but clear of the names at the right.
    """

    x: Mapping[int, float]
    marks: Mapping[int, float]
    first: int
    last: int
    nodes: Mapping[tuple[str, int], tuple[float, float]]
    width: float
    bottom: float


def bump_chart(
    series: Sequence[BumpSeries],
    years: Sequence[int],
    breaks: Sequence[Break] = (),
    *,
    title: str,
    description: str,
    lanes: int = 0,
    illustrative: Collection[int] = (),
    illustrative_note: str = ILLUSTRATIVE,
    running: Collection[int] = (),
    running_note: str = RUNNING,
    width: float = 960,
    prefix: str = "bump",
) -> str:
    """The ranks of `series` in `years` (ascending) as SVG text.

    `lanes` is the number of members in the largest year (at least the largest rank is used). Ranks of
    `illustrative` years are hollow nodes, explained by `illustrative_note`. Members that share a rank stand side
    by side in its lane. `running` years are columns without nodes that say `running_note`; those at the end stand
    behind the names.
    """
    plan = _plan(series, years, lanes, width)
    body = _columns(plan, years) + break_marks(breaks, plan.marks, 48, plan.bottom)
    for year in set(running) & plan.x.keys():
        body += _running_words(running_note, plan.x[year], plan.bottom)
    for one in series:
        body += _lines(one, years, breaks, plan)
    for one in series:
        body += _nodes(one, years, plan, illustrative)
    body += _edge_names(series, plan.first, plan, -1) + _edge_names(series, plan.last, plan, +1)
    for one in series:
        body += _inner_names(one, years, breaks, plan)
    footnotes, below = notes(breaks, years[1:], 8, plan.bottom + 8, plan.width - 16)
    body += footnotes
    if any(one.ranks.get(year) is not None for one in series for year in illustrative):
        body += _illustrative_key(illustrative_note, below)
        below += LEADING
    return drawing(prefix, title, description, plan.width, below + 12, body)


def _columns(plan: _Plan, years: Sequence[int]) -> list[str]:
    """An upright and a head per year; dots where years are left out."""
    parts = [node("line", x1=x, y1=TOP - 8, x2=x, y2=plan.bottom, stroke=HAIRLINE) for x in plan.x.values()]
    heads = [(str(year), x) for year, x in plan.x.items()]
    heads += [
        ("…", (plan.x[one] + plan.x[other]) / 2)
        for one, other in pairwise(years)
        if other - one > 1 and other <= plan.last
    ]
    return parts + [node("text", text, x=x, y=20, fill=MUTED, text_anchor="middle") for text, x in heads]


def _plan(series: Sequence[BumpSeries], years: Sequence[int], lanes: int, width: float) -> _Plan:
    margin = 16 + 2 * RADIUS + min(NAME_WIDTH, max((text_width(one.name, NAME) for one in series), default=0))
    ranked = [year for year in years if any(one.ranks.get(year) is not None for one in series)] or list(years)
    inside = [year for year in years if year <= ranked[-1]]
    behind = [year for year in years if year > ranked[-1]]
    room = width - 2 * margin - NARROWEST_STEP * len(behind)
    step = max(NARROWEST_STEP, room / max(1, len(inside) - 1))
    x = {year: margin + step * place for place, year in enumerate(inside)}
    edge = x[inside[-1]] + margin
    x |= {year: edge + NARROWEST_STEP * (place + 0.5) for place, year in enumerate(behind)}
    marks = x | ({inside[-1]: 2 * edge - x[behind[0]]} if behind else {})
    shared: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for one in series:
        for year in years:
            if (rank := one.ranks.get(year)) is not None:
                shared[year, rank].append(one.code)
    nodes = {
        (code, year): (
            x[year] + (place - (len(codes) - 1) / 2) * (2 * RADIUS + 4),
            TOP + RADIUS + LANE * (rank - 1),
        )
        for (year, rank), codes in shared.items()
        for place, code in enumerate(codes)
    }
    rows = max([lanes, 1] + [rank for _, rank in shared])
    whole = edge + NARROWEST_STEP * len(behind)
    bottom = TOP + 2 * RADIUS + LANE * (rows - 1) + 8
    return _Plan(x, marks, ranked[0], ranked[-1], nodes, whole, bottom)


def _lines(one: BumpSeries, years: Sequence[int], breaks: Sequence[Break], plan: _Plan) -> list[str]:
    stroke = stroke_for(one.code, one.index)
    parts: list[str] = []
    for run in runs(one.ranks, years, one.code, breaks):
        points = [plan.nodes[one.code, year] for year in run]
        path = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
        for (x0, y0), (x1, y1) in pairwise(points):
            middle = (x0 + x1) / 2
            path += f"C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
        if len(run) > 1:
            dashes = {"stroke_dasharray": stroke.dashes} if stroke.dashes else {}
            parts.append(node("path", d=path, fill="none", stroke=stroke.colour, stroke_width=4, **dashes))
    return parts


def _nodes(one: BumpSeries, years: Sequence[int], plan: _Plan, illustrative: Collection[int]) -> list[str]:
    stroke = stroke_for(one.code, one.index)
    parts: list[str] = []
    for year in years:
        if (rank := one.ranks.get(year)) is None:
            continue
        x, y = plan.nodes[one.code, year]
        hollow = year in illustrative
        parts.append(node("circle", cx=x, cy=y, r=RADIUS + 3, fill=PAPER))
        parts.append(
            node(
                "circle",
                class_="node",
                cx=x,
                cy=y,
                r=RADIUS - 1.5 if hollow else RADIUS,
                fill=PAPER if hollow else stroke.colour,
                stroke=stroke.colour,
                stroke_width=3 if hollow else 0,
            )
        )
        ink = INK if hollow else PAPER
        parts.append(node("text", str(rank), x=x, y=y + 5, fill=ink, font_weight=600, text_anchor="middle"))
    return parts


def _edge_names(series: Sequence[BumpSeries], year: int, plan: _Plan, side: int) -> list[str]:
    """Names beside the nodes of the first (side −1) or last (+1) year, one above the other where ranks are shared."""
    here = [one for one in series if (one.code, year) in plan.nodes]
    blocks = [wrapped(one.name, NAME_WIDTH, NAME) for one in here]
    heights = [plan.nodes[one.code, year][1] for one in here]
    places = spread(heights, LEADING, TOP, plan.bottom)
    outermost = {
        y: max(side * plan.nodes[one.code, year][0] for one in here if plan.nodes[one.code, year][1] == y)
        for y in heights
    }
    anchor = "start" if side > 0 else "end"
    parts: list[str] = []
    for lines, height, place in zip(blocks, heights, places, strict=True):
        x = side * outermost[height] + side * (RADIUS + 10)
        for row, line in enumerate(lines):
            y = place + 5 + (row - (len(lines) - 1) / 2) * (NAME + 3)
            parts.append(words(x, y, line, font_size=NAME, font_weight=600, text_anchor=anchor))
    return parts


def _inner_names(one: BumpSeries, years: Sequence[int], breaks: Sequence[Break], plan: _Plan) -> list[str]:
    """The name where a line begins or ends inside the chart, so that no stretch is known by its colour alone."""
    stretches = runs(one.ranks, years, one.code, breaks)
    if not stretches:
        return []
    named = {stretches[0][0], stretches[-1][-1]}
    named |= {run[0] for run in stretches if run[0] != plan.first and run[-1] != plan.last}
    parts: list[str] = []
    for year in sorted(named - {plan.first, plan.last}):
        x, y = plan.nodes[one.code, year]
        parts.append(
            words(x, y - RADIUS - 5, one.name, font_size=TEXT, font_weight=600, text_anchor="middle")
        )
    return parts


def _running_words(note: str, x: float, bottom: float) -> list[str]:
    lines = wrapped(note, NARROWEST_STEP - 20)
    middle = (TOP + bottom) / 2 - LEADING * (len(lines) - 1) / 2
    return [
        words(x, middle + LEADING * row, line, fill=MUTED, text_anchor="middle")
        for row, line in enumerate(lines)
    ]


def _illustrative_key(note: str, y: float) -> list[str]:
    return [
        node("circle", cx=15, cy=y + 10, r=6, fill=PAPER, stroke=INK, stroke_width=2),
        words(28, y + TEXT, note, fill=MUTED),
    ]
