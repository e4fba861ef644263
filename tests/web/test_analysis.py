"""The analysis page inside, and the same page for everybody once the ranking is published."""

import json
from datetime import datetime

import pytest
from flask.testing import FlaskClient

from emulation.db import Database
from emulation.vocabulary.states import Phase, RankingState
from tests.factories import ledgers as made
from tests.factories import scores
from tests.factories.world import CITIES, World
from tests.support.pages import get, text_of
from tests.support.papers import Paper
from tests.support.scores import SignIn, Y, building
from tests.support.statements import counted

INSIDE, PUBLIC = f"{Y}/analysis", f"{Y}/ranking/robustness"
TWELVE = (*CITIES, *((f"M{number:02}", f"Thành phố {number}") for number in range(6, 13)))


def publish(world: World) -> None:
    with building(world) as session:
        made.published(session, world)
        made.last_year(session, world)


def test_before_the_freeze_the_page_says_what_it_needs(client_as: SignIn, world: World) -> None:
    page = text_of(get(client_as("secretary.hn"), INSIDE))
    assert "Cần điểm đã chốt." in page and "điểm năm 2025 chưa khóa" in page
    lines = get(client_as("auditor"), f"{INSIDE}.csv").get_data().decode("utf-8-sig").splitlines()
    assert lines == ["Phân tích bảng xếp hạng năm 2025", "Cần điểm đã chốt."]


def test_frozen_scores_are_read_inside_and_by_nobody_else(
    client_as: SignIn, client: FlaskClient, world: World
) -> None:
    """Red when `_outside` reads with the states of `_inside`."""
    with building(world) as session:
        made.frozen(session, world)
    page = text_of(get(client_as("auditor"), INSIDE))
    for words in (
        "hạng 3–4/5",
        "6,50 điểm",
        "bằng điểm, xét tiêu chí phụ",
        "Thứ hạng vững",
        "chưa chốt",
        "−20%",
    ):
        assert words in page, words
    for kind in ("", ".csv", ".xlsx", ".json"):
        assert get(client_as("officer.hn"), f"{INSIDE}{kind}").status_code == 403
        answers = [get(who, f"{PUBLIC}{kind}") for who in (client, client_as("auditor"))]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert all("177,75" not in text_of(answer) for answer in answers)
    for address in (f"{Y}/ranking", "/clusters/tptw/year-over-year", "/clusters/tptw"):
        assert "6,50" not in text_of(get(client, address))


def test_a_published_analysis_is_the_same_for_everybody(
    client_as: SignIn, client: FlaskClient, world: World
) -> None:
    publish(world)
    page = text_of(get(client, PUBLIC))
    for words in (
        "Độ vững của thứ hạng",
        "Mức đạt chỉ tiêu",
        "bình quân 92,50%",
        "đạt 0/1 chỉ tiêu",
        "+100,00%",
    ):
        assert words in page, words
    assert "1 khác địa giới" in page and "1 chưa có số liệu" in page
    assert (
        "Hà Nội: hạng 1/5 về mức đạt chỉ tiêu nhưng hạng 3/3 về cải thiện so với năm trước, "
        "vì Tốc độ tăng GRDP không đổi (bình quân cụm 66,67%)." in page
    )
    inside, outside = (get(client_as("auditor"), f"{path}.json") for path in (INSIDE, PUBLIC))
    assert inside.get_data() == outside.get_data()
    paper = Paper(get(client, f"{PUBLIC}.pdf").data)
    assert paper.tables[0][1][:2] == ["Hà Nội", "1"]
    assert f'href="{PUBLIC}.pdf"' in text_of(get(client, PUBLIC))
    tables = {table["key"]: table for table in json.loads(outside.get_data())["tables"]}
    first = tables["robustness"]["rows"][0]
    assert (first["member"], first["rank"], first["to_below"], first["tried"]) == ("Hà Nội", 1, "6.50", 45)
    assert tables["three"]["rows"][1]["improvement_mean"] == "+100,00%"


def test_the_story_stands_on_the_year_the_comparison_and_the_overview(
    client: FlaskClient, world: World
) -> None:
    """Every number leads to the row where it stands. Red when a row loses its id."""
    publish(world)
    body = get(client, f"{Y}/ranking").get_data(as_text=True)
    assert 'dẫn đầu năm <a href="/clusters/tptw/2025/ranking">2025</a>' in body
    assert '<a href="/clusters/tptw/2025/ranking#HN-total">177,75</a>' in body
    assert 'id="HN-total"' in body and f'href="{PUBLIC}"' in body
    for address in ("/clusters/tptw/year-over-year", "/clusters/tptw"):
        page = get(client, address).get_data(as_text=True)
        assert "Diễn giải bảng xếp hạng năm 2025" in page, address
        assert '#HN-total">177,75</a>' in page, address
    lines = get(client, f"{Y}/ranking.csv").get_data().decode("utf-8-sig").splitlines()
    assert "Hà Nội dẫn đầu năm 2025 trong 5 thành viên với 177,75 điểm." in lines
    lines = get(client, "/clusters/tptw/year-over-year.csv").get_data().decode("utf-8-sig").splitlines()
    assert "Hà Nội dẫn đầu năm 2025 trong 5 thành viên với 177,75 điểm." in lines


def test_the_menu_leads_there_for_those_who_read_totals(client_as: SignIn, world: World) -> None:
    assert f'href="{INSIDE}"' in text_of(get(client_as("auditor"), f"{Y}/totals"))
    assert f'href="{INSIDE}"' not in text_of(get(client_as("officer.hp"), f"{Y}/ranking"))


@pytest.mark.parametrize("cities", [TWELVE[:3], TWELVE])
def test_the_pages_ask_the_same_for_three_and_for_twelve(
    database: Database,
    now: datetime,
    client_as: SignIn,
    client: FlaskClient,
    cities: tuple[tuple[str, str], ...],
) -> None:
    world = World.build(database, now, cities)
    with building(world) as session:
        ids = scores.ground(session, world)
        for city in world.members:
            scores.reviewed(session, world, ids, city)
        scores.cycle_of(session, world, Phase.TOTALS)
        scores.freeze(session, world).state = RankingState.PUBLISHED
    auditor = client_as("auditor")
    found = {}
    for who, address in (
        (auditor, INSIDE),
        (client, PUBLIC),
        (client, f"{Y}/ranking"),
        (client, PUBLIC + ".csv"),
    ):
        with counted(database) as statements:
            assert get(who, address).status_code == 200
        found[address] = len(statements)
    assert found == {INSIDE: 5, PUBLIC: 3, f"{Y}/ranking": 8, f"{PUBLIC}.csv": 3}
