"""Ready-made campaigns, registrations and reports, through the services."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.campaigns import Campaign, CampaignRegistration, CampaignReport
from emulation.services import campaign_moves, campaign_reports, campaigns, registrations
from emulation.services.campaign_moves import Launching
from emulation.services.campaign_reports import ReportDraft
from emulation.services.campaigns import Draft, Goal
from emulation.vocabulary.kinds import CampaignKind, CampaignReportKind
from emulation.vocabulary.moves import CampaignMove, RegistrationMove
from tests.factories.world import World

TASK = "Đột phá về thể chế"


def growth_goal(world: World, **more: Any) -> Goal:
    """Growth of at least 7.5 percent."""
    values: dict[str, Any] = {
        "text": "Tăng trưởng vượt kế hoạch",
        "indicator_id": world.indicators["GRDP_GROWTH"],
        "low": Decimal("7.5"),
        "national_task": TASK,
    }
    return Goal(**values | more)


def typed(world: World, **more: Any) -> Draft:
    """A complete draft for the year 2025."""
    values: dict[str, Any] = {
        "kind": CampaignKind.THEMATIC,
        "name": "Cả nước thi đua đổi mới sáng tạo",
        "slogan": "Đổi mới để phát triển",
        "purpose": "Thi đua về đích kế hoạch năm",
        "basis": "Chỉ thị 34-CT/TW",
        "starts_on": date(2025, 3, 1),
        "ends_on": date(2025, 12, 31),
        "goals": [growth_goal(world)],
    }
    return Draft(**values | more)


def draft(session: Session, world: World, who: str = "secretary.hn", **more: Any) -> Campaign:
    """A draft by the chair's secretariat."""
    actor, draft = world.actor(session, who), typed(world, **more)
    return campaigns.draft(session, actor=actor, now=world.now, cluster_id=world.cluster_id, typed=draft)


def launched(session: Session, world: World, on: date = date(2025, 3, 5), **more: Any) -> Campaign:
    """A campaign that was launched on a day."""
    return campaign_moves.launch(
        session,
        actor=world.actor(session, "secretary.hn"),
        now=world.now,
        campaign=(campaign := draft(session, world, **more)),
        version=campaign.version,
        launching=Launching(on, "12/KH-CTĐ", overlap_confirmed=True),
    )


def step(
    session: Session,
    world: World,
    campaign: Campaign,
    move: CampaignMove,
    reason: str = "",
    who: str = "secretary.hn",
) -> Campaign:
    """One move of a campaign."""
    return campaign_moves.move(
        session,
        actor=world.actor(session, who),
        now=world.now,
        campaign=campaign,
        version=campaign.version,
        step=move,
        reason=reason,
    )


def registered(
    session: Session, world: World, campaign: Campaign, city: str = "HP", **more: Any
) -> CampaignRegistration:
    """A registration as the city's officer saves it."""
    values: dict[str, Any] = {
        "version": 0,
        "content": f"{city} đăng ký 10 sáng kiến",
        "contact": "Phòng Thi đua",
    }
    return registrations.save(
        session,
        actor=world.actor(session, f"officer.{city.lower()}"),
        now=world.now,
        campaign=campaign,
        member_id=world.members[city],
        **values | more,
    )


def decide(
    session: Session,
    world: World,
    campaign: Campaign,
    registration: CampaignRegistration,
    move: RegistrationMove,
    who: str,
    reason: str = "",
) -> CampaignRegistration:
    """One move of a registration."""
    return registrations.move(
        session,
        actor=world.actor(session, who),
        now=world.now,
        campaign=campaign,
        registration=registration,
        version=registration.version,
        step=move,
        reason=reason,
    )


def approved(session: Session, world: World, campaign: Campaign, city: str = "HP") -> CampaignRegistration:
    """A registration that the chair has approved."""
    row = registered(session, world, campaign, city)
    decide(session, world, campaign, row, RegistrationMove.SEND, f"officer.{city.lower()}")
    return decide(session, world, campaign, row, RegistrationMove.APPROVE, "secretary.hn")


def report(
    session: Session,
    world: World,
    campaign: Campaign,
    city: str | None = "HP",
    kind: CampaignReportKind = CampaignReportKind.INTERIM,
    *,
    version: int = 0,
    who: str = "",
    **more: Any,
) -> CampaignReport:
    """A report of a city, or without one of the whole cluster, saved as a draft."""
    values: dict[str, Any] = {"results": "Đã công nhận 6 sáng kiến"} | more
    return campaign_reports.save(
        session,
        actor=world.actor(session, who or _writer(city)),
        now=world.now,
        campaign=campaign,
        member_id=world.members[city] if city else None,
        kind=kind,
        version=version,
        typed=ReportDraft(**values),
    )


def hand_in(
    session: Session, world: World, campaign: Campaign, row: CampaignReport, who: str = ""
) -> CampaignReport:
    """Hand a report in."""
    city = next((code for code, number in world.members.items() if number == row.member_id), None)
    return campaign_reports.submit(
        session,
        actor=world.actor(session, who or _writer(city)),
        now=world.now,
        campaign=campaign,
        member_id=row.member_id,
        kind=row.kind,
        version=row.version,
    )


def _writer(city: str | None) -> str:
    return f"officer.{city.lower()}" if city else "secretary.hn"
