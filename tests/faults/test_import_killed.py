"""An import that dies at any statement, the commit included, leaves nothing behind, and the next try succeeds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from emulation.db import Database
from emulation.models import Base
from tests.conftest import fingerprint
from tests.factories import pledges, results
from tests.factories.tables import GROWTH, HEAD, POVERTY, REVENUE, sheet
from tests.factories.world import World
from tests.support.filled import find_form_to
from tests.support.pages import BASE, get
from tests.support.snapshots import Snapshot
from tests.web.test_imports import brought

SignIn = Callable[[str], FlaskClient]
YEAR = "/clusters/tptw/2025"


class Killed(BaseException):
    """The process dies: nothing that catches errors catches this."""


@dataclass
class Blow:
    """Where the process was struck; empty when it came to its end before."""

    at: str = ""


@contextmanager
def struck(database: Database, number: int) -> Iterator[Blow]:
    """Let the process die right before the statement of this number; a commit counts as a statement."""
    blow, passed = Blow(), 0

    def strike(what: str) -> None:
        nonlocal passed
        passed += 1
        if passed == number:
            blow.at = what
            raise Killed

    def statement(_connection: Any, _cursor: Any, text: str, *_more: Any) -> None:
        strike(text)

    def commit(_connection: Any) -> None:
        strike("COMMIT")

    event.listen(database.primary, "before_cursor_execute", statement)
    event.listen(database.primary, "commit", commit)
    try:
        yield blow
    finally:
        event.remove(database.primary, "before_cursor_execute", statement)
        event.remove(database.primary, "commit", commit)


WRITES = ("INSERT", "UPDATE", "DELETE", "COMMIT")
#: What an import writes to, beside the trail.
WRITTEN = ("pledge", "pledge_target", "result_report", "report_line", "sheet_import")


def outcome(database: Database) -> list[Any]:
    """How many rows each table has, and what the import wrote. Numbers that a dead transaction drew are not counted."""
    found: list[Any] = []
    with database.reading() as session:
        for table in Base.metadata.sorted_tables:
            if table.name not in ("sign_in", "form_key", "throttle", "known_device"):
                found.append((table.name, session.scalar(select(func.count()).select_from(table))))
            if table.name in WRITTEN:
                columns = [column for column in table.c if column.name != "id"]
                found += map(tuple, session.execute(select(*columns).order_by(table.c.id)))
    return found


def targets(world: World) -> tuple[bytes, dict[str, str]]:
    """One changed target, two new ones."""
    with world.database.writing() as session:
        pledges.draft(session, world, "HN")
        session.commit()
    return sheet(HEAD, GROWTH, REVENUE, POVERTY), {}


def lines(world: World) -> tuple[bytes, dict[str, str]]:
    """One changed line, one new one."""
    with world.database.writing() as session:
        results.reporting(world, session)
        results.draft(session, world)
        session.commit()
    rows = (("Chỉ tiêu", "Kết quả"), ("Tốc độ tăng GRDP", "7,1"), ("Tỷ lệ hộ nghèo", "0,4"))
    return sheet(*rows), {"kind": "results", "period": "mid_year"}


@pytest.mark.parametrize("prepare", [targets, lines])
def test_an_import_killed_at_any_statement_leaves_nothing_behind(
    client_as: SignIn,
    world: World,
    database: Database,
    prepare: Callable[[World], tuple[bytes, dict[str, str]]],
) -> None:
    """Acceptance: for every n the import is killed before its n-th statement, then tried again.

    Red when imports.confirm commits the rows on its own, before the file is emptied.
    """
    content, more = prepare(world)
    officer = client_as("officer.hn")
    page = f"{brought(officer, content, 'bang.csv', **more)}/preview"
    form = find_form_to(get(officer, page).get_data(as_text=True), page, page)
    assert form is not None
    before, snapshot = fingerprint(database), Snapshot(database)
    done = officer.post(page, data=dict(form.fields), base_url=BASE)
    assert done.status_code == 302
    after, blows = outcome(database), list[str]()
    assert fingerprint(database) != before
    snapshot.restore()
    while True:
        with struck(database, len(blows) + 1) as blow, suppress(Killed):
            answer = officer.post(page, data=dict(form.fields), base_url=BASE)
        if not blow.at:
            break
        blows.append(blow.at)
        is_committed = "COMMIT" in blows[:-1]
        if is_committed:
            assert outcome(database) == after, f"killed at {blow.at}, after all was written"
        else:
            assert fingerprint(database) == before, f"killed at {blow.at}"
        if is_committed or blow.at.startswith(WRITES):  # what dies while reading has nothing to leave behind
            again = officer.post(page, data=dict(form.fields), base_url=BASE)
            assert (again.status_code, again.location) == (302, done.location), f"after {blow.at}"
            assert outcome(database) == after, f"after {blow.at}"
            snapshot.restore()
    assert answer.status_code == 302 and outcome(database) == after
    writes = [one for one in blows if one.startswith(WRITES)]
    assert "COMMIT" in writes and len(writes) >= 6, blows
    print(f"KILLED at {len(blows)} statements, {len(writes)} of them writing, on {database.dialect}")
