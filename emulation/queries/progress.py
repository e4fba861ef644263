"""What the matrix of a year is made of: the plans of all members, and what they expect."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from emulation.models.pledges import Pledge, PledgeTarget
from emulation.models.results import ReportLine, ResultReport
from emulation.queries.rows import rows_as, seen
from emulation.vocabulary.actor import Scope
from emulation.vocabulary.kinds import Confidence, Operator, Period, PlanSource, Provenance
from emulation.vocabulary.states import PledgeState, ReportState


@dataclass(frozen=True)
class PlanRow:
    """What a member promised for an indicator."""

    member_id: int
    indicator_id: int
    plan_source: PlanSource
    operator: Operator
    low: Decimal | None
    high: Decimal | None
    not_assigned: bool
    provenance: Provenance


@dataclass(frozen=True)
class ForecastRow:
    """A report of the year and, if it may be shown, one of its lines with what the member expects."""

    report_id: int
    member_id: int
    period: Period
    state: ReportState
    submitted_at: datetime | None
    days_late: int
    indicator_id: int | None
    forecast: Decimal | None
    confidence: Confidence | None
    confidence_reason: str | None


def plans_of_cycle(session: Session, cycle_id: int, cluster_id: int, scope: Scope) -> list[PlanRow]:
    """The targets of the year's pledges: signed ones, and agreed ones within `scope`."""
    agreed = and_(Pledge.state == PledgeState.ACCEPTED, seen(scope, cluster_id, Pledge.member_id))
    target = PledgeTarget
    statement = (
        select(
            Pledge.member_id,
            target.indicator_id,
            target.plan_source,
            target.operator,
            target.low,
            target.high,
            target.not_assigned,
            target.provenance,
        )
        .join(Pledge, Pledge.id == target.pledge_id)
        .where(Pledge.cycle_id == cycle_id, or_(Pledge.state == PledgeState.SIGNED, agreed))
        .order_by(Pledge.member_id, target.position)
    )
    return rows_as(session, PlanRow, statement)


def forecasts_of_cycle(
    session: Session, cycle_id: int, shown_states: tuple[ReportState, ...]
) -> list[ForecastRow]:
    """Every report of the year, with the lines of those in `shown_states`."""
    report, line = ResultReport, ReportLine
    statement = (
        select(
            report.id,
            report.member_id,
            report.period,
            report.state,
            report.submitted_at,
            report.days_late,
            line.indicator_id,
            line.forecast,
            line.confidence,
            line.confidence_reason,
        )
        .outerjoin(line, and_(line.report_id == report.id, report.state.in_(shown_states)))
        .where(report.cycle_id == cycle_id)
        .order_by(report.member_id, report.id, line.id)
    )
    return rows_as(session, ForecastRow, statement)
