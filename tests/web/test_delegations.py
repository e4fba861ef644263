"""Delegations by HTTP: the list, granting, taking back, and what nobody may."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from emulation.db import Database, unit_of_work
from emulation.models.delegations import Delegation
from tests.conftest import unchanged
from tests.factories import pledges as made_pledges
from tests.factories.delegations import granted
from tests.factories.world import CITIES, World
from tests.support.pages import get, submit, text_of
from tests.support.statements import counted

LIST = "/clusters/tptw/delegations"
NEW = f"{LIST}/new"
SignIn = Callable[[str], FlaskClient]
CANARY = "<script>zq7()</script>"


def values(world: World, **more: str) -> dict[str, Any]:
    """A delegation of HP's leader to HP's officer."""
    typed = {
        "office": f"member_leader-{world.members['HP']}",
        "receiver": str(world.users["officer.hp"]),
        "capacity": "tuq",
        "starts_on": "15/10/2025",
        "ends_on": "31/10/2025",
        "document": "Giấy ủy quyền số 15/GUQ-UBND",
    }
    return typed | more


def give(world: World, **more: Any) -> int:
    with world.database.writing() as session, unit_of_work(session):
        return granted(session, world, **more).id


def test_a_leader_delegates_and_the_receiver_signs_in_anew(client_as: SignIn, world: World) -> None:
    officer = client_as("officer.hp")
    answer = submit(client_as("leader.hp"), NEW, values(world))
    assert answer.headers["Location"] == LIST, text_of(answer)
    assert get(officer, LIST).status_code == 302, "the old cookie is dead"
    page = text_of(get(client_as("officer.hp"), LIST))
    assert "TUQ. – thừa ủy quyền" in page and "Đang có hiệu lực" in page
    assert "TUQ. Người leader.hp – Lãnh đạo duyệt" in page, "the head of the page says for whom one acts"
    assert "Duyệt và nộp giao ước" in page
    assert NEW not in page and "Thu hồi" not in page


def test_a_page_that_shows_an_approval_says_for_whom(client_as: SignIn, world: World) -> None:
    with world.database.writing() as session, unit_of_work(session):
        made_pledges.draft(session, world, "HP")
    officer = "/clusters/tptw/2025/pledges/HP"
    give(world, receiver="secretary.hp", starts_on=date(2025, 10, 15))
    submit(client_as("officer.hp"), f"{officer}/check", {}, f"{officer}/move/request_approval")
    answer = submit(client_as("secretary.hp"), f"{officer}/check", {}, f"{officer}/move/submit")
    assert answer.status_code == 302, text_of(answer)
    assert "Người secretary.hp (TUQ. Người leader.hp)" in text_of(get(client_as("leader.hp"), officer))


def test_an_empty_list_says_so(client_as: SignIn, world: World) -> None:
    page = text_of(get(client_as("leader.hp"), LIST))
    assert "Chưa có ủy quyền nào." in page and "Lập ủy quyền" in page


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"document": ""}, "ký TUQ. phải có văn bản làm căn cứ"),
        ({"capacity": "kt"}, "Người nhận chưa có chức vụ trong hệ thống"),
        ({"capacity": "xx"}, "Chọn hình thức ký."),
        ({"receiver": ""}, "Chọn người nhận."),
        ({"receiver": "999999"}, "Chọn người nhận."),
        ({"office": "admin-1"}, "Chọn vai trò giao."),
        ({"starts_on": "14/10/2025"}, "Ngày bắt đầu không thể trước hôm nay"),
        ({"ends_on": "14/10/2025"}, "Ngày kết thúc phải sau ngày bắt đầu"),
        ({"ends_on": "31/02/2026"}, "31/02/2026"),
        ({"document": "x" * 301}, "nhiều nhất 300 ký tự"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    client_as: SignIn, world: World, database: Database, more: dict[str, str], message: str
) -> None:
    client = client_as("leader.hp")
    get(client, NEW)
    with unchanged(database):
        answer = submit(client, NEW, values(world, **more))
    assert answer.status_code == 422
    assert message in text_of(answer) and 'class="field-error"' in text_of(answer)


def test_typed_text_comes_back_escaped(client_as: SignIn, world: World) -> None:
    client = client_as("leader.hp")
    answer = submit(client, NEW, values(world, document=CANARY, ends_on="sai"))
    assert answer.status_code == 422 and CANARY not in answer.get_data(as_text=True)
    assert submit(client, NEW, values(world, document=CANARY)).status_code == 302
    assert CANARY not in get(client, LIST).get_data(as_text=True)


@pytest.mark.asvs("8.2.1", "8.3.1")
@pytest.mark.parametrize("who", ["officer.hp", "secretary.hp", "secretary.hn", "auditor", "admin", "teller"])
def test_others_neither_grant_nor_revoke(
    client_as: SignIn, world: World, database: Database, who: str
) -> None:
    number, client = give(world), client_as(who)
    assert get(client, NEW).status_code == 403
    with unchanged(database):
        sent = submit(client, "/account/password", values(world), NEW)
        assert sent.status_code == 403
        revoke = f"{LIST}/{number}/revoke"
        assert submit(client, "/account/password", {"reason": "Vì sao đây"}, revoke).status_code == 403


@pytest.mark.asvs("8.2.2")
def test_another_members_leader_reaches_nothing(client_as: SignIn, world: World, database: Database) -> None:
    number, client = give(world), client_as("leader.ct")
    assert "Người officer.hp" not in text_of(get(client, LIST))
    assert get(client, f"{LIST}/{number}/revoke").status_code == 404
    with unchanged(database):
        assert submit(client, NEW, values(world)).status_code == 422
        assert submit(client, NEW, {"reason": "Vì sao đây"}, f"{LIST}/{number}/revoke").status_code == 404


@pytest.mark.asvs("8.4.1")
def test_a_stranger_sees_no_list(client_as: SignIn, client: FlaskClient, world: World) -> None:
    give(world)
    assert get(client_as("outsider"), LIST).status_code in (403, 404)
    assert get(client, LIST).status_code == 302


@pytest.mark.parametrize(("who", "seen"), [("secretary.hn", True), ("auditor", True), ("officer.dn", False)])
def test_who_reads_what(client_as: SignIn, world: World, who: str, seen: bool) -> None:
    give(world)
    assert ("Người officer.hp" in text_of(get(client_as(who), LIST))) is seen


def test_taking_back(client_as: SignIn, world: World, database: Database) -> None:
    number, client = give(world), client_as("leader.hp")
    page = f"{LIST}/{number}/revoke"
    with unchanged(database):
        answer = submit(client, page, {"reason": "ốm"})
    assert answer.status_code == 422 and "Nhập lý do." in text_of(answer)
    assert submit(client, page, {"reason": "Đi công tác về sớm"}).headers["Location"] == LIST
    assert "Đã thu hồi" in text_of(get(client, LIST))
    with database.reading() as session:
        assert session.scalars(select(Delegation.revoked_at)).one() is not None


def test_a_stale_form_meets_the_conflict_page(client_as: SignIn, world: World) -> None:
    number, client = give(world), client_as("leader.hp")
    answer = submit(client, f"{LIST}/{number}/revoke", {"reason": "Đi công tác về"}, version="0")
    assert answer.status_code == 409


def test_the_list_asks_the_same_number_of_questions(
    client_as: SignIn, world: World, database: Database
) -> None:
    give(world)
    client = client_as("auditor")
    with counted(database) as few:
        assert get(client, LIST).status_code == 200
    for city, _name in CITIES:
        if city != "HP":
            low = city.lower()
            give(world, giver=f"leader.{low}", receiver=f"officer.{low}", city=city)
    with counted(database) as many:
        assert text_of(get(client, LIST)).count("Giấy ủy quyền") == 5
    assert len(few) == len(many) <= 6, many
