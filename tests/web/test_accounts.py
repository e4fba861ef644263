"""Signing in and out, one's own account, and the administrator's forms about people."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.factories.world import PASSWORD, World
from tests.support.pages import BASE, get, submit, text_of

SignIn = Callable[[str], FlaskClient]


def enter(client: FlaskClient, email: str, password: str, following: str = "") -> object:
    page = f"/sign-in?next={following}" if following else "/sign-in"
    return submit(client, page, {"email": email, "password": password})


def test_unknown_people_and_wrong_passwords_get_the_same_answer(client: FlaskClient, world: World) -> None:
    pages = []
    for email, password in (("officer.hn@example.org", "sai"), ("khong.ai@example.org", PASSWORD)):
        answer = submit(client, "/sign-in", {"email": email, "password": password})
        assert answer.status_code == 422
        pages.append(text_of(answer).replace(email, ""))
    assert "Địa chỉ hoặc mật khẩu không đúng." in pages[0]
    first, second = (re.sub(r'value="[^"]*"', "", page.split("<main")[1]) for page in pages)
    assert first == second


@pytest.mark.parametrize(
    ("following", "leads_to"),
    [
        ("/clusters/tptw/2025/pledges", "/clusters/tptw/2025/pledges"),
        ("//evil.example/x", "/my-work"),
        ("https://evil.example/", "/my-work"),
        ("/\\evil.example", "/my-work"),
        ("javascript:alert(1)", "/my-work"),
    ],
)
def test_signing_in_leads_only_to_own_pages(
    client: FlaskClient, world: World, following: str, leads_to: str
) -> None:
    answer = submit(
        client,
        f"/sign-in?next={following}",
        {"email": "officer.hn@example.org", "password": PASSWORD},
    )
    assert (answer.status_code, answer.location) == (302, leads_to)


def test_a_copied_cookie_dies_with_the_sign_out(
    client_as: SignIn, world: World, app_client_with: Callable[[str], FlaskClient]
) -> None:
    """Red when sign_out leaves the row of the device alive."""
    person = client_as("officer.hn")
    cookie = person.get_cookie("__Host-emulation", domain="localhost")
    assert cookie is not None
    copy = app_client_with(cookie.value)
    assert get(copy, "/account").status_code == 200
    submit(person, "/account/password", {}, action="/sign-out")
    assert get(copy, "/account").status_code == 302


@pytest.mark.parametrize("who", ["officer.hn", "secretary.hn"])
def test_nobody_else_sees_the_users(client_as: SignIn, who: str, world: World) -> None:
    assert get(client_as(who), "/admin/users").status_code == 403


def test_a_closed_account_is_signed_out_at_the_next_request(client_as: SignIn, world: World) -> None:
    admin, person = client_as("admin"), client_as("officer.hn")
    path = f"/admin/users/{world.users['officer.hn']}"
    assert submit(admin, path, {}, action=f"{path}/disable").status_code == 302
    assert get(person, "/account").status_code == 302
    answer = person.post("/sign-in", data={}, base_url=BASE)
    assert answer.status_code in (400, 422)
