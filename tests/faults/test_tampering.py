"""Whoever may do everything to the database but has not the key: each tampering with the trail is found.

Every tampering happens in a transaction that is looked at from inside and then rolled back, so that each one meets
the same whole chain.
"""

import random
from collections import Counter
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from emulation.db import Database, unit_of_work
from emulation.models.audit import AuditSeal
from emulation.models.clusters import Cluster
from emulation.services import audit, audit_chain
from emulation.vocabulary.errors import Unavailable
from emulation.vocabulary.trail import Anchor, ChainFault, ChainState, Trail
from tests.factories import scores
from tests.factories.world import World
from tests.prove import SEED
from tests.support import tampering
from tests.support.races import committed, race
from tests.support.tampering import Tampering

KEY = "the key that nobody else has"
WRITERS, EACH = 16, 6


@pytest.fixture
def sealed(world: World) -> World:
    """A trail of a few dozen events of several kinds, under seal."""
    world.database.trail = Trail((KEY,))
    with world.database.writing() as session, unit_of_work(session):
        scores.all_reviewed(session, world)
    return world


@pytest.fixture(autouse=True)
def plain_afterwards(database: Database) -> Iterator[None]:
    yield
    database.trail = Trail()


def head(world: World) -> Anchor:
    with world.database.reading() as session:
        state = audit_chain.verify(session)
    assert state.broken is None
    return Anchor("2025-10-15", state.position, state.head)


def after(world: World, anchor: Anchor, way: Tampering, dice: random.Random) -> tuple[str, ChainState]:
    """What was done in this way, and what a walk along the chain says then; nothing of it stays."""
    with world.database.primary.connect() as connection:
        tampering.unguard(connection)
        done = way(connection, dice)
        with Session(connection, info={"trail": world.database.trail}) as session:
            state = audit_chain.verify(session, [anchor])
        connection.rollback()
    return done, state


def tamper(world: World, times: int) -> Counter[str]:
    """Tamper in random ways; how often in which. Every single one has to be found."""
    dice, anchor, done = random.Random(SEED), head(world), Counter[str]()
    for number in range(times):
        name = list(tampering.ALL)[number % len(tampering.ALL)]
        what, state = after(world, anchor, tampering.ALL[name], dice)
        assert state.broken is not None, f"{name} ({what}) was not found; round {number}, seed {SEED}"
        done[name] += 1
    assert head(world) == anchor
    return done


@pytest.mark.asvs("11.4.3")
def test_every_tampering_is_found(sealed: World) -> None:
    """Red when Walk does not look at the anchors: a tail that was cut off is not missed by the chain itself."""
    assert sum(tamper(sealed, 100).values()) == 100


@pytest.mark.parametrize("column", [column.name for column in tampering.EVENT.columns])
def test_every_column_of_an_event_is_under_its_seal(sealed: World, column: str) -> None:
    """Red for the column that `_said` in queries/audit_chain.py leaves out."""

    def edit(connection: Connection, dice: random.Random) -> str:
        return tampering.edit_column(connection, dice, tampering.EVENT.c[column])

    _done, state = after(sealed, head(sealed), edit, random.Random(SEED))
    assert state.broken is not None


@pytest.mark.prove
def test_a_thousand_tamperings_are_found(sealed: World) -> None:
    done = tamper(sealed, 1000)
    said = ", ".join(f"{name} {times}" for name, times in done.items())
    print(f"PROOF tampering on {sealed.database.dialect}: {sum(done.values())} of 1000 found ({said})")


def test_a_chain_made_anew_with_the_stolen_key_differs_from_the_anchor(sealed: World) -> None:
    """Red when Walk does not compare seals with the anchors: the chain itself is whole again."""

    def with_our_key(connection: Connection, dice: random.Random) -> str:
        return tampering.rewrite(connection, dice, KEY)

    _done, state = after(sealed, head(sealed), with_our_key, random.Random(SEED))
    assert state.broken is not None
    assert state.broken.fault is ChainFault.REWRITTEN


def test_sixteen_writers_make_one_chain(world: World) -> None:
    """Red on PostgreSQL when the lock is left out of `prepare`: two writers take the same place."""

    def tell(session: Session) -> None:
        about = session.scalars(select(Cluster)).first()
        assert about is not None
        actor = world.actor(session, "secretary.hn")
        audit.record(session, actor=actor, now=world.now, verb="cluster.edited", about=about)

    def write_all() -> int:
        done = 0
        while done < EACH:
            try:
                committed(world.database, tell)()
                done += 1
            except Unavailable:  # the machine is slow; nothing was written
                continue
        return done

    assert race([write_all] * WRITERS) == [EACH] * WRITERS
    with world.database.reading() as session:
        positions = list(session.scalars(select(AuditSeal.position).order_by(AuditSeal.position)))
        previous = set(session.scalars(select(AuditSeal.previous)))
        state = audit_chain.verify(session)
    assert positions == list(range(1, WRITERS * EACH + 1))
    assert len(previous) == WRITERS * EACH
    assert (state.checked, state.broken) == (WRITERS * EACH, None)
