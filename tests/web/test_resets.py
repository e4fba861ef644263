"""Pages on which people get a forgotten password back."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from emulation.db import Database
from tests.factories.world import PASSWORD, World
from tests.support.links import ADDRESS, SENTENCE, SignIn, opened, sign_in
from tests.support.mail import letters_to, link_to
from tests.support.pages import BASE, get, hidden_of, submit, text_of


@pytest.mark.asvs("6.3.8")
def test_the_answer_is_the_same_for_every_address(app: Flask, world: World, database: Database) -> None:
    """Red when ask tells that nobody has the address."""
    answers = []
    for address in (ADDRESS, "khong.ai@example.org", "x", "a@b\u0000.org", "' OR 1=1 --"):
        visitor = app.test_client()
        answer = submit(visitor, "/reset", {"email": address})
        page = text_of(get(visitor, answer.location))
        answers.append((answer.status_code, answer.location, page, sorted(answer.headers.keys())))
    assert all(answer == answers[0] for answer in answers)
    assert answers[0][:2] == (302, "/reset/sent")
    assert len(letters_to(database, ADDRESS)) == 1
    assert letters_to(database, "khong.ai@example.org") == []


@pytest.mark.asvs("6.4.3")
def test_a_forgotten_password_is_replaced_by_mail(
    client: FlaskClient, client_as: SignIn, world: World, database: Database
) -> None:
    signed_in = client_as("officer.hn")
    assert "Quên mật khẩu?" in text_of(get(client, "/sign-in"))
    submit(client, "/reset", {"email": ADDRESS})
    form = opened(client, link_to(database, ADDRESS))
    assert form == "/reset/password"
    answer = submit(client, form, {"password": SENTENCE})
    assert (answer.status_code, answer.location) == (302, "/sign-in")
    assert get(client, "/account").status_code == 302, "nobody is signed in by a link"
    assert get(signed_in, "/account").status_code == 302, "and everybody is signed out"
    assert [letter.subject for letter in letters_to(database, ADDRESS)][-1] == "Mật khẩu vừa được đổi"
    assert sign_in(client, ADDRESS, PASSWORD).status_code == 422
    assert sign_in(client, ADDRESS, SENTENCE).status_code == 302


@pytest.mark.asvs("6.4.3", "6.3.4")
def test_a_reset_does_not_stand_for_the_one_time_code(
    client: FlaskClient, world: World, database: Database
) -> None:
    """A secretary proves the new password and still stands before the code. Red when complete_reset signs in."""
    submit(client, "/reset", {"email": "secretary.hn@example.org"})
    submit(client, opened(client, link_to(database, "secretary.hn@example.org")), {"password": SENTENCE})
    answer = sign_in(client, "secretary.hn@example.org", SENTENCE)
    assert (answer.status_code, answer.location) == (302, "/sign-in/set-up")
    assert get(client, "/my-work").status_code == 302


@pytest.mark.asvs("4.1.3", "15.3.4")
@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host", "X-Forwarded-Server", "Forwarded"])
def test_the_link_never_names_the_host_that_a_visitor_sends(
    client: FlaskClient, world: World, database: Database, header: str
) -> None:
    """The letter holds a mark that the sender fills from the settings. Red when it is made with url_for(_external)."""
    value = "host=evil.example" if header == "Forwarded" else "evil.example"
    fields = hidden_of(client, "/reset") | {"email": ADDRESS}
    client.post("/reset", data=fields, base_url=BASE, headers={header: value})
    for letter in letters_to(database, ADDRESS):
        assert "evil.example" not in letter.body
        assert "{site}/reset/" in letter.body


@pytest.mark.asvs("2.4.1", "6.3.1")
def test_letters_to_one_address_are_few_and_the_answer_stays_the_same(
    app: Flask, world: World, database: Database
) -> None:
    """Three an hour. Red without the counter of the address in ask."""
    for _time in range(5):
        visitor = app.test_client()
        assert submit(visitor, "/reset", {"email": ADDRESS}).location == "/reset/sent"
    assert len(letters_to(database, ADDRESS)) == 3


@pytest.mark.asvs("2.4.1", "6.3.1")
def test_one_network_asks_only_so_often(app: Flask, world: World, database: Database) -> None:
    """Ten an hour, for whatever addresses; forwarded addresses of strangers do not count."""
    statuses = []
    for number in range(12):
        visitor = app.test_client()
        fields = hidden_of(visitor, "/reset") | {"email": f"nguoi{number}@example.org"}
        forwarded = {"X-Forwarded-For": f"10.0.0.{number}"}
        answer = visitor.post("/reset", data=fields, base_url=BASE, headers=forwarded)
        statuses.append(answer.status_code)
    assert statuses == [302] * 10 + [429] * 2
    assert int(answer.headers["Retry-After"]) > 0
