"""No secret leaves its place: not into logs, the trail, letters, files or tables.

A journey does what people do and gives back the secrets that it used; add a journey for every new kind of secret.
"""

import logging
import re
from base64 import b32decode
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from emulation.db import Database
from emulation.rules.codes import tidy
from emulation.services import outbox
from emulation.settings import Settings
from tests.factories.world import PASSWORD, World
from tests.support.mail import link_to
from tests.support.pages import BASE, get, hidden_of, submit, text_of
from tests.support.phones import Phone
from tests.support.search import in_files, in_tables

OFFICER, ADMIN, INVITED = "officer.hn@example.org", "admin@example.org", "moi@example.org"
GROUPS = re.compile(r"\b[A-Z2-7]{4}(?:-[A-Z2-7]{4})+\b")
WRONG, NEW, WEAK = "sai-zq7-mat-khau-go-nham", "moi-zq7 con meo ngoi tren mai nha", "zq7ngan"
Journey = Callable[[Flask], list[str]]


def _secrets_of(client: FlaskClient) -> list[str]:
    """The cookie as it travels, and the token in it."""
    cookie = client.get_cookie("__Host-emulation", domain="localhost")
    assert cookie is not None
    with client.session_transaction(base_url=BASE) as inside:
        return [cookie.value, *(str(inside[name]) for name in ("_user_id", "csrf_token") if name in inside)]


def sign_in_and_out(app: Flask) -> list[str]:
    """A wrong password, the right one, signing out."""
    client = app.test_client()
    submit(client, "/sign-in", {"email": OFFICER, "password": WRONG})
    submit(client, "/sign-in", {"email": OFFICER, "password": PASSWORD})
    secrets = _secrets_of(client)
    get(client, "/my-work")
    submit(client, "/my-work", {}, action="/sign-out")
    return [WRONG, PASSWORD, *secrets]


def change_the_password(app: Flask) -> list[str]:
    """A wrong current one, a weak new one, a good one."""
    client = app.test_client()
    submit(client, "/sign-in", {"email": OFFICER, "password": PASSWORD})
    secrets = _secrets_of(client)
    page = "/account"
    for current, password in ((WRONG, NEW), (PASSWORD, WEAK), (PASSWORD, NEW)):
        submit(client, page, {"current": current, "password": password})
    return [PASSWORD, NEW, WEAK, WRONG, *secrets]


def send_it_amiss(app: Flask) -> list[str]:
    """A password in a form without a token, with far too much in it, in the address, and to a page that breaks."""
    client = app.test_client()
    client.post("/sign-in", data={"email": OFFICER, "password": WRONG}, base_url=BASE)
    fields = hidden_of(client, "/sign-in")
    client.post("/sign-in", data=fields | {"email": "x" * 3_000_000, "password": WRONG}, base_url=BASE)
    client.post("/sign-in", data=fields | {"email": WRONG, "password": NEW}, base_url=BASE)
    return [WRONG, NEW]


def meet_an_error(app: Flask) -> list[str]:
    """The page breaks while a password is on its way: what is logged names the page, not the form."""
    client = app.test_client()
    fields = hidden_of(client, "/sign-in")
    kept = app.view_functions["accounts.enter"]
    app.view_functions["accounts.enter"] = _broken(kept)  # type: ignore[assignment]
    try:
        answer = client.post("/sign-in", data=fields | {"email": OFFICER, "password": NEW}, base_url=BASE)
    finally:
        app.view_functions["accounts.enter"] = kept
    assert answer.status_code == 500
    return [NEW, fields["csrf_token"]]


def _broken(view: Callable[..., object]) -> Callable[..., object]:
    def broken() -> object:
        raise ZeroDivisionError("broken on purpose")

    broken.action = view.action  # type: ignore[attr-defined]
    return broken


def set_a_code_up(app: Flask) -> list[str]:
    """A seed on the phone, ten recovery codes on paper; one of them is used."""
    client = app.test_client()
    submit(client, "/sign-in", {"email": ADMIN, "password": PASSWORD})
    page = text_of(get(client, "/sign-in/set-up"))
    key = GROUPS.findall(page)[0].replace("-", "")
    fields = hidden_of(client, "/sign-in/set-up") | sealed_of(page)
    code = Phone(key).code(app.extensions["emulation.clock"].now())
    done = client.post("/sign-in/set-up", data=fields | {"code": code}, base_url=BASE)
    shown = GROUPS.findall(text_of(done))
    assert len(shown) == 10
    secrets = _secrets_of(client)
    other = app.test_client()
    submit(other, "/sign-in", {"email": ADMIN, "password": PASSWORD})
    assert submit(other, "/sign-in/code", {"code": shown[0]}).location == "/my-work"
    seed = b32decode(key)
    return [key, seed.hex(), *sealed_of(page).values(), *shown, *(tidy(one) for one in shown), *secrets]


def sealed_of(page: str) -> dict[str, str]:
    """The seed as it travels in the form."""
    found = re.search(r'name="sealed"[^>]*value="([^"]*)"', page)
    assert found is not None
    return {"sealed": found.group(1)}


JOURNEYS: tuple[Journey, ...] = (
    sign_in_and_out,
    change_the_password,
    send_it_amiss,
    meet_an_error,
    set_a_code_up,
)


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Everything that any part logs, at the most talkative level."""
    with caplog.at_level(logging.DEBUG):
        yield caplog


@pytest.mark.asvs("16.2.5", "14.2.4")
@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.__name__)
def test_secrets_stay_where_they_belong(
    app: Flask,
    world: World,
    database: Database,
    settings: Settings,
    log: pytest.LogCaptureFixture,
    journey: Journey,
) -> None:
    """Nothing of them in the log, in any table – the trail and the letters among them – or in any file.

    Red when sign_in logs its arguments, or when the trail records a change of password with the password.
    """
    secrets = journey(app)
    assert len(secrets) >= 2 and all(len(secret) >= 7 for secret in secrets)
    log.set_level(logging.DEBUG)
    for secret in secrets:
        assert secret not in log.text
        assert secret not in repr([(record.msg, record.args) for record in log.records])
    assert in_tables(database, *secrets) == {}
    assert in_files(Path(settings.data_dir), *secrets) == set()


@pytest.mark.asvs("16.2.5", "14.2.4")
@pytest.mark.parametrize("purpose", ["invitation", "reset"])
def test_a_mailed_link_stands_in_its_letter_until_that_is_sent(
    app: Flask,
    client_as: Callable[[str], FlaskClient],
    world: World,
    database: Database,
    settings: Settings,
    log: pytest.LogCaptureFixture,
    purpose: str,
) -> None:
    """Nowhere else, whether it is opened, refused, used or used again.

    Red when the outbox keeps the body, links keep the token, or the trail records it.
    """
    if purpose == "invitation":
        new = {"full_name": "Trần Thị Mới", "email": INVITED, "role": "auditor"}
        assert submit(client_as("admin"), "/admin/users/new", new).status_code == 302
    else:
        submit(app.test_client(), "/reset", {"email": OFFICER})
    link = link_to(database, INVITED if purpose == "invitation" else OFFICER)
    token = link.rsplit("/", 1)[1]
    assert in_tables(database, token) == {"letter": {"body"}}
    client = app.test_client()
    form = get(client, link).location
    for password in (WEAK, NEW):
        submit(client, form, {"password": password})
    assert get(app.test_client(), link).status_code == 410, "used"
    assert in_tables(database, token, WEAK, NEW) == {"letter": {"body"}}
    outbox.deliver(database, lambda _mail: None, clock=lambda: world.now, site=settings.base_url)
    assert in_tables(database, token, WEAK, NEW) == {}
    assert in_files(Path(settings.data_dir), token, WEAK, NEW) == set()
    for secret in (token, WEAK, NEW):
        assert secret not in log.text


def test_the_search_would_find_them(world: World, database: Database) -> None:
    """What stands in a table is found: an address does."""
    assert set(in_tables(database, OFFICER)) == {"user"}


@pytest.mark.asvs("14.2.1")
def test_forms_with_secrets_go_in_the_body(client: FlaskClient, world: World) -> None:
    """Whoever sends a password as an address gets nothing for it. Red when enter reads request.values."""
    answer = get(client, f"/sign-in?email={OFFICER}&password={PASSWORD.replace(' ', '+')}")
    assert answer.status_code == 200
    assert get(client, "/account").status_code == 302
