"""One indicator over the years: every version of every figure beside the plans (features R2). Nothing is written."""

from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from emulation.queries import membership
from emulation.queries import trends as queries
from emulation.queries.membership import MemberOverTime
from emulation.queries.trends import FigureVersion, Measured, PlanRow
from emulation.rules import trends as rules
from emulation.services.breaks import YearBreak, boundary_breaks, numbered
from emulation.vocabulary.kinds import Period, Provenance


@dataclass(frozen=True)
class PlanShare:
    """A plan and how much of it a result is, in percent (None where a ratio says nothing)."""

    plan: PlanRow
    percent: Decimal | None


@dataclass(frozen=True)
class TrendLine:
    """One line of the table: a member, a year, one version of the result (None: only a plan is known).

    `leads`: the first line of its member and year. `before_joining`: the member was not in the cluster yet.
    `counts`: the version that stands for the cell in the chart.
    """

    member: MemberOverTime
    year: int
    figure: FigureVersion | None
    shares: tuple[PlanShare, ...]
    leads: bool
    before_joining: bool
    counts: bool


@dataclass(frozen=True)
class MemberPoints:
    """What the chart draws for a member: its figure per year, plans per year, the years in which it stops."""

    member: MemberOverTime
    figures: dict[int, FigureVersion]
    plans: dict[int, Decimal]
    cuts: frozenset[int]


@dataclass(frozen=True)
class Trend:
    """The page of an indicator."""

    indicator: Measured
    years: tuple[int, ...]
    lines: tuple[TrendLine, ...]
    points: tuple[MemberPoints, ...]
    breaks: tuple[YearBreak, ...]
    hidden: bool


def trend(
    session: Session,
    *,
    cluster_id: int,
    code: str,
    only_published: bool,
    same_scope: bool,
    open_years: Collection[int] | None = None,
) -> Trend:
    """Figures and plans of the indicator with this code; raises NotFound.

    `same_scope` draws for each member only the years measured on one and the same map. What members reported is
    shown for `open_years` only: readers outside the cluster see it once the ranking of its year is published.
    """
    indicator = queries.get_indicator(session, cluster_id, code)
    members = membership.members_over_time(session, cluster_id)
    figures = queries.figures_of(session, cluster_id, indicator.id)
    every = [one for one in figures if is_open(one, open_years)]
    figures = [one for one in every if not hides(one.provenance, only_published)]
    plans = queries.plans_of(session, cluster_id, indicator.id)
    plans = [one for one in plans if not hides(one.provenance, only_published)]
    years = _span({one.year for one in figures} | {one.year for one in plans})
    lines = [
        line
        for year in reversed(years)
        for member in members
        for line in _cell(member, year, figures, plans, indicator)
    ]
    points = [points_of(member, figures, plans, same_scope) for member in members]
    breaks = [one for one in boundary_breaks(members) if one.year in years]
    is_hidden = len(figures) < len(every)
    return Trend(indicator, years, tuple(lines), tuple(points), numbered(breaks), is_hidden)


def _span(known: Set[int]) -> tuple[int, ...]:
    return tuple(range(min(known), max(known) + 1)) if known else ()


def is_open(figure: FigureVersion, open_years: Collection[int] | None) -> bool:
    """Whether a reader sees it: what members reported, once its year is among `open_years` (None: all are)."""
    return open_years is None or figure.provenance is not Provenance.RECORDED or figure.year in open_years


def hides(provenance: Provenance, only_published: bool) -> bool:
    """Whether it is left out where only published values are asked for."""
    return only_published and provenance is Provenance.ILLUSTRATIVE


def _cell(
    member: MemberOverTime,
    year: int,
    figures: Sequence[FigureVersion],
    plans: Sequence[PlanRow],
    indicator: Measured,
) -> list[TrendLine]:
    versions = rules.in_order([one for one in figures if (one.member_id, one.year) == (member.id, year)])
    promised = [one for one in plans if (one.member_id, one.year) == (member.id, year)]
    best = rules.best(versions)
    shown: list[FigureVersion | None] = list(versions)
    if not versions:
        shown = [None] if promised else []
    return [
        TrendLine(
            member,
            year,
            figure,
            tuple(PlanShare(plan, _percent(plan, figure, indicator)) for plan in promised),
            place == 0,
            member.is_before(year),
            figure is not None and best is not None and figure.id == best.id,
        )
        for place, figure in enumerate(shown)
    ]


def _percent(plan: PlanRow, figure: FigureVersion | None, indicator: Measured) -> Decimal | None:
    if figure is None or plan.not_assigned or figure.period is not Period.YEAR:
        return None  # part of a year is not comparable with a plan for the whole (handbook 13)
    return rules.percent_of_plan(plan.operator, plan.low, figure.value, indicator.direction)


def points_of(
    member: MemberOverTime, figures: Sequence[FigureVersion], plans: Sequence[PlanRow], same_scope: bool
) -> MemberPoints:
    """What stands for each year of a member; `same_scope` keeps the years measured on one and the same map."""
    own = [one for one in figures if one.member_id == member.id and member.is_member(one.year)]
    if same_scope and own:
        full = {one.year: one for year in {f.year for f in own} if (one := _best_of(own, year))}
        kept = rules.comparable_map([one.boundary for one in full.values()])
        own = [one for one in own if one.boundary is kept]
    found = {year: best for year in sorted({one.year for one in own}) if (best := _best_of(own, year))}
    cuts = rules.turning_years({year: one.boundary for year, one in found.items()})
    targets = {
        one.year: one.low if one.low is not None else one.high
        for one in reversed(plans)
        if one.member_id == member.id and not one.not_assigned and member.is_member(one.year)
    }
    plans_known = {year: value for year, value in targets.items() if value is not None}
    return MemberPoints(member, found, plans_known, frozenset(cuts))


def _best_of(own: Sequence[FigureVersion], year: int) -> FigureVersion | None:
    return rules.best([one for one in own if one.year == year])
