"""How far the members of a year are: plans, the figures that stand, and what members expect. Writes nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from sqlalchemy.orm import Session

from emulation.gateways import seeds
from emulation.queries import progress as queries
from emulation.queries.figures import FigureRow, standing_figures
from emulation.queries.indicators import IndicatorRow, indicators_for
from emulation.queries.places import MemberPlace, YearPlace
from emulation.queries.progress import ForecastRow, PlanRow
from emulation.rules import access, forecasts, results
from emulation.rules.forecasts import Pace
from emulation.rules.results import Light
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.kinds import Period
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.states import ReportState
from emulation.vocabulary.words import N_

PERIODS = tuple(results.WORK)
Key = tuple[int, int]
R = TypeVar("R", PlanRow, ForecastRow)


@dataclass(frozen=True)
class Standing:
    """One plan against the figure that stands; percent is unrounded."""

    plan: PlanRow
    percent: Decimal | None
    met: bool | None


@dataclass(frozen=True)
class Cell:
    """A member's indicator: figure, plans, the newest confidence and forecast that may be shown, the present pace."""

    member: MemberPlace
    figure: FigureRow | None
    standings: tuple[Standing, ...]
    forecast: ForecastRow | None
    light: Light
    pace: Pace | None = None
    expected: Decimal | None = None


@dataclass(frozen=True)
class Line:
    """One indicator across the members, in their order; None where nothing is planned or known."""

    indicator: IndicatorRow
    cells: tuple[Cell | None, ...]


class Worry(Labelled):
    """Why a target is in danger, in words."""

    MISSED = "missed", N_("Kết quả cả năm chưa đạt mức đã cam kết.")
    SAID = "said", N_("Đơn vị tự đánh giá khó đạt.")
    FORECAST = "forecast", N_("Dự báo của đơn vị không đạt cam kết.")
    PACE = "pace", N_("Theo tiến độ hiện nay thì không đạt cam kết.")


@dataclass(frozen=True)
class Risk:
    """A target in danger, and every reason to think so, the strongest first."""

    indicator: IndicatorRow
    cell: Cell
    worries: tuple[Worry, ...]


@dataclass(frozen=True)
class Report:
    """How far a member's report of a period is; without one the state is None."""

    period: Period
    state: ReportState | None
    days_late: int


@dataclass(frozen=True)
class Progress:
    """The matrix of a year, the risks in it, and each member's reports by period."""

    lines: tuple[Line, ...]
    risks: tuple[Risk, ...]
    reports: tuple[tuple[MemberPlace, tuple[Report, ...]], ...]
    is_silent: bool


def overview(
    session: Session,
    *,
    actor: Actor,
    subject: Subject,
    year: YearPlace,
    members: Sequence[MemberPlace],
    period: Period | None = None,
) -> Progress:
    """The progress of a year for this reader, for one period or (None) what reaches furthest."""
    access.require(actor, Action.RESULT_READ, subject)
    assert subject.cluster_id is not None
    scope = access.scope_of(actor, Action.PLEDGE_READ)
    plans = _by_cell(queries.plans_of_cycle(session, year.id, subject.cluster_id, scope))
    forecasts = queries.forecasts_of_cycle(session, year.id, tuple(results.OPEN_TO_OTHERS))
    figures = standing_figures(session, [member.id for member in members], year.year, period)
    said = _by_cell(row for row in forecasts if period in (None, row.period))
    lines = []
    for indicator in indicators_for(session, subject.cluster_id):
        cells = [_cell(indicator, member, plans, said, figures) for member in members]
        if any(cells):
            lines.append(Line(indicator, tuple(cells)))
    risks = tuple(
        Risk(line.indicator, cell, worries)
        for line in lines
        for cell in line.cells
        if cell is not None and (worries := worries_about(cell, line.indicator))
    )
    silent = not figures and not any(row.state in results.OPEN_TO_OTHERS for row in forecasts)
    return Progress(tuple(lines), risks, _reports(members, forecasts), is_silent=silent)


def standing(plan: PlanRow, figure: FigureRow | None, indicator: IndicatorRow) -> Standing:
    """A plan against a figure. Only a full-year figure says whether the promise is kept."""
    actual = figure.value if figure else None
    bounds = (plan.operator, plan.low, plan.high, actual, indicator.direction)
    is_whole = figure is not None and figure.period is Period.YEAR
    met = results.is_met(*bounds) if is_whole and not plan.not_assigned else None
    return Standing(plan, results.percent_of_plan(*bounds), met)


def worries_about(cell: Cell, indicator: IndicatorRow) -> tuple[Worry, ...]:
    """Why a cell is in danger; a full-year figure says more than any forecast. Empty when nothing speaks for it."""
    if cell.light in (Light.MET, Light.MISSED):
        return (Worry.MISSED,) if cell.light is Light.MISSED else ()
    found = [Worry.SAID] if cell.light is Light.UNLIKELY else []
    if _misses(cell, cell.expected, indicator):
        found.append(Worry.FORECAST)
    if cell.pace and _misses(cell, cell.pace.value, indicator):
        found.append(Worry.PACE)
    return tuple(found)


def _misses(cell: Cell, value: Decimal | None, indicator: IndicatorRow) -> bool:
    """Whether a year that ends at this value breaks any of the cell's promises."""
    plans = [one.plan for one in cell.standings if not one.plan.not_assigned]
    bounds = [(plan.operator, plan.low, plan.high, value, indicator.direction) for plan in plans]
    return any(results.is_met(*one) is False for one in bounds)


def pace_of(indicator: IndicatorRow, so_far: Decimal | None, period: Period) -> Pace | None:
    """Where the year ends at the present pace; None for what does not add up over a year."""
    grows = forecasts.grows(indicator.unit_vi, indicator.code, indicator.direction, *seeds.growing())
    return forecasts.at_present_pace(so_far, period) if grows else None


def _cell(
    indicator: IndicatorRow,
    member: MemberPlace,
    plans: dict[Key, list[PlanRow]],
    said: dict[Key, list[ForecastRow]],
    figures: dict[Key, FigureRow],
) -> Cell | None:
    key = (member.id, indicator.id)
    figure, own = figures.get(key), plans.get(key, [])
    if figure is None and not own:
        return None
    standings = tuple(standing(plan, figure, indicator) for plan in own)
    told = sorted(said.get(key, []), key=lambda row: PERIODS.index(row.period))
    newest = next((row for row in reversed(told) if row.confidence), None)
    expected = next((row.forecast for row in reversed(told) if row.forecast is not None), None)
    verdicts = [one.met for one in standings if one.met is not None]
    met = all(verdicts) if verdicts else None
    light = results.light(met, newest.confidence if newest else None)
    pace = pace_of(indicator, figure.value, figure.period) if figure else None
    return Cell(member, figure, standings, newest, light, pace, expected)


def _by_cell(rows: Iterable[R]) -> dict[Key, list[R]]:
    found: dict[Key, list[R]] = {}
    for row in rows:
        if row.indicator_id is not None:
            found.setdefault((row.member_id, row.indicator_id), []).append(row)
    return found


def _reports(
    members: Sequence[MemberPlace], rows: Sequence[ForecastRow]
) -> tuple[tuple[MemberPlace, tuple[Report, ...]], ...]:
    known = {(row.member_id, row.period): row for row in rows}
    found = []
    for member in members:
        own = []
        for period in PERIODS:
            row = known.get((member.id, period))
            own.append(Report(period, row.state if row else None, row.days_late if row else 0))
        found.append((member, tuple(own)))
    return tuple(found)
