"""The names in a line chart: name and last figure at the right, codes where lines begin and along the way."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from decimal import Decimal

from emulation.gateways.charts.breaks import Break, runs
from emulation.gateways.charts.canvas import RULE, node, spread, words
from emulation.gateways.charts.line_plan import (
    CODE,
    LABEL,
    SAMPLE,
    LinePlan,
    LineSeries,
    first_of,
    label,
    last_of,
)

#: How far a code may stand from its node before a thin leader says where it belongs.
NEAR = 7


def end_labels(
    series: Sequence[LineSeries], years: Sequence[int], plan: LinePlan, number: Callable[[Decimal], str]
) -> list[str]:
    """Name and last figure at the right, in ink, with a sample of the line; a thin leader shows where it belongs."""
    lasts = [plan.at(last_of(one, years), one.points[last_of(one, years)].value) for one in series]
    places = spread([y for _, y in lasts], LABEL, plan.top, plan.bottom)
    lead = 22 if plan.look.has_names else 10
    parts: list[str] = []
    for one, (x, y), place in zip(series, lasts, places, strict=True):
        stroke, start = plan.strokes[one.code], plan.right + lead
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
                class_="sample",
                x1=start,
                y1=place,
                x2=start + SAMPLE,
                y2=place,
                stroke=stroke.colour,
                stroke_width=3,
                **dashes,
            )
        )
        text = label(one, years, number, plan.look)
        parts.append(words(start + SAMPLE + 6, place + 5, text, font_weight=500))
    return parts


def start_codes(series: Sequence[LineSeries], years: Sequence[int], plan: LinePlan) -> list[str]:
    """The code at the left of every line that begins in the first year."""
    here = [one for one in series if first_of(one, years) == years[0]]
    wanted = [plan.at(years[0], one.points[years[0]].value)[1] for one in here]
    x = plan.x[years[0]]
    parts: list[str] = []
    for one, y, place in zip(here, wanted, spread(wanted, CODE + 4, plan.top, plan.bottom), strict=True):
        parts.append(node("line", x1=x - 6, y1=y, x2=x - 15, y2=place, stroke=RULE))
        parts.append(words(x - 17, place + 4, one.code, font_size=CODE, font_weight=500, text_anchor="end"))
    return parts


def inner_codes(
    series: Sequence[LineSeries], years: Sequence[int], breaks: Sequence[Break], plan: LinePlan
) -> list[str]:
    """Codes beside the nodes of the coded years, where a line begins later, and where a stretch ends early."""
    here: defaultdict[int, list[LineSeries]] = defaultdict(list)
    for one in series:
        named = {run[-1] for run in runs(one.points, years, one.code, breaks)[:-1]}
        named |= {first_of(one, years)} - {years[0]} if plan.look.has_names else set()
        named |= {year for year in plan.coded if year in one.points}
        for year in named - {last_of(one, years)}:
            here[year].append(one)
    parts: list[str] = []
    for year, found in sorted(here.items()):
        x = plan.x[year]
        wanted = [plan.at(year, one.points[year].value)[1] - 2 for one in found]
        places = spread(wanted, CODE + 4, plan.top, plan.bottom)
        for one, y, place in zip(found, wanted, places, strict=True):
            if abs(place - y) > NEAR:
                parts.append(node("line", x1=x + 5, y1=y + 2, x2=x + 14, y2=place, stroke=RULE))
            parts.append(words(x + 15, place + 4, one.code, font_size=CODE, font_weight=500))
    return parts
