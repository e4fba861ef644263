"""Requests that no honest browser sends: doubled, misplaced, twice encoded, for another host (rows 30, 32, 78, 79)."""

import json
from itertools import product
from urllib.parse import quote, urlsplit

import pytest
from flask.testing import FlaskClient

from emulation.db import Database
from tests.conftest import fingerprint
from tests.factories.world import PASSWORD, World
from tests.matrix.cast import BY_NAME
from tests.matrix.places import places_of
from tests.matrix.test_fields import rows_of
from tests.matrix.test_matrix import _doer, posts
from tests.matrix.test_texts import pages
from tests.matrix.walk import Walk
from tests.support.pages import BASE, submit
from tests.support.sizes import some
from tests.support.snapshots import Snapshot

#: Fields that may come several times by design: each value is one choice.
MANY = frozenset({"vices", "proposals", "ties", "approvers", "refused"})
BEFORE = (
    "",
    "/",
    "//",
    "///",
    "\\",
    "/\\",
    "\\/",
    "/\t/",
    "/%09/",
    "/%5c",
    "/%2f",
    "http:",
    "http:/",
    "https://",
)
AFTER = (
    "evil.example",
    "evil.example/clusters",
    "localhost@evil.example",
    "evil.example#localhost",
    "evil.example?/x",
)
SCHEMES = (
    "javascript:alert(1)",
    "data:text/html,x",
    "java\nscript:alert(1)",
    "vbscript:x",
    "mailto:a@evil.example",
)
BREAKS = tuple(f"/{gap}/evil.example" for gap in ("\r", "\n", "\r\n", "\x00", "\u2028", " ", "\u3002", "."))
NEXT = [a + b for a, b in product(BEFORE, AFTER)] + list(SCHEMES) + list(BREAKS)
NEXT += [quote(one, safe="") for one in NEXT] + [one.upper() for one in NEXT[:70]]
ENCODED = (
    "%2548P",
    "H%2550",
    "%C0%AE%C0%AE",
    "HP%00",
    "..%252f..%252fetc",
    "%252e%252e",
    "HP%0a",
    "%F0%9F",
    "H\u0301P",
)


def leads_away(location: str) -> bool:
    """Whether a browser that ignores controls and turns slashes would leave us."""
    plain = "".join(letter for letter in location if ord(letter) > 32).replace("\\", "/")
    return (
        plain.startswith("//")
        or urlsplit(plain).netloc not in ("", "localhost")
        or ":" in plain.split("/")[0]
    )


@pytest.mark.asvs("3.7.2")
def test_no_address_of_others_is_followed(client: FlaskClient, world: World, on_sqlite: None) -> None:
    """Over 200 addresses at the sign-in. Red when own_path is left out of _onward in web/accounts/views.py."""
    assert len(NEXT) > 200
    for address in NEXT:
        answer = submit(
            client,
            "/sign-in",
            {"email": "officer.hn@example.org", "password": PASSWORD},
            action=f"/sign-in?next={quote(address, safe='')}",
        )
        if "\0" in address:  # names nothing, wherever it would lead
            assert answer.status_code == 404, address
            continue
        assert answer.status_code == 302, f"{address!r}: {answer.status_code}"
        assert not leads_away(answer.headers["Location"]), (
            f"{address!r} leads to {answer.headers['Location']}"
        )
        client.delete_cookie(client.application.config["SESSION_COOKIE_NAME"], domain="localhost")


@pytest.mark.asvs("15.3.7", "2.2.2", "4.1.1")
def test_the_first_of_two_values_counts_and_other_spellings_do_not(
    ready: Walk, on_sqlite: None, database: Database
) -> None:
    """Every second form: doubled fields, `name[]`, JSON. Red when a view reads request.values."""
    for door in some(posts(ready), every=2):
        ready.prepare(door)
        who, place = _doer(ready, door)
        fields, snapshot = ready.form(door, who, place), Snapshot(database)
        path, before = ready.address(door, who, place), fingerprint(database)
        doubled = [*fields, *((name, "7") for name, _value in fields if name not in MANY)]
        spelled = [*fields, *((f"{name}[]", "7") for name, _value in fields)]
        outcomes = []
        for sent in (fields, doubled, spelled):
            answer = ready.asker.ask(who.person, "POST", path, sent)
            outcomes.append((answer.status_code, rows_of(database, door)))
            snapshot.restore()
        assert outcomes[1] == outcomes[0], f"{door.name}: a second value counted: {outcomes[1][0]}"
        assert outcomes[2] == outcomes[0], f"{door.name}: name[] counted"
        answer = ready.app.test_client(use_cookies=False).post(
            path,
            data=json.dumps(dict(fields)),
            content_type="application/json",
            headers={"Cookie": ready.asker.passes[who.person].cookie},
            base_url=BASE,
        )
        assert answer.status_code == 400, f"{door.name} took JSON: {answer.status_code}"
        assert fingerprint(database) == before, door.name


@pytest.mark.asvs("1.1.1")
def test_what_is_encoded_twice_names_nothing(ready: Walk, on_sqlite: None) -> None:
    """Members, clusters, steps and files by twice encoded, overlong and decomposed names.

    Each part of an address meets a third of them, in turn; with FULL=1 all.
    """
    tried = 0
    for number, door in enumerate(pages(ready)):
        who = BY_NAME["chair"]
        rule = ready.rule(door)
        if not {"code", "member", "indicator", "step", "period"} & rule.arguments:
            continue
        path = ready.address(door, who, places_of(rule, door, who)[0]).split("?")[0]
        parts = [one for one in path.split("/") if one in ("tptw", "HP", "GRDP_GROWTH", "submit", "mid-year")]
        for turn, part in enumerate(parts, start=number):
            for word in some(ENCODED, every=3, turn=turn):
                answer = ready.asker.ask(who.person, "GET", path.replace(f"/{part}", f"/{word}", 1))
                assert answer.status_code in (400, 403, 404), f"{path} with {word}: {answer.status_code}"
                tried += 1
    assert tried > 500


@pytest.mark.asvs("4.1.3")
def test_the_host_of_a_request_is_written_nowhere(ready: Walk, on_sqlite: None) -> None:
    """Red when a page or a redirect uses _external=True or request.host_url."""
    client = ready.app.test_client(use_cookies=False)
    for door in pages(ready):
        who = BY_NAME["chair"]
        path = ready.address(door, who, places_of(ready.rule(door), door, who)[0])
        headers = {"Cookie": ready.asker.passes[who.person].cookie, "X-Forwarded-Host": "evil.example"}
        answer = client.get(path, headers=headers, base_url="https://evil.example")
        assert "evil.example" not in answer.get_data().decode("utf-8", "replace") + answer.headers.get(
            "Location", ""
        ), door.name
