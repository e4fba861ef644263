"""Guessing passwords: slowed down for the guesser, never for the owner, and it teaches nothing."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from emulation.db import Database
from emulation.gateways import passwords
from emulation.models.accounts import User
from tests.factories.world import PASSWORD, World
from tests.support.pages import BASE, get, hidden_of, submit, text_of
from tests.support.phones import Moving, give_phone
from tests.support.sizes import FULL

VICTIM, NOBODY = "officer.hn@example.org", "khong.ai@example.org"


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The hashes against which a password was really tried."""
    tried: list[str] = []
    real = passwords.matches

    def watched(stored: str, password: str) -> bool:
        tried.append(stored)
        return bool(real(stored, password))

    monkeypatch.setattr(passwords, "matches", watched)
    yield tried


def guess(app: Flask, fields: dict[str, str], client: FlaskClient, number: int, email: str) -> int:
    """One try from an address of its own, with a forwarded address that changes too."""
    answer = client.post(
        "/sign-in",
        data=fields | {"email": email, "password": f"đoán lần {number}"},
        base_url=BASE,
        environ_base={"REMOTE_ADDR": f"198.51.{number // 250}.{number % 250 + 1}"},
        headers={"X-Forwarded-For": f"203.0.113.{number % 250}"},
    )
    return answer.status_code


@pytest.mark.asvs("2.4.1", "6.3.1")
@pytest.mark.parametrize(("email", "guesses"), [(VICTIM, 1000), (NOBODY, 1000 if FULL else 100)])
def test_of_a_thousand_guesses_twenty_are_looked_at_and_the_owner_gets_in(
    app: Flask, world: World, hashed: list[str], email: str, guesses: int
) -> None:
    """From a thousand addresses, a hundred for nobody's. The owner's browser is known: it has its own counter.

    Red when `counters_of_sign_in` leaves out the account (1,000 are looked at), or the known browser (the owner waits).
    """
    owner = app.test_client()
    assert submit(owner, "/sign-in", {"email": VICTIM, "password": PASSWORD}).status_code == 302
    submit(owner, "/account/password", {}, action="/sign-out")
    hashed.clear()
    guesser = app.test_client()
    fields = hidden_of(guesser, "/sign-in")
    statuses = [guess(app, fields, guesser, number, email) for number in range(guesses)]
    assert len(hashed) == 20
    assert statuses == [422] * 20 + [429] * (guesses - 20)
    assert submit(owner, "/sign-in", {"email": VICTIM, "password": PASSWORD}).status_code == 302


def test_one_address_uses_up_its_own_tries_only(app: Flask, world: World) -> None:
    """After eleven guesses from one network the account still has tries left for strangers elsewhere."""
    guesser, stranger = app.test_client(), app.test_client()
    for _ in range(30):
        last = submit(guesser, "/sign-in", {"email": VICTIM, "password": "sai"})
    assert (last.status_code, last.headers["Retry-After"]) == (429, "900")
    stranger.environ_base["REMOTE_ADDR"] = "203.0.113.77"
    assert submit(stranger, "/sign-in", {"email": VICTIM, "password": PASSWORD}).status_code == 302


def test_the_counters_open_again(app: Flask, world: World) -> None:
    clock, client = Moving.of(app), app.test_client()
    for _ in range(11):
        last = submit(client, "/sign-in", {"email": VICTIM, "password": "sai"})
    assert last.status_code == 429
    clock.go_on(minutes=15)
    assert submit(client, "/sign-in", {"email": VICTIM, "password": PASSWORD}).status_code == 302


def test_right_passwords_do_not_count(app: Flask, world: World) -> None:
    """A whole office behind one address signs in every morning."""
    for _ in range(25):
        client = app.test_client()
        assert submit(client, "/sign-in", {"email": VICTIM, "password": PASSWORD}).status_code == 302


@pytest.mark.asvs("6.3.1")
def test_a_stolen_known_browser_is_slowed_down_too(app: Flask, world: World, hashed: list[str]) -> None:
    client = app.test_client()
    submit(client, "/sign-in", {"email": VICTIM, "password": PASSWORD})
    submit(client, "/account/password", {}, action="/sign-out")
    hashed.clear()
    for _ in range(40):
        submit(client, "/sign-in", {"email": VICTIM, "password": "sai"})
    assert len(hashed) == 10


@pytest.mark.asvs("6.3.1", "6.6.3")
def test_of_a_thousand_codes_ten_are_looked_at_and_the_owner_gets_in(
    app: Flask, world: World, database: Database
) -> None:
    """Whoever knows the password guesses codes, in a new sign-in each time."""
    phone, clock = give_phone(database, world, "admin"), Moving.of(app)
    admin = {"email": "admin@example.org", "password": PASSWORD}
    owner = app.test_client()
    submit(owner, "/sign-in", admin)
    submit(owner, "/sign-in/code", {"code": phone.code(clock.moment)})
    submit(owner, "/account/password", {}, action="/sign-out")
    statuses = []
    for _ in range(3):
        guesser = app.test_client()
        submit(guesser, "/sign-in", admin)
        statuses += [submit(guesser, "/sign-in/code", {"code": "000000"}).status_code for _ in range(10)]
    assert statuses == [422] * 10 + [429] * 20
    clock.go_on(minutes=1)
    submit(owner, "/sign-in", admin)
    assert submit(owner, "/sign-in/code", {"code": phone.code(clock.moment)}).status_code == 302


@pytest.mark.asvs("6.3.1")
def test_unknown_people_get_the_same_body_status_and_work(
    app: Flask, world: World, hashed: list[str]
) -> None:
    """Before and after the counter is full. Red when sign_in returns before the hash runs, or says why it refused."""
    with app.extensions["emulation.database"].writing() as session:
        closed = session.get(User, world.users["leader.hn"])
        assert closed is not None
        closed.disabled_at = world.now
        session.commit()
    pages = {}
    for email in (VICTIM, NOBODY, "leader.hn@example.org"):
        hashed.clear()
        password = PASSWORD if email.startswith("leader") else "sai"
        client = app.test_client()
        answers = [submit(client, "/sign-in", {"email": email, "password": password}) for _ in range(11)]
        assert len(hashed) == 10
        pages[email] = [
            (answer.status_code, sorted(answer.headers.keys()), _bare(text_of(answer), email))
            for answer in (answers[0], answers[-1])
        ]
    assert pages[VICTIM] == pages[NOBODY] == pages["leader.hn@example.org"]
    assert [status for status, *_ in pages[NOBODY]] == [422, 429]


def _bare(text: str, email: str) -> str:
    """The page without what was typed and without one-time values."""
    return re.sub(r'value="[^"]*"', "", text.replace(email, ""))


@pytest.mark.asvs("16.3.1")
def test_a_refused_sign_in_is_logged_without_a_name(
    app: Flask, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """People type passwords into the first field: it is not repeated."""
    submit(app.test_client(), "/sign-in", {"email": "mat khau cua toi", "password": "sai"})
    (line,) = [record.getMessage() for record in caplog.records if "sign-in refused" in record.getMessage()]
    assert line == "sign-in refused: wrong address or password, from 127.0.0.1"


def test_get_is_never_counted(app: Flask, world: World) -> None:
    client = app.test_client()
    assert {get(client, "/sign-in").status_code for _ in range(150)} == {200}
