"""The page of awards beside ranks: internal, then public, and the switch between both."""

import json
from datetime import datetime

import pytest
from flask.testing import FlaskClient

from emulation.db import Database
from emulation.vocabulary.states import ProposalState, RankingState
from tests.factories import rankings as made
from tests.factories.world import CITIES, World
from tests.services.test_fairness import forms, ranked, year_of
from tests.support.pages import get, submit, text_of
from tests.support.papers import Paper
from tests.support.scores import SignIn, building
from tests.support.statements import counted

PAGE = "/clusters/tptw/fairness"
KINDS = ("", ".csv", ".xlsx", ".json", ".pdf")
TWELVE = (*CITIES, *((f"M{number:02}", f"Thành phố {number}") for number in range(6, 13)))


def some_years(world: World) -> None:
    """2022 by rank; 2023 against it, with one proposal still on its way; 2024 not published."""
    with building(world) as session:
        codes = forms(session)
        ranked(session, world, 2022)
        year_of(session, world, codes, 2022, "HN HCM", "HP DN", state=ProposalState.CONFERRED)
        ranked(session, world, 2023)
        year_of(session, world, codes, 2023, "CT", "HN", state=ProposalState.SENT)
        year_of(session, world, codes, 2023, "", "DN", state=ProposalState.VOTED)
        points: dict[str, tuple[int | None, str | None]] = {"DN": (1, "777.77"), "HN": (2, "666.66")}
        made.ranking(session, world, 2024, points, state=RankingState.FROZEN)


def test_it_is_internal_until_the_switch_says_otherwise(
    client_as: SignIn, client: FlaskClient, world: World
) -> None:
    """Red when `_found` forgets the switch, or reads for the public as it does inside."""
    some_years(world)
    for kind in KINDS:
        assert get(client, f"{PAGE}{kind}").status_code == 404
        assert get(client_as("officer.hn"), f"{PAGE}{kind}").status_code == 404
        assert get(client_as("auditor"), f"{PAGE}{kind}").status_code == 200
    chief = client_as("leader.hn")
    answer = submit(chief, PAGE, {"reason": "Cụm thống nhất công khai."}, action=f"{PAGE}/public/on")
    assert answer.status_code == 302
    inside, outside = text_of(get(client_as("auditor"), PAGE)), text_of(get(client, PAGE))
    assert "Đang công khai" in inside and "Đang công khai" not in outside
    assert "Cần Thơ: hạng 5/5" not in outside
    for words in ("777,77", "666,66"):
        assert words not in inside and words not in outside
    tables = {table["key"]: table for table in json.loads(get(client, f"{PAGE}.json").data)["tables"]}
    assert "passed_over" not in tables  # 2023 waits: half of its honours would say something false
    assert [row["value"] for row in tables["agreement"]["rows"]] == [None, "0.95", "0.95"]
    for kind in KINDS:
        assert get(client, f"{PAGE}{kind}").status_code == 200
    submit(chief, PAGE, {"reason": "Có số liệu cần rà soát lại."}, action=f"{PAGE}/public/off")
    assert get(client, PAGE).status_code == 404


def test_what_the_page_says(client_as: SignIn, world: World) -> None:
    some_years(world)
    page = text_of(get(client_as("auditor"), PAGE))
    for words in (
        "hạng 1/5",
        "890,00 điểm",
        "đạt mức cao nhất có thể",
        "Mất lượt theo hạng",
        "Mới biết cờ của 2 năm; cần ít nhất 5 năm",
        "Chưa đủ số liệu để nói xu hướng: cần đề nghị khen thưởng của ít nhất 3 năm.",
        "4 (100,0%)",
        "không phải kết luận về đơn vị nào",
    ):
        assert words in page, words
    rows = {
        table["key"]: table["rows"]
        for table in json.loads(get(client_as("auditor"), f"{PAGE}.json").data)["tables"]
    }
    first = rows["passed_over"][0]
    assert (first["better"], first["worse"]) == (
        "Hà Nội: hạng 1/5, Bằng khen (Đã trình cấp trên)",
        "Cần Thơ: hạng 5/5, Cờ thi đua (Đã trình cấp trên)",
    )
    paper = Paper(get(client_as("auditor"), f"{PAGE}.pdf").data)
    assert any("Các năm cộng lại" in row for table in paper.tables for row in table)


def test_a_switch_without_a_reason_says_so_beside_the_field(client_as: SignIn, world: World) -> None:
    answer = submit(client_as("leader.hn"), PAGE, {"reason": ""}, action=f"{PAGE}/public/on")
    assert answer.status_code == 422 and "Nhập lý do." in text_of(answer)
    assert 'id="switch"' not in text_of(get(client_as("secretary.hn"), PAGE))
    assert "Chưa có thứ hạng đã công bố" in text_of(get(client_as("secretary.hn"), PAGE))


def test_analysis_and_awards_lead_there(client_as: SignIn, client: FlaskClient, world: World) -> None:
    some_years(world)
    for address in ("/clusters/tptw/2025/analysis", "/clusters/tptw/2025/awards"):
        assert f'href="{PAGE}"' in text_of(get(client_as("auditor"), address))
    assert f'href="{PAGE}"' not in text_of(get(client, "/clusters/tptw/2022/awards"))


@pytest.mark.parametrize("cities", [TWELVE[:5], TWELVE])
def test_the_page_asks_the_same_for_five_and_for_twelve(
    database: Database, now: datetime, client_as: SignIn, cities: tuple[tuple[str, str], ...]
) -> None:
    world = World.build(database, now, cities)
    with building(world) as session:
        codes = forms(session)
        for year in range(2015, 2025 if len(cities) > 5 else 2017):
            ranked(session, world, year, tuple(world.members))
            year_of(session, world, codes, year, "HN HCM", "HP")
    auditor = client_as("auditor")
    with counted(database) as statements:
        assert get(auditor, PAGE).status_code == 200
    assert len(statements) == 6
