"""The board and the results: what each reader sees of whom."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from emulation.models.campaigns import Campaign
from emulation.queries import campaigns as queries
from emulation.queries.places import members_on
from emulation.services import campaign_boards
from emulation.services.campaign_reports import Reached
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.kinds import CampaignReportKind
from tests.factories import campaigns as made
from tests.factories.world import World

FINAL = CampaignReportKind.FINAL


@pytest.fixture
def campaign(session: Session, world: World) -> Campaign:
    """HP is approved and has an interim draft; DN has only saved its registration."""
    campaign = made.launched(session, world)
    made.approved(session, world, campaign, "HP")
    made.registered(session, world, campaign, "DN")
    made.report(session, world, campaign, "HP")
    return campaign


def seen(session: Session, world: World, campaign: Campaign, actor: Actor) -> dict[str, tuple[str, str, str]]:
    page = queries.get_campaign_page(session, world.cluster_id, campaign.id)
    seats = members_on(session, world.cluster_id, world.now.date())
    rows = campaign_boards.board(session, actor, page, seats)
    return {
        row.member.code: (row.state or "", row.content, row.interim or "")
        for row in rows
        if row.state or row.interim
    }


def test_the_public_sees_what_was_approved_and_handed_in(
    session: Session, world: World, campaign: Campaign
) -> None:
    """Red when `board` in services/campaign_boards.py forgets the reader's scope."""
    public = Actor(None, "", world.now.date())
    assert seen(session, world, campaign, public) == {"HP": ("approved", "HP đăng ký 10 sáng kiến", "")}
    made.hand_in(session, world, campaign, made.report(session, world, campaign, "HP", FINAL))
    assert "HP" in seen(session, world, campaign, public)


@pytest.mark.parametrize(
    ("who", "drafts"),
    [
        ("officer.hp", {"HP": "draft"}),
        ("officer.dn", {"HP": "", "DN": ""}),
        ("secretary.hn", {"HP": "draft", "DN": ""}),
        ("secretary.hcm", {"HP": "draft", "DN": ""}),
        ("auditor", {"HP": "draft", "DN": ""}),
    ],
)
def test_own_people_and_overseers_see_the_rest(
    session: Session, world: World, campaign: Campaign, who: str, drafts: dict[str, str]
) -> None:
    rows = seen(session, world, campaign, world.actor(session, who))
    assert {code: row[2] for code, row in rows.items()} == drafts


def test_the_final_report_takes_the_place_of_the_interim_one(
    session: Session, world: World, campaign: Campaign
) -> None:
    (goal,) = (row.id for row in campaign.goals)
    seats = members_on(session, world.cluster_id, world.now.date())
    interim = made.report(session, world, campaign, "HP", version=1, goals={goal: Reached(Decimal("7.4"))})
    made.hand_in(session, world, campaign, interim)
    goals = queries.goals_of(session, campaign.id)
    (result,) = campaign_boards.results(session, campaign.id, goals, seats)[goal]
    assert (result.value, result.is_reached, result.kind) == (
        Decimal("7.4"),
        False,
        CampaignReportKind.INTERIM,
    )
    final = made.report(session, world, campaign, "HP", FINAL, goals={goal: Reached(Decimal("7.5"))})
    made.hand_in(session, world, campaign, final)
    cluster = made.report(session, world, campaign, None, FINAL, goals={goal: Reached(None, "Chưa tổng hợp")})
    made.hand_in(session, world, campaign, cluster)
    whole, own = campaign_boards.results(session, campaign.id, goals, seats)[goal]
    assert (whole.member, whole.value, whole.note, whole.is_reached) == (None, None, "Chưa tổng hợp", None)
    assert (own.value, own.is_reached, own.kind) == (Decimal("7.5"), True, FINAL)


def test_a_report_that_says_nothing_about_a_goal_stands_as_missing(
    session: Session, world: World, campaign: Campaign
) -> None:
    """Red when `results` in services/campaign_boards.py lists values instead of reports."""
    made.hand_in(session, world, campaign, made.report(session, world, campaign, "HP", FINAL))
    goals = queries.goals_of(session, campaign.id)
    seats = members_on(session, world.cluster_id, world.now.date())
    (result,) = campaign_boards.results(session, campaign.id, goals, seats)[goals[0].id]
    assert (result.value, result.is_reached, result.note) == (None, None, "")


@pytest.mark.parametrize(
    ("who", "mine"), [("officer.hn", {"HN"}), ("secretary.hn", set()), ("leader.dn", {"DN"})]
)
def test_only_who_may_register_is_offered_it(
    session: Session, world: World, campaign: Campaign, who: str, mine: set[str]
) -> None:
    page = queries.get_campaign_page(session, world.cluster_id, campaign.id)
    seats = members_on(session, world.cluster_id, world.now.date())
    rows = campaign_boards.board(session, world.actor(session, who), page, seats)
    assert {row.member.code for row in rows if row.is_mine} == mine
