"""Pages of invitations: who sends them, to whom, and what the link opens."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from emulation.db import Database
from emulation.vocabulary.clock import FixedClock
from tests.conftest import fingerprint, unchanged
from tests.factories.world import World
from tests.support.links import ADDRESS, NEW, NEW_ADDRESS, SENTENCE, SignIn, opened, sign_in
from tests.support.mail import link_to
from tests.support.pages import BASE, get, hidden_of, submit, text_of


def test_an_invited_person_sets_a_password_and_signs_in(
    client: FlaskClient, invited: str, world: World
) -> None:
    form = opened(client, invited)
    assert form == "/invitation"
    page = text_of(get(client, form))
    assert "Trần Thị Mới – moi@example.org" in page
    answer = submit(client, form, {"password": SENTENCE})
    assert (answer.status_code, answer.location) == (302, "/sign-in")
    assert sign_in(client, NEW_ADDRESS, SENTENCE).status_code == 302


@pytest.mark.asvs("3.5.3")
def test_opening_the_link_changes_nothing(app: Flask, invited: str, world: World, database: Database) -> None:
    """Readers of mail open links before people do. Red when open_invitation uses the link up."""
    with unchanged(database):
        for _reader in range(3):
            reader = app.test_client()
            get(reader, opened(reader, invited))
            reader.head(invited, base_url=BASE)
    person = app.test_client()
    assert submit(person, opened(person, invited), {"password": SENTENCE}).status_code == 302


@pytest.mark.asvs("14.2.1", "14.3.2", "3.4.5")
def test_the_token_leaves_the_address_and_is_kept_nowhere(
    client: FlaskClient, invited: str, world: World, database: Database
) -> None:
    """Red when the form stands at the address with the token: /preferences and form_key would learn it."""
    token, steps = invited.split("/")[-1], [get(client, invited)]
    steps += [get(client, "/invitation"), submit(client, "/invitation", {"password": SENTENCE})]
    for answer in steps[:2]:
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Cookie" in answer.headers["Vary"]
    assert token not in "".join(text_of(answer) + (answer.location or "") for answer in steps)
    with database.writing() as session:
        session.execute(text("UPDATE letter SET body = ''"))
        session.commit()
        rows = [session.execute(text(f"SELECT * FROM {t}")).all() for t in ("account_link", "form_key")]
    assert token not in repr(rows)


def test_a_used_link_is_dead_for_everybody(app: Flask, invited: str, world: World) -> None:
    first, second = app.test_client(), app.test_client()
    for client in (first, second):
        opened(client, invited)
    waiting = hidden_of(second, "/invitation")
    assert submit(first, "/invitation", {"password": SENTENCE}).status_code == 302
    late = second.post("/invitation", data=waiting | {"password": "một câu khác hẳn"}, base_url=BASE)
    for answer in (late, get(app.test_client(), invited)):
        assert answer.status_code == 410
        assert "Liên kết này không còn dùng được" in text_of(answer)
    assert sign_in(first, NEW_ADDRESS, SENTENCE).status_code == 302


@pytest.mark.parametrize("path", ["/invitation/", "/reset/"])
@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "%e1%ba%bf", "'--", "..%2f..%2fetc", "x" * 5000])
def test_a_made_up_link_is_answered_like_a_used_one(
    client: FlaskClient, world: World, database: Database, path: str, token: str
) -> None:
    with unchanged(database):
        answer = get(client, path + token)
    assert answer.status_code in (404, 410)
    assert "Referrer-Policy" in answer.headers


@pytest.mark.asvs("6.4.1")
def test_a_link_of_one_purpose_opens_no_other_form(
    client: FlaskClient, invited: str, world: World, database: Database
) -> None:
    """CTFd took them for each other. Red when take_in ignores the purpose."""
    token = invited.split("/")[-1]
    assert get(client, f"/reset/{token}").status_code == 410
    with client.session_transaction(base_url=BASE) as cookie:
        cookie["reset"] = token
    assert get(client, "/reset/password").status_code == 410


def test_forms_without_a_link_lead_to_where_links_come_from(client: FlaskClient, world: World) -> None:
    assert get(client, "/invitation").location == "/sign-in"
    assert get(client, "/reset/password").location == "/reset"
    for path in ("/invitation", "/reset/password"):
        fields = hidden_of(client, "/reset") | {"password": SENTENCE}
        assert client.post(path, data=fields, base_url=BASE).status_code == 410


def test_an_administrator_sees_how_invitations_stand_and_sends_them_again(
    app: Flask, client_as: SignIn, world: World, database: Database, invited: str
) -> None:
    admin = client_as("admin")
    assert "Đã mời, đến hết 22/10/2025" in text_of(get(admin, "/admin/users"))
    with database.reading() as session:
        number = session.scalar(text(f"SELECT id FROM \"user\" WHERE email = '{NEW_ADDRESS}'"))
    path = f"/admin/users/{number}"
    assert "Gửi lại lời mời" in text_of(get(admin, path))
    assert submit(admin, path, {}, action=f"{path}/invite").status_code == 302
    assert link_to(database, NEW_ADDRESS) != invited
    assert get(app.test_client(), invited).status_code == 410
    app.extensions["emulation.clock"] = FixedClock(world.now + timedelta(days=8))
    assert "Lời mời đã hết hạn" in text_of(get(client_as("admin"), path))
    assert get(app.test_client(), link_to(database, NEW_ADDRESS)).status_code == 410


def test_people_with_a_password_are_not_invited(client_as: SignIn, world: World, database: Database) -> None:
    admin, path = client_as("admin"), f"/admin/users/{world.users['officer.hn']}"
    assert "Gửi lại lời mời" not in text_of(get(admin, path))
    with unchanged(database):
        answer = submit(admin, path, {}, action=f"{path}/invite")
    assert (answer.status_code, "đã đặt mật khẩu" in text_of(answer)) == (409, True)


@pytest.mark.parametrize("who", ["officer.hn", "secretary.hn", "auditor"])
def test_nobody_else_sees_or_invites_people(
    client_as: SignIn, who: str, world: World, database: Database
) -> None:
    person, before = client_as(who), fingerprint(database)
    assert get(person, "/admin/users/new").status_code == 403
    assert submit(person, "/account/password", NEW, action="/admin/users/new").status_code == 403
    assert fingerprint(database) == before


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"full_name": ""}, "Nhập họ và tên."),
        ({"email": ADDRESS}, "đã có tài khoản"),
        ({"email": ""}, "Nhập địa chỉ thư điện tử."),
        ({"role": "member_officer"}, "Vai trò này cần chọn thành viên của cụm."),
        ({"role": "teller"}, "Vai trò này cần chọn cụm thi đua."),
        ({"role": "king"}, "Chọn vai trò."),
    ],
)
def test_a_wrong_person_is_told_and_neither_written_nor_invited(
    client_as: SignIn, world: World, database: Database, values: dict[str, str], message: str
) -> None:
    admin, before = client_as("admin"), fingerprint(database)
    answer = submit(admin, "/admin/users/new", NEW | values)
    assert answer.status_code == 422
    assert message in text_of(answer)
    assert fingerprint(database) == before


def test_a_password_sent_with_a_new_person_is_ignored(
    client: FlaskClient, client_as: SignIn, world: World
) -> None:
    submit(client_as("admin"), "/admin/users/new", NEW | {"password": SENTENCE, "password_hash": "x"})
    assert sign_in(client, NEW_ADDRESS, SENTENCE).status_code == 422
