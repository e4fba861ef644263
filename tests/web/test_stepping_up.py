"""Grave acts ask once more who is there, on the way to the form; and what was typed is not lost."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from emulation.db import Database
from tests.conftest import unchanged
from tests.factories.world import PASSWORD, World
from tests.support.pages import get, hidden_of, submit, text_of
from tests.support.phones import Moving, give_phone

SignIn = Callable[[str], FlaskClient]
PATH = "/admin/users"
GRAVE = f"{PATH}/new"


@pytest.mark.asvs("7.5.1")
def test_a_grave_page_asks_again_and_leads_back(
    app: Flask, client_as: SignIn, world: World, database: Database
) -> None:
    """Red when the gate does not ask `asks_again`."""
    phone, admin, clock = give_phone(database, world, "admin"), client_as("admin"), Moving.of(app)
    assert get(admin, GRAVE).status_code == 200
    clock.go_on(minutes=16)
    assert {get(admin, page).status_code for page in ("/my-work", PATH)} == {200}, "other pages do not ask"
    asked = get(admin, f"{GRAVE}?q=1")
    assert (asked.status_code, asked.location) == (302, "/account/prove?next=/admin/users/new?q%3D1")
    wrong = submit(admin, asked.location, {"proof": PASSWORD})
    assert (wrong.status_code, "Chưa đúng." in text_of(wrong)) == (422, True)
    right = submit(admin, asked.location, {"proof": phone.code(clock.moment)})
    assert (right.status_code, right.location) == (302, f"{GRAVE}?q=1")
    assert get(admin, GRAVE).status_code == 200


@pytest.mark.asvs("7.2.4")
def test_a_proof_kills_the_old_token(
    app: Flask,
    client_as: SignIn,
    world: World,
    database: Database,
    app_client_with: Callable[[str], FlaskClient],
) -> None:
    phone, admin = give_phone(database, world, "admin"), client_as("admin")
    cookie = admin.get_cookie("__Host-emulation", domain="localhost")
    assert cookie is not None
    copy = app_client_with(cookie.value)
    assert get(copy, "/account").status_code == 200
    assert submit(admin, "/account/prove", {"proof": phone.code(world.now)}).status_code == 302
    assert get(copy, "/account").status_code == 302
    assert get(admin, "/account").status_code == 200


def test_a_form_on_its_way_is_kept_and_sent_on(
    app: Flask, client_as: SignIn, world: World, database: Database
) -> None:
    """The form was opened in time and sent too late: proof, one press, done."""
    phone, admin, clock = give_phone(database, world, "admin"), client_as("admin"), Moving.of(app)
    path = f"{PATH}/{world.users['officer.hn']}"
    fields = hidden_of(admin, path) | {
        "role": "member_leader",
        "member": str(world.members["HP"]),
        "starts_on": "15/10/2025",
    }
    clock.go_on(minutes=16)
    with unchanged(database):
        sent = admin.post(f"{path}/appoint", data=fields, base_url="https://localhost")
        assert (sent.status_code, sent.location) == (307, f"/account/prove?next={path}/appoint")
        asked = admin.post(sent.location, data=fields, base_url="https://localhost")
    assert asked.status_code == 200
    kept = _hidden(text_of(asked))
    assert kept["kept-role"] == "member_leader"
    wrong = admin.post(sent.location, data=kept | {"proof": "000000"}, base_url="https://localhost")
    kept = _hidden(text_of(wrong))
    proven = admin.post(
        sent.location, data=kept | {"proof": phone.code(clock.moment)}, base_url="https://localhost"
    )
    text = text_of(proven)
    assert (proven.status_code, f'action="{path}/appoint"' in text) == (200, True)
    done = admin.post(f"{path}/appoint", data=_hidden(text), base_url="https://localhost")
    assert done.status_code == 302
    assert "Lãnh đạo duyệt, Hải Phòng" in text_of(get(admin, path))


def _hidden(text: str) -> dict[str, str]:
    main = text[text.index("<main") :]
    found: dict[str, str] = {}
    for tag in re.findall(r'<input[^>]*type="hidden"[^>]*>', main):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value:
            found.setdefault(name.group(1), value.group(1))
    return found


def test_who_has_no_code_is_asked_for_the_password(app: Flask, client_as: SignIn, world: World) -> None:
    person, clock = client_as("officer.hn"), Moving.of(app)
    clock.go_on(minutes=16)
    assert get(person, "/account").status_code == 200
    asked = get(person, "/account/code")
    assert asked.location == "/account/prove?next=/account/code"
    assert 'type="password"' in text_of(get(person, asked.location))
    assert submit(person, asked.location, {"proof": PASSWORD}).location == "/account/code"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_a_proof_leads_only_to_own_pages(client_as: SignIn, world: World, target: str) -> None:
    answer = submit(client_as("officer.hn"), f"/account/prove?next={target}", {"proof": PASSWORD})
    assert answer.location == "/account"


@pytest.mark.asvs("2.4.1", "6.3.1")
def test_guessing_a_proof_is_slowed_down(client_as: SignIn, world: World) -> None:
    person = client_as("officer.hn")
    answers = [submit(person, "/account/prove", {"proof": f"sai {n}"}).status_code for n in range(12)]
    assert answers == [422] * 10 + [429] * 2


def test_who_may_not_is_told_so_and_not_asked(app: Flask, client_as: SignIn, world: World) -> None:
    person, clock = client_as("officer.hn"), Moving.of(app)
    clock.go_on(minutes=16)
    assert get(person, PATH).status_code == 403
