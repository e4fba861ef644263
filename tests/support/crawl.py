"""Every page of the demo as its readers get it, and what stands in its addresses."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient

from emulation.db import Database, unit_of_work
from emulation.queries.accounts import find_user_by_email
from emulation.services import sign_ins
from emulation.vocabulary.kinds import SignInLevel
from tests.support.pages import BASE
from tests.support.visits import Visit, visits

_ATTRIBUTE = re.compile(r'<([a-z]+)\b[^>]*?\s(href|src|action|formaction|srcset|poster|data)="([^"]*)"')


@dataclass(frozen=True)
class Page:
    """A page that was opened: by whom, and what came."""

    visit: Visit
    status: int
    body: str
    headers: dict[str, str]

    @property
    def addresses(self) -> list[tuple[str, str, str]]:
        """(element, attribute, address) of every address in the page."""
        return [(tag, name, html.unescape(value)) for tag, name, value in _ATTRIBUTE.findall(self.body)]


def signed_in(app: Flask, database: Database, email: str) -> FlaskClient:
    """A browser on which this person is signed in with a code; a visitor's for an empty address."""
    client = app.test_client()
    if email:
        with database.writing() as session, unit_of_work(session):
            user = find_user_by_email(session, email)
            assert user is not None, email
            now = app.extensions["emulation.clock"].now()
            entered = sign_ins.start(session, user=user, level=SignInLevel.CODE, device="", now=now)
        with client.session_transaction(base_url=BASE) as cookie:
            cookie.update(_user_id=entered.token, _fresh=True)
    return client


def pages(app: Flask, database: Database, stage: str) -> Iterator[Page]:
    """Each page of the demo's stage once, opened by the person who sees most of it."""
    clients: dict[str, FlaskClient] = {}
    with database.reading() as session:
        found = visits(app, session, stage)
    for visit in found:
        if visit.email not in clients:
            clients[visit.email] = signed_in(app, database, visit.email)
        answer = clients[visit.email].get(visit.path, base_url=BASE)
        yield Page(visit, answer.status_code, answer.get_data(as_text=True), dict(answer.headers))
