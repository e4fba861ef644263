"""Where everything in a chart of ranks stands."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from emulation.gateways.charts.breaks import Break, runs
from emulation.gateways.charts.canvas import text_width
from emulation.gateways.charts.palette import Stroke, strokes_of
from emulation.gateways.charts.sight import coded_years

LANE = 50
RADIUS = 15
TOP = 64
NAME = 15
NAME_WIDTH = 150
CODE = 13
NARROWEST_STEP = 84
#: How far the ends of names, by which they are told, reach beyond the outermost nodes.
BEFORE, AFTER = 75, 73


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
class BumpPlan:
    """Where everything stands, in drawing units; `first` and `last` are the outermost years with a rank.

    `marks` are the places between which break marks stand: like `x`, but clear of the names at the right.
    `coded`: the years at whose nodes codes are written, so that whoever sees a part of the chart knows the lines.
    """

    x: Mapping[int, float]
    marks: Mapping[int, float]
    first: int
    last: int
    nodes: Mapping[tuple[str, int], tuple[float, float]]
    strokes: Mapping[str, Stroke]
    coded: frozenset[int]
    step: float
    width: float
    bottom: float


def planned(series: Sequence[BumpSeries], years: Sequence[int], lanes: int, width: float) -> BumpPlan:
    """The places of columns, lanes and nodes; `width` is the least, `lanes` the least number of ranks."""
    shared = _shared(series, years)
    aside = max(2 * RADIUS + 4, max((text_width(one.code, CODE) for one in series), default=0) + 6)
    ranked = sorted({year for year, _rank in shared}) or list(years)
    left, right = (_margin(series, shared, year, aside) for year in (ranked[0], ranked[-1]))
    inside = [year for year in years if year <= ranked[-1]]
    behind = [year for year in years if year > ranked[-1]]
    room = width - left - right - NARROWEST_STEP * len(behind)
    crowd = max((len(codes) for codes in shared.values()), default=1)
    step = max(NARROWEST_STEP, (crowd - 1) * aside + 2 * RADIUS + 16, room / max(1, len(inside) - 1))
    x = {year: left + step * place for place, year in enumerate(inside)}
    edge = x[inside[-1]] + right
    coded = coded_years({year: x[year] for year in inside if year >= ranked[0]}, before=BEFORE, after=AFTER)
    x |= {year: edge + NARROWEST_STEP * (place + 0.5) for place, year in enumerate(behind)}
    marks = x | ({inside[-1]: 2 * edge - x[behind[0]]} if behind else {})
    nodes = {
        (code, year): (
            x[year] + (place - (len(codes) - 1) / 2) * aside,
            TOP + RADIUS + LANE * (rank - 1),
        )
        for (year, rank), codes in shared.items()
        for place, code in enumerate(codes)
    }
    rows = max([lanes, 1] + [rank for _, rank in shared])
    bottom = TOP + 2 * RADIUS + LANE * (rows - 1) + 8
    strokes = strokes_of({one.code: one.index for one in series})
    whole = edge + NARROWEST_STEP * len(behind)
    return BumpPlan(x, marks, ranked[0], ranked[-1], nodes, strokes, coded, step, whole, bottom)


def _shared(series: Sequence[BumpSeries], years: Sequence[int]) -> dict[tuple[int, int], list[str]]:
    """(year, rank) → the codes of those who hold it."""
    shared: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for one in series:
        for year in years:
            if (rank := one.ranks.get(year)) is not None:
                shared[year, rank].append(one.code)
    return dict(shared)


def _margin(
    series: Sequence[BumpSeries], shared: Mapping[tuple[int, int], Sequence[str]], year: int, aside: float
) -> float:
    """Room for the widest name beside the widest lane of the year."""
    widest = max((text_width(edge_name(one, coded=True), NAME) for one in series), default=0)
    crowd = max((len(codes) for (at, _rank), codes in shared.items() if at == year), default=1)
    return 20 + 2 * RADIUS + min(NAME_WIDTH, widest) + (crowd - 1) / 2 * aside


def edge_name(one: BumpSeries, *, coded: bool) -> str:
    """The name at the edge; with its code where the chart uses codes."""
    return f"{one.name} ({one.code})" if coded and one.code != one.name else one.name


def starts_and_ends(
    one: BumpSeries, years: Sequence[int], breaks: Collection[Break], plan: BumpPlan
) -> set[int]:
    """The inner years in which a stretch of a line needs its name: no stretch may be known by its colour alone."""
    stretches = runs(one.ranks, years, one.code, breaks)
    if not stretches:
        return set()
    named = {stretches[0][0], stretches[-1][-1]}
    named |= {run[0] for run in stretches if run[0] != plan.first and run[-1] != plan.last}
    return named - {plan.first, plan.last}
