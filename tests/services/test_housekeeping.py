"""Housekeeping: what is old goes, what is young or open stays, a second run finds nothing."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.sign_ins import FormKey, SignIn
from emulation.services import housekeeping
from tests.factories.world import World


def _key(session: Session, world: World, name: str, age: timedelta) -> None:
    session.add(FormKey(key=name, user_id=None, path="/", location="/", used_at=world.now - age))


def _device(session: Session, world: World, name: str, ended: datetime | None) -> None:
    user_id = world.users["admin"]
    session.add(
        SignIn(token_hash=name, user_id=user_id, created_at=world.now, last_seen_at=world.now, ended_at=ended)
    )


def test_only_what_is_old_is_removed(session: Session, world: World) -> None:
    _key(session, world, "old", timedelta(days=31))
    _key(session, world, "young", timedelta(days=29))
    _device(session, world, "ended long ago", world.now - timedelta(days=91))
    _device(session, world, "ended lately", world.now - timedelta(days=89))
    _device(session, world, "open", None)
    session.flush()
    done = housekeeping.sweep(session, world.now)
    assert done == "1 form key(s) and 1 ended sign-in(s) removed"
    assert list(session.scalars(select(FormKey.key))) == ["young"]
    assert sorted(session.scalars(select(SignIn.token_hash))) == ["ended lately", "open"]


def test_a_second_run_finds_nothing(session: Session, world: World) -> None:
    _key(session, world, "old", timedelta(days=31))
    session.flush()
    housekeeping.sweep(session, world.now)
    assert housekeeping.sweep(session, world.now) == "0 form key(s) and 0 ended sign-in(s) removed"
