"""Recovery codes: ten, unguessable, kept as hashes, each good for one use."""

import math

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.db import Database
from emulation.models.accounts import RecoveryCode
from emulation.queries.accounts import get_user
from emulation.rules.codes import tidy
from emulation.services import recovery_codes
from tests.conftest import NOW
from tests.factories.world import World
from tests.support.races import committed, race


def made(session: Session, world: World, name: str = "admin") -> list[str]:
    return recovery_codes.make_anew(session, get_user(session, world.users[name]))


def use(session: Session, world: World, code: str, name: str = "admin") -> bool:
    return recovery_codes.use(session, get_user(session, world.users[name]), tidy(code), NOW)


@pytest.mark.asvs("6.5.2", "6.5.3", "6.5.4")
def test_ten_codes_of_120_bits_are_kept_as_hashes(session: Session, world: World) -> None:
    shown = made(session, world)
    session.flush()
    kept = session.scalars(select(RecoveryCode.code_hash)).all()
    assert len(set(shown)) == len(kept) == 10
    assert all(len(tidy(code)) * math.log2(32) == 120 for code in shown)
    assert not any(tidy(code) in kept or code in kept for code in shown)


@pytest.mark.asvs("6.5.1")
def test_each_counts_once_and_for_its_owner_only(session: Session, world: World) -> None:
    first, second, *_rest = made(session, world)
    session.flush()
    assert not use(session, world, first, "secretary.hn")
    assert use(session, world, first)
    assert not use(session, world, first)
    assert use(session, world, second)
    assert recovery_codes.left(session, world.users["admin"]) == 8


def test_new_ones_make_the_earlier_ones_worthless(session: Session, world: World) -> None:
    before = made(session, world)
    session.flush()
    after = made(session, world)
    session.flush()
    assert not any(use(session, world, code) for code in before)
    assert all(use(session, world, code) for code in after)


@pytest.mark.both
@pytest.mark.asvs("6.5.1")
def test_twenty_at_once_use_a_code_once(database: Database, world: World) -> None:
    """Red when the code is looked up first and marked as used after."""
    code = committed(database, lambda session: made(session, world))()[0]
    used = race([committed(database, lambda session: use(session, world, code)) for _ in range(20)])
    assert used.count(True) == 1
