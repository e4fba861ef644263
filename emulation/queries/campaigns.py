"""Emulation movements of a cluster, for pages (plain rows) and for services (records)."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, selectinload

from emulation.models.campaigns import (
    Campaign,
    CampaignFile,
    CampaignGoal,
    CampaignPilot,
    CampaignRegistration,
)
from emulation.models.clusters import Member
from emulation.models.evidence import StoredFile
from emulation.models.indicators import Indicator
from emulation.queries.rows import find_as, rows_as
from emulation.vocabulary.actor import Subject
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import CampaignKind, Operator, Provenance
from emulation.vocabulary.states import CampaignState, RegistrationState


@dataclass(frozen=True)
class CampaignRow:
    """A campaign as the list shows it."""

    id: int
    kind: CampaignKind
    state: CampaignState
    name: str
    slogan: str
    starts_on: date
    ends_on: date | None
    launched_on: date | None
    provenance: Provenance
    source: str
    registered: int


@dataclass(frozen=True)
class CampaignPage:
    """A campaign's own columns."""

    id: int
    version: int
    cluster_id: int
    kind: CampaignKind
    state: CampaignState
    name: str
    slogan: str
    purpose: str
    criteria: str
    basis: str
    starts_on: date
    ends_on: date | None
    launched_on: date | None
    launch_number: str
    state_reason: str
    provenance: Provenance
    source: str
    note: str

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it: it was launched once, whatever became of it."""
        return self.launched_on is not None


@dataclass(frozen=True)
class GoalRow:
    """A goal with its indicator, if it is measured by one."""

    id: int
    position: int
    text: str
    indicator_id: int | None
    operator: Operator
    low: Decimal | None
    high: Decimal | None
    unit: str
    national_task: str
    code: str | None
    name_vi: str
    name_en: str
    unit_vi: str
    unit_en: str

    @property
    def not_assigned(self) -> bool:
        """Goals are always assigned: they share the words of pledged targets."""
        return False


@dataclass(frozen=True)
class PilotRow:
    """A unit that goes first, and the member it belongs to."""

    id: int
    name: str
    member_id: int | None
    name_vi: str | None
    name_en: str | None


@dataclass(frozen=True)
class FileRow:
    """A paper of the campaign."""

    id: int
    file_id: int
    caption: str
    name: str


@dataclass(frozen=True)
class Joined:
    """A campaign as one member meets it: `is_registered` once the chair approved its registration."""

    cluster_id: int
    state: CampaignState
    is_registered: bool


def subject_of(campaign: Campaign | CampaignPage, member_id: int | None = None, **more: Any) -> Subject:
    """A campaign, or a member's part in it, as the subject of an action."""
    return Subject(cluster_id=campaign.cluster_id, member_id=member_id, **more)


def campaigns_of(
    session: Session,
    cluster_id: int,
    *,
    with_drafts: bool,
    year: int | None = None,
    kind: CampaignKind | None = None,
) -> list[CampaignRow]:
    """The campaigns of a cluster that touch a year, newest first; drafts only for whoever may see them."""
    approved = CampaignRegistration.state == RegistrationState.APPROVED
    registered = (
        select(func.count(CampaignRegistration.id))
        .where(CampaignRegistration.campaign_id == Campaign.id, approved)
        .scalar_subquery()
    )
    names = list(CampaignRow.__dataclass_fields__)[:-1]
    statement = select(*(getattr(Campaign, name) for name in names), registered)
    statement = statement.where(Campaign.cluster_id == cluster_id)
    if not with_drafts:
        statement = statement.where(Campaign.launched_on.is_not(None))
    if year is not None:
        statement = statement.where(_shares(date(year, 1, 1), date(year, 12, 31)))
    if kind is not None:
        statement = statement.where(Campaign.kind == kind)
    return rows_as(session, CampaignRow, statement.order_by(Campaign.starts_on.desc(), Campaign.id.desc()))


def get_campaign_page(session: Session, cluster_id: int, campaign_id: int) -> CampaignPage:
    """The campaign of this cluster; raises NotFound."""
    columns = [getattr(Campaign, name) for name in CampaignPage.__dataclass_fields__]
    statement = select(*columns).where(Campaign.id == campaign_id, Campaign.cluster_id == cluster_id)
    page = find_as(session, CampaignPage, statement)
    if page is None:
        raise NotFound()
    return page


def goals_of(session: Session, campaign_id: int) -> list[GoalRow]:
    """The goals of a campaign in their order."""
    goal, measure = CampaignGoal, Indicator
    own = [getattr(goal, name) for name in list(GoalRow.__dataclass_fields__)[:9]]
    shown = [
        func.coalesce(getattr(measure, name), "") for name in ("name_vi", "name_en", "unit_vi", "unit_en")
    ]
    statement = (
        select(*own, measure.code, *shown)
        .outerjoin(measure, measure.id == goal.indicator_id)
        .where(goal.campaign_id == campaign_id)
        .order_by(goal.position)
    )
    rows = rows_as(session, GoalRow, statement)
    return [row if row.code else replace(row, unit_vi=row.unit, unit_en=row.unit) for row in rows]


def pilots_of(session: Session, campaign_id: int) -> list[PilotRow]:
    """The pilot units as they were entered."""
    pilot = CampaignPilot
    statement = (
        select(pilot.id, pilot.name, pilot.member_id, Member.name_vi, Member.name_en)
        .outerjoin(Member, Member.id == pilot.member_id)
        .where(pilot.campaign_id == campaign_id)
        .order_by(pilot.id)
    )
    return rows_as(session, PilotRow, statement)


def files_of(session: Session, campaign_id: int) -> list[FileRow]:
    """The papers of a campaign as they were added."""
    paper = CampaignFile
    statement = (
        select(paper.id, paper.file_id, paper.caption, StoredFile.name)
        .join(StoredFile, StoredFile.id == paper.file_id)
        .where(paper.campaign_id == campaign_id)
        .order_by(paper.id)
    )
    return rows_as(session, FileRow, statement)


def running_beside(session: Session, campaign: Campaign | CampaignPage) -> list[str]:
    """The names of the cluster's other running campaigns that share a day with this one."""
    running = (CampaignState.LAUNCHED, CampaignState.REVIEWED)
    statement = (
        select(Campaign.name)
        .where(
            Campaign.cluster_id == campaign.cluster_id,
            Campaign.id != campaign.id,
            Campaign.state.in_(running),
            _shares(campaign.starts_on, campaign.ends_on or date.max),
        )
        .order_by(Campaign.starts_on, Campaign.id)
    )
    return list(session.scalars(statement))


def concluded_choices(session: Session, cluster_id: int) -> list[tuple[str, str]]:
    """The concluded campaigns of a cluster as (id, name), the newest first."""
    statement = (
        select(Campaign.id, Campaign.name)
        .where(Campaign.cluster_id == cluster_id, Campaign.state == CampaignState.CONCLUDED)
        .order_by(Campaign.starts_on.desc(), Campaign.id.desc())
    )
    return [(str(key), name) for key, name in session.execute(statement)]


def find_joined(session: Session, campaign_id: int, member_id: int) -> Joined | None:
    """How far a campaign has come, and whether the member is in it; None when there is no such campaign."""
    row = CampaignRegistration
    own = and_(
        row.campaign_id == Campaign.id, row.member_id == member_id, row.state == RegistrationState.APPROVED
    )
    statement = (
        select(Campaign.cluster_id, Campaign.state, row.id.is_not(None))
        .outerjoin(row, own)
        .where(Campaign.id == campaign_id)
    )
    return find_as(session, Joined, statement)


def get_campaign(session: Session, cluster_id: int, campaign_id: int) -> Campaign:
    """The record with its goals, pilots, contents and files, for a service; raises NotFound."""
    lists = (Campaign.goals, Campaign.pilots, Campaign.contents, Campaign.files)
    statement: Select[Any] = (
        select(Campaign)
        .options(*(selectinload(rows) for rows in lists))
        .where(Campaign.id == campaign_id, Campaign.cluster_id == cluster_id)
        .execution_options(populate_existing=True)
    )
    campaign: Campaign | None = session.scalars(statement).one_or_none()
    if campaign is None:
        raise NotFound()
    return campaign


def _shares(first: date, last: date) -> ColumnElement[bool]:
    return and_(Campaign.starts_on <= last, or_(Campaign.ends_on.is_(None), Campaign.ends_on >= first))
