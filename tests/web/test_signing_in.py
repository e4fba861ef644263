"""Signing in through pages: password, code, set-up, and what is open in between – nothing."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from emulation.db import Database
from emulation.vocabulary.actions import Action
from tests.conftest import fingerprint
from tests.factories.world import PASSWORD, World
from tests.support.pages import BASE, get, submit, text_of
from tests.support.phones import Moving, Phone, give_phone

SignIn = Callable[[str], FlaskClient]
GROUPS = re.compile(r"\b[A-Z2-7]{4}(?:-[A-Z2-7]{4})+\b")


def by_password(app: Flask, name: str, following: str = "") -> FlaskClient:
    """Somebody who has typed address and password."""
    client = app.test_client()
    page = f"/sign-in?next={following}" if following else "/sign-in"
    answer = submit(client, page, {"email": f"{name}@example.org", "password": PASSWORD})
    assert answer.status_code == 302, text_of(answer)
    return client


def cookie_of(client: FlaskClient) -> str:
    cookie = client.get_cookie("__Host-emulation", domain="localhost")
    assert cookie is not None
    return cookie.value


def who_is(client: FlaskClient) -> str:
    """The name in the bar at the top, or nothing."""
    found = re.search(r'class="reader"[^>]*>.*?<span>(.*?)( –|<)', text_of(get(client, "/")))
    return found.group(1) if found else ""


def protected(app: Flask) -> list[str]:
    """Every address without arguments that leads a visitor to sign in, or shuts them out."""
    rules = [
        rule for rule in app.url_map.iter_rules() if not rule.arguments and "GET" in (rule.methods or ())
    ]
    visitor = app.test_client()
    answers = {rule.rule: get(visitor, rule.rule) for rule in rules}
    return [
        path for path, answer in answers.items() if answer.status_code == 403 or _leads_to_sign_in(answer)
    ]


def _leads_to_sign_in(answer: TestResponse) -> bool:
    return answer.status_code == 302 and answer.location.startswith("/sign-in?next=")


@pytest.mark.asvs("6.3.4")
def test_a_password_alone_is_not_enough_where_a_code_is_set_up(
    app: Flask, world: World, database: Database
) -> None:
    phone = give_phone(database, world, "secretary.hn")
    client = by_password(app, "secretary.hn", "/account")
    assert get(client, "/sign-in").location == "/sign-in/code"
    assert who_is(client) == ""
    wrong = submit(client, "/sign-in/code?next=/account", {"code": phone.code(world.now, 7)})
    assert (wrong.status_code, "Mã không đúng" in text_of(wrong)) == (422, True)
    code = phone.code(world.now)
    right = submit(client, "/sign-in/code?next=/account", {"code": f"{code[:3]} {code[3:]}"})
    assert (right.status_code, right.location) == (302, "/account")
    assert who_is(client) == "Người secretary.hn"


@pytest.mark.asvs("6.3.4", "8.2.1")
@pytest.mark.parametrize("name", ["admin", "secretary.hn", "council.hn"])
def test_half_way_in_nothing_opens(app: Flask, world: World, database: Database, name: str) -> None:
    """Every page that a visitor may not open stays shut, and no form of the application changes a row.

    Red when `login._stand` makes the person of a sign-in that is not whole.
    """
    client = by_password(app, name)
    shut = protected(app)
    assert len(shut) > 5
    for path in shut:
        if not path.startswith("/sign-in"):
            answer = get(client, path)
            assert (answer.status_code, answer.location.split("?")[0]) == (302, "/sign-in"), path
    token = re.search(r'name="csrf_token"[^>]*value="([^"]*)"', text_of(get(client, "/sign-in/set-up")))
    assert token is not None
    before = fingerprint(database)
    arguments = {"code": "tptw", "year": 2025, "member": "HN", "user_id": world.users["officer.hp"]}
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()) and not rule.endpoint.startswith(("accounts.", "preferences.")):
            values = {one: arguments.get(one, 1) for one in rule.arguments}
            path = app.url_map.bind("localhost").build(rule.endpoint, _fitting(rule.rule, values), "POST")
            answer = client.post(path, data={"csrf_token": token.group(1)}, base_url=BASE)
            is_everybodys = getattr(app.view_functions[rule.endpoint], "action", None) is Action.COMMENT_SEND
            assert answer.status_code in ((422, 404) if is_everybodys else (302, 404)), path
    assert fingerprint(database) == before


def _fitting(rule: str, values: dict[str, object]) -> dict[str, object]:
    """Arguments of a closed list take its first word."""
    for words, name in re.findall(r"<any\(([^)]*)\):(\w+)>", rule):
        values = values | {name: words.split(",")[0].strip(" '\"")}
    return values


@pytest.mark.asvs("6.5.3")
def test_who_needs_a_code_and_has_none_sets_it_up_first(app: Flask, world: World) -> None:
    client = by_password(app, "admin", "/admin/users")
    assert get(client, "/my-work").status_code == 302
    page = get(client, "/sign-in/set-up?next=/admin/users")
    text = text_of(page)
    assert "<svg" in text
    assert "otpauth" not in text.replace("<title>", ""), "the address stands in the picture only"
    phone = Phone(GROUPS.findall(text)[0].replace("-", ""))
    before = cookie_of(client)
    wrong = submit(client, "/sign-in/set-up?next=/admin/users", {"code": "000000"})
    assert wrong.status_code == 422
    # the page after the error shows the same key: the phone need not be set up twice
    again = submit(client, "/sign-in/set-up", {"code": "000000", "sealed": _sealed(text)})
    assert GROUPS.findall(text_of(again))[0].replace("-", "") == phone.key
    done = submit(
        client,
        "/sign-in/set-up?next=/admin/users",
        {"code": phone.code(world.now), "sealed": _sealed(text)},
    )
    assert done.status_code == 200
    assert len(GROUPS.findall(text_of(done))) == 10
    assert 'href="/admin/users"' in text_of(done)
    assert get(client, "/admin/users").status_code == 200
    assert cookie_of(client) != before
    assert get(client, "/sign-in/set-up").status_code == 302, "shown once"


def _sealed(text: str) -> str:
    found = re.search(r'name="sealed"[^>]*value="([^"]*)"', text)
    assert found is not None
    return found.group(1)


@pytest.mark.asvs("6.5.1")
def test_a_recovery_code_opens_once(app: Flask, world: World) -> None:
    client = by_password(app, "admin")
    text = text_of(get(client, "/sign-in/set-up"))
    phone = Phone(GROUPS.findall(text)[0].replace("-", ""))
    done = submit(client, "/sign-in/set-up", {"code": phone.code(world.now), "sealed": _sealed(text)})
    first, second = GROUPS.findall(text_of(done))[:2]
    other = by_password(app, "admin")
    assert submit(other, "/sign-in/code", {"code": first.lower().replace("-", " ")}).status_code == 302
    assert "Còn 9 mã khôi phục" in text_of(get(other, "/account"))
    third = by_password(app, "admin")
    assert submit(third, "/sign-in/code", {"code": first}).status_code == 422
    assert submit(third, "/sign-in/code", {"code": second}).status_code == 302


@pytest.mark.asvs("7.2.4")
def test_the_token_changes_at_every_step_and_the_old_one_is_dead(
    app: Flask, world: World, database: Database, app_client_with: Callable[[str], FlaskClient]
) -> None:
    """A cookie from before the password, and one from before the code, stay what they were: nobody."""
    phone = give_phone(database, world, "admin")
    client = app.test_client()
    get(client, "/sign-in")
    first = cookie_of(client)
    submit(client, "/sign-in", {"email": "admin@example.org", "password": PASSWORD})
    second = cookie_of(client)
    submit(client, "/sign-in/code", {"code": phone.code(world.now)})
    third = cookie_of(client)
    assert len({first, second, third}) == 3
    for old in (first, second):
        assert get(app_client_with(old), "/admin/users").status_code == 302
        assert get(app_client_with(old), "/sign-in/code").location.startswith("/sign-in")
    assert get(app_client_with(third), "/admin/users").status_code == 200


def test_a_member_without_such_a_role_needs_no_code_and_may_have_one(app: Flask, world: World) -> None:
    client = by_password(app, "officer.hn")
    assert who_is(client) == "Người officer.hn"
    page = text_of(get(client, "/account/code"))
    phone = Phone(GROUPS.findall(page)[0].replace("-", ""))
    values = {"code": phone.code(world.now), "sealed": _sealed(page)}
    assert submit(client, "/account/code", values | {"password": "sai"}).status_code == 422
    assert submit(client, "/account/code", values | {"password": PASSWORD}).status_code == 200
    assert "Đã thiết lập từ" in text_of(get(client, "/account"))
    again = by_password(app, "officer.hn")
    assert who_is(again) == "", "from now on the code is asked for"


def test_half_way_in_one_can_leave(app: Flask, world: World) -> None:
    client = by_password(app, "admin")
    answer = submit(client, "/sign-in/set-up", {}, action="/sign-out")
    assert answer.status_code == 302
    assert get(client, "/sign-in").status_code == 200


@pytest.mark.asvs("14.3.1")
def test_signing_out_clears_what_the_browser_kept(client_as: SignIn, world: World) -> None:
    answer = submit(client_as("officer.hn"), "/account/password", {}, action="/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.asvs("3.3.1", "3.3.2", "3.3.3", "3.3.4")
def test_every_cookie_is_for_this_host_only(app: Flask, world: World) -> None:
    """Red when SESSION_COOKIE_NAME loses its prefix, or a cookie its Secure."""
    client, seen = app.test_client(), set()
    answers = [
        get(client, "/sign-in"),
        submit(client, "/sign-in", {"email": "officer.hn@example.org", "password": PASSWORD}),
        submit(client, "/preferences", {"language": "en", "size": "115", "contrast": "high"}),
        submit(client, "/account", {}, action="/sign-out"),
    ]
    for answer in answers:
        for cookie in answer.headers.getlist("Set-Cookie"):
            name, *parts = cookie.split("; ")
            seen.add(name.split("=")[0])
            assert name.startswith("__Host-")
            assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(parts)
            assert not any(part.startswith("Domain") for part in parts)
    assert seen == {f"__Host-{name}" for name in ("emulation", "known", "language", "size", "contrast")}


def test_the_choices_of_a_device_are_read_again(app: Flask, world: World) -> None:
    client = app.test_client()
    submit(client, "/preferences", {"language": "en", "size": "115", "contrast": "high"})
    assert 'lang="en" data-size="115" data-contrast="high"' in text_of(get(client, "/"))


@pytest.mark.asvs("7.3.1", "7.3.2")
def test_a_sign_in_ends_by_rest_and_by_age(app: Flask, client_as: SignIn, world: World) -> None:
    """31 minutes without use end it; with use every 20 minutes it ends after twelve hours."""
    clock = Moving.of(app)
    resting, busy = client_as("officer.hn"), client_as("leader.hn")
    for _ in range(36):
        assert get(busy, "/account").status_code == 200
        clock.go_on(minutes=20)
    assert get(busy, "/account").status_code == 200, "twelve hours to the minute"
    clock.go_on(minutes=1)
    assert get(busy, "/account").status_code == 302
    assert get(resting, "/account").status_code == 302


def test_a_form_sent_after_a_minute_notes_the_visit_and_does_not_wait_for_itself(
    app: Flask, client_as: SignIn, world: World
) -> None:
    """On SQLite there is one writer. Red when "last seen" is written while the request holds the database."""
    person = client_as("officer.hn")
    clock = Moving.of(app)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]*)"', text_of(get(person, "/account")))
    assert token is not None
    clock.go_on(minutes=2)
    answer = person.post("/account/password", data={"csrf_token": token.group(1)}, base_url=BASE)
    assert answer.status_code == 422
