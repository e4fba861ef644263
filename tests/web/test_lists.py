"""List pages of the first rooms ask the database the same number of questions for one member and for twelve."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask.testing import FlaskClient

from emulation.db import Database
from emulation.vocabulary.kinds import Role
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
    """Acceptance 7. Two members are the fewest that can hold the two posts of the world."""
    World.build(database, now, TWELVE)
    client = client_as(who)
    with counted(database) as many:
        assert get(client, page).status_code == 200
    assert len(many) <= MOST, many


@pytest.mark.parametrize("page", ["/admin/users", "/clusters/tptw/2025/pledges"])
def test_more_rows_ask_no_more_questions(
    database: Database, now: datetime, client_as: SignIn, page: str
) -> None:
    who = "admin" if "admin" in page else "secretary.hn"
    world = World.build(database, now, CITIES[:2])
    client = client_as(who)
    with counted(database) as few:
        assert "Hồ Chí Minh" in text_of(get(client, page))
    with database.writing() as session:
        for number in range(10):
            world.add_person(session, f"more{number}", Role.MEMBER_OFFICER, member="HN")
        session.commit()
    with counted(database) as more:
        get(client, page)
    assert len(few) == len(more)
