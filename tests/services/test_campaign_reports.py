"""Interim and final reports: values per goal, who hands in, what is known of the indicators."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from emulation.models.campaigns import CampaignReport
from emulation.models.indicators import ActualValue
from emulation.queries import campaign_reports as queries
from emulation.services.campaign_reports import Reached
from emulation.services.campaigns import Goal
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Stale
from emulation.vocabulary.kinds import ActualStatus, CampaignReportKind
from emulation.vocabulary.moves import CampaignMove
from emulation.vocabulary.states import CampaignReportState
from tests.factories import campaigns as made
from tests.factories.world import World

INTERIM, FINAL = CampaignReportKind.INTERIM, CampaignReportKind.FINAL


def test_a_report_keeps_what_was_reached_and_empty_stays_empty(session: Session, world: World) -> None:
    """Red when `_write_values` in services/campaign_reports.py writes 0 for an empty value."""
    own = Goal("Xóa nhà tạm", low=Decimal(100), unit="nhà", national_task=made.TASK)
    campaign = made.launched(session, world, goals=[made.growth_goal(world), own])
    made.approved(session, world, campaign)
    growth, houses = (goal.id for goal in campaign.goals)
    row = made.report(
        session, world, campaign, goals={growth: Reached(Decimal("7.8")), houses: Reached(None, "Chưa đếm")}
    )
    assert queries.values_of(session, row.id) == {growth: (Decimal("7.8"), ""), houses: (None, "Chưa đếm")}
    row = made.report(session, world, campaign, version=row.version, goals={growth: Reached(Decimal(0))})
    assert queries.values_of(session, row.id) == {growth: (Decimal(0), ""), houses: (None, "")}
    assert queries.submitted_values(session, campaign.id) == []
    made.hand_in(session, world, campaign, row, "leader.hp")
    said = queries.submitted_values(session, campaign.id)
    assert [(value.member_id, value.goal_id, value.value) for value in said] == [
        (world.members["HP"], growth, Decimal(0)),
        (world.members["HP"], houses, None),
    ]


def test_only_who_was_approved_reports(session: Session, world: World) -> None:
    campaign = made.launched(session, world)
    with pytest.raises(DomainError, match="chưa có đăng ký được duyệt"):
        made.report(session, world, campaign)
    made.registered(session, world, campaign)
    with pytest.raises(DomainError, match="chưa có đăng ký được duyệt"):
        made.report(session, world, campaign)


@pytest.mark.parametrize("who", ["officer.dn", "secretary.hn", "secretary.hp", "auditor", "outsider"])
def test_a_strangers_hand_writes_no_report(session: Session, world: World, who: str) -> None:
    """Red when `_require` in services/campaign_reports.py asks for no permission."""
    campaign = made.launched(session, world)
    made.approved(session, world, campaign)
    with pytest.raises(NotAllowed):
        made.report(session, world, campaign, who=who)
    row = made.report(session, world, campaign)
    with pytest.raises(NotAllowed):
        made.hand_in(session, world, campaign, row, who)


@pytest.mark.parametrize("who", ["officer.hn", "leader.hn", "secretary.hcm"])
def test_the_clusters_report_is_the_chairs(session: Session, world: World, who: str) -> None:
    campaign = made.launched(session, world)
    with pytest.raises(NotAllowed):
        made.report(session, world, campaign, None, FINAL, who=who)
    made.report(session, world, campaign, None, FINAL)
    with pytest.raises(Stale):
        made.report(session, world, campaign, None, FINAL, version=9)


def test_a_report_that_was_handed_in_becomes_a_draft_when_it_is_mended(
    session: Session, world: World
) -> None:
    campaign = made.launched(session, world)
    made.approved(session, world, campaign)
    row = made.hand_in(session, world, campaign, made.report(session, world, campaign))
    assert row.state is CampaignReportState.SUBMITTED
    with pytest.raises(DomainError, match="đã nộp"):
        made.hand_in(session, world, campaign, row)
    row = made.report(session, world, campaign, version=row.version, results="Sửa lại")
    assert (row.state, row.submitted_at, row.submitted_by_id) == (CampaignReportState.DRAFT, None, None)


def test_a_report_says_something_and_comes_in_time(session: Session, world: World) -> None:
    campaign = made.launched(session, world)
    made.approved(session, world, campaign)
    row = made.report(session, world, campaign, results="")
    with pytest.raises(DomainError, match="Nhập kết quả"):
        made.hand_in(session, world, campaign, row)
    with pytest.raises(NotFound):
        made.hand_in(session, world, campaign, CampaignReport(member_id=row.member_id, kind=FINAL, version=1))
    made.step(session, world, campaign, CampaignMove.CONCLUDE, "Gộp vào báo cáo năm")
    with pytest.raises(DomainError, match="Đã tổng kết"):
        made.report(session, world, campaign, kind=FINAL)


def test_the_indicators_latest_figure_stands_beside(session: Session, world: World) -> None:
    """The newest year with an amount, the strongest version of it."""
    for year, status, value in (
        (2023, ActualStatus.OFFICIAL, "9.1"),
        (2024, ActualStatus.ESTIMATE, "7.0"),
        (2024, ActualStatus.OFFICIAL, "7.2"),
        (2025, ActualStatus.ESTIMATE, None),
    ):
        figure = ActualValue(year=year, status=status, source="Niên giám", entered_at=world.now)
        figure.member_id, figure.indicator_id = world.members["HP"], world.indicators["GRDP_GROWTH"]
        figure.value = Decimal(value) if value else None
        session.add(figure)
    session.flush()
    growth = world.indicators["GRDP_GROWTH"]
    found = queries.latest_figures(session, world.members["HP"], [growth, world.indicators["PCI_RANK"]])
    assert {key: (row.year, row.value) for key, row in found.items()} == {growth: (2024, Decimal("7.2"))}
