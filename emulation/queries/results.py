"""Reports of results: for one report's page and for services."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased, selectinload

from emulation.models.accounts import User
from emulation.models.clusters import MemberChange
from emulation.models.indicators import ActualValue
from emulation.models.pledges import Pledge
from emulation.models.results import ReportLine, ResultReport
from emulation.queries.pledges import TargetRow, targets_of
from emulation.queries.rows import find_as, rows_as
from emulation.queries.writers import who_wrote
from emulation.vocabulary.kinds import ActualStatus, Boundary, ChangeKind, Confidence, Period
from emulation.vocabulary.states import PledgeState, ReportState

#: Targets count from the moment the chair has agreed to the pledge.
AGREED = (PledgeState.ACCEPTED, PledgeState.SIGNED)


@dataclass(frozen=True)
class ReportPage:
    """The head of a report and the people behind it."""

    id: int
    version: int
    member_id: int
    period: Period
    state: ReportState
    submitted_at: datetime | None
    days_late: int
    return_reason: str
    entered_by_id: int | None
    submitted_by_id: int | None
    entered_by: str | None
    submitted_by: str | None
    writers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class LineRow:
    """One line of a report, in the indicator's unit; an empty value is "chưa có số liệu"."""

    indicator_id: int
    value: Decimal | None
    status: ActualStatus
    source: str
    forecast: Decimal | None
    confidence: Confidence | None
    confidence_reason: str
    note: str
    return_reason: str


def find_report_page(session: Session, cycle_id: int, member_id: int, period: Period) -> ReportPage | None:
    """The head of a member's report of a period, or None."""
    report, entered, submitted = ResultReport, aliased(User), aliased(User)
    statement = (
        select(
            report.id,
            report.version,
            report.member_id,
            report.period,
            report.state,
            report.submitted_at,
            report.days_late,
            report.return_reason,
            report.entered_by_id,
            report.submitted_by_id,
            entered.full_name,
            submitted.full_name,
        )
        .outerjoin(entered, entered.id == report.entered_by_id)
        .outerjoin(submitted, submitted.id == report.submitted_by_id)
        .where(report.cycle_id == cycle_id, report.member_id == member_id, report.period == period)
    )
    page = find_as(session, ReportPage, statement)
    if page is None:
        return None
    return replace(
        page,
        writers=who_wrote(
            session, "result_report", page.id, page.state, page.entered_by_id, page.submitted_by_id
        ),
    )


def lines_of(session: Session, report_id: int) -> list[LineRow]:
    """The lines of a report in their order."""
    line = ReportLine
    statement = (
        select(
            line.indicator_id,
            line.value,
            line.status,
            line.source,
            line.forecast,
            line.confidence,
            line.confidence_reason,
            line.note,
            line.return_reason,
        )
        .where(line.report_id == report_id)
        .order_by(line.id)
    )
    return rows_as(session, LineRow, statement)


def agreed_targets(
    session: Session, cycle_id: int, member_id: int, *, unsigned: bool = True
) -> list[TargetRow]:
    """The targets on which a member reports: of its signed pledge, or an agreed one; without "không giao"."""
    statement = select(Pledge.id).where(
        Pledge.cycle_id == cycle_id,
        Pledge.member_id == member_id,
        Pledge.state.in_(AGREED if unsigned else (PledgeState.SIGNED,)),
    )
    pledge_id = session.scalar(statement)
    targets = targets_of(session, pledge_id) if pledge_id is not None else []
    return [target for target in targets if not target.not_assigned]


def find_report(session: Session, cycle_id: int, member_id: int, period: Period) -> ResultReport | None:
    """The record with its lines, for a service, or None."""
    report = ResultReport
    statement = (
        select(report)
        .options(selectinload(report.lines))
        .where(report.cycle_id == cycle_id, report.member_id == member_id, report.period == period)
        .execution_options(populate_existing=True)
    )
    return session.scalars(statement).one_or_none()


def find_state(session: Session, report_id: int) -> ReportState | None:
    """The state of a report, or None when there is none."""
    return session.scalar(select(ResultReport.state).where(ResultReport.id == report_id))


def versions_of_report(session: Session, report_id: int) -> dict[int, ActualValue]:
    """Indicator → the newest version that this report has brought."""
    statement = select(ActualValue).where(ActualValue.report_id == report_id).order_by(ActualValue.id)
    return {figure.indicator_id: figure for figure in session.scalars(statement)}


def boundary_on(session: Session, cluster_id: int, member_id: int, day: date) -> Boundary:
    """On which map a member's figures stand on a day: the new one from its recorded change of territory."""
    statement = select(MemberChange.id).where(
        MemberChange.cluster_id == cluster_id,
        MemberChange.member_id == member_id,
        MemberChange.kind.in_((ChangeKind.BOUNDARY, ChangeKind.MERGED)),
        MemberChange.effective_on <= day,
    )
    return Boundary.OLD if session.scalar(statement.limit(1)) is None else Boundary.NEW
