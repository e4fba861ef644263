"""Launching, reviewing, concluding and cancelling a campaign, and who is told."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.models.campaigns import Campaign
from emulation.models.notices import Notice
from emulation.queries import campaigns as queries
from emulation.services import campaign_moves
from emulation.services.campaign_moves import Launching
from emulation.vocabulary.errors import DomainError, NotAllowed, Stale
from emulation.vocabulary.kinds import CampaignKind, CampaignReportKind
from emulation.vocabulary.moves import CampaignMove
from emulation.vocabulary.states import CampaignState
from tests.factories import campaigns as made
from tests.factories.world import World


def launch(
    session: Session, world: World, campaign: Campaign, who: str = "secretary.hn", **more: Any
) -> Campaign:
    values: dict[str, Any] = {"launched_on": date(2025, 3, 5), "number": "12/KH-CTĐ"}
    version = more.pop("version", campaign.version)
    return campaign_moves.launch(
        session,
        actor=world.actor(session, who),
        now=world.now,
        campaign=campaign,
        version=version,
        launching=Launching(**values | more),
    )


def told(session: Session, world: World, verb: str) -> dict[str, tuple[str, str]]:
    """Person → (sentence as filled in, address) of the notices of the newest event of this verb."""
    event = session.scalars(
        select(AuditEvent).where(AuditEvent.verb == verb).order_by(AuditEvent.id.desc()).limit(1)
    ).one()
    rows = session.scalars(select(Notice).where(Notice.key == f"event/{event.id}"))
    names = {number: name for name, number in world.users.items()}
    return {names[row.user_id]: (row.sentence % row.values, row.href) for row in rows}


def test_a12_launching_makes_it_public_and_tells_the_whole_cluster(session: Session, world: World) -> None:
    """Handbook A12: timely and public. Red when "campaign.launch" leaves TELLING in rules/telling.py."""
    campaign = launch(session, world, made.draft(session, world))
    page = queries.get_campaign_page(session, world.cluster_id, campaign.id)
    assert (page.state, page.launched_on, page.launch_number) == (
        CampaignState.LAUNCHED,
        date(2025, 3, 5),
        "12/KH-CTĐ",
    )
    assert page.is_public
    people = told(session, world, "campaign.launch")
    assert {"officer.hp", "leader.ct", "secretary.hcm", "secretary2.hn", "council.hn"} <= set(people)
    assert not {"secretary.hn", "admin", "outsider"} & set(people)
    sentence, href = people["officer.hp"]
    assert sentence == "Người secretary.hn đã phát động phong trào “Cả nước thi đua đổi mới sáng tạo”."
    assert href == f"/clusters/tptw/campaigns/{campaign.id}"


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"goals": []}, "ít nhất một mục tiêu đo được"),
        ({"purpose": ""}, "Ghi mục đích"),
    ],
)
def test_a01_nothing_is_launched_without_a_measurable_goal(
    session: Session, world: World, more: dict[str, Any], message: str
) -> None:
    """Handbook A01. Red when `check_ready` is removed from `launch` in services/campaign_moves.py."""
    campaign = made.draft(session, world, **more)
    with pytest.raises(DomainError, match=message):
        launch(session, world, campaign)
    assert campaign.state is CampaignState.DRAFT


def test_a_goal_names_the_national_task_it_serves(session: Session, world: World) -> None:
    campaign = made.draft(session, world, goals=[made.growth_goal(world, national_task="")])
    with pytest.raises(DomainError, match="Mục tiêu 1: nêu nhiệm vụ trọng tâm"):
        launch(session, world, campaign)


@pytest.mark.parametrize("day", [date(2025, 10, 16), date(2026, 1, 1)])
def test_nothing_is_launched_in_the_future(session: Session, world: World, day: date) -> None:
    campaign = made.draft(session, world)
    with pytest.raises(DomainError, match="không thể sau hôm nay") as caught:
        launch(session, world, campaign, launched_on=day)
    assert caught.value.field == "launched_on"


def test_what_runs_at_the_same_time_is_a_warning_to_confirm(session: Session, world: World) -> None:
    """Red when `running_beside` in queries/campaigns.py is told to look at drafts only."""
    made.launched(session, world, name="Bầu cử", starts_on=date(2025, 5, 1), ends_on=date(2025, 6, 1))
    past: dict[str, Any] = {
        "on": date(2024, 5, 1),
        "starts_on": date(2024, 5, 1),
        "ends_on": date(2025, 2, 28),
    }
    made.launched(session, world, name="Đã xong", **past)
    campaign = made.draft(session, world)
    with pytest.raises(DomainError, match="“Bầu cử”") as caught:
        launch(session, world, campaign)
    assert caught.value.field == "overlap_confirmed"
    assert "Đã xong" not in str(caught.value)
    assert launch(session, world, campaign, overlap_confirmed=True).state is CampaignState.LAUNCHED


@pytest.mark.parametrize(
    "who", ["officer.hn", "leader.hn", "secretary.hcm", "secretary.hp", "auditor", "outsider"]
)
def test_only_the_chair_moves_a_campaign(session: Session, world: World, who: str) -> None:
    """Red when `access.require` is removed from `launch` or `move` in services/campaign_moves.py."""
    campaign = made.draft(session, world)
    with pytest.raises(NotAllowed):
        launch(session, world, campaign, who)
    running = made.launched(session, world)
    with pytest.raises(NotAllowed):
        made.step(session, world, running, CampaignMove.REVIEW, who=who)


def test_a_stale_launch_is_refused(session: Session, world: World) -> None:
    campaign = made.draft(session, world)
    with pytest.raises(Stale):
        launch(session, world, campaign, version=campaign.version + 1)


def test_cancelling_needs_a_reason_that_everybody_reads(session: Session, world: World) -> None:
    campaign = made.launched(session, world)
    with pytest.raises(DomainError, match="Nhập lý do") as caught:
        made.step(session, world, campaign, CampaignMove.CANCEL, "ok")
    assert caught.value.field == "reason"
    made.step(session, world, campaign, CampaignMove.CANCEL, "Trùng với phong trào của Trung ương")
    sentence, _href = told(session, world, "campaign.cancel")["leader.hp"]
    assert sentence.endswith("Lý do: Trùng với phong trào của Trung ương")


def test_nobody_is_told_of_a_draft_that_is_dropped(session: Session, world: World) -> None:
    """Red when `_move` in services/campaign_moves.py writes campaign.cancel for a draft too."""
    made.step(session, world, made.draft(session, world), CampaignMove.CANCEL, "Chưa cần nữa")
    assert session.scalars(select(Notice)).all() == []
    assert "campaign.dropped" in session.scalars(select(AuditEvent.verb)).all()


def test_a02_a_drive_ends_with_its_result(session: Session, world: World) -> None:
    """Handbook A02: start, end and result. Red when check_conclusion in rules/campaigns.py asks for no report."""
    campaign = made.launched(
        session, world, kind=CampaignKind.DRIVE, starts_on=date(2025, 4, 1), ends_on=date(2025, 9, 2)
    )
    with pytest.raises(DomainError, match="Cụm chưa có báo cáo tổng kết") as caught:
        made.step(session, world, campaign, CampaignMove.CONCLUDE)
    assert caught.value.field == "reason"
    row = made.report(session, world, campaign, None, CampaignReportKind.FINAL, results="Cử tri đi bầu 99,6%")
    with pytest.raises(DomainError, match="Cụm chưa có báo cáo tổng kết"):
        made.step(session, world, campaign, CampaignMove.CONCLUDE)
    made.hand_in(session, world, campaign, row)
    assert made.step(session, world, campaign, CampaignMove.CONCLUDE).state is CampaignState.CONCLUDED


def test_without_a_report_a_reason_concludes(session: Session, world: World) -> None:
    campaign = made.launched(session, world)
    made.step(session, world, campaign, CampaignMove.REVIEW)
    made.step(session, world, campaign, CampaignMove.CONCLUDE, "Gộp vào báo cáo tổng kết năm")
    page = queries.get_campaign_page(session, world.cluster_id, campaign.id)
    assert (page.state, page.state_reason) == (CampaignState.CONCLUDED, "Gộp vào báo cáo tổng kết năm")
