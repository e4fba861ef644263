"""Acceptance 2, second half: no form without its token, and no page that changes anything (G4; rows 28, 29)."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from emulation.db import Database
from emulation.models.sign_ins import SignIn
from emulation.vocabulary.clock import FixedClock
from tests.conftest import NOW
from tests.matrix.asking import NOTED, watched
from tests.matrix.cast import BY_NAME
from tests.matrix.places import places_of
from tests.matrix.routes import ROUTES
from tests.matrix.test_matrix import _doer
from tests.matrix.walk import Walk
from tests.support.pages import text_of
from tests.support.sizes import some

READERS = ("public", "officer", "chair", "admin", "outsider")


@pytest.mark.asvs("3.5.1")
def test_a_form_without_its_own_fresh_token_is_refused(
    ready: Walk, on_sqlite: None, app: Flask, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every route that takes a POST, signing in and out included.

    Red when WTF_CSRF_CHECK_DEFAULT is off; without CSRFProtect no page with a form opens at all.
    """
    tried = 0
    for door in ROUTES:
        if "POST" not in (ready.rule(door).methods or ()):
            continue
        ready.prepare(door)
        who, place = _doer(ready, door)
        fields = [pair for pair in ready.form(door, who, place) if pair[0] != "csrf_token"]
        path, other = ready.address(door, who, place), ready.asker.passes["officer.dn"].token
        own = ready.asker.passes[who.person].token
        for kind, token, limit in (("none", "", None), ("foreign", other, None), ("expired", own, -1)):
            sent = [("csrf_token", token), *fields] if token else fields
            with watched(database) as written, monkeypatch.context() as patch:
                if limit is not None:
                    patch.setitem(app.config, "WTF_CSRF_TIME_LIMIT", limit)
                answer = ready.asker.ask(who.person, "POST", path, sent, token=False)
            assert answer.status_code == 400, f"{door.name} with {kind} token: {answer.status_code}"
            assert "<main" in text_of(answer)
            assert not set(written) - {"sign_in"}, f"{door.name} with {kind} token wrote to {written}"
            tried += 1
    print(f"TOKENS {tried} requests refused")


@pytest.mark.asvs("3.5.3")
def test_reading_changes_nothing_but_when_somebody_was_seen(
    ready: Walk, on_sqlite: None, app: Flask, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every page twice by GET and once by HEAD, two minutes after signing in, as every third reader in turn.

    Red when accounts.account writes.
    """
    monkeypatch.setitem(app.extensions, "emulation.clock", FixedClock(NOW + timedelta(minutes=2)))
    with database.reading() as session:
        before = session.execute(select(SignIn.token_hash, SignIn.created_at, SignIn.ended_at)).all()
    for number, door in enumerate(ROUTES):
        rule = ready.rule(door)
        if "GET" not in (rule.methods or ()):
            continue
        for name in some(READERS, every=3, turn=number):
            who = BY_NAME[name]
            path = ready.address(door, who, places_of(rule, door, who)[0])
            with watched(database) as written:
                for method in ("GET", "GET", "HEAD"):
                    ready.asker.ask(who.person, method, path)
            assert set(written) <= NOTED, f"{door.name} as {name} wrote to {set(written)}"
    with database.reading() as session:
        after = session.execute(select(SignIn.token_hash, SignIn.created_at, SignIn.ended_at)).all()
    assert sorted(map(tuple, before)) == sorted(map(tuple, after))
