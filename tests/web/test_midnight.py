"""Rights change at 00:00 in Asia/Ho_Chi_Minh, on the page itself: one second before, and then."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from emulation.db import Database, unit_of_work
from emulation.models.terms import Term
from emulation.vocabulary.kinds import Post
from tests.conftest import unchanged
from tests.factories.delegations import granted
from tests.factories.world import World
from tests.support.pages import get, submit, text_of

MANAGE = "/clusters/tptw/2025/manage"
#: HN's term ends on 01/03/2026: midnight there is 17:00 on 28/02 in UTC.
MIDNIGHT = datetime(2026, 2, 28, 17, 0, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
SignIn = Callable[[str], FlaskClient]


class Moving:
    """A clock that a test sets."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.moment


@pytest.fixture
def clock(app: Flask) -> Moving:
    moving = Moving(MIDNIGHT - SECOND)
    app.extensions["emulation.clock"] = moving
    return moving


@pytest.fixture
def handed_over(world: World) -> World:
    """HCM takes the chair on the day on which HN's term ends."""
    with world.database.writing() as session:
        term = Term(cluster_id=world.cluster_id, member_id=world.members["HCM"], post=Post.CHAIR, year=2026)
        term.starts_on = date(2026, 3, 1)
        session.add(term)
        session.commit()
    return world


@pytest.mark.asvs("8.2.1", "8.3.1")
def test_the_chair_hands_over_at_midnight(
    client_as: SignIn, handed_over: World, database: Database, clock: Moving
) -> None:
    """The same cookies before and after. Red when days are cut at midnight in UTC (`local_date`)."""
    old, new = client_as("secretary.hn"), client_as("secretary.hcm")
    assert (get(old, MANAGE).status_code, get(new, MANAGE).status_code) == (200, 403)
    clock.moment = MIDNIGHT
    assert (get(old, MANAGE).status_code, get(new, MANAGE).status_code) == (403, 200)
    get(new, MANAGE)
    with unchanged(database):
        assert submit(old, "/account/password", {"version": "1"}, f"{MANAGE}/advance").status_code == 403


def test_a_form_that_was_open_at_midnight_is_refused(
    client_as: SignIn, handed_over: World, database: Database, clock: Moving
) -> None:
    old, form = client_as("secretary.hn"), f"{MANAGE}/deadlines"
    assert get(old, form).status_code == 200
    clock.moment = MIDNIGHT
    with unchanged(database):
        assert submit(old, "/account/password", {}, form).status_code == 403


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        (datetime(2025, 10, 19, 16, 59, 59, tzinfo=UTC), 403),
        (datetime(2025, 10, 19, 17, 0, 0, tzinfo=UTC), 200),
        (datetime(2025, 10, 31, 16, 59, 59, tzinfo=UTC), 200),
        (datetime(2025, 10, 31, 17, 0, 0, tzinfo=UTC), 403),
    ],
)
def test_a_delegation_begins_and_ends_at_midnight(
    client_as: SignIn, world: World, clock: Moving, moment: datetime, status: int
) -> None:
    """From 20/10 to 31/10/2025, both days included: HN's officer closes the year for HN's leader."""
    with world.database.writing() as session, unit_of_work(session):
        granted(session, world, "leader.hn", receiver="officer.hn", city="HN")
    clock.moment = moment
    answer = get(client_as("officer.hn"), "/clusters/tptw/2025/close")
    assert answer.status_code == status, text_of(answer)[:500]
