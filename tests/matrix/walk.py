"""The walk through every door as every person to every place, and what is wrong with each answer."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import update
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from emulation.db import Database
from emulation.models import Base
from emulation.models.cycles import Cycle
from emulation.vocabulary.states import Phase, RankingState, SheetState
from tests.conftest import NOW
from tests.matrix.asking import NOTED, Asker, Pairs, text_in, watched
from tests.matrix.cast import CAST, Identity, passes
from tests.matrix.ground import Ground
from tests.matrix.oracle import WHO, foreign, verdict
from tests.matrix.places import colleague, owner_at, places_of, values_at
from tests.matrix.routes import OPEN, Door
from tests.support.filled import find_form_to
from tests.support.sizes import FULL
from tests.support.snapshots import Snapshot

NEAR = ("own", "same", "here")
#: FULL=1 asks the whole product. Otherwise everybody does at their own things all that they may, and with forms that
#: they may send to their neighbours'; of the pages that are open to them at their own place and their cluster's they
#: open every second. Of what they may not do there, and at other places, every so many-th asks of
#: those for whom it makes a difference, beginning in turn: every route meets every place, and every person does.
#: A form stands beside its page: the turn of what is refused moves on after both, so that nobody meets pages alone.
#: Visitors are three of the cast: by threes every door that is closed to them alone is tried by one.
#: HEAD and empty forms are sent by one of the cast.
EVERY = {"same": 4, "other": 7, "crossed": 7, "missing": 7, "nowhere": 2}
EVERY_REFUSED, EVERY_READ = 3, 2
EVERY_MORE = len(CAST)
STATUS = {"forbidden": {403}, "hidden": {404}, "refused": {403, 404}}
WRITTEN, BARE = {302, 409, 422}, {200, 302, 404, 409, 422}
#: Who fills in a form when a line does not say: the first of these who may.
FILLERS = ("admin", "officer", "leader", "chair", "chairlead", "vice", "vicelead", "secretary", "public")


@dataclass
class Walk:
    """The ground, and everything that was found on the way."""

    app: Flask
    database: Database
    ground: Ground
    asker: Asker
    base: Snapshot
    faults: list[str] = field(default_factory=list)
    accepted: set[str] = field(default_factory=set)
    offered: dict[str, set[str]] = field(default_factory=dict)
    _forms: dict[tuple[str, str], Pairs] = field(default_factory=dict)

    @classmethod
    def begin(cls, app: Flask, database: Database, ground: Ground) -> "Walk":
        """Sign everybody in and remember the ground."""
        owners = [who.member for who in CAST] + ["HP", "DN", "NA", "TH"]
        people = {who.person for who in CAST}
        people |= {colleague(kind, owner) for kind in FILLERS for owner in owners if owner}
        found = passes(app, database, people, NOW)
        return cls(app, database, ground, Asker(app, found), Snapshot(database))

    def rule(self, door: Door) -> Rule:
        """The route of a door."""
        return next(iter(self.app.url_map.iter_rules(door.endpoint)))

    def prepare(self, door: Door) -> Callable[[], None]:
        """The ground with the phase and the states that the door asks for; gives what brings it back.

        On SQLite a copy of the file is quicker than setting the ground again, on PostgreSQL a copy of all rows is not.
        """

        def again() -> None:
            self.base.restore()
            set_ground(self.database, door.phase, door.given)

        again()
        return Snapshot(self.database).restore if self.database.dialect == "sqlite" else again

    def address(self, door: Door, who: Identity, place: str, endpoint: str = "") -> str:
        """The address of a door, or of another endpoint, at a place."""
        rule = self.rule(door) if not endpoint else next(iter(self.app.url_map.iter_rules(endpoint)))
        values = values_at(self.ground, rule, door, who, place)
        method = "GET" if "GET" in (rule.methods or ()) else "POST"
        adapter = self.app.url_map.bind("localhost")
        path = adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments}, method=method)
        return path + door.query.format(**values)

    def form(self, door: Door, who: Identity, place: str) -> Pairs:
        """The door's form as a colleague in charge would send it; the typed values alone when no page offers it."""
        near = place if place in ("own", "same", "other", "here") else "here"
        owner = owner_at(who, near)
        if (door.name, owner) not in self._forms:
            self._forms[door.name, owner] = self._find_form(door, who, near, owner)
        return self._forms[door.name, owner]

    def _find_form(self, door: Door, who: Identity, near: str, owner: str) -> Pairs:
        path = self.address(door, who, near)
        page = self.address(door, who, near, door.page) if door.page else path
        for kind in [door.by] if door.by else FILLERS:
            if kind != "public" and kind not in WHO[door.actions[-1]].at("here").split() and not door.by:
                continue
            answer = self.asker.ask(colleague(kind, owner), "GET", page)
            found = find_form_to(answer.get_data(as_text=True), urlsplit(page).path, urlsplit(path).path)
            if found is not None:
                self.offered[door.name] = found.names
                return self._typed(door, list(found.fields), owner)
        return self._typed(door, [("version", "1")], owner)

    def _typed(self, door: Door, fields: list[tuple[str, str]], owner: str) -> Pairs:
        known = {name: str(value) for name, value in self.ground.values[owner].items()}
        typed = {name: value.format(**known) for name, value in door.values.items()}
        kept = [(name, typed.pop(name, value)) for name, value in fields if name != "csrf_token"]
        return [*kept, *typed.items()]


def set_ground(database: Database, phase: Phase, given: Mapping[str, Mapping[str, Any]]) -> None:
    """Put the running years into a phase and whole tables into states, past the services."""
    with database.writing() as session:
        session.connection().execute(update(Cycle).values(phase=phase))
        for name, columns in given.items():
            session.connection().execute(update(Base.metadata.tables[name]).values(columns))
        session.commit()


def faults_of(
    door: Door,
    who: Identity,
    place: str,
    asked: tuple[str, str],
    answer: TestResponse,
    written: Iterable[str],
) -> list[str]:
    """What is wrong with an answer: its status, an unwanted write, a text that this person must not read."""
    method, kind = asked
    wanted = "seen" if _may(door, who, place) else verdict(door, who, place)
    found = []
    if not _fits(door, wanted, kind, answer):
        found.append(f"status {answer.status_code} {answer.headers.get('Location', '')}, wanted {wanted}")
    unwanted = set(written) - NOTED
    if unwanted and (wanted != "seen" or method != "POST"):
        found.append(f"wrote to {sorted(unwanted)}")
    published = door.given.get("year_ranking", {}).get("state") == RankingState.PUBLISHED
    checking = door.given.get("score_sheet", {}).get("state") == SheetState.CROSS_CHECKING
    seen = foreign(who, text_in(answer), published=published, checking=checking)
    if seen and place != "nowhere":
        found.append(f"shows {sorted(seen)}")
    return [f"{door.name} {method} {kind} as {who.name} at {place}: {fault}" for fault in found]


def _may(door: Door, who: Identity, place: str) -> bool:
    return door.gate == OPEN or verdict(door, who, place) == "seen"


def _fits(door: Door, wanted: str, kind: str, answer: TestResponse) -> bool:
    location = answer.headers.get("Location", "")
    leads_to_sign_in = "/sign-in?next=" in location
    if wanted == "enter":  # a form that was sent leads back to its page, which is not known here
        return answer.status_code == 302 and (leads_to_sign_in or (kind != "" and location == "/sign-in"))
    if wanted != "seen":
        return answer.status_code in STATUS[wanted]
    more = set(door.status) if door.status != (200,) else set()
    usual = {"": set(door.status), "bare": BARE | more, "filled": WRITTEN | more}[kind]
    return answer.status_code in usual and not leads_to_sign_in


def walk(walk: Walk, door: Door, people: Iterable[Identity] = CAST, number: int = 0) -> None:
    """Every person at every place, by GET and HEAD or by a bare and a filled POST; `number` turns the pairs on."""
    rule, restore = walk.rule(door), walk.prepare(door)
    methods = rule.methods or set()
    with watched(walk.database) as written:
        turns: Counter[str] = Counter()
        for turn, who in enumerate(people, start=number):
            is_paired = FULL or turn % EVERY_MORE == 0
            for place in places_of(rule, door, who):
                may, mark = _may(door, who, place), turns[place]
                turns[place] += 1
                if not FULL and not _is_asked(number, mark, place, may=may, writes="POST" in methods):
                    continue
                path = walk.address(door, who, place)
                asked: list[tuple[str, str, Pairs | None]] = [("GET", "", None)] if "GET" in methods else []
                if "GET" in methods and place in NEAR and is_paired:
                    asked.append(("HEAD", "", None))
                if "POST" in methods:
                    asked = [("POST", "filled", walk.form(door, who, place))]
                    if is_paired and (place in NEAR or (FULL and place == "other")):
                        asked.append(("POST", "bare", []))
                for method, kind, fields in asked:
                    written.clear()
                    answer = walk.asker.ask(who.person, method, path, fields)
                    walk.faults += faults_of(door, who, place, (method, kind), answer, written)
                    if written and (method == "POST" or set(written) != {"sign_in"}):
                        if answer.status_code == 302 and kind == "filled":
                            walk.accepted.add(door.name)
                        restore()


def _is_asked(number: int, mark: int, place: str, *, may: bool, writes: bool) -> bool:
    """Whether the person whose turn is `mark` at this place of the door `number` goes there; see EVERY."""
    if place in ("own", "here"):
        every = EVERY_REFUSED if not may else 1 if writes else EVERY_READ
        return (number // 2 + mark) % every == 0
    return (may and writes and place == "same") or (number + mark) % EVERY[place] == 0


def other_methods(walk: Walk, door: Door, who: Identity) -> None:
    """What the address does not take is 405 for everybody; OPTIONS tells what it takes and shows nothing."""
    rule = walk.rule(door)
    place = places_of(rule, door, who)[0]
    path = urlsplit(walk.address(door, who, place)).path
    taken = {"OPTIONS"}
    for known in walk.app.url_map.iter_rules():
        if known.rule == rule.rule:
            taken |= known.methods or set()
    with watched(walk.database) as written:
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
            if method in ("GET", "POST") and method in taken:
                continue
            answer = walk.asker.ask(who.person, method, path, None if method in ("GET", "OPTIONS") else [])
            wanted = 200 if method == "OPTIONS" else 405
            if answer.status_code != wanted or written:
                walk.faults.append(f"{door.name} {method} as {who.name}: {answer.status_code}, {written}")


def find_doer(walk: Walk, door: Door) -> tuple[Identity, str] | None:
    """Somebody who may do it, and where: to another member's record rather than to their own."""
    rule = walk.rule(door)
    found = [
        (who, place)
        for place in ("same", "own", "here")
        for who in CAST
        if place in places_of(rule, door, who) and verdict(door, who, place) == "seen"
    ]
    wanted = [one for one in found if one[0].kind == door.by]
    return next(iter(wanted or found), None)
