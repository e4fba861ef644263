"""Figures and plans of an indicator over the years, for pages that compare."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from emulation.models.clusters import Membership
from emulation.models.cycles import Cycle
from emulation.models.indicators import ActualValue, FigureChoice, Indicator
from emulation.models.pledges import Pledge, PledgeTarget
from emulation.queries.rows import rows_as
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import (
    ActualStatus,
    Boundary,
    Direction,
    Operator,
    Period,
    PlanSource,
    Provenance,
)
from emulation.vocabulary.states import PledgeState


@dataclass(frozen=True)
class Measured:
    """An indicator as its trend page names it."""

    id: int
    code: str
    name_vi: str
    name_en: str
    unit_vi: str
    unit_en: str
    direction: Direction
    decimals: int


@dataclass(frozen=True)
class FigureVersion:
    """One version of what a member achieved; `is_chosen` marks the one used for scoring where versions differ."""

    id: int
    member_id: int
    year: int
    period: Period
    status: ActualStatus
    value: Decimal | None
    boundary: Boundary
    published_on: date | None
    provenance: Provenance
    source: str
    note: str
    entered_at: datetime
    is_chosen: bool


@dataclass(frozen=True)
class PlanRow:
    """A target of a signed pledge."""

    member_id: int
    year: int
    plan_source: PlanSource
    operator: Operator
    low: Decimal | None
    high: Decimal | None
    not_assigned: bool
    provenance: Provenance
    source: str
    note: str


_MEASURED: tuple[Any, ...] = (
    Indicator.id,
    Indicator.code,
    Indicator.name_vi,
    Indicator.name_en,
    Indicator.unit_vi,
    Indicator.unit_en,
    Indicator.direction,
    Indicator.decimals,
)


def get_indicator(session: Session, cluster_id: int, code: str) -> Measured:
    """The indicator by its code, the cluster's own before the shared one; raises NotFound."""
    statement = (
        select(*_MEASURED)
        .where(
            func.lower(Indicator.code) == code.lower(),
            or_(Indicator.cluster_id.is_(None), Indicator.cluster_id == cluster_id),
        )
        .order_by(Indicator.cluster_id.is_(None), Indicator.id)
        .limit(1)
    )
    found = rows_as(session, Measured, statement)
    if not found:
        raise NotFound()
    return found[0]


def indicators_with_figures(session: Session, cluster_id: int, only_published: bool) -> list[Measured]:
    """The indicators of which members of the cluster have figures, in the order of the catalogue."""
    of_members = select(Membership.member_id).where(Membership.cluster_id == cluster_id)
    figure = select(ActualValue.id).where(
        ActualValue.indicator_id == Indicator.id, ActualValue.member_id.in_(of_members)
    )
    if only_published:
        figure = figure.where(ActualValue.provenance != Provenance.ILLUSTRATIVE)
    statement = (
        select(*_MEASURED)
        .where(or_(Indicator.cluster_id.is_(None), Indicator.cluster_id == cluster_id), exists(figure))
        .order_by(Indicator.position, Indicator.code)
    )
    return rows_as(session, Measured, statement)


def figures_of(session: Session, cluster_id: int, indicator_id: int) -> list[FigureVersion]:
    """Every version of every figure of an indicator, of all who ever were members."""
    return figures_by_indicator(session, cluster_id, [indicator_id]).get(indicator_id, [])


def figures_by_indicator(
    session: Session, cluster_id: int, indicator_ids: Sequence[int]
) -> dict[int, list[FigureVersion]]:
    """Indicator → every version of its figures, of all who ever were members, in one statement."""
    row, choice = ActualValue, FigureChoice
    of_members = select(Membership.member_id).where(Membership.cluster_id == cluster_id)
    statement = (
        select(
            row.indicator_id,
            row.id,
            row.member_id,
            row.year,
            row.period,
            row.status,
            row.value,
            row.boundary,
            row.published_on,
            row.provenance,
            row.source,
            row.note,
            row.entered_at,
            choice.id.is_not(None),
        )
        .outerjoin(choice, choice.actual_value_id == row.id)
        .where(row.indicator_id.in_(indicator_ids), row.member_id.in_(of_members))
        .order_by(row.year, row.member_id, row.entered_at, row.id)
    )
    found: dict[int, list[FigureVersion]] = {}
    for indicator_id, *values in session.execute(statement):
        found.setdefault(indicator_id, []).append(FigureVersion(*values))
    return found


def plans_of(session: Session, cluster_id: int, indicator_id: int) -> list[PlanRow]:
    """The targets of an indicator in the signed pledges of a cluster."""
    row = PledgeTarget
    statement = (
        select(
            Pledge.member_id,
            Cycle.year,
            row.plan_source,
            row.operator,
            row.low,
            row.high,
            row.not_assigned,
            row.provenance,
            row.source,
            row.note,
        )
        .join(Pledge, Pledge.id == row.pledge_id)
        .join(Cycle, Cycle.id == Pledge.cycle_id)
        .where(
            Cycle.cluster_id == cluster_id,
            Pledge.state == PledgeState.SIGNED,
            row.indicator_id == indicator_id,
        )
        .order_by(Cycle.year, Pledge.member_id, row.plan_source, row.position)
    )
    return rows_as(session, PlanRow, statement)
