"""Registrations of members in a campaign: one by one, and the board of all."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.campaigns import CampaignRegistration
from emulation.queries.places import MemberPlace, members_on
from emulation.queries.rows import find_as, rows_as
from emulation.queries.writers import who_wrote
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.states import RegistrationState


@dataclass(frozen=True)
class RegistrationPage:
    """A member's registration and the people behind it."""

    id: int
    version: int
    member_id: int
    state: RegistrationState
    content: str
    contact: str
    refusal_reason: str
    sent_at: datetime | None
    decided_at: datetime | None
    entered_by_id: int | None
    entered_by: str | None
    writers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class RegistrationRow:
    """How far a member's registration is, and what it holds."""

    member_id: int
    state: RegistrationState
    content: str


def members_in(
    session: Session, cluster_id: int, starts_on: date, ends_on: date | None, today: date
) -> list[MemberPlace]:
    """The members that a campaign addresses: those of today, before and after it those of its first and last day."""
    day = max(starts_on, min(today, ends_on or today))
    return members_on(session, cluster_id, day)


def registrations_of(session: Session, campaign_id: int) -> dict[int, RegistrationRow]:
    """Member → registration."""
    row = CampaignRegistration
    statement = select(row.member_id, row.state, row.content).where(row.campaign_id == campaign_id)
    return {found.member_id: found for found in rows_as(session, RegistrationRow, statement)}


def find_registration_page(session: Session, campaign_id: int, member_id: int) -> RegistrationPage | None:
    """A member's registration, or None."""
    row = CampaignRegistration
    names = list(RegistrationPage.__dataclass_fields__)[:-2]
    statement = (
        select(*(getattr(row, name) for name in names), User.full_name)
        .outerjoin(User, User.id == row.entered_by_id)
        .where(row.campaign_id == campaign_id, row.member_id == member_id)
    )
    page = find_as(session, RegistrationPage, statement)
    if page is None:
        return None
    return replace(page, writers=writers_of(session, page.id, page.state, page.entered_by_id))


def writers_of(
    session: Session, registration_id: int, state: RegistrationState, entered_by_id: int | None
) -> frozenset[int]:
    """Everybody whose hand is in a registration."""
    return who_wrote(session, "campaign_registration", registration_id, state, entered_by_id)


def find_registration(session: Session, campaign_id: int, member_id: int) -> CampaignRegistration | None:
    """The record, for a service, or None."""
    row = CampaignRegistration
    statement = (
        select(row)
        .where(row.campaign_id == campaign_id, row.member_id == member_id)
        .execution_options(populate_existing=True)
    )
    return session.scalars(statement).one_or_none()


def get_registration(session: Session, campaign_id: int, member_id: int) -> CampaignRegistration:
    """The record, for a service; raises NotFound."""
    registration = find_registration(session, campaign_id, member_id)
    if registration is None:
        raise NotFound()
    return registration
