"""Who asks: every kind of person there is, each with the cookie of a device on which they are signed in.

A new kind of person is one line of CAST (and a word in the table of oracle.py). Whoever is disabled, and whoever
proved a password only though their roles ask for a code ("half"), may what the public may.
"""

from dataclasses import dataclass
from datetime import datetime
from http.cookies import SimpleCookie

from flask import Flask
from sqlalchemy import update

from emulation.db import Database, unit_of_work
from emulation.models.accounts import User
from emulation.queries.accounts import find_user_by_email
from emulation.services import sign_ins
from emulation.vocabulary.kinds import SignInLevel
from tests.conftest import token_of

HERE, THERE = "tptw", "bac"


@dataclass(frozen=True)
class Identity:
    """A person: what they are (the words of the oracle), the address before @, their member and cluster."""

    name: str
    kind: str
    person: str = ""
    member: str = ""
    cluster: str = ""
    level: SignInLevel = SignInLevel.CODE


CAST = (
    Identity("public", "public"),
    Identity("gone", "public", "gone.hp"),
    Identity("half", "public", "secretary2.hn", level=SignInLevel.PASSWORD),
    Identity("officer", "officer", "officer.hp", "HP", HERE),
    Identity("leader", "leader", "leader.hp", "HP", HERE),
    Identity("chair", "chair", "secretary.hn", "HN", HERE),
    Identity("chairlead", "chairlead", "leader.hn", "HN", HERE),
    Identity("vice", "vice", "secretary.hcm", "HCM", HERE),
    Identity("vicelead", "vicelead", "leader.hcm", "HCM", HERE),
    Identity("secretary", "secretary", "secretary.hp", "HP", HERE),
    Identity("council", "council", "council.hn", "HN", HERE),
    Identity("teller", "teller", "teller", "", HERE),
    Identity("auditor", "auditor", "auditor", "", HERE),
    Identity("admin", "admin", "admin"),
    Identity("outsider", "chair", "secretary.na", "NA", THERE),
)
BY_NAME = {who.name: who for who in CAST}
LEVELS = {who.person: who.level for who in CAST}


@dataclass(frozen=True)
class Pass:
    """What a browser of this person sends: the cookie, and the token of its forms."""

    cookie: str
    token: str


def passes(app: Flask, database: Database, people: set[str], now: datetime) -> dict[str, Pass]:
    """A signed-in device with a form token for every person; "" is a visitor. "gone" is disabled afterwards."""
    found = {person: _pass(app, database, person, now) for person in sorted(people)}
    with database.writing() as session:
        session.connection().execute(
            update(User).where(User.email == "gone.hp@example.org").values(disabled_at=now)
        )
        session.commit()
    return found


def _pass(app: Flask, database: Database, person: str, now: datetime) -> Pass:
    client = app.test_client()
    if person:
        with database.writing() as session, unit_of_work(session):
            user = find_user_by_email(session, f"{person}@example.org")
            assert user is not None, person
            level = LEVELS.get(person, SignInLevel.CODE)
            entered = sign_ins.start(session, user=user, level=level, device="", now=now)
        with client.session_transaction(base_url="https://localhost") as cookie:
            cookie.update(_user_id=entered.token, _fresh=True)
    token = token_of(client, "/preferences")
    name = app.config["SESSION_COOKIE_NAME"]
    kept = client.get_cookie(name, domain="localhost")
    assert kept is not None
    crumbs: SimpleCookie = SimpleCookie({name: kept.value})
    return Pass(crumbs.output(header="", sep=";").split(";")[0].strip(), token)
