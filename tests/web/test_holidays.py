"""The administrator's table of holidays: listed with what is unconfirmed, added to, edited, closed to others."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient

from emulation.db import unit_of_work
from emulation.queries import holidays as queries
from emulation.services import holidays
from tests.conftest import unchanged
from tests.factories.awards import actor_system
from tests.factories.world import World
from tests.support.pages import get, submit, text_of
from tests.support.statements import counted

SignIn = Callable[[str], FlaskClient]
ROW = {"day": "26/01/2028", "name_vi": "Tết Âm lịch", "name_en": "Tết", "source": "Thông báo 1/TB"}


@pytest.fixture
def loaded(world: World) -> World:
    with world.database.writing() as session, unit_of_work(session):
        holidays.load(session, actor=actor_system(world), now=world.now)
    return world


def test_the_list_marks_what_nobody_has_announced(loaded: World, client_as: SignIn) -> None:
    page = text_of(get(client_as("admin"), "/admin/holidays"))
    assert "Thứ Sáu, 05/02/2027" in page
    assert page.count("Chưa xác nhận") == 9
    assert page.count("chờ văn bản công bố") == 2  # 2026 and 2027
    assert "Thông báo 5015/TB-LĐTBXH ngày 22/11/2023" in page


def test_an_empty_list_says_so(world: World, client_as: SignIn) -> None:
    assert "Chưa khai báo ngày nghỉ nào." in text_of(get(client_as("admin"), "/admin/holidays"))


def test_a_day_is_added_and_edited(loaded: World, client_as: SignIn) -> None:
    client = client_as("admin")
    assert submit(client, "/admin/holidays/new", ROW).headers["Location"] == "/admin/holidays"
    changed = ROW | {"name_vi": "Mồng một Tết", "confirmed": "y"}
    assert submit(client, "/admin/holidays/2028-01-26/edit", changed).status_code == 302
    with loaded.database.reading() as session:
        row = queries.get_holiday(session, date(2028, 1, 26))
    assert (row.name_vi, row.confirmed, row.is_working, row.version) == ("Mồng một Tết", True, False, 2)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"day": "31/02/2028"}, "phải là ngày có thật"),
        ({"day": "02/09/2026"}, "Ngày 02/09/2026 đã có trong bảng."),
        ({"confirmed": "y", "source": ""}, "Ngày đã xác nhận cần ghi văn bản công bố."),
        ({"name_vi": ""}, "Nhập tên ngày."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    loaded: World, client_as: SignIn, change: dict[str, str], said: str
) -> None:
    client = client_as("admin")
    with unchanged(loaded.database):
        answer = submit(client, "/admin/holidays/new", ROW | change)
        assert answer.status_code == 422
        assert said in text_of(answer)


def test_a_second_edit_from_the_same_page_is_a_conflict(loaded: World, client_as: SignIn) -> None:
    client = client_as("admin")
    edited = ROW | {"day": "02/09/2026", "name_vi": "Quốc khánh 2026"}
    assert submit(client, "/admin/holidays/2026-09-02/edit", edited).status_code == 302
    answer = submit(client, "/admin/holidays/2026-09-02/edit", ROW | {"day": "02/09/2026"}, version="1")
    assert answer.status_code == 409
    assert "Quốc khánh 2026" in text_of(answer)


@pytest.mark.parametrize("day", ["2028-01-26", "yesterday", "2026-13-40"])
def test_a_day_that_is_not_there_is_not_found(loaded: World, client_as: SignIn, day: str) -> None:
    assert get(client_as("admin"), f"/admin/holidays/{day}/edit").status_code == 404


@pytest.mark.parametrize("who", ["secretary.hn", "auditor", "leader.hp"])
def test_others_are_kept_out(loaded: World, client_as: SignIn, who: str) -> None:
    client = client_as(who)
    with unchanged(loaded.database):
        assert get(client, "/admin/holidays").status_code == 403


def test_the_number_of_questions_does_not_grow(world: World, client_as: SignIn) -> None:
    client = client_as("admin")
    with counted(world.database) as few:
        get(client, "/admin/holidays")
    with world.database.writing() as session, unit_of_work(session):
        holidays.load(session, actor=actor_system(world), now=world.now)
    with counted(world.database) as many:
        get(client, "/admin/holidays")
    assert len(few) == len(many) <= 8, many
