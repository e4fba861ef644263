"""Drafting a campaign: rows, links, papers, and who may."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.models.campaigns import Campaign
from emulation.models.cycles import Cycle
from emulation.models.evidence import StoredFile
from emulation.queries import agreements as agreement_queries
from emulation.queries import campaign_contents
from emulation.queries import campaigns as queries
from emulation.services import agreements, campaigns
from emulation.services.campaigns import Goal, Pilot
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Stale
from emulation.vocabulary.kinds import CampaignKind, Operator
from emulation.vocabulary.moves import CampaignMove
from tests.factories import campaigns as made
from tests.factories.world import World


def edited(
    session: Session, world: World, campaign: Campaign, version: int | None = None, **more: Any
) -> Campaign:
    return campaigns.edit(
        session,
        actor=world.actor(session, "secretary.hn"),
        now=world.now,
        campaign=campaign,
        version=campaign.version if version is None else version,
        typed=made.typed(world, **more),
    )


def contents(session: Session, world: World, *texts: str) -> list[int]:
    """The ids of the common contents of 2025's unsigned agreement."""
    cycle = session.get_one(Cycle, world.cycle_id)
    standing = agreement_queries.find_agreement(session, cycle.id)
    agreements.save_contents(
        session,
        actor=world.actor(session, "secretary.hn"),
        now=world.now,
        cycle=cycle,
        version=standing.version if standing else 0,
        contents=[agreements.Content(text, "Nghị quyết 01/NQ-CP") for text in texts],
    )
    return [row.id for row in campaign_contents.contents_in(session, world.cluster_id, 2025, 2025)]


@pytest.mark.parametrize(
    "who", ["officer.hn", "leader.hn", "secretary.hcm", "officer.hp", "auditor", "outsider"]
)
def test_only_the_chairs_secretariat_drafts(session: Session, world: World, who: str) -> None:
    """Red when `access.require` is removed from `draft` in services/campaigns.py."""
    with pytest.raises(NotAllowed):
        made.draft(session, world, who)


def test_a_draft_keeps_goals_pilots_and_contents_in_their_order(session: Session, world: World) -> None:
    linked = contents(session, world, "Cải cách hành chính", "An sinh")
    own = Goal("Xóa nhà tạm", low=Decimal(100), unit="nhà", national_task=made.TASK)
    pilots = [Pilot("Phường Ngọc Hà", world.members["HN"]), Pilot("Chi bộ 3")]
    campaign = made.draft(
        session, world, goals=[own, made.growth_goal(world)], pilots=pilots, contents=[linked[1]]
    )
    goals = queries.goals_of(session, campaign.id)
    assert [(goal.text, goal.unit_vi, goal.low) for goal in goals] == [
        ("Xóa nhà tạm", "nhà", Decimal(100)),
        ("Tăng trưởng vượt kế hoạch", "%", Decimal("7.5")),
    ]
    assert [(pilot.name, pilot.name_vi) for pilot in queries.pilots_of(session, campaign.id)] == [
        ("Phường Ngọc Hà", "Hà Nội"),
        ("Chi bộ 3", None),
    ]
    shown = campaign_contents.contents_of(session, campaign.id, with_unsigned=True)
    assert [(row.text, row.basis) for row in shown] == [("An sinh", "Nghị quyết 01/NQ-CP")]
    assert campaign_contents.contents_of(session, campaign.id, with_unsigned=False) == []


def test_editing_brings_the_rows_to_what_was_typed(session: Session, world: World) -> None:
    first, second = contents(session, world, "Cải cách", "An sinh")
    campaign = made.draft(
        session,
        world,
        goals=[made.growth_goal(world), made.growth_goal(world, text="Hai")],
        pilots=[Pilot("Một"), Pilot("Hai")],
        contents=[first],
    )
    before = campaign.version
    campaign = edited(session, world, campaign, name="Tên khác", pilots=[Pilot("Ba")], contents=[second])
    assert (campaign.name, campaign.version > before) == ("Tên khác", True)
    assert [goal.text for goal in campaign.goals] == ["Tăng trưởng vượt kế hoạch"]
    assert [pilot.name for pilot in campaign.pilots] == ["Ba"]
    assert [link.content_id for link in campaign.contents] == [second]
    event = session.scalars(select(AuditEvent).where(AuditEvent.verb == "campaign.edited")).one()
    assert event.changes["name"] == ["Cả nước thi đua đổi mới sáng tạo", "Tên khác"]
    assert event.changes["goal 2"] == ["Hai", None]
    assert event.changes["pilot 1 name"] == ["Một", "Ba"]


def test_a02_a_drive_needs_its_end(session: Session, world: World) -> None:
    """Handbook A02. Red when `check_dates` in rules/campaigns.py no longer asks what kind it is."""
    with pytest.raises(DomainError, match="cần ngày kết thúc") as caught:
        made.draft(session, world, kind=CampaignKind.DRIVE, ends_on=None)
    assert caught.value.field == "ends_on"
    assert made.draft(session, world, kind=CampaignKind.REGULAR, ends_on=None).ends_on is None


def test_a_wrong_row_is_told_beside_its_field(session: Session, world: World) -> None:
    wrong = made.growth_goal(world, operator=Operator.RANGE)
    with pytest.raises(DomainError) as caught:
        made.draft(session, world, goals=[made.growth_goal(world), wrong])
    assert caught.value.field == "goals-1-high"
    with pytest.raises(DomainError) as caught:
        made.draft(session, world, goals=[made.growth_goal(world, indicator_id=999_999)])
    assert caught.value.field == "goals-0-indicator"


def test_strangers_are_not_linked(session: Session, world: World) -> None:
    """A unit of a member that was never here, a content of another year."""
    with pytest.raises(NotFound):
        made.draft(session, world, pilots=[Pilot("Xã", 999_999)])
    (content,) = contents(session, world, "Cải cách")
    with pytest.raises(DomainError) as caught:
        made.draft(session, world, starts_on=date(2026, 1, 1), ends_on=date(2026, 5, 1), contents=[content])
    assert caught.value.field == "contents"


def test_what_was_launched_is_not_edited(session: Session, world: World) -> None:
    campaign = made.launched(session, world)
    with pytest.raises(DomainError, match="Đã phát động"):
        edited(session, world, queries.get_campaign(session, world.cluster_id, campaign.id))


def test_a_stale_draft_is_refused(session: Session, world: World) -> None:
    campaign = made.draft(session, world)
    version = campaign.version
    campaign = edited(session, world, campaign, name="Nhanh hơn")
    with pytest.raises(Stale):
        edited(session, world, campaign, version=version, name="Chậm hơn")


def test_a_content_that_leaves_the_agreement_leaves_the_campaign(session: Session, world: World) -> None:
    """Red when save_contents in services/agreements.py no longer removes the links first."""
    linked = contents(session, world, "Cải cách", "An sinh")
    campaign = made.draft(session, world, contents=linked)
    contents(session, world, "Cải cách")
    assert [row.text for row in campaign_contents.contents_of(session, campaign.id, with_unsigned=True)] == [
        "Cải cách"
    ]


def test_papers_come_and_go_as_long_as_it_runs(session: Session, world: World) -> None:
    campaign, who = made.launched(session, world), world.actor(session, "secretary.hn")
    file = StoredFile(
        cluster_id=world.cluster_id, sha256="0" * 64, name="ke-hoach.pdf", size=9, entered_at=world.now
    )
    file.media_type = "application/pdf"
    session.add(file)
    session.flush()
    act: dict[str, Any] = {"actor": who, "now": world.now}
    campaigns.attach(
        session, **act, campaign=campaign, version=campaign.version, file_id=file.id, caption="Kế hoạch"
    )
    (paper,) = queries.files_of(session, campaign.id)
    assert (paper.caption, paper.name) == ("Kế hoạch", "ke-hoach.pdf")
    with pytest.raises(DomainError, match="Chọn tệp") as caught:
        campaigns.attach(
            session, **act, campaign=campaign, version=campaign.version, file_id=None, caption=""
        )
    assert caught.value.field == "file"
    campaign = queries.get_campaign(session, world.cluster_id, campaign.id)
    campaigns.detach(session, **act, campaign=campaign, version=campaign.version, paper_id=paper.id)
    assert queries.files_of(session, campaign.id) == []
    made.step(session, world, campaign, CampaignMove.CANCEL, "Trùng với phong trào khác")
    with pytest.raises(DomainError, match="không thêm hay bỏ tài liệu"):
        campaigns.attach(
            session, **act, campaign=campaign, version=campaign.version, file_id=file.id, caption=""
        )


def test_a14_policies_are_kept_with_the_campaign(session: Session, world: World) -> None:
    """Handbook A14: its own references and those of the contents.

    Red when "basis" leaves OWN in services/campaigns.py.
    """
    (content,) = contents(session, world, "Cải cách")
    campaign = made.draft(session, world, basis="Chỉ thị 34-CT/TW; Nghị quyết 01/NQ-CP", contents=[content])
    page = queries.get_campaign_page(session, world.cluster_id, campaign.id)
    assert page.basis == "Chỉ thị 34-CT/TW; Nghị quyết 01/NQ-CP"
    (linked,) = campaign_contents.contents_of(session, campaign.id, with_unsigned=True)
    assert linked.basis == "Nghị quyết 01/NQ-CP"
