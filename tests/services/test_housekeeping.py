"""Housekeeping deletes exactly what its schedule says: on the day it stays, a second later it goes."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models import Base
from emulation.models.accounts import AccountLink
from emulation.models.imports import SheetImport
from emulation.models.notices import Letter, Notice
from emulation.models.sign_ins import FormKey, KnownDevice, SignIn
from emulation.models.throttles import Throttle
from emulation.rules.privacy import SCHEDULE, Kept
from emulation.services import housekeeping
from emulation.vocabulary.kinds import ImportKind, LinkPurpose
from tests.factories.world import World

SECOND = timedelta(seconds=1)
Make = Callable[[int, str, datetime], Base]


def brought(who: int, name: str, entered_at: datetime, done_at: datetime | None) -> SheetImport:
    """A file for the first member of the world's only year."""
    return SheetImport(
        cycle_id=1,
        member_id=1,
        kind=ImportKind.TARGETS,
        name=name,
        sha256="",
        entered_by_id=who,
        entered_at=entered_at,
        done_at=done_at,
    )


#: Column of the schedule → a row with this moment there, all its other moments are young.
MADE: dict[tuple[str, str], Callable[[int, str, datetime, datetime], Base]] = {
    ("form_key", "used_at"): lambda who, name, at, _now: FormKey(
        key=name, user_id=who, path="/", location="/", used_at=at
    ),
    ("sign_in", "ended_at"): lambda who, name, at, now: SignIn(
        token_hash=name, user_id=who, created_at=at, last_seen_at=now, ended_at=at
    ),
    ("sign_in", "last_seen_at"): lambda who, name, at, _now: SignIn(
        token_hash=name, user_id=who, created_at=at, last_seen_at=at
    ),
    ("known_device", "last_used_at"): lambda who, name, at, _now: KnownDevice(
        token_hash=name, user_id=who, created_at=at, last_used_at=at
    ),
    ("account_link", "expires_at"): lambda who, name, at, _now: AccountLink(
        token_hash=name, user_id=who, purpose=LinkPurpose.RESET, created_at=at, expires_at=at
    ),
    ("throttle", "since"): lambda _who, name, at, _now: Throttle(kind=name, who="x", tries=1, since=at),
    ("notice", "at"): lambda who, name, at, _now: Notice(key=name, user_id=who, sentence="x", at=at),
    ("letter", "sent_at"): lambda who, name, at, _now: Letter(
        key=name, user_id=who, to_address="a@b.c", subject="x", body="", created_at=at, due_at=at, sent_at=at
    ),
    ("sheet_import", "entered_at"): lambda who, name, at, _now: brought(who, name, at, None),
    ("sheet_import", "done_at"): lambda who, name, at, now: brought(who, name, now, at),
    ("letter", "failed_at"): lambda who, name, at, _now: Letter(
        key=name,
        user_id=who,
        to_address="a@b.c",
        subject="x",
        body="",
        created_at=at,
        due_at=at,
        failed_at=at,
    ),
}


def rows(session: Session) -> dict[str, set[int]]:
    """The ids of all rows of all tables."""
    return {table.name: set(session.scalars(select(table.c.id))) for table in Base.metadata.sorted_tables}


@pytest.mark.asvs("14.2.4")
@pytest.mark.parametrize("kept", SCHEDULE, ids=lambda kept: f"{kept.table}.{kept.since}")
def test_each_row_stays_to_its_last_second(session: Session, world: World, kept: Kept) -> None:
    """Three rows around the limit: exactly the old one goes, and nothing else in any table.

    Red when `<` becomes `<=`, and when a line is taken out of the schedule.
    """
    make, who = MADE[kept.table, kept.since], world.users["admin"]
    limit = world.now - timedelta(days=kept.days)
    made = [
        make(who, name, at, world.now)
        for name, at in (("old", limit - SECOND), ("limit", limit), ("young", limit + SECOND))
    ]
    session.add_all(made)
    session.flush()
    before = rows(session)
    housekeeping.sweep(session, world.now)
    after = rows(session)
    gone = {name: before[name] - after[name] for name in before if before[name] != after[name]}
    assert gone == {kept.table: {made[0].id}}


def test_the_work_of_a_run_is_told_and_a_second_run_finds_nothing(session: Session, world: World) -> None:
    old = world.now - timedelta(days=400)
    session.add_all([MADE["form_key", "used_at"](world.users["admin"], "old", old, world.now)])
    session.add(
        SignIn(token_hash="open", user_id=world.users["admin"], created_at=old, last_seen_at=world.now)
    )
    session.flush()
    told = housekeeping.sweep(session, world.now)
    assert told.startswith("1 form key(s), 0 sign in(s), 0 known device(s)")
    assert housekeeping.sweep(session, world.now).startswith("0 form key(s), 0 sign in(s)")
    assert list(session.scalars(select(SignIn.token_hash))) == ["open"]


def test_a_finished_import_is_no_leftover(session: Session, world: World) -> None:
    """Two days old: the unfinished one goes, the finished one still tells when its file came. Red without `unless`."""
    old = world.now - timedelta(days=2)
    left, done = (
        brought(world.users["admin"], "left", old, None),
        brought(world.users["admin"], "done", old, old),
    )
    session.add_all([left, done])
    session.flush()
    assert "1 sheet import(s)" in housekeeping.sweep(session, world.now)
    assert list(session.scalars(select(SheetImport.name))) == ["done"]
