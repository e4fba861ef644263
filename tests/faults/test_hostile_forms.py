"""Hostile input on the critical forms: an answer in words, nothing written, what was typed still there.

HOSTILE=1234 sets the seed. `make prove` sends 500 forms each, FULL=1 sends 10,000.
"""

import os
import random
import re
from collections import Counter
from collections.abc import Callable
from urllib.parse import quote_plus

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from emulation.db import Database
from tests.conftest import fingerprint
from tests.factories.world import World
from tests.faults.targets import TARGETS, Target
from tests.support.filled import Filled, form_of
from tests.support.hostile import CANARIES, Attack, attack, plain
from tests.support.pages import BASE, get, text_of
from tests.support.snapshots import Snapshot

SignIn = Callable[[str], FlaskClient]
SEED = int(os.environ.get("HOSTILE", "20251015"))
ALLOWED = {200, 302, 400, 403, 404, 409, 413, 422}
IN_TEST = {"sqlite": 50, "postgresql": 10}
IN_PROOF = 10_000 if os.environ.get("FULL") else 500


def send(client: FlaskClient, action: str, fields: list[tuple[str, str]]) -> TestResponse:
    """POST as a browser does, lone surrogates and NULs included."""
    body = "&".join(
        f"{quote_plus(name, errors='surrogatepass')}={quote_plus(value, errors='surrogatepass')}"
        for name, value in fields
    )
    return client.post(action, data=body, content_type="application/x-www-form-urlencoded", base_url=BASE)


def opened(client: FlaskClient, target: Target, world: World) -> Filled:
    """The form as the page offers it, filled in validly."""
    body = get(client, target.page).get_data(as_text=True)
    form, values = form_of(body), dict(target.values(world))
    kept = [(name, value) for name, value in form.fields if not name.startswith(target.without or ("\0",))]
    form.fields = [(name, values.pop(name, value)) for name, value in kept]
    form.fields += values.items()
    form.action = target.action or form.action or target.page
    return form


def check(answer: TestResponse, form: Filled, sent: Attack) -> None:
    """The properties that hold for the answer to any form."""
    body = answer.get_data(as_text=True)
    assert answer.status_code in ALLOWED, answer.status
    for canary in CANARIES:
        assert canary not in body, f"{canary} came back unescaped"
    if answer.status_code != 422:
        return
    assert 'class="field-error"' in body or 'id="error-summary"' in body, "no word of what is wrong"
    shown = form_of(body)
    for name in form.typed:
        typed = sent.value(name)
        if typed and not any("\ud800" <= letter <= "\udfff" for letter in typed):
            assert plain(typed) in _standing(shown, name), f"{name}: what was typed is gone"


def _standing(shown: Filled, name: str) -> set[str]:
    """What stands in a field; of a row in its column, for rows behind one that was left out have moved up."""
    column = _column(name)
    return {""} | {plain(value) for key, value in shown.fields if _column(key) == column}


def _column(name: str) -> str:
    return re.sub(r"-\d+-", "-n-", name)


def bombard(client: FlaskClient, target: Target, world: World, n: int) -> Counter[int]:
    """Send `n` hostile forms; every accepted one is undone before the next. Returns how often which answer came."""
    database, random_ = world.database, random.Random(f"{SEED} {target.name}")
    form, snapshot, before = opened(client, target, world), Snapshot(database), fingerprint(database)
    answers: Counter[int] = Counter()
    for number in range(n):
        sent = attack(random_, form)
        told = f"form {number} of seed {SEED}: {sorted(sent.touched)}"
        try:
            answer = send(client, form.action, sent.fields)
            check(answer, form, sent)
            if answer.status_code == 302:
                shown = get(client, answer.headers["Location"]).get_data(as_text=True)
                assert not [canary for canary in CANARIES if canary in shown], "unescaped on the next page"
                snapshot.restore()
            else:
                assert fingerprint(database) == before, "the database changed"
        except Exception as error:
            values = {name: sent.value(name) for name in sorted(sent.touched)}
            raise AssertionError(f"{told}: {error}\nsent: {ascii(values)[:2000]}") from error
        answers[answer.status_code] += 1
    return answers


@pytest.mark.asvs("1.3.1", "1.3.3", "1.3.5", "1.4.2", "2.2.1", "2.2.2", "15.3.5", "15.3.7")
@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_hostile_forms_are_answered_in_words_and_change_nothing(
    client_as: SignIn, world: World, database: Database, target: Target
) -> None:
    """Red when Number.parse accepts what int() cannot read, or when a page marks typed text as safe."""
    target.ground(world)
    client = client_as(target.person)
    answers = bombard(client, target, world, IN_TEST[database.dialect])
    assert answers[422] or answers[409], answers


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_the_valid_form_is_accepted(client_as: SignIn, world: World, target: Target) -> None:
    """What the hostile forms are made from is a form that works."""
    target.ground(world)
    client = client_as(target.person)
    form = opened(client, target, world)
    answer = send(client, form.action, form.fields)
    assert answer.status_code == 302, text_of(answer)[-3000:]


@pytest.mark.prove
@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_many_hostile_forms_are_answered_in_words(
    client_as: SignIn, world: World, database: Database, target: Target
) -> None:
    """The same, often."""
    target.ground(world)
    n = IN_PROOF if database.dialect == "sqlite" else IN_PROOF // 10
    answers = bombard(client_as(target.person), target, world, n)
    print(f"PROOF hostile forms {target.name}: n={n} seed={SEED} on {database.dialect}: {dict(answers)}")
