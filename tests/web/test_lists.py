"""List pages of the first rooms ask the database the same number of questions for a few members and for twelve."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from emulation.db import Database
from emulation.models.clusters import Membership
from tests.factories.world import CITIES, World
from tests.support.pages import get, text_of
from tests.support.statements import counted

SignIn = Callable[[str], FlaskClient]
TWELVE = (*CITIES, *((f"M{number:02}", f"Thành phố {number}") for number in range(6, 13)))
MOST = 8


@pytest.mark.parametrize(
    ("page", "who"),
    [("/admin/users", "admin"), ("/clusters/tptw/2025/pledges", "secretary.hn"), ("/", "secretary.hn")],
)
def test_the_number_of_questions_does_not_grow(
    database: Database, now: datetime, client_as: SignIn, page: str, who: str
) -> None:
    """Acceptance 7: twelve members, then two, because ten left during the year."""
    world = World.build(database, now, TWELVE)
    client = client_as(who)
    with counted(database) as many:
        assert get(client, page).status_code == 200
    with database.writing() as session:
        leaving = update(Membership).where(Membership.member_id.in_(list(world.members.values())[2:]))
        session.execute(leaving.values(valid_to=date(2025, 6, 1)))
        session.commit()
    with counted(database) as few:
        body = text_of(get(client, page))
    assert "pledges" not in page or "Thành phố 12" not in body
    assert len(few) == len(many) <= MOST, many
