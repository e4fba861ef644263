"""The devices on which one is signed in: seen and ended by their owner, and by nobody else."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from emulation.db import Database
from emulation.models.sign_ins import SignIn as Row
from tests.conftest import unchanged
from tests.factories.world import PASSWORD, World
from tests.support.pages import get, submit, text_of
from tests.support.phones import give_phone
from tests.support.statements import counted

SignIn = Callable[[str], FlaskClient]


def ids_of(database: Database, world: World, name: str) -> list[int]:
    with database.reading() as session:
        return list(session.scalars(select(Row.id).where(Row.user_id == world.users[name]).order_by(Row.id)))


@pytest.mark.asvs("7.5.2", "7.4.3")
def test_other_devices_are_listed_and_ended(client_as: SignIn, world: World, database: Database) -> None:
    mine, phone, office = (client_as("officer.hn") for _ in range(3))
    text = text_of(get(mine, "/account"))
    assert text.count("Đăng xuất thiết bị này") == 2
    assert text.count("Thiết bị này</") == 1
    _own, second, _third = ids_of(database, world, "officer.hn")
    answer = submit(mine, "/account", {}, action=f"/account/devices/{second}/end")
    assert answer.status_code == 302
    assert (get(phone, "/account").status_code, get(office, "/account").status_code) == (302, 200)
    submit(mine, "/account", {}, action="/account/devices/end-others")
    assert (get(office, "/account").status_code, get(mine, "/account").status_code) == (302, 200)
    assert "Đăng xuất mọi thiết bị khác" not in text_of(get(mine, "/account"))


@pytest.mark.asvs("8.2.2")
def test_a_device_of_somebody_else_does_not_exist(
    client_as: SignIn, world: World, database: Database
) -> None:
    """Red when `_ending` forgets the person."""
    mine, victim = client_as("leader.hn"), client_as("officer.hn")
    (other,) = ids_of(database, world, "officer.hn")
    with unchanged(database):
        assert (
            submit(mine, "/account/password", {}, action=f"/account/devices/{other}/end").status_code == 404
        )
    assert get(victim, "/account").status_code == 200
    assert submit(mine, "/account/password", {}, action="/account/devices/999999/end").status_code == 404


def test_what_a_browser_says_of_itself_is_shown_as_words_only(
    client_as: SignIn, client: FlaskClient, world: World
) -> None:
    agent = {"User-Agent": "<script>alert(1)</script> Firefox/140 (Windows)"}
    client.environ_base["HTTP_USER_AGENT"] = agent["User-Agent"]
    submit(client, "/sign-in", {"email": "officer.hn@example.org", "password": PASSWORD})
    text = text_of(get(client, "/account"))
    assert "Firefox, Windows" in text
    assert "<script>alert" not in text


def test_the_list_asks_the_same_of_the_database_however_long_it_is(
    client_as: SignIn, world: World, database: Database
) -> None:
    mine = client_as("officer.hn")
    with counted(database) as few:
        get(mine, "/account")
    for _ in range(5):
        client_as("officer.hn")
    with counted(database) as many:
        get(mine, "/account")
    assert len(few) == len(many) <= 8


@pytest.mark.asvs("7.4.5")
def test_an_administrator_helps_when_the_phone_is_lost(
    client_as: SignIn, world: World, database: Database
) -> None:
    give_phone(database, world, "secretary.hn")
    admin, victim = client_as("admin"), client_as("secretary.hn")
    path = f"/admin/users/{world.users['secretary.hn']}/security"
    assert "Đăng xuất mọi thiết bị" in text_of(get(admin, path))
    action = path.replace("security", "remove-code")
    with unchanged(database):
        wrong = submit(admin, path, {"reason": "mất điện thoại", "password": "sai"}, action=action)
    assert (wrong.status_code, "Mật khẩu hiện tại không đúng." in text_of(wrong)) == (422, True)
    values = {"reason": "mất điện thoại, đã gặp trực tiếp", "password": PASSWORD}
    assert submit(admin, path, {**values, "reason": ""}, action=action).status_code == 422
    assert submit(admin, path, values, action=action).status_code == 302
    assert get(victim, "/account").status_code == 302
    assert "chưa thiết lập mã xác thực" in text_of(get(admin, path))


@pytest.mark.asvs("7.4.5")
def test_an_administrator_signs_somebody_out(client_as: SignIn, world: World) -> None:
    admin, person = client_as("admin"), client_as("officer.hn")
    path = f"/admin/users/{world.users['officer.hn']}/security"
    assert submit(admin, path, {}, action=path.replace("security", "sign-out")).status_code == 302
    assert get(person, "/account").status_code == 302
    assert "không đăng nhập ở thiết bị nào" in text_of(get(admin, path))
