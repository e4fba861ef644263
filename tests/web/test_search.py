"""The search page: groups, filters, pages, exact words, and nothing that hurts."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from emulation.db import Database, unit_of_work
from emulation.models.clusters import Member
from emulation.models.pledges import Agreement, AgreementContent
from emulation.rules.throttles import LIMITS
from tests.factories import pledges
from tests.factories.world import World
from tests.support.pages import get, text_of
from tests.support.statements import counted

SignIn = Callable[[str], FlaskClient]


def main_of(client: FlaskClient, question: str, more: str = "") -> str:
    answer = get(client, f"/search?q={quote(question)}{more}")
    assert answer.status_code == 200
    return text_of(answer).split("<main")[1]


def test_a_visitor_finds_a_city_without_marks(client: FlaskClient, world: World) -> None:
    page = main_of(client, "da nang")
    assert '<a href="/clusters/tptw/members/DN"><mark>Đà</mark> <mark>Nẵng</mark></a>' in page
    assert "<h2>Thành viên cụm</h2>" in page
    assert "Tìm thấy 1 kết quả cho “da nang”." in page
    assert 'value="da nang"' in page


def test_nothing_found_says_what_to_try(client: FlaskClient, world: World) -> None:
    page = main_of(client, "khủng long")
    assert "Không tìm thấy “khủng long”. Thử từ ngắn hơn hoặc không dấu." in page
    assert 'value="khủng long"' in page
    assert "Không tìm thấy" not in main_of(client, "")


def test_every_page_has_the_field_also_where_nothing_is(client: FlaskClient, world: World) -> None:
    """Red when the form is left out of _layouts/utility.html."""
    for path, status in (("/clusters/tptw", 200), ("/sign-in", 200), ("/khong-co", 404)):
        answer = get(client, path)
        assert answer.status_code == status
        assert '<form method="get" action="/search" role="search">' in text_of(answer)


def test_filters_and_pages_live_in_the_address(client: FlaskClient, database: Database, world: World) -> None:
    with database.writing() as session:
        agreement = Agreement(cycle_id=world.cycle_id, signed_on=world.now.date())
        session.add(agreement)
        session.flush()
        for n in range(1, 28):
            session.add(AgreementContent(agreement_id=agreement.id, position=n, text=f"Huế xanh {n:02}"))
        session.commit()
    first, second = main_of(client, "hue"), main_of(client, "hue", "&page=2")
    assert "Huế</mark> xanh 25" in first
    assert "xanh 26" not in first
    assert 'href="/search?q=hue&page=2"' in first
    assert "Huế</mark> xanh 26" in second
    assert "Trang 2/2" in main_of(client, "hue", "&kind=agreement_content&year=2025&page=9")
    assert "Không tìm thấy" in main_of(client, "hue", "&year=2024")
    assert '<option value="2024" selected>' in main_of(client, "hue", "&year=2024")
    for odd in ("&kind=x", "&year=x", "&page=-1", "&page=x", "&year=99999999999999999999"):
        main_of(client, "hue", odd)


def test_a_title_never_becomes_part_of_the_page(
    client: FlaskClient, database: Database, world: World
) -> None:
    """Red with `|safe` behind a piece in search/show.html."""
    with database.writing() as session:
        session.get_one(Member, world.members["DN"]).name_vi = "<b>Đà</b> & Nẵng"
        session.commit()
    body = get(client, "/search?q=nang%22%3E%3Cu%3E").get_data(as_text=True)
    assert "<u>" not in body
    body = get(client, "/search?q=nang").get_data(as_text=True)
    assert "&lt;b&gt;<mark>Đà" not in body
    assert "&lt;b&gt;Đà&lt;/b&gt; &amp; <mark>Nẵng</mark>" in body


@pytest.mark.asvs("1.2.9")
@pytest.mark.parametrize(
    "question", ["%25", "_", "%5C", "x" * 10_000, "%F0%9F%98%80", "%27%3B--", "%C0%80", "+"]
)
def test_odd_questions_find_nothing(client: FlaskClient, world: World, question: str) -> None:
    answer = get(client, f"/search?q={question}")
    assert answer.status_code == 200
    assert 'class="found"' not in text_of(answer)


def test_a_question_with_a_nul_names_nothing(client: FlaskClient, world: World) -> None:
    assert get(client, "/search?q=a%00b").status_code == 404


def test_people_find_what_is_theirs(
    client_as: SignIn, client: FlaskClient, database: Database, world: World
) -> None:
    """Red when `find` is asked for the system instead of the reader."""
    with database.writing() as session, unit_of_work(session):
        pledges.draft(session, world, "HP", summary="Khẩu hiệu riêng")
    own = "/clusters/tptw/2025/pledges/HP"
    assert own in main_of(client_as("officer.hp"), "khau hieu")
    assert own in main_of(client_as("secretary.hn"), "khau hieu")
    for other in (client_as("officer.ct"), client_as("outsider"), client):
        assert own not in main_of(other, "khau hieu")
    assert "Bạn đang tìm trong phần công khai." in main_of(client, "khau hieu")


def test_an_answer_asks_the_database_few_questions(
    client: FlaskClient, database: Database, world: World
) -> None:
    with counted(database) as sent:
        main_of(client, "nam")
    assert len([one for one in sent if "search_entry" in one]) == 2
    assert len(sent) <= 8


@pytest.mark.asvs("2.4.1")
def test_searching_without_end_is_slowed_down(app: Flask, client: FlaskClient, world: World) -> None:
    """Red without `@limited` on the view."""
    tries = LIMITS["search"].tries
    for _ in range(tries):
        assert get(client, "/search").status_code == 200
    answer = get(client, "/search")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
