"""Controls that stand behind another one: each is tried alone, so that none of them can go unnoticed."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import DateTime, text
from sqlalchemy.engine import default
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from emulation.db import SEALED_MARK, Database, unit_of_work
from emulation.models import Base
from emulation.models.accounts import User
from emulation.models.types import UtcDateTime
from emulation.queries.accounts import get_user
from emulation.services import sign_ins
from emulation.vocabulary.kinds import SignInLevel
from tests.factories import pledges
from tests.factories.world import PASSWORD, World
from tests.support.pages import get, submit

SignIn = Callable[[str], FlaskClient]
LIMITS = sign_ins.Limits(timedelta(minutes=30), timedelta(hours=12))


@pytest.mark.asvs("7.4.2", "7.2.1")
def test_a_disabled_person_is_nobody_even_while_a_sign_in_lives(session: Session, world: World) -> None:
    """Closing an account ends its sign-ins; should one be left, it opens nothing.

    Red when recognise does not look at disabled_at.
    """
    user = get_user(session, world.users["officer.hn"])
    entered = sign_ins.start(session, user=user, level=SignInLevel.CODE, device="", now=world.now)
    assert sign_ins.recognise(session, token=entered.token, now=world.now, limits=LIMITS) is not None
    user.disabled_at = world.now
    session.flush()
    assert sign_ins.recognise(session, token=entered.token, now=world.now, limits=LIMITS) is None


@pytest.mark.asvs("16.5.3", "3.5.3")
def test_a_session_for_reading_cannot_write(database: Database, world: World) -> None:
    """Whatever a page that is read tries, the database refuses. Red when _begin_sqlite leaves query_only OFF."""
    with database.reading() as session, pytest.raises(DBAPIError):
        session.execute(text("UPDATE cluster SET contact = 'x'"))
    with database.reading() as session:
        session.add(User(email="x@y.z", full_name="x", sort_key="x", search_text="x"))
        with pytest.raises(DBAPIError):
            session.flush()


@pytest.mark.asvs("3.3.4", "3.3.2", "7.2.2")
def test_the_cookie_of_a_sign_in_is_out_of_reach(client: FlaskClient, world: World) -> None:
    """Scripts and foreign pages do not get it. Red when SESSION_COOKIE_HTTPONLY is False."""
    answer = submit(client, "/sign-in", {"email": "officer.hn@example.org", "password": PASSWORD})
    (cookie,) = [
        line for line in answer.headers.getlist("Set-Cookie") if line.startswith("__Host-emulation=")
    ]
    parts = {part.strip() for part in cookie.split(";")[1:]}
    assert {"HttpOnly", "Secure", "SameSite=Lax", "Path=/"} <= parts
    assert not [part for part in parts if part.startswith("Domain")]


@pytest.mark.asvs("1.2.1", "1.1.2")
def test_text_of_people_is_text_on_pages(client_as: SignIn, world: World, database: Database) -> None:
    """A name full of signs is shown as it is written. Red when autoescape is off."""
    with database.writing() as session:
        get_user(session, world.users["officer.hn"]).full_name = '"><script>zq7()</script>{{7*191919}}'
        session.commit()
    page = get(client_as("officer.hn"), "/account").get_data(as_text=True)
    assert "<script>zq7" not in page and "1343433" not in page
    assert "&lt;script&gt;zq7()&lt;/script&gt;{{7*191919}}" in page


@pytest.mark.asvs("8.4.1", "8.2.2")
def test_a_cluster_that_is_not_public_does_not_exist_for_strangers(
    client: FlaskClient, client_as: SignIn, world: World, database: Database
) -> None:
    """Neither for visitors nor for people of another cluster. Red when the gate asks only whether it exists."""
    with database.writing() as session:
        session.execute(text("UPDATE cluster SET is_public = false WHERE code = 'tptw'"))
        session.commit()
    nowhere = get(client, "/clusters/khong-co")
    for stranger in (client, client_as("outsider")):
        answer = get(stranger, "/clusters/tptw")
        assert (answer.status_code, nowhere.status_code) == (404, 404)
    assert get(client_as("officer.hn"), "/clusters/tptw").status_code == 200
    assert get(client_as("admin"), "/clusters/tptw").status_code == 200


@pytest.mark.asvs("16.2.2")
def test_every_moment_is_kept_in_utc() -> None:
    """No column takes a moment without its zone. Red when a table gets a plain DateTime."""
    columns = [column for table in Base.metadata.sorted_tables for column in table.columns]
    moments = [column for column in columns if isinstance(column.type, DateTime | UtcDateTime)]
    assert moments and all(isinstance(column.type, UtcDateTime) for column in moments)
    with pytest.raises(ValueError):
        UtcDateTime().process_bind_param(datetime(2025, 10, 15), default.DefaultDialect())


@pytest.mark.asvs("16.3.4")
def test_an_unexpected_error_is_logged_with_the_reference_that_the_reader_sees(
    app: Flask,
    client: FlaskClient,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Red when the error page is shown and nobody is told."""

    def broken(**_values: object) -> str:
        raise ZeroDivisionError("broken on purpose")

    broken.action = app.view_functions["home.index"].action  # type: ignore[attr-defined, union-attr]
    monkeypatch.setitem(app.view_functions, "home.index", broken)
    page = get(client, "/").get_data(as_text=True)
    (record,) = [one for one in caplog.records if one.exc_info]
    reference = record.getMessage().split()[1]
    assert len(reference) == 8 and reference in page
    assert record.getMessage().endswith("on GET /")


@pytest.mark.asvs("16.4.1")
def test_an_address_begins_no_line_of_the_log(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Red when the address is logged as it came: whoever sends a line end writes a line of the log."""

    def broken(**_values: object) -> str:
        raise ZeroDivisionError("broken on purpose")

    broken.action = app.view_functions["accounts.open_reset"].action  # type: ignore[attr-defined, union-attr]
    monkeypatch.setitem(app.view_functions, "accounts.open_reset", broken)
    assert get(client, "/reset/x%0D%0AERROR%20error%200%20%1B[2Jforged").status_code == 500
    (record,) = [one for one in caplog.records if one.exc_info]
    assert record.getMessage().endswith("on GET /reset/x%0D%0AERROR%20error%200%20%1B%5B2Jforged")
    assert not [one for one in caplog.records if re.search(r"[\r\n\x1b]", one.getMessage())]


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET reason = 'x'", "DELETE FROM audit_event"])
def test_the_trail_is_only_added_to(world: World, statement: str) -> None:
    """The database itself refuses, whoever asks. Red when audit_event leaves the list ONLY_ADDED."""
    with world.database.writing() as session, unit_of_work(session):
        pledges.draft(session, world, "HP")
    with world.database.writing() as session, pytest.raises(DBAPIError, match=SEALED_MARK):
        session.execute(text(statement))
