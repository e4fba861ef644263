"""What every page stands in: headers, tokens, errors, language, and doors that stay shut."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from emulation.db import Database
from tests.conftest import unchanged
from tests.factories.world import World
from tests.support.pages import BASE, get, hidden_of, submit, text_of

SignIn = Callable[[str], FlaskClient]
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/sign-in", 200),
        ("/clusters/tptw/2025/pledges", 200),
        ("/clusters/khong-co", 404),
        ("/khong-co", 404),
        ("/account", 302),
        ("/sign-out", 405),
        ("/static/css/theme.css", 200),
        ("/healthz", 200),
        ("/readyz", 200),
    ],
)
def test_headers_stand_on_every_answer(client: FlaskClient, world: World, path: str, status: int) -> None:
    answer = get(client, path)
    assert answer.status_code == status
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    for name, value in HEADERS.items():
        assert answer.headers[name] == value


def test_pages_of_signed_in_people_are_not_stored(
    client_as: SignIn, client: FlaskClient, world: World
) -> None:
    assert get(client_as("officer.hn"), "/account").headers["Cache-Control"] == "no-store"
    assert get(client, "/sign-in").headers["Cache-Control"] == "private, no-cache"


def test_a_post_without_a_token_is_refused_and_writes_nothing(
    app: Flask, client_as: SignIn, world: World, database: Database
) -> None:
    """Every POST route of the application. Red when CSRFProtect is not hung in."""
    person = client_as("secretary.hn")
    examples = {
        "code": "tptw",
        "year": 2025,
        "member": "HN",
        "user_id": 1,
        "step": "accept",
        "verb": "disable",
        "choice": "on",
    }
    with unchanged(database):
        for rule in app.url_map.iter_rules():
            if "POST" not in (rule.methods or set()):
                continue
            values = {name: examples.get(name, 1) for name in rule.arguments}
            for name, converter in rule._converters.items():
                if words := getattr(converter, "items", None):
                    values[name] = sorted(words)[0]
            path = app.url_map.bind("localhost").build(rule.endpoint, values, method="POST")
            assert person.post(path, data={"reason": "x"}, base_url=BASE).status_code == 400, path


def test_visitors_are_led_to_sign_in_and_back(client: FlaskClient, world: World) -> None:
    answer = get(client, "/clusters/tptw/2025/pledges/HN/edit")
    assert answer.status_code == 302
    assert answer.location == "/sign-in?next=/clusters/tptw/2025/pledges/HN/edit"


def test_the_wrong_role_is_told_whose_work_it_is(client_as: SignIn, world: World) -> None:
    answer = get(client_as("leader.hn"), "/clusters/tptw/2025/pledges/HN/edit")
    page = text_of(answer)
    assert answer.status_code == 403
    assert "Việc này dành cho Cán bộ nhập liệu." in page
    assert "Về Việc của bạn bây giờ" in page


def test_a_reader_chooses_english_and_larger_letters(client: FlaskClient, world: World) -> None:
    page = "/preferences?next=/clusters/tptw/2025/pledges"
    answer = submit(client, page, {"language": "en", "size": "130", "contrast": "high"})
    assert (answer.status_code, answer.location) == (302, "/clusters/tptw/2025/pledges")
    shown = text_of(get(client, answer.location))
    assert '<html lang="en" data-size="130" data-contrast="high">' in shown
    assert "Cluster of cities" in shown


def test_a_wrong_choice_is_not_remembered(client: FlaskClient, world: World) -> None:
    answer = submit(client, "/preferences", {"language": "xx", "size": "100", "contrast": "normal"})
    assert answer.status_code == 422


@pytest.mark.asvs("16.5.1")
def test_a_broken_page_shows_a_reference_and_no_trace(
    app: Flask, client: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_values: object) -> str:
        raise ZeroDivisionError("secret detail")

    broken.action = app.view_functions["home.index"].action  # type: ignore[attr-defined, union-attr]
    monkeypatch.setitem(app.view_functions, "home.index", broken)
    answer = get(client, "/")
    page = text_of(answer)
    assert answer.status_code == 500
    assert "Hệ thống gặp lỗi" in page
    assert "secret detail" not in page


def test_probes_tell_a_database_that_is_not_migrated(app: Flask, client: FlaskClient, world: World) -> None:
    assert get(client, "/readyz").json == {"status": "ok"}
    assert get(client, "/healthz").json == {"status": "ok"}


def test_who_sends_a_form_after_the_end_of_a_sign_in_comes_back_to_its_page(
    client: FlaskClient, world: World
) -> None:
    """Not to the address of the form, which no link can open."""
    fields = hidden_of(client, "/preferences")
    sent_from = {"Referer": f"{BASE}/preferences"}
    answer = client.post("/account/devices/end-others", data=fields, base_url=BASE, headers=sent_from)
    assert (answer.status_code, answer.location) == (302, "/sign-in?next=/preferences")


@pytest.mark.parametrize(
    "person", ["admin", "auditor", "officer.hp", "leader.hp", "leader.hn", "secretary.hn"]
)
def test_every_item_of_the_menu_opens(client_as: SignIn, world: World, person: str) -> None:
    """Red when the menu asks `may_somewhere` only: leaders outside the chair were offered the totals."""
    browser = client_as(person)
    page = text_of(get(browser, "/my-work" if person == "admin" else "/clusters/tptw/2025/pledges"))
    menu = page[page.index('<nav class="sections"') :].split("</nav>")[0]
    found = re.findall(r'href="([^"]+)"', menu)
    assert found
    assert {path: get(browser, path).status_code for path in found} == dict.fromkeys(found, 200)
