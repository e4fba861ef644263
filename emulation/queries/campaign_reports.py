"""Reports about a campaign: one by one, and what all of them say about each goal."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from emulation.models.accounts import User
from emulation.models.campaigns import CampaignGoalValue, CampaignReport
from emulation.models.evidence import StoredFile
from emulation.models.indicators import ActualValue
from emulation.queries.figures import FigureRow, figures_of_year, strongest
from emulation.queries.rows import find_as, rows_as
from emulation.vocabulary.kinds import CampaignReportKind
from emulation.vocabulary.states import CampaignReportState


@dataclass(frozen=True)
class ReportPage:
    """A report and the people behind it; without a member it is the chair's for the whole cluster."""

    id: int
    version: int
    member_id: int | None
    kind: CampaignReportKind
    state: CampaignReportState
    results: str
    lessons: str
    file_id: int | None
    submitted_at: datetime | None
    file_name: str | None
    submitted_by: str | None

    @property
    def is_submitted(self) -> bool:
        """Whether it was handed in, which makes it public."""
        return self.state is CampaignReportState.SUBMITTED


@dataclass(frozen=True)
class ReportRow:
    """That there is a report, and how far it is."""

    member_id: int | None
    kind: CampaignReportKind
    state: CampaignReportState


@dataclass(frozen=True)
class ValueRow:
    """What a report says about a goal."""

    member_id: int | None
    kind: CampaignReportKind
    goal_id: int
    value: Decimal | None
    note: str


def reports_of(session: Session, campaign_id: int) -> list[ReportRow]:
    """All reports of a campaign, drafts too."""
    row = CampaignReport
    statement = select(row.member_id, row.kind, row.state).where(row.campaign_id == campaign_id)
    return rows_as(session, ReportRow, statement.order_by(row.id))


def submitted_values(session: Session, campaign_id: int) -> list[ValueRow]:
    """What the reports that were handed in say about each goal."""
    report, said = CampaignReport, CampaignGoalValue
    statement = (
        select(report.member_id, report.kind, said.goal_id, said.value, said.note)
        .join(report, report.id == said.report_id)
        .where(report.campaign_id == campaign_id, report.state == CampaignReportState.SUBMITTED)
        .order_by(said.id)
    )
    return rows_as(session, ValueRow, statement)


def find_report_page(
    session: Session, campaign_id: int, member_id: int | None, kind: CampaignReportKind
) -> ReportPage | None:
    """One report, or None."""
    row = CampaignReport
    names = list(ReportPage.__dataclass_fields__)[:9]
    statement = (
        select(*(getattr(row, name) for name in names), StoredFile.name, User.full_name)
        .outerjoin(StoredFile, StoredFile.id == row.file_id)
        .outerjoin(User, User.id == row.submitted_by_id)
        .where(row.campaign_id == campaign_id, row.kind == kind, _of(member_id))
    )
    return find_as(session, ReportPage, statement)


def values_of(session: Session, report_id: int) -> dict[int, tuple[Decimal | None, str]]:
    """Goal → what one report says about it."""
    said = CampaignGoalValue
    statement = select(said.goal_id, said.value, said.note).where(said.report_id == report_id)
    return {goal_id: (value, note) for goal_id, value, note in session.execute(statement)}


def find_report(
    session: Session, campaign_id: int, member_id: int | None, kind: CampaignReportKind
) -> CampaignReport | None:
    """The record with its values, for a service, or None."""
    row = CampaignReport
    statement = (
        select(row)
        .options(selectinload(row.values))
        .where(row.campaign_id == campaign_id, row.kind == kind, _of(member_id))
        .execution_options(populate_existing=True)
    )
    return session.scalars(statement).one_or_none()


def latest_figures(session: Session, member_id: int, indicator_ids: Collection[int]) -> dict[int, FigureRow]:
    """Indicator → the member's figure of the newest year that has an amount: the strongest version of it."""
    row = ActualValue
    newest = (
        select(row.year, row.indicator_id)
        .where(row.member_id == member_id, row.indicator_id.in_(indicator_ids), row.value.is_not(None))
        .distinct()
    )
    years: dict[int, int] = {}
    for year, indicator_id in session.execute(newest):
        years[indicator_id] = max(year, years.get(indicator_id, year))
    found: dict[int, FigureRow] = {}
    for year in sorted(set(years.values())):
        cells = strongest(figures_of_year(session, [member_id], year), set())
        wanted = (indicator_id for indicator_id, newest_year in years.items() if newest_year == year)
        found |= {one: cells[member_id, one] for one in wanted}
    return found


def _of(member_id: int | None) -> ColumnElement[bool]:
    return CampaignReport.member_id.is_(None) if member_id is None else CampaignReport.member_id == member_id
