"""Two people at the same moment at one campaign: real threads, on both databases."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.models.campaigns import Campaign, CampaignRegistration, CampaignReport
from emulation.queries.campaigns import get_campaign
from emulation.services import campaign_moves
from emulation.services.campaign_moves import Launching
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import CampaignReportKind
from emulation.vocabulary.moves import CampaignMove
from tests.factories import campaigns as made
from tests.factories.world import World
from tests.support.races import committed, race

ROUNDS = 5


@pytest.fixture
def launched(world: World) -> int:
    """The id of a launched campaign."""
    with world.database.writing() as session, unit_of_work(session):
        return made.launched(session, world).id


def count(world: World, model: type[Any]) -> int:
    with world.database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def doing(world: World, campaign_id: int, work: Callable[[Session, Campaign], Any]) -> Callable[[], Any]:
    """The work on the campaign in a transaction of its own."""
    return committed(
        world.database, lambda session: work(session, get_campaign(session, world.cluster_id, campaign_id))
    )


def registering(world: World, campaign_id: int, city: str) -> Callable[[], Any]:
    """A city's officer saves a new registration."""
    return doing(world, campaign_id, lambda session, row: made.registered(session, world, row, city).id)


def test_of_two_registrations_at_once_one_stands(world: World, launched: int) -> None:
    """Red when the unique constraint of campaign_registration and the look-up in `save` are both gone."""
    for city in ("HP", "DN", "CT"):
        work = registering(world, launched, city)
        ends = race([work, work])
        lost = [end for end in ends if isinstance(end, DomainError)]
        assert len(lost) == 1, ends
    assert count(world, CampaignRegistration) == 3


def test_two_members_at_once_both_register(world: World, launched: int) -> None:
    works = [registering(world, launched, city) for city in ("HN", "HP", "DN", "CT")]
    ends = race(works)
    assert not [end for end in ends if isinstance(end, DomainError)], ends
    assert count(world, CampaignRegistration) == 4


def test_of_two_cluster_reports_at_once_one_stands(world: World, launched: int) -> None:
    """Red when hold_cluster is removed from `save` in services/campaign_reports.py (on PostgreSQL)."""
    kind = CampaignReportKind.FINAL
    work = doing(world, launched, lambda session, row: made.report(session, world, row, None, kind).id)
    ends = race([work, work])
    assert len([end for end in ends if isinstance(end, DomainError)]) == 1, ends
    assert count(world, CampaignReport) == 1


def test_of_two_launches_at_once_the_second_sees_the_first(world: World) -> None:
    """Red when hold_cluster is removed from `launch` in services/campaign_moves.py (on PostgreSQL)."""

    def launch(session: Session, row: Campaign) -> int:
        who = world.actor(session, "secretary.hn")
        launching = Launching(date(2025, 3, 5), "12/KH")
        return campaign_moves.launch(
            session, actor=who, now=world.now, campaign=row, version=row.version, launching=launching
        ).id

    for number in range(ROUNDS):
        with world.database.writing() as session, unit_of_work(session):
            ids = [made.draft(session, world, name=f"{name} {number}").id for name in ("Một", "Hai")]
        ends = race([doing(world, one, launch) for one in ids])
        lost = [end for end in ends if isinstance(end, DomainError)]
        assert [error.field for error in lost] == ["overlap_confirmed"], ends
        with world.database.writing() as session, unit_of_work(session):
            for one in ids:
                row = get_campaign(session, world.cluster_id, one)
                made.step(session, world, row, CampaignMove.CANCEL, "Vòng sau")
