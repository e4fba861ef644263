"""Ground that several files of this floor stand on."""

from decimal import Decimal

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from emulation.db import Database, unit_of_work
from emulation.vocabulary.kinds import Post, TieRule
from emulation.vocabulary.states import EligibilityState, Phase
from tests.factories import rankings, scorecards
from tests.factories.world import World
from tests.support.cards import SignIn
from tests.support.links import NEW, NEW_ADDRESS
from tests.support.mail import link_to
from tests.support.pages import submit
from tests.support.ranked import ILLUSTRATIVE


@pytest.fixture
def invited(client_as: SignIn, world: World, database: Database) -> str:
    """The path of an invitation that an administrator has sent."""
    assert submit(client_as("admin"), "/admin/users/new", NEW).status_code == 302
    return link_to(database, NEW_ADDRESS)


@pytest.fixture
def small(world: World) -> World:
    """The world with the small draft, committed."""
    with world.database.writing() as session, unit_of_work(session):
        scorecards.small(session, world)
    return world


@pytest.fixture
def secretary(client_as: SignIn, world: World) -> FlaskClient:
    """The chair's secretariat."""
    return client_as("secretary.hn")


@pytest.fixture
def two_years(session: Session, world: World) -> World:
    """2023 (illustrative) and 2024 (published, with a tie that was decided)."""
    world.set_phase(Phase.SECOND_HALF)
    rankings.ranking(
        session,
        world,
        2023,
        {"HN": (3, "905.50"), "HCM": (1, "912.50"), "HP": (2, "911.77"), "DN": (4, "898"), "CT": (5, "890")},
        **ILLUSTRATIVE,
    )
    rankings.ranking(
        session,
        world,
        2024,
        {"HN": (1, "912.40"), "HCM": (2, "912.40"), "HP": (3, "900"), "DN": (3, "900"), "CT": (None, "880")},
        rows={
            "HN": {"groups": {"I": "548.20"}, "bonus": Decimal("12.5"), "penalty": Decimal(-3)},
            "HCM": {"groups": {"I": "545.90"}, "tie_rule": TieRule.CONTENT_ONE},
            "HP": {"is_tied": True},
            "DN": {"is_tied": True},
            "CT": {"eligibility": EligibilityState.SUSPENDED},
        },
        scorecard_title="Bảng tiêu chí chấm điểm năm 2024",
    )
    rankings.term(session, world, 2024, "HN", Post.CHAIR)
    session.commit()
    return world
