"""The head of the trail outside the database: one line a day, one letter, and a cut tail that is seen by them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from emulation.db import Database, unit_of_work
from emulation.gateways import anchors as gateway
from emulation.models.notices import Letter
from emulation.models.triggers import create_all
from emulation.services import audit_anchors
from emulation.vocabulary.trail import Broken, ChainFault, Trail
from tests.factories.world import World
from tests.services.test_audit_chain import write
from tests.support.tampering import unguard


@pytest.fixture
def anchored(world: World, tmp_path: Path) -> Iterator[Database]:
    """A database whose head is anchored in a file and by letter."""
    world.database.trail = Trail(("key",), tmp_path / "audit/anchors.txt", "kiem.tra@example.org")
    write(world.database, world.now, 3)
    yield world.database
    world.database.trail = Trail()


def anchor(database: Database, now: datetime) -> str:
    with database.writing() as session, unit_of_work(session):
        return audit_anchors.anchor_daily(session, now)


def broken(database: Database) -> Broken | None:
    with database.reading() as session:
        return audit_anchors.check(session).broken


def lines(database: Database) -> list[str]:
    assert database.trail.anchor_file is not None
    return database.trail.anchor_file.read_text("utf-8").splitlines()


def test_the_head_is_noted_once_a_day(anchored: Database, now: datetime) -> None:
    assert anchor(anchored, now) == "position 3 anchored"
    assert anchor(anchored, now + timedelta(hours=1)) == "anchored already"
    write(anchored, now)
    assert anchor(anchored, now + timedelta(days=1)) == "position 4 anchored"
    first, second = lines(anchored)
    assert (first[:13], second[:13]) == ("2025-10-15 3 ", "2025-10-16 4 ")
    with anchored.reading() as session:
        letters = list(session.scalars(select(Letter).order_by(Letter.id)))
        assert audit_anchors.check_newest(session).anchor == gateway.parse(second)
    assert [letter.key for letter in letters] == ["audit-anchor:2025-10-15", "audit-anchor:2025-10-16"]
    assert letters[0].to_address == "kiem.tra@example.org"
    assert first in letters[0].body


def test_a_cut_tail_is_seen(anchored: Database, now: datetime) -> None:
    """Red when `check` leaves out the anchors of the file."""
    anchor(anchored, now)
    cut(anchored)
    assert broken(anchored) == Broken(3, ChainFault.CUT)
    said = anchor(anchored, now + timedelta(days=1))
    assert said == "NOT anchored, position 3: the tail was cut off: an anchor knows more"
    assert len(lines(anchored)) == 1


def cut(database: Database) -> None:
    with database.primary.begin() as connection:
        unguard(connection)
        connection.execute(text("DELETE FROM audit_seal WHERE position > 2"))
        connection.execute(text("DELETE FROM audit_event WHERE id NOT IN (SELECT event_id FROM audit_seal)"))


@pytest.fixture(autouse=True)
def guarded_again(database: Database) -> Iterator[None]:
    """Put the triggers back that a test dropped."""
    yield
    with database.primary.begin() as connection:
        create_all(connection)


def test_an_empty_trail_has_nothing_to_anchor(world: World) -> None:
    assert anchor(world.database, world.now) == "nothing to anchor"


def test_a_line_that_is_no_anchor_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "anchors.txt"
    path.write_text("2025-10-15 3 abc\n")
    with pytest.raises(ValueError, match="no anchor"):
        gateway.read(path)
    assert gateway.read(None) == gateway.read(tmp_path / "none") == []
