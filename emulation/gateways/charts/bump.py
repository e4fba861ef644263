"""Ranks over years: rank 1 on top, one lane per rank, numbered nodes, names at both ends."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from emulation.gateways.charts.breaks import LEADING, Break, break_marks, notes, runs
from emulation.gateways.charts.bump_plan import (
    CODE,
    NAME,
    NAME_WIDTH,
    NARROWEST_STEP,
    RADIUS,
    TOP,
    BumpPlan,
    BumpSeries,
    edge_name,
    planned,
    starts_and_ends,
)
from emulation.gateways.charts.canvas import (
    HAIRLINE,
    INK,
    MUTED,
    PAPER,
    TEXT,
    drawing,
    group,
    node,
    stacked,
    text_width,
    words,
    wrapped,
)
from emulation.vocabulary.words import N_

ILLUSTRATIVE = N_("Số trong vòng rỗng là minh họa – không phải số liệu chính thức")
RUNNING = N_("đang thực hiện")


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
    behind the names. Each node says "code year rank" in `data-point`.
    """
    plan = planned(series, years, lanes, width)
    body = _columns(plan, years) + break_marks(breaks, plan.marks, 48, plan.bottom)
    for year in set(running) & plan.x.keys():
        body += _running_words(running_note, plan.x[year], plan.bottom)
    for one in series:
        body += _lines(one, years, breaks, plan)
    for one in series:
        body += _nodes(one, years, plan, illustrative)
    inner, coded = _inner_names(series, years, breaks, plan)
    body += _edge_names(series, plan.first, plan, -1, coded) + _edge_names(series, plan.last, plan, +1, coded)
    footnotes, below = notes(breaks, years[1:], 8, plan.bottom + 8, plan.width - 16)
    body += inner + footnotes
    if any(one.ranks.get(year) is not None for one in series for year in illustrative):
        body += _illustrative_key(illustrative_note, below)
        below += LEADING
    return drawing(prefix, title, description, plan.width, below + 12, body)


def _columns(plan: BumpPlan, years: Sequence[int]) -> list[str]:
    """An upright and a head per year; dots where years are left out."""
    parts = [node("line", x1=x, y1=TOP - 8, x2=x, y2=plan.bottom, stroke=HAIRLINE) for x in plan.x.values()]
    heads = [(str(year), x) for year, x in plan.x.items()]
    heads += [
        ("…", (plan.x[one] + plan.x[other]) / 2)
        for one, other in pairwise(years)
        if other - one > 1 and other <= plan.last
    ]
    return parts + [node("text", text, x=x, y=20, fill=MUTED, text_anchor="middle") for text, x in heads]


def _lines(one: BumpSeries, years: Sequence[int], breaks: Sequence[Break], plan: BumpPlan) -> list[str]:
    stroke = plan.strokes[one.code]
    dashes = {"stroke_dasharray": stroke.dashes} if stroke.dashes else {}
    parts: list[str] = []
    for run in runs(one.ranks, years, one.code, breaks):
        points = [plan.nodes[one.code, year] for year in run]
        path = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
        for (x0, y0), (x1, y1) in pairwise(points):
            middle = (x0 + x1) / 2
            path += f"C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
        if len(run) > 1:
            parts.append(
                node(
                    "path",
                    d=path,
                    class_="series",
                    fill="none",
                    stroke=stroke.colour,
                    stroke_width=4,
                    **dashes,
                )
            )
    return parts


def _nodes(one: BumpSeries, years: Sequence[int], plan: BumpPlan, illustrative: Collection[int]) -> list[str]:
    """Nodes on a ring of paper, with their ranks in them; what all nodes of a kind share is said once."""
    colour = plan.strokes[one.code].colour
    rings: list[str] = []
    parts: list[str] = []
    for hollow in (False, True):
        here = [
            (year, rank)
            for year in years
            if (rank := one.ranks.get(year)) is not None and (year in illustrative) is hollow
        ]
        nodes, numbers = [], []
        for year, rank in here:
            x, y = plan.nodes[one.code, year]
            says = f"{one.code} {year} {rank}"
            rings.append(node("circle", cx=x, cy=y, r=RADIUS + 3))
            r = RADIUS - 1.5 if hollow else RADIUS
            nodes.append(node("circle", class_="node", data_point=says, cx=x, cy=y, r=r))
            numbers.append(node("text", str(rank), class_="number", x=x, y=y + 5))
        if here:
            look = {"fill": PAPER, "stroke": colour, "stroke_width": "3"} if hollow else {"fill": colour}
            ink = INK if hollow else PAPER
            parts.append(group(nodes, **look))
            parts.append(group(numbers, fill=ink, font_weight=600, text_anchor="middle"))
    return [group(rings, fill=PAPER), *parts] if rings else []


def _edge_names(series: Sequence[BumpSeries], year: int, plan: BumpPlan, side: int, coded: bool) -> list[str]:
    """Names beside the nodes of the first (side −1) or last (+1) year, one above the other where ranks are shared."""
    here = [one for one in series if (one.code, year) in plan.nodes]
    blocks = [wrapped(edge_name(one, coded=coded), NAME_WIDTH, NAME) for one in here]
    heights = [plan.nodes[one.code, year][1] for one in here]
    places = stacked(heights, [len(lines) * (NAME + 3) + 2 for lines in blocks], TOP - 8, plan.bottom)
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


def _inner_names(
    series: Sequence[BumpSeries], years: Sequence[int], breaks: Sequence[Break], plan: BumpPlan
) -> tuple[list[str], bool]:
    """Names where lines begin or end inside the chart, codes in the coded years; and whether any is a code."""
    parts: list[str] = []
    has_codes = False
    for one in series:
        named = starts_and_ends(one, years, breaks, plan)
        in_code = {year for year in plan.coded if (one.code, year) in plan.nodes}
        for year in sorted(named | in_code):
            x, y = plan.nodes[one.code, year]
            is_short = year not in named or not _has_room(one, year, plan)
            text, size = (one.code, CODE) if is_short else (one.name, TEXT)
            has_codes = has_codes or is_short
            parts.append(
                words(x, y - RADIUS - 5, text, font_size=size, font_weight=600, text_anchor="middle")
            )
    return parts, has_codes


def _has_room(one: BumpSeries, year: int, plan: BumpPlan) -> bool:
    """Whether the whole name fits above the node: clear of the columns beside it, and alone in its lane."""
    x, y = plan.nodes[one.code, year]
    is_alone = sum(at == year and height == y for (_, at), (_, height) in plan.nodes.items()) <= 1
    wide = text_width(one.name, TEXT)
    within = x - wide / 2 >= 8 and x + wide / 2 <= plan.width - 8
    return within and is_alone and wide <= plan.step - 2 * RADIUS


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
