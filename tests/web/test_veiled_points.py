"""Who reads the trail need not read scores: unpublished points stay behind their veil (screens lesson 13)."""

import io
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from emulation.db import unit_of_work
from emulation.models.rankings import YearRanking
from emulation.vocabulary.states import RankingState
from tests.factories import scores as made
from tests.factories import years
from tests.factories.world import World
from tests.support.pages import get, text_of

SignIn = Callable[[str], FlaskClient]
POINTS, VEIL = "37,31", "Điểm chưa công bố nên không hiện ở đây."


@pytest.fixture
def scored(world: World) -> World:
    """Hải Phòng scored itself: 37.31 points for I.02."""
    with world.database.writing() as session, unit_of_work(session):
        ids = made.ground(session, world)
        made.submitted(session, world, ids, "HP", one="37.31")
    return world


def workbook(client: FlaskClient) -> str:
    book = CalamineWorkbook.from_filelike(io.BytesIO(get(client, "/audit.xlsx").get_data()))
    return str(book.get_sheet_by_index(0).to_python())


def everywhere(client: FlaskClient, sheet_id: int) -> dict[str, str]:
    """What the pages and files of the trail say about the sheet."""
    pages = ("/audit", "/audit?type=score_sheet", "/audit.csv", f"/audit/score_sheet/{sheet_id}")
    return {page: text_of(get(client, page)) for page in pages} | {"/audit.xlsx": workbook(client)}


def sheet_of(world: World) -> int:
    with world.database.reading() as session:
        return made.sheet_of(session, world, "HP").id


@pytest.mark.parametrize("who", ["officer.hp", "leader.hp", "auditor"])
def test_readers_of_the_score_read_it_in_the_trail(client_as: SignIn, scored: World, who: str) -> None:
    """Without this the next test would pass for a trail that tells no points at all."""
    for page, said in everywhere(client_as(who), sheet_of(scored)).items():
        assert POINTS in said and VEIL not in said, page


def test_the_administrator_reads_no_points_before_they_are_published(
    client_as: SignIn, scored: World
) -> None:
    """Red when `_is_veiled` in queries/audit.py gives false."""
    for page, said in everywhere(client_as("admin"), sheet_of(scored)).items():
        assert POINTS not in said and "37.31" not in said, page
        assert VEIL in said, page


@pytest.mark.parametrize(("looked_for", "found"), [("37.31", False), ("37", False), ("đánh giá", False)])
def test_veiled_points_are_not_found_by_guessing(
    client_as: SignIn, scored: World, looked_for: str, found: bool
) -> None:
    """Red when `_says` looks into the changes of veiled events."""
    page = text_of(get(client_as("admin"), f"/audit?type=score_sheet&text={looked_for}"))
    assert ("Không có mục phù hợp." not in page) is found
    seen = text_of(get(client_as("auditor"), f"/audit?type=score_sheet&text={looked_for}"))
    assert "Không có mục phù hợp." not in seen


def test_published_points_are_told_to_every_reader_of_the_trail(client_as: SignIn, scored: World) -> None:
    with scored.database.writing() as session, unit_of_work(session):
        years.ranking(session, scored, RankingState.PUBLISHED)
        assert session.query(YearRanking).one().state is RankingState.PUBLISHED
    for page, said in everywhere(client_as("admin"), sheet_of(scored)).items():
        assert POINTS in said and VEIL not in said, page
