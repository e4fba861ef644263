"""What comes back in pages: no text of others, no text that runs, no word about our inside (G2; rows 1, 10, 60, 85)."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from emulation.db import Database
from emulation.models import Base
from emulation.models.types import Words
from tests.matrix.cast import BY_NAME, CAST
from tests.matrix.oracle import foreign
from tests.matrix.places import places_of
from tests.matrix.routes import OPEN, ROUTES, Door
from tests.matrix.walk import Walk
from tests.support.sizes import FULL, some

#: Whatever a page makes of its parameters: searching, sorting, turning pages, choosing.
QUESTIONS = (
    "q=zq&search=zq&s=zq&query=zq",
    "sort=reason&order=desc&sort=-summary&page=1&per_page=999",
    "member=DN&member_id=4&user_id=2&cluster_id=2&code=bac",
    "group=I&period=q1&rule=manual&kinds=1&proposal=1&only=published&scope=same",
)
CANARY = "\"'><svg/onload=__x=1>{{7*7}}"
#: Tables that are written once and stay; their texts come from those of others.
KEPT = frozenset({"audit_event", "audit_seal", "actual_value", "ranking_correction"})
REFERENCE = re.compile(r"\b[0-9a-f]{8}\b")
INSIDE = ("Traceback", "RuntimeError", "zqsecret", "SELECT", "/srv/", 'File "')


def pages(ready: Walk) -> list[Door]:
    """The doors that show something."""
    return [door for door in ROUTES if "GET" in (ready.rule(door).methods or ()) and door.gate != OPEN]


@pytest.mark.asvs("8.4.1", "8.2.2")
def test_no_question_brings_the_texts_of_others(ready: Walk, on_sqlite: None) -> None:
    """Parameters widen nothing: every page as a third of the people in turn, FULL=1 as all with all questions.

    Red when proposals_of_cycle takes a scope from the address."""
    found = []
    for number, door in enumerate(pages(ready)):
        for turn, who in enumerate(some(CAST, every=3, turn=number), start=number // 3):
            path = ready.address(door, who, places_of(ready.rule(door), door, who)[0]).split("?")[0]
            for question in QUESTIONS if FULL else QUESTIONS[turn % len(QUESTIONS) :][:1]:
                answer = ready.asker.ask(who.person, "GET", f"{path}?{question}")
                seen = foreign(who, answer.get_data().decode("utf-8", "replace"))
                if seen or answer.status_code >= 500:
                    found.append(f"{path}?{question} as {who.name}: {answer.status_code} {seen}")
    assert not found, "\n".join(found)


class _Elements(HTMLParser):
    """The attributes of all elements."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name.startswith("on") or "__x" in name or (value or "").startswith("javascript:"):
                self.faults.append(f"<{tag} {name}={value}>")


def plant(database: Database) -> int:
    """The canary in every column of free text; how many columns that are."""
    planted = 0
    with database.writing() as session:
        for table in Base.metadata.sorted_tables:
            texts = [column.name for column in table.columns if isinstance(column.type, Words)]
            if texts and table.name not in KEPT:
                session.connection().execute(update(table).values(dict.fromkeys(texts, CANARY)))
                planted += len(texts)
        session.commit()
    return planted


@pytest.mark.asvs("1.1.2", "1.2.1", "1.2.3", "1.3.1", "1.3.5", "1.3.7")
def test_no_text_of_people_becomes_part_of_a_page(ready: Walk, on_sqlite: None, database: Database) -> None:
    """The canary is text and value, never an element: to three of six people in turn.

    Red with `|safe` behind a summary in pledges/show.html.
    """
    assert plant(database) > 90
    shown = 0
    for number, door in enumerate(pages(ready)):
        for name in some(("public", "officer", "chair", "vice", "auditor", "admin"), every=2, turn=number):
            who = BY_NAME[name]
            answer = ready.asker.ask(
                who.person, "GET", ready.address(door, who, places_of(ready.rule(door), door, who)[0])
            )
            assert answer.status_code < 500, f"{door.name} as {name}"
            if answer.mimetype != "text/html":
                continue
            body, elements = answer.get_data(as_text=True), _Elements()
            elements.feed(body)
            assert not elements.faults, f"{door.name} as {name}: {elements.faults}"
            assert "<svg/onload" not in body, f"{door.name} as {name}"
            shown += "{{7*7}}" in body
    assert shown > 100, shown


def _break(**_values: Any) -> str:
    raise RuntimeError("zqsecret: SELECT password_hash FROM user, /srv/emulation/views.py")


@pytest.mark.asvs("16.5.1", "16.5.2")
def test_no_fault_of_ours_shows_our_inside(
    ready: Walk, on_sqlite: None, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exception in every view: words, a way on, a reference. Red when the handler of Exception is not registered."""
    for endpoint, view in list(app.view_functions.items()):
        broken = type("Broken", (), {"__call__": lambda _self, **values: _break(**values)})()
        if hasattr(view, "action"):
            broken.action = view.action
        monkeypatch.setitem(app.view_functions, endpoint, broken)
    for door in ROUTES:
        rule, who = ready.rule(door), BY_NAME["chair"]
        method = "GET" if "GET" in (rule.methods or ()) else "POST"
        path = ready.address(door, who, places_of(rule, door, who)[0])
        answer = ready.asker.ask(who.person, method, path, None if method == "GET" else [])
        body = answer.get_data(as_text=True)
        assert answer.status_code == 500, f"{door.name}: {answer.status_code}"
        assert "Hệ thống gặp lỗi" in body, door.name
        assert REFERENCE.search(body.split("<main")[1]), door.name
        assert not [word for word in INSIDE if word in body], door.name
