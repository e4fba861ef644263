"""Scorecards as their pages meet them."""

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from emulation.db import unit_of_work
from emulation.queries.scorecards import ScorecardPage, find_scorecard_page
from tests.factories import scorecards as made
from tests.factories.world import World
from tests.support.pages import submit

CARD = "/clusters/tptw/2025/scorecard"

NEW = f"{CARD}/criteria/new"

SignIn = Callable[[str], FlaskClient]


def page_of(world: World) -> ScorecardPage:
    with world.database.reading() as session:
        page = find_scorecard_page(session, world.cycle_id)
    assert page is not None
    return page


def id_of(world: World, code: str) -> int:
    return next(line.id for line in page_of(world).criteria if line.code == code)


def issue(world: World) -> None:
    with world.database.writing() as session, unit_of_work(session):
        made.issued(session, world)


def press(client: FlaskClient, path: str, **more: str) -> Any:
    """A button of the main page."""
    return submit(client, CARD, dict(more), action=path)


HEAD = {"title": "Bảng năm 2025", "total_points": "100", "ties-0": "content_one", "ties-1": "fewer_penalties"}
