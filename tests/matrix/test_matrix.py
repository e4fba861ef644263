"""Acceptance 1: every route × person × place × method, against an oracle written by hand (G1, G2; rows 56–60)."""

from collections import Counter

import pytest
from flask import Flask

from emulation.db import Database
from emulation.vocabulary.states import Phase
from tests.conftest import KINDS, fingerprint
from tests.matrix.cast import BY_NAME, CAST, Identity
from tests.matrix.routes import ROUTES, Door
from tests.matrix.walk import Walk, find_doer, other_methods, set_ground, walk
from tests.support.sizes import FULL

pytestmark = pytest.mark.asvs("8.1.1", "8.2.1", "8.2.2", "8.3.1", "8.4.1")
#: Who tries the methods that an address does not take: one of them at every third door, with FULL=1 all at all.
OTHERS = ("public", "chair", "admin")
SAMPLE = ("public", "officer", "chair", "outsider", "auditor")
#: What may still be written about a closed year: later figures, corrections, decisions and their aftermath.
STILL_OPEN = frozenset({"scores.correct", "awards.conference_record", "awards.conference_save"})


def test_every_route_is_declared_and_every_line_has_its_route(app: Flask) -> None:
    """Red when a line of ROUTES is removed, and when a route is."""
    declared, known = {door.endpoint for door in ROUTES}, {rule.endpoint for rule in app.url_map.iter_rules()}
    assert known - declared == set(), "add a line to tests/matrix/routes.py: door(endpoint, action)"
    assert declared - known == set(), "these routes are gone: remove their lines from tests/matrix/routes.py"
    doubled = [name for name, n in Counter(door.name for door in ROUTES).items() if n > 1]
    assert not doubled, doubled


@pytest.mark.asvs("6.3.4")
def test_whoever_lacks_the_code_comes_to_its_page_and_out_again(ready: Walk, on_sqlite: None) -> None:
    """The rest of "half" is the public's, line by line. Red when `_stand` in web/shell/login.py lets everybody in."""
    half = BY_NAME["half"].person
    for person, path, place in (
        (half, "/sign-in", "/sign-in/set-up"),
        (half, "/sign-in/code", "/sign-in"),
        (half, "/my-work", "/sign-in?next=/my-work"),
        (half, "/account/code", "/sign-in?next=/account/code"),
        ("", "/sign-in/set-up", "/sign-in"),
    ):
        answer = ready.asker.ask(person, "GET", path)
        assert (answer.status_code, answer.headers["Location"]) == (302, place), path
    assert ready.asker.ask(half, "GET", "/sign-in/set-up").status_code == 200
    assert ready.asker.ask(half, "POST", "/sign-out", []).headers["Location"] == "/"
    assert ready.asker.ask(half, "GET", "/sign-in/set-up").status_code == 302


def posts(ready: Walk) -> list[Door]:
    """The doors that write, and whose form this ground can make succeed."""
    return [door for door in ROUTES if door.accepted and "POST" in (ready.rule(door).methods or ())]


def test_nobody_comes_further_than_the_oracle_says(ready: Walk, on_sqlite: None) -> None:
    """Every route, person, place and method.

    Red when `gate` lets everybody in, when `require` in services/pledges.save or in the view of
    awards.conference_propose is removed, and when files.download asks no scope.
    """
    for number, door in enumerate(ROUTES):
        walk(ready, door, number=number)
        for name in OTHERS if FULL else OTHERS[number // 3 % 3 :][: number % 3 == 0]:
            other_methods(ready, door, BY_NAME[name])
    print(f"MATRIX {ready.asker.sent} requests, {len(ready.faults)} deviations, {len(CAST)} people")
    assert not ready.faults, f"{len(ready.faults)} deviations:\n" + "\n".join(ready.faults)
    missed = {door.name for door in posts(ready)} - ready.accepted
    assert not missed, f"no valid form of {missed} was accepted: its refusals prove little"
    assert ready.asker.sent >= 5000


@pytest.mark.parametrize("database", KINDS[1:], indirect=True)
def test_a_sample_holds_on_postgresql(ready: Walk, database: Database) -> None:
    """Every page as one of five people in turn, every sixth form as all five."""
    some = [BY_NAME[name] for name in SAMPLE]
    reading = [door for door in ROUTES if "GET" in (ready.rule(door).methods or ())]
    for number, door in enumerate(reading):
        walk(ready, door, some if FULL else some[number % len(some) :][:1])
    for door in posts(ready)[::6]:
        walk(ready, door, some)
    assert not ready.faults, "\n".join(ready.faults)


def _doer(ready: Walk, door: Door) -> tuple[Identity, str]:
    found = find_doer(ready, door)
    assert found is not None, f"{door.name}: nobody may"
    return found


def test_a_closed_year_takes_no_form(ready: Walk, on_sqlite: None, database: Database) -> None:
    """Forms that were opened while the year was open, and are valid but for that.

    Two guards stand behind each other: without check_phase alone the database still refuses a pledge and a report;
    red when the triggers of a closed year are gone too.
    """
    open_still = []
    for door in posts(ready):
        if "year" not in ready.rule(door).arguments - set(door.args) or door.endpoint in STILL_OPEN:
            continue
        ready.prepare(door)
        who, place = _doer(ready, door)
        fields = ready.form(door, who, place)
        set_ground(database, Phase.CLOSED, {})
        before = fingerprint(database)
        answer = ready.asker.ask(who.person, "POST", ready.address(door, who, place), fields)
        if answer.status_code not in (403, 404, 409, 422) or fingerprint(database) != before:
            open_still.append(f"{door.name} as {who.name}: {answer.status_code}")
    assert not open_still, "\n".join(open_still)
