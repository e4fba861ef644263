"""The auditor reads every page of the cluster and changes nothing: generated over all routes."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from emulation.db import Database, unit_of_work
from emulation.rules.access import GRANTS
from emulation.vocabulary.actions import Action
from emulation.vocabulary.kinds import Role
from tests.conftest import fingerprint, token_of
from tests.factories import full_year
from tests.factories.delegations import granted
from tests.factories.world import World
from tests.support.pages import BASE, text_of

SignIn = Callable[[str], FlaskClient]
#: Pages of a pledge or a target that has to stand there: the year is filled for Hà Nội.
OF_FILLED = ("pledges.check", "pledges.review", "pledges.target")
#: What everybody does for themselves.
OWN = frozenset({Action.PAGE_READ, Action.ACCOUNT_EDIT, Action.ACCOUNT_SECURE, Action.WORK_READ})
#: What anybody may, signed in or not: a comment to a consultation is heard as a citizen's.
EVERYBODYS = {Action.COMMENT_SEND}


@pytest.fixture
def filled(world: World) -> World:
    """A year with one record of every kind, so that addresses lead somewhere."""
    with world.database.writing() as session:
        full_year.fill(session, world)
        session.commit()
    with world.database.writing() as session, unit_of_work(session):
        granted(session, world)
    return world


def address(app: Flask, rule: Rule, world: World) -> str:
    """An address of this route: records of HP where there are some, else the first of their kind."""
    known: dict[str, Any] = {"code": "tptw", "year": 2025, "member": "HP", "period": "mid-year"}
    known |= {"indicator": "GRDP_GROWTH", "user_id": world.users["officer.hp"], "step": "submit"}
    known |= {"member": "HN"} if rule.endpoint in OF_FILLED else {}
    values = {}
    for name in rule.arguments:
        choices = getattr(rule._converters[name], "items", None)
        values[name] = sorted(choices)[0] if choices else known.get(name, 1)
    method = "POST" if "POST" in (rule.methods or ()) else "GET"
    return app.url_map.bind("localhost").build(rule.endpoint, values, method=method)


def action_of(app: Flask, rule: Rule) -> Action | None:
    return getattr(app.view_functions[rule.endpoint], "action", None)


@pytest.mark.asvs("8.2.1", "8.3.1")
def test_an_auditor_changes_nothing_anywhere(
    app: Flask, client_as: SignIn, filled: World, database: Database
) -> None:
    """But for themselves, and as anybody. Red when AUDITOR joins any writing grant in rules/access.py."""
    client, sent = client_as("auditor"), 0
    token = token_of(client, "/account")
    before = fingerprint(database)
    for rule in app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()) or action_of(app, rule) in {*OWN, *EVERYBODYS}:
            continue
        path = address(app, rule, filled)
        data = {"csrf_token": token, "version": "1", "reason": "Một lý do đủ dài"}
        answer = client.post(path, data=data, base_url=BASE)
        assert answer.status_code in (403, 404), f"{path}: {answer.status}"
        assert fingerprint(database) == before, f"{path} changed something"
        sent += 1
    assert sent > 50


#: Pages of a published ranking, which this year has not.
ONCE_PUBLISHED = {
    "why.public",
    "briefs.summary",
    "briefs.summary_paper",
    "analysis.published",
    "analysis.published_file",
    "analysis.published_paper",
}


def test_an_auditor_reads_every_reading_page(app: Flask, client_as: SignIn, filled: World) -> None:
    """Every page whose action reads. Red when AUDITOR leaves the grant of any reading action."""
    client, seen = client_as("auditor"), 0
    for rule in app.url_map.iter_rules():
        action = action_of(app, rule)
        if "GET" not in (rule.methods or ()) or action is None or not action.value.endswith(":read"):
            continue
        if rule.arguments - {"code", "year", "member", "period", "indicator", "user_id"}:
            continue
        if rule.endpoint in ONCE_PUBLISHED:
            continue
        years = "?year=2025" if rule.endpoint == "home.switch_year" else ""
        answer = client.get(address(app, rule, filled) + years, base_url=BASE)
        assert answer.status_code in (200, 302), f"{rule}: {text_of(answer)[:300]}"
        seen += 1
    assert seen > 25


@pytest.mark.parametrize("action", [action for action in Action if action.value.endswith(":read")])
def test_every_reading_action_is_the_auditors_too(action: Action) -> None:
    assert any(grant.role in (None, Role.AUDITOR) for grant in GRANTS[action])
