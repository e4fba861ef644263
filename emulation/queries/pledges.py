"""Pledges, for pages (plain rows) and for services (records)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from emulation.models.accounts import User
from emulation.models.clusters import Member, Membership
from emulation.models.cycles import Cycle
from emulation.models.evidence import StoredFile
from emulation.models.indicators import Indicator
from emulation.models.pledges import Pledge, PledgeTarget
from emulation.queries.rows import find_as, rows_as, seen
from emulation.queries.writers import who_wrote
from emulation.vocabulary.actor import Scope
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import Direction, Operator, PlanSource, Provenance
from emulation.vocabulary.states import PledgeState


@dataclass(frozen=True)
class PledgeRow:
    """A member of the year and how far its pledge is; without a pledge the state is None."""

    member_id: int
    code: str
    name_vi: str
    name_en: str
    pledge_id: int | None
    state: PledgeState | None
    provenance: Provenance | None
    on_behalf: bool
    days_late: int
    submitted_at: datetime | None
    targets: int


@dataclass(frozen=True)
class TargetRow:
    """One target with its indicator, ready to be shown."""

    id: int
    indicator_id: int
    code: str
    name_vi: str
    name_en: str
    unit_vi: str
    unit_en: str
    decimals: int
    direction: Direction
    plan_source: PlanSource
    operator: Operator
    low: Decimal | None
    high: Decimal | None
    baseline: Decimal | None
    weight: Decimal | None
    owner: str
    not_assigned: bool
    not_assigned_reason: str
    provenance: Provenance
    source: str
    note: str
    due_on: date | None
    is_qualitative: bool
    return_reason: str


@dataclass(frozen=True)
class PledgePage:
    """A pledge as its page shows it: the record's head and the people behind it."""

    id: int
    version: int
    member_id: int
    state: PledgeState
    summary: str
    provenance: Provenance
    source: str
    note: str
    on_behalf: bool
    paper_number: str
    paper_on: date | None
    file_id: int | None
    file_name: str | None
    submitted_at: datetime | None
    days_late: int
    return_reason: str
    entered_by_id: int | None
    submitted_by_id: int | None
    entered_by: str | None
    submitted_by: str | None
    confirmed_by: str | None
    confirmed_at: datetime | None
    writers: frozenset[int] = frozenset()


def pledges_of_cycle(session: Session, cycle: tuple[int, int, int], scope: Scope) -> list[PledgeRow]:
    """The members of a year (cycle id, cluster id, year) with their pledges, in protocol order.

    Unsigned pledges outside `scope` look as if they were not there.
    """
    cycle_id, cluster_id, year = cycle
    last_day = date(year, 12, 31)
    counted = (
        select(PledgeTarget.pledge_id, func.count().label("targets"))
        .group_by(PledgeTarget.pledge_id)
        .subquery()
    )
    visible = or_(Pledge.state == PledgeState.SIGNED, seen(scope, cluster_id, Pledge.member_id))
    statement = (
        select(
            Member.id,
            Member.code,
            Member.name_vi,
            Member.name_en,
            Pledge.id,
            Pledge.state,
            Pledge.provenance,
            func.coalesce(Pledge.on_behalf, False),
            func.coalesce(Pledge.days_late, 0),
            Pledge.submitted_at,
            func.coalesce(counted.c.targets, 0),
        )
        .join(Membership, Membership.member_id == Member.id)
        .outerjoin(Pledge, and_(Pledge.member_id == Member.id, Pledge.cycle_id == cycle_id, visible))
        .outerjoin(counted, counted.c.pledge_id == Pledge.id)
        .where(
            Membership.cluster_id == cluster_id,
            Membership.valid_from <= last_day,
            or_(Membership.valid_to.is_(None), Membership.valid_to > last_day),
        )
        .order_by(Member.protocol_order, Member.sort_key)
    )
    return rows_as(session, PledgeRow, statement)


def find_pledge_page(session: Session, cycle_id: int, member_id: int) -> PledgePage | None:
    """The head of a member's pledge, or None."""
    entered, submitted, confirmed = aliased(User), aliased(User), aliased(User)
    statement = (
        select(
            Pledge.id,
            Pledge.version,
            Pledge.member_id,
            Pledge.state,
            Pledge.summary,
            Pledge.provenance,
            Pledge.source,
            Pledge.note,
            Pledge.on_behalf,
            Pledge.paper_number,
            Pledge.paper_on,
            Pledge.file_id,
            StoredFile.name,
            Pledge.submitted_at,
            Pledge.days_late,
            Pledge.return_reason,
            Pledge.entered_by_id,
            Pledge.submitted_by_id,
            entered.full_name,
            submitted.full_name,
            confirmed.full_name,
            Pledge.confirmed_at,
        )
        .outerjoin(StoredFile, StoredFile.id == Pledge.file_id)
        .outerjoin(entered, entered.id == Pledge.entered_by_id)
        .outerjoin(submitted, submitted.id == Pledge.submitted_by_id)
        .outerjoin(confirmed, confirmed.id == Pledge.confirmed_by_id)
        .where(Pledge.cycle_id == cycle_id, Pledge.member_id == member_id)
    )
    return _with_writers(session, find_as(session, PledgePage, statement))


def _with_writers(session: Session, page: PledgePage | None) -> PledgePage | None:
    if page is None:
        return None
    people = (page.entered_by_id, page.submitted_by_id)
    return replace(page, writers=who_wrote(session, "pledge", page.id, page.state, *people))


def targets_of(session: Session, pledge_id: int) -> list[TargetRow]:
    """The targets of a pledge in their order."""
    target, indicator = PledgeTarget, Indicator
    statement = (
        select(
            target.id,
            indicator.id,
            indicator.code,
            indicator.name_vi,
            indicator.name_en,
            indicator.unit_vi,
            indicator.unit_en,
            indicator.decimals,
            indicator.direction,
            target.plan_source,
            target.operator,
            target.low,
            target.high,
            target.baseline,
            target.weight,
            target.owner,
            target.not_assigned,
            target.not_assigned_reason,
            target.provenance,
            target.source,
            target.note,
            target.due_on,
            target.is_qualitative,
            target.return_reason,
        )
        .join(indicator, indicator.id == target.indicator_id)
        .where(target.pledge_id == pledge_id)
        .order_by(target.position)
    )
    return rows_as(session, TargetRow, statement)


def get_pledge(session: Session, cycle_id: int, member_id: int) -> Pledge:
    """The record with its targets, for a service; raises NotFound."""
    pledge = find_pledge(session, cycle_id, member_id)
    if pledge is None:
        raise NotFound()
    return pledge


def find_pledge(session: Session, cycle_id: int, member_id: int) -> Pledge | None:
    """The record with its targets, for a service, or None."""
    statement = (
        select(Pledge)
        .options(selectinload(Pledge.targets))
        .where(Pledge.cycle_id == cycle_id, Pledge.member_id == member_id)
        .execution_options(populate_existing=True)
    )
    return session.scalars(statement).one_or_none()


def get_pledge_by_id(session: Session, pledge_id: int) -> Pledge:
    """The record with its targets; raises NotFound."""
    statement = select(Pledge).options(selectinload(Pledge.targets)).where(Pledge.id == pledge_id)
    pledge = session.scalars(statement).one_or_none()
    if pledge is None:
        raise NotFound()
    return pledge


def previous_targets(session: Session, cluster_id: int, year: int, member_id: int) -> list[TargetRow]:
    """The targets of the member's pledge of the year before, to copy from."""
    statement = (
        select(Pledge.id)
        .join(Cycle, Cycle.id == Pledge.cycle_id)
        .where(Cycle.cluster_id == cluster_id, Cycle.year == year - 1, Pledge.member_id == member_id)
    )
    pledge_id = session.scalar(statement)
    return targets_of(session, pledge_id) if pledge_id is not None else []
