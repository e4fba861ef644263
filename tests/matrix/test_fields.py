"""Acceptance 2, first half: a form changes its own fields and nothing else, whatever is sent too (G3; row 77)."""

from typing import Any

import pytest
from sqlalchemy import Boolean, Date, DateTime

from emulation.db import Database
from emulation.models import Base
from emulation.models.types import Choice
from tests.matrix.asking import Pairs
from tests.matrix.routes import Door
from tests.matrix.test_matrix import _doer, posts
from tests.matrix.walk import Walk
from tests.support.sizes import some
from tests.support.snapshots import Snapshot

pytestmark = pytest.mark.asvs("15.3.3", "8.1.2", "8.2.3")
#: Columns whose value is random by design; the body of a letter holds a new link each time.
VOLATILE = frozenset(
    {"token_hash", "password_hash", "key", "seal", "previous", "code_hash", "totp_seed", "body"}
    | {"seal_code", "seal_salt"}
)
STEADY = {
    table.name: ", ".join(f'"{column.name}"' for column in table.columns if column.name not in VOLATILE)
    for table in Base.metadata.sorted_tables
}
#: Tables in which chance decides what a form writes: who checks whom is drawn, a seal has its salt.
CHANCE = {
    "crosschecks.draw": {"cross_sheet", "cross_line", "audit_event", "audit_seal"},
    "crosschecks.seal": {"audit_event"},
}
Rows = dict[str, list[tuple[Any, ...]]]


def _value(column: Any) -> str:
    kind = column.type
    if isinstance(kind, Choice):
        members: dict[str, Any] = kind.kind.__members__
        return str(list(members.values())[-1].value)
    if isinstance(kind, Boolean):
        return "y"
    if isinstance(kind, Date | DateTime):
        return "01/01/2020"
    return "7"


def every_column() -> dict[str, str]:
    """Every column name of every table, with a value that would fit."""
    return {column.name: _value(column) for table in Base.metadata.sorted_tables for column in table.columns}


def beside(fields: Pairs, offered: set[str]) -> list[tuple[str, str]]:
    """The columns as fields that the form does not have: plain, and in every row that it has."""
    taken = {name for name, _value in fields} | offered | {"csrf_token"}
    rows = {name.rsplit("-", 1)[0] for name in taken if name.count("-") >= 2}
    found = [(name, value) for name, value in every_column().items()]
    found += [(f"{row}-{name}", value) for row in sorted(rows) for name, value in every_column().items()]
    found += [(f"{kind}.{name}", "7") for kind in ("user", "pledge") for name in ("id", "state", "role")]
    return [pair for pair in found if pair[0] not in taken]


def rows_of(database: Database, door: Door) -> Rows:
    """All rows of all tables but for what is random when somebody goes through this door."""
    with database.reading() as session:
        connection = session.connection()
        return {
            name: [
                tuple(row)
                for row in connection.exec_driver_sql(f'SELECT {columns} FROM "{name}" ORDER BY id')
            ]
            for name, columns in STEADY.items()
            if name not in CHANCE.get(door.name, set())
        }


def test_a_form_changes_nothing_but_its_own_fields(ready: Walk, on_sqlite: None, database: Database) -> None:
    """Every form, once alone and once with all columns of all models; FULL=1 before and behind its own fields.

    Otherwise the strange fields stand before the own ones at every second form, where the first value counts.

    Red when awards.proposal_save takes a `provenance` from request.form.
    """
    wrong = []
    for number, door in enumerate(posts(ready)):
        ready.prepare(door)
        who, place = _doer(ready, door)
        fields, snapshot = ready.form(door, who, place), Snapshot(database)
        path, before = ready.address(door, who, place), rows_of(database, door)
        more = beside(fields, ready.offered.get(door.name, set()))
        outcomes = []
        for sent in (fields, *some(([*fields, *more], [*more, *fields]), every=2, turn=number)):
            answer = ready.asker.ask(who.person, "POST", path, sent)
            outcomes.append((answer.status_code, answer.headers.get("Location"), rows_of(database, door)))
            snapshot.restore()
        if outcomes[0][0] != 302 or outcomes[0][2] == before:
            wrong.append(f"{door.name}: the valid form did nothing: {outcomes[0][0]}")
        wrong += [f"{door.name}: {found[:2]}" for found in outcomes[1:] if found != outcomes[0]]
        assert len(more) > 200
    assert not wrong, "\n".join(wrong)
