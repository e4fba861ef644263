"""The public notice, one's own data, and the register: by forms, with last days, for the right people."""

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from emulation.db import Database
from emulation.models.privacy import Consent, DataRequest
from emulation.vocabulary.clock import FixedClock
from tests.conftest import unchanged
from tests.factories.world import World
from tests.support.pages import BASE, get, hidden_of, submit, text_of
from tests.support.statements import counted

SignIn = Callable[[str], FlaskClient]
DATA, REGISTER = "/account/data", "/admin/data-requests"


def ask(client: FlaskClient, kind: str, wish: str = "") -> None:
    answer = submit(client, DATA, {"kind": kind, "wish": wish})
    assert (answer.status_code, answer.location) == (302, DATA), text_of(answer)[-1500:]


def test_everybody_reads_the_notice(client: FlaskClient, world: World) -> None:
    page = text_of(get(client, "/privacy"))
    assert "Lần đăng nhập đã kết thúc" in page
    assert "Thư đã gửi" in page
    assert "≤ 2 ngày làm việc" in page
    assert "Nhật ký: tên người làm việc" in page
    assert 'href="/privacy"' in text_of(get(client, "/")), "the foot of every page leads there"


def test_visitors_have_no_data_here(client: FlaskClient, world: World) -> None:
    for path in (DATA, "/account/data.json", REGISTER):
        assert get(client, path).status_code == 302, path


@pytest.mark.parametrize("who", ["officer.hn", "secretary.hn", "auditor"])
def test_the_register_is_for_administrators(client_as: SignIn, world: World, who: str) -> None:
    assert get(client_as(who), REGISTER).status_code == 403


def test_no_box_is_ticked_in_advance(client_as: SignIn, world: World) -> None:
    """Acceptance of the law: consent is an act. Red when the checkbox gets `checked`."""
    page = get(client_as("officer.hn"), DATA).get_data(as_text=True)
    boxes = re.findall(r"<input[^>]*type=\"checkbox\"[^>]*>", page)
    assert boxes and not [box for box in boxes if "checked" in box]


def test_consent_is_given_and_withdrawn_by_a_button(
    client_as: SignIn, world: World, database: Database
) -> None:
    person, path = client_as("officer.hn"), f"{DATA}/consents/contact"
    with unchanged(database):
        submit(person, DATA, {"kind": ""}, action=path)  # a box that is not ticked agrees to nothing
    assert submit(person, DATA, {"agreed": "y"}, action=path).status_code == 302
    page = text_of(get(person, DATA))
    assert "Bạn đã đồng ý lúc" in page and "Đã ghi sự đồng ý." in page
    assert "Người officer.hn" in text_of(get(client_as("admin"), REGISTER))
    assert submit(person, DATA, {}, action=path).status_code == 302
    with database.reading() as session:
        assert session.scalars(select(Consent)).one().withdrawn_at is not None


def test_all_that_is_held_is_downloaded(client_as: SignIn, world: World) -> None:
    answer = get(client_as("officer.hn"), "/account/data.json")
    assert answer.mimetype == "application/json"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="du-lieu-cua-toi-2025-10-15.json"'
    assert answer.headers["Cache-Control"] == "no-store"
    found = json.loads(answer.get_data(as_text=True))
    assert found["about_you"]["user"][0]["full_name"] == "Người officer.hn"
    assert "leader.hn" not in answer.get_data(as_text=True)


def test_from_request_to_correction_by_forms(client_as: SignIn, world: World) -> None:
    person, admin = client_as("officer.hn"), client_as("admin")
    ask(person, "rectify", "Tên đúng: Nguyễn Đúng")
    page = text_of(get(person, DATA))
    assert "Tên đúng: Nguyễn Đúng" in page
    assert "27/10/2025" in page
    path = f"{REGISTER}/1"
    assert "17/10/2025" in text_of(get(admin, REGISTER))
    values = {"full_name": "Nguyễn Đúng", "title": "", "email": "officer.hn@example.org", "answer": "Đã sửa."}
    assert submit(admin, path, values, action=f"{path}/complete").status_code == 302
    assert "Nguyễn Đúng" in text_of(get(person, DATA))
    assert "Đã sửa." in text_of(get(person, DATA))


def test_an_answer_without_words_is_told_beside_its_field(
    client_as: SignIn, world: World, database: Database
) -> None:
    ask(client_as("officer.hn"), "restrict")
    admin, path = client_as("admin"), f"{REGISTER}/1"
    with unchanged(database):
        answer = submit(admin, path, {"answer": " "}, action=f"{path}/refuse")
    assert answer.status_code == 422
    assert "Nhập trả lời người yêu cầu." in text_of(answer)


def test_a_person_is_erased_by_two_steps(client_as: SignIn, world: World, client: FlaskClient) -> None:
    """Erasing is not offered before the answer; afterwards the person is signed out and unknown."""
    person, admin, path = client_as("officer.hn"), client_as("admin"), f"{REGISTER}/1"
    ask(person, "erase")
    assert f"{path}/complete" not in get(admin, path).get_data(as_text=True)
    early = submit(admin, path, {"answer": "Đồng ý."}, action=f"{path}/complete")
    assert "Trả lời người yêu cầu trước khi xóa" in text_of(early)
    assert submit(admin, path, {"answer": "Sẽ xóa."}, action=f"{path}/answer").status_code == 302
    assert submit(admin, path, {"answer": "Đã xóa."}, action=f"{path}/complete").status_code == 302
    assert get(person, DATA).status_code == 302
    assert f"Người dùng đã xóa #{world.users['officer.hn']}" in text_of(get(admin, REGISTER))


def test_a_missed_day_is_marked(client_as: SignIn, app: Flask, world: World) -> None:
    """On the last day for answering nothing is late, on the next one it is."""
    ask(client_as("officer.hn"), "export")
    for days, late in ((2, False), (3, True)):
        app.extensions["emulation.clock"] = FixedClock(world.now + timedelta(days=days))
        page = text_of(get(client_as("admin"), REGISTER))
        assert ("Có 1 yêu cầu đã quá hạn." in page) is late


def test_a_stale_answer_shows_the_conflict(client_as: SignIn, world: World) -> None:
    ask(client_as("officer.hn"), "export")
    admin, path = client_as("admin"), f"{REGISTER}/1"
    fields = hidden_of(admin, path)
    assert submit(admin, path, {"answer": "Một"}, action=f"{path}/answer").status_code == 302
    answer = admin.post(f"{path}/complete", data=fields | {"answer": "Hai"}, base_url=BASE)
    assert answer.status_code == 409


def test_the_register_asks_the_same_number_of_questions(
    client_as: SignIn, world: World, database: Database
) -> None:
    admin = client_as("admin")
    ask(client_as("officer.hn"), "export")
    with counted(database) as few:
        assert get(admin, REGISTER).status_code == 200
    for name in ("leader.hn", "officer.hp", "leader.hp", "officer.dn"):
        ask(client_as(name), "erase")
    with counted(database) as many:
        assert get(admin, REGISTER).status_code == 200
    assert len(few) == len(many) <= 8
    with database.reading() as session:
        assert len(session.scalars(select(DataRequest.id)).all()) == 5
