"""What the installation does not show: its inside, other people's data, secrets in addresses, third parties."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from emulation import settings as settings_module
from emulation.app import create_app
from emulation.db import Database
from emulation.settings import Settings
from emulation.web.shell.addresses import own_path
from tests.factories.world import World
from tests.support.crawl import Page, pages
from tests.support.pages import BASE, get, submit
from tests.support.visits import demo_app

SignIn = Callable[[str], FlaskClient]
#: Names of parameters whose values would be seen in logs, histories and referrers.
TELLING = re.compile(r"token|password|passwd|secret|session|csrf|key|code$|email", re.IGNORECASE)
#: What answers may be: text says its character set.
KIND = re.compile(
    r"text/(html|csv|plain|calendar); charset=utf-8|application/json(; charset=utf-8)?|image/svg\+xml(; charset=utf-8)?"
    r"|application/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet|application/pdf"
)
INSIDE = (
    *("/.git/HEAD", "/.git/config", "/.svn/entries", "/.hg/store", "/.env", "/.venv/pyvenv.cfg"),
    *(
        "/console",
        "/debug",
        "/metrics",
        "/server-status",
        "/swagger.json",
        "/openapi.json",
        "/docs",
        "/graphql",
    ),
    *("/static/", "/static/css/", "/static/js", "/fonts/", "/files/", "/static/../settings.py"),
    *("/static/%2e%2e/settings.py", "/static/%252e%252e/settings.py", "/static/..%5csettings.py"),
    *(
        "/fonts/../__init__.py",
        "/fonts/%2e%2e%2f__init__.py",
        "/config/default.toml",
        "/var/emulation.sqlite3",
    ),
)
ELSEWHERE = (
    *("//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example"),
    *(
        "https://evil.example/",
        "HTTPS:evil.example",
        "http:/\\evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
    ),
    *(
        "java\nscript:alert(1)",
        "/\n/evil.example",
        "/\r\nLocation: x",
        "evil.example",
        "mailto:a@b.c",
        "\x00/x",
    ),
    *(
        "/%09/evil.example\t",
        "https:evil.example",
        "//\\evil.example",
        "/\\/evil.example",
        " //evil.example",
        "",
    ),
)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[Page], Database]]:
    """Every page of the running year."""
    with demo_app(tmp_path_factory.mktemp("demo"), "running") as (app, database):
        found = list(pages(app, database, "running"))
        assert {page.status for page in found} <= {200, 302}, [
            page.visit for page in found if page.status > 302
        ]
        yield found, database


@pytest.mark.asvs("13.4.1", "13.4.3", "13.4.5", "1.1.1")
@pytest.mark.parametrize("path", INSIDE)
def test_nothing_of_the_inside_is_served(client: FlaskClient, world: World, path: str) -> None:
    """No source control, no console, no meters, no listings, nothing outside the public folder, however written."""
    assert get(client, path).status_code == 404


@pytest.mark.asvs("13.4.4")
@pytest.mark.parametrize("path", ["/", "/sign-in", "/static/css/theme.css", "/healthz", "/khong-co"])
def test_trace_is_not_answered(client: FlaskClient, world: World, path: str) -> None:
    assert client.open(path, method="TRACE", base_url=BASE).status_code in (404, 405)


@pytest.fixture
def production(tmp_path: object) -> Settings:
    """Settings as production needs them."""
    return settings_module.load(
        {},
        env="production",
        base_url="https://thidua.example",
        secret_key="s" * 48,
        audit_key="a" * 48,
        data_dir=str(tmp_path),
        database_url="sqlite://",
    )


@pytest.mark.asvs("13.4.2")
def test_production_never_debugs(production: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the environment says. Red when create_app leaves `debug` to FLASK_DEBUG."""
    monkeypatch.setenv("FLASK_DEBUG", "1")
    app = create_app(production)
    assert (app.debug, app.testing, bool(app.config["PROPAGATE_EXCEPTIONS"])) == (False, False, False)


def _seen_through(settings: Settings, hops: int, headers: dict[str, str]) -> tuple[str | None, str, str]:
    """Address, host and scheme that the application sees behind `hops` proxies."""
    app, seen = create_app(replace(settings, trusted_proxies=hops)), []
    app.before_request(lambda: seen.append((request.remote_addr, request.host, request.scheme)))
    app.test_client().get("/healthz", headers=headers, base_url="http://thidua.example")
    return seen[0]


@pytest.mark.asvs("4.1.3", "15.3.4")
def test_headers_of_a_proxy_count_only_behind_one(production: Settings) -> None:
    """Without a proxy they are a visitor's invention; behind one only what it wrote itself counts.

    Red when ProxyFix is hung without `trusted_proxies`, or with x_host.
    """
    forged = {
        "X-Forwarded-For": "6.6.6.6, 7.7.7.7",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "X-Real-IP": "6.6.6.6",
    }
    assert _seen_through(production, 0, forged) == ("127.0.0.1", "thidua.example", "http")
    assert _seen_through(production, 1, forged) == ("7.7.7.7", "thidua.example", "https")


@pytest.mark.asvs("3.7.2", "1.2.2")
@pytest.mark.parametrize("address", ELSEWHERE)
def test_no_address_leads_elsewhere(client: FlaskClient, world: World, address: str) -> None:
    """Red when own_path lets "//" through."""
    assert own_path(address) == ""
    answer = submit(client, "/preferences", {"language": "vi", "size": "100", "contrast": "normal"},
                    action=f"/preferences?next={address}")  # fmt: skip
    assert urlsplit(answer.location or "").netloc == ""


@pytest.mark.asvs("14.2.3", "3.4.2")
def test_pages_load_nothing_from_elsewhere(crawled: tuple[list[Page], Database]) -> None:
    """Scripts, styles, pictures, fonts and forms are our own. Red when a layout loads a script from a CDN."""
    for page in crawled[0]:
        for tag, name, address in page.addresses:
            if tag != "a" and not address.startswith("data:image/"):
                assert urlsplit(address).netloc in ("", "localhost"), (
                    f"{page.visit.path}: {tag} {name}={address}"
                )


@pytest.mark.asvs("1.2.2")
def test_links_have_safe_schemes(crawled: tuple[list[Page], Database]) -> None:
    for page in crawled[0]:
        for _tag, _name, address in page.addresses:
            assert urlsplit(address).scheme in ("", "http", "https", "mailto", "data"), page.visit.path
            assert not address.startswith("data:") or address.startswith("data:image/")


@pytest.mark.asvs("14.2.1")
def test_addresses_tell_no_secret(crawled: tuple[list[Page], Database]) -> None:
    """No token, password or person in an address; forms that go by address ask for none.

    The demo's sign-in page, which fills in its made-up cast, is the one exception.
    """
    for page in crawled[0]:
        for _tag, _name, address in page.addresses:
            for name, value in parse_qsl(urlsplit(address).query):
                fine = not TELLING.search(name) and "@" not in value
                assert fine or page.visit.endpoint == "accounts.sign_in", f"{page.visit.path}: {address}"
        for form in re.findall(
            r"<form\b(?![^>]*method=\"post\").*?</form>", page.body, re.DOTALL | re.IGNORECASE
        ):
            assert "password" not in form and "csrf_token" not in form, page.visit.path


@pytest.mark.asvs("14.3.2", "14.2.2")
def test_pages_of_people_are_stored_nowhere(crawled: tuple[list[Page], Database]) -> None:
    """Neither in the browser nor on the way. Red when headers say no-store on /account only."""
    for page in crawled[0]:
        wanted = "no-store" if page.visit.person else "no-cache"
        assert wanted in page.headers["Cache-Control"], page.visit.path
        assert "Cookie" in page.headers["Vary"], page.visit.path


@pytest.mark.asvs("7.4.4")
def test_the_way_out_is_on_every_page_of_people(crawled: tuple[list[Page], Database]) -> None:
    """Red when the utility bar is left out of a layout."""
    ways = [
        page.visit.path for page in crawled[0] if page.visit.person and 'action="/sign-out"' not in page.body
    ]
    assert not ways, "no button to sign out"


@pytest.mark.asvs("15.3.1")
def test_no_page_carries_what_it_does_not_need(crawled: tuple[list[Page], Database]) -> None:
    """No hash, seed or token on any page, and no address of a person for visitors.

    Red when a page of the public prints a row of the table of users as it is.
    """
    for page in crawled[0]:
        assert "$argon2" not in page.body, page.visit.path
        assert not re.search(r"\b[0-9a-f]{64}\b", page.body), page.visit.path
        if not page.visit.person and page.visit.endpoint != "accounts.sign_in":
            assert "@demo.example" not in page.body, page.visit.path


@pytest.mark.asvs("1.4.3")
def test_every_connection_is_given_back(crawled: tuple[list[Page], Database]) -> None:
    """After all these pages no session holds one. Red when the gate does not close the session of a request."""
    assert crawled[1].primary.pool.checkedout() == 0  # type: ignore[attr-defined]


def _first(rule: Rule, name: str) -> object:
    """The first word that a part of an address may be, 1 for numbers."""
    return next(iter(getattr(rule._converters[name], "items", [1])))


@pytest.mark.asvs("4.1.1")
def test_every_answer_says_what_it_is(app: Flask, client_as: SignIn, world: World) -> None:
    """Type and character set on every route and on errors. Red when a view answers bytes without a type."""
    admin = client_as("admin")
    values = {"code": "tptw", "year": 2025, "member": "HN", "indicator": "GRDP_GROWTH", "period": "mid-year"}
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or rule.endpoint.endswith("static"):
            continue
        arguments = {name: values.get(name, _first(rule, name)) for name in rule.arguments}
        path = app.url_map.bind("localhost").build(rule.endpoint, arguments, method="GET")
        answer = get(admin, path)
        kind = answer.headers.get("Content-Type", "")
        assert KIND.fullmatch(kind), f"{path}: {kind}"


@pytest.mark.asvs("16.5.2")
def test_without_a_database_visitors_are_told_and_the_process_lives(app: Flask, world: World) -> None:
    """Red when the error handler for Unavailable is not registered, and a stack trace comes instead."""
    app.extensions["emulation.database"] = Database("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    client = app.test_client()
    assert get(client, "/healthz").status_code == 200
    assert get(client, "/readyz").status_code == 503
    page = get(client, "/")
    assert page.status_code in (500, 503)
    assert "psycopg" not in page.get_data(as_text=True)
