"""The lists of results and indicators ask the database the same at two and at twelve members."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from emulation.db import Database
from emulation.models.clusters import Membership
from emulation.vocabulary.states import Phase
from tests.factories import results as made
from tests.factories.world import World
from tests.support.pages import get
from tests.support.statements import counted

PATHS = (
    "/clusters/tptw/2025/results",
    "/clusters/tptw/2025/results?period=mid-year",
    "/clusters/tptw/indicators",
    "/clusters/tptw/indicators/GRDP_GROWTH",
)
CITIES = (
    ("HN", "Hà Nội"),
    ("HCM", "TP. Hồ Chí Minh"),
    *((f"M{number:02}", f"Thành phố {number}") for number in range(3, 13)),
)


@pytest.fixture
def world(database: Database, now: datetime) -> World:
    """Twelve members, of which two are in the cluster."""
    world = World.build(database, now, CITIES)
    _members_from(world, 2)
    return world


def _members_from(world: World, count: int) -> None:
    with world.database.writing() as session:
        leaving = [world.members[code] for code, _name in CITIES[count:]]
        session.execute(update(Membership).values(valid_to=None))
        gone = update(Membership).where(Membership.member_id.in_(leaving))
        session.execute(gone.values(valid_to=date(2020, 1, 1)))
        session.commit()


def _report(world: World, codes: tuple[str, ...]) -> None:
    with world.database.writing() as session:
        made.reporting(world, session, codes)
        for code in codes:
            made.submitted(session, world, code)
            made.figure(session, world, "8.2", member_id=world.members[code])
        session.commit()


def _counts(client: FlaskClient, database: Database) -> dict[str, int]:
    found = {}
    for path in PATHS:
        with counted(database) as statements:
            assert get(client, path).status_code == 200
        found[path] = len(statements)
    return found


def test_the_number_of_queries_does_not_grow(
    world: World, database: Database, client_as: Callable[[str], FlaskClient]
) -> None:
    client = client_as("secretary.hn")
    codes = tuple(code for code, _name in CITIES)
    _report(world, codes[:2])
    get(client, PATHS[0])
    small = _counts(client, database)
    _members_from(world, 12)
    world.set_phase(Phase.PLEDGING)
    _report(world, codes[2:])
    large = _counts(client, database)
    assert small == large
    assert max(large.values()) <= 8, large
