"""Headers and cookies as production sends them: the exact set, on every route, at every status, for everybody."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, abort, redirect
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from emulation import settings as settings_module
from emulation.app import create_app
from emulation.db import Database, unit_of_work
from emulation.queries.accounts import find_user_by_email
from emulation.services import sign_ins
from emulation.vocabulary.clock import FixedClock
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Unavailable
from emulation.vocabulary.kinds import SignInLevel
from tests.factories.world import PASSWORD, World
from tests.support.pages import BASE, get, hidden_of, submit
from tests.support.sizes import FULL, some

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
}
FOR_VISITORS = ALWAYS | {"Cache-Control": "private, no-cache", "Vary": "Cookie"}
FOR_PEOPLE = ALWAYS | {"Cache-Control": "no-store", "Vary": "Cookie"}
#: The addresses that mailed links open: kept nowhere, and told to nobody.
OF_LINKS = {"accounts.open_invitation", "accounts.open_reset"}
FOR_LINKS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
#: They show a code or what became of a comment: kept nowhere.
OF_CODES = {"consultations.sent", "consultations.track"}
FOR_CODES = {"Cache-Control": "no-store"}
#: What an answer says about itself; checked where it matters.
ABOUT_ITSELF = {
    *("Content-Type", "Content-Length", "Location", "Allow", "Retry-After", "Set-Cookie"),
    *("Content-Disposition", "Date", "ETag", "Last-Modified", "Accept-Ranges", "Expires"),
}
HTML = "text/html; charset=utf-8"
TYPES = {
    HTML,
    "application/json; charset=utf-8",
    "text/csv; charset=utf-8",
    "text/calendar; charset=utf-8",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/pdf",
}
EVIL = {"Origin": "https://evil.example"}
FILES = ("static", "bootstrap.static", "status.fonts")
EXAMPLES: dict[str, Any] = {"code": "tptw", "year": 2025, "member": "HN", "indicator": "GRDP_GROWTH"}


def _raised(error: Exception) -> Callable[..., Any]:
    def view(**_values: object) -> Any:
        raise error

    return view


#: Status → a view that ends in it.
ENDS: dict[int, Callable[..., Any]] = {
    200: lambda **_values: "ok",
    302: lambda **_values: redirect("/"),
    400: lambda **_values: abort(400),
    403: _raised(NotAllowed()),
    404: _raised(NotFound()),
    405: lambda **_values: abort(405),
    409: _raised(DomainError("Chưa làm được")),
    413: lambda **_values: abort(413),
    422: lambda **_values: ("", 422),
    429: lambda **_values: abort(429),
    500: _raised(ZeroDivisionError()),
    503: _raised(Unavailable()),
}
one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def production(database: Database, world: World, now: datetime, tmp_path: Path) -> Flask:
    """The application with the settings of production."""
    settings = settings_module.load(
        {},
        env="production",
        base_url="https://localhost",
        secret_key="s" * 48,
        audit_key="a" * 48,
        data_dir=str(tmp_path),
        database_url="sqlite://",
    )
    return create_app(settings, database, FixedClock(now))


@pytest.fixture
def visitor(production: Flask) -> FlaskClient:
    """Nobody in particular."""
    return production.test_client()


@pytest.fixture
def person(production: Flask, database: Database, now: datetime) -> FlaskClient:
    """The administrator, signed in with a code."""
    client = production.test_client()
    with database.writing() as session, unit_of_work(session):
        user = find_user_by_email(session, "admin@example.org")
        assert user is not None
        entered = sign_ins.start(session, user=user, level=SignInLevel.CODE, device="", now=now)
    with client.session_transaction(base_url=BASE) as cookie:
        cookie.update(_user_id=entered.token, _fresh=True)
    return client


def routes(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    """Every route with a method that it takes and an address; files apart."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.endpoint in FILES:
            continue
        method = "POST" if "POST" in (rule.methods or set()) else "GET"
        choices = {name: getattr(rule._converters[name], "items", (1,)) for name in rule.arguments}
        values = {name: EXAMPLES.get(name, next(iter(items))) for name, items in choices.items()}
        yield rule, method, adapter.build(rule.endpoint, values, method=method)


def said(answer: TestResponse) -> dict[str, str]:
    """The headers of an answer that hold for all; none comes twice."""
    names = [name for name, _value in answer.headers if name not in ABOUT_ITSELF]
    assert len(names) == len(set(names)), names
    return {name: answer.headers[name] for name in names}


def send(client: FlaskClient, path: str, method: str = "GET") -> TestResponse:
    return client.open(path, method=method, base_url=BASE, headers=EVIL)


@pytest.mark.asvs("3.4.1", "3.4.2", "3.4.3", "3.4.4", "3.4.5", "3.4.6", "4.1.1", "14.3.2", "14.2.2")
@one_database
def test_every_route_at_every_status(production: Flask, visitor: FlaskClient, person: FlaskClient) -> None:
    """Exactly these headers, nothing for foreign origins, HTML with its character set.

    Every route at a third of the statuses in turn, every status at a third of the routes; FULL=1 asks the product.
    Red when a line of ALWAYS or HSTS goes, when Vary comes twice, when Cache-Control asks for the status, when an
    error page answers without charset.
    """
    production.config["WTF_CSRF_ENABLED"] = False
    asked = 0
    for number, (rule, method, path) in enumerate(routes(production)):
        usual = production.view_functions[rule.endpoint]
        for status, view in some(tuple(ENDS.items()), every=3, turn=number):
            production.view_functions[rule.endpoint] = view
            for client, expected in ((visitor, FOR_VISITORS), (person, FOR_PEOPLE)):
                is_open = rule.endpoint.startswith("status.")
                if (status == 403 and client is visitor) or (is_open and client is person):
                    continue  # led to sign in; probes know nobody
                answer = send(client, path, method)
                assert answer.status_code == status, (path, answer.status)
                assert said(answer) == expected, (path, status)
                assert answer.headers["Content-Type"] == HTML
                asked += 1
        production.view_functions[rule.endpoint] = usual
    assert asked >= (3_000 if FULL else 1_000)


@pytest.mark.asvs("4.1.1", "3.4.2", "13.4.4")
@one_database
def test_every_route_as_it_is(production: Flask, visitor: FlaskClient, person: FlaskClient) -> None:
    """Real answers, one of the refused methods at each too: their type is one of five, with its character set."""
    for number, (rule, method, path) in enumerate(routes(production)):
        more = FOR_LINKS if rule.endpoint in OF_LINKS else FOR_CODES if rule.endpoint in OF_CODES else {}
        for client, expected in ((visitor, FOR_VISITORS), (person, FOR_PEOPLE)):
            if path in ("/healthz", "/readyz") and client is person:
                continue
            answer = send(client, path, method)
            assert answer.status_code < 500, (path, answer.status)
            assert said(answer) == expected | more, path
            assert answer.headers["Content-Type"] in TYPES, path
        for unknown in some(("TRACE", "PUT", "DELETE", "PATCH", "PROPFIND"), every=5, turn=number):
            answer = send(visitor, path, unknown)
            assert (answer.status_code, said(answer)) == (405, FOR_VISITORS), (unknown, path)


@one_database
@pytest.mark.parametrize(
    "path",
    ["/khong-co", "/.git/HEAD", "/console", "/static/khong-co.css", "/fonts/khong-co", "/clusters/khong-co"],
)
def test_where_nothing_stands(visitor: FlaskClient, path: str) -> None:
    answer = send(visitor, path)
    assert (answer.status_code, said(answer)) == (404, FOR_VISITORS)
    assert answer.headers["Content-Type"] == HTML


@one_database
@pytest.mark.parametrize(
    ("path", "kind", "kept"),
    [
        ("/static/css/theme.css", "text/css; charset=utf-8", 3600),
        ("/static/js/main.js", "text/javascript; charset=utf-8", 3600),
        ("/static/img/rosette.svg", "image/svg+xml; charset=utf-8", 3600),
        ("/bootstrap/static/css/bootstrap.min.css", "text/css; charset=utf-8", 3600),
    ],
)
def test_files_of_the_house(person: FlaskClient, path: str, kind: str, kept: int) -> None:
    """The same for everybody, so they may be kept; protected like all. Red when headers leave files out."""
    answer = send(person, path)
    assert answer.status_code == 200
    assert said(answer) == ALWAYS | {"Cache-Control": f"public, max-age={kept}", "Vary": "Cookie"}
    assert answer.headers["Content-Type"] == kind
    again = person.get(path, base_url=BASE, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, said(again)) == (304, said(answer))


COOKIES = {"__Host-known", "__Host-emulation", "__Host-language", "__Host-size", "__Host-contrast"}
PROTECTED = {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}


def check_cookies(answer: TestResponse) -> set[str]:
    """The names of the cookies that are set; each is bound to this host, to TLS, and hidden from scripts."""
    found = set()
    for line in answer.headers.getlist("Set-Cookie"):
        pair, *attributes = line.split("; ")
        lasting = {one for one in attributes if one.startswith(("Max-Age=", "Expires="))}
        assert set(attributes) - lasting == PROTECTED, line
        found.add(pair.split("=", 1)[0])
    return found


@pytest.mark.asvs("3.3.1", "3.3.2", "3.3.3", "3.3.4")
@one_database
def test_every_cookie_is_bound_and_hidden(
    production: Flask, visitor: FlaskClient, person: FlaskClient, world: World
) -> None:
    """All cookies of all routes. Red when SESSION_COOKIE_NAME, _SECURE, _HTTPONLY or _SAMESITE is left out."""
    seen = set()
    for _rule, method, path in routes(production):
        for client in (production.test_client(), person):
            seen |= check_cookies(send(client, path, method))
    choices = {"language": "en", "size": "115", "contrast": "high"}
    seen |= check_cookies(submit(visitor, "/preferences", choices))
    signing = hidden_of(visitor, "/sign-in") | {"email": "officer.hp@example.org", "password": PASSWORD}
    answer = visitor.post("/sign-in", data=signing, base_url=BASE)
    assert answer.status_code == 302
    seen |= check_cookies(answer)
    assert seen == COOKIES


@one_database
def test_choices_of_a_device_are_read_again(visitor: FlaskClient, world: World) -> None:
    """Under their prefixed names. Red when language reads the plain cookie."""
    submit(visitor, "/preferences", {"language": "en", "size": "130", "contrast": "high"})
    page = get(visitor, "/").get_data(as_text=True)
    assert '<html lang="en" data-size="130" data-contrast="high">' in page
