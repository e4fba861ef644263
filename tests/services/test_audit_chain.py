"""Every commit seals its events: in order, with the key of the installation, and nothing that was slipped in."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from emulation import settings
from emulation.db import Database, unit_of_work
from emulation.models.audit import AuditEvent, AuditSeal
from emulation.models.clusters import Cluster
from emulation.services import audit, audit_chain
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import Unavailable
from emulation.vocabulary.trail import KEY_CHANGED, SEALING_BEGAN, Broken, ChainFault, Trail
from tests.factories import pledges
from tests.factories.world import World


def write(database: Database, now: datetime, times: int = 1) -> None:
    """Transactions that tell of a cluster, each with one event."""
    for _ in range(times):
        with database.writing() as session, unit_of_work(session):
            tell(session, now)


def tell(session: Session, now: datetime, reason: str = "") -> AuditEvent:
    about = session.scalars(select(Cluster)).first()
    assert about is not None
    who = Actor(None, "Người thử", local_date(now))
    return audit.record(session, actor=who, now=now, verb="cluster.edited", about=about, reason=reason)


def verbs(session: Session) -> list[str]:
    """The verbs of the trail in the order of the seals."""
    joined = select(AuditEvent.verb).join(AuditSeal, AuditSeal.event_id == AuditEvent.id)
    return list(session.scalars(joined.order_by(AuditSeal.position)))


def broken(database: Database) -> Broken | None:
    with database.reading() as session:
        return audit_chain.verify(session).broken


@pytest.fixture
def keyed(database: Database, world: World) -> Database:
    """The database with a key of its own."""
    database.trail = Trail(("first key",))
    return database


@pytest.fixture(autouse=True)
def unkeyed_afterwards(database: Database) -> Iterator[None]:
    yield
    database.trail = Trail()


def test_each_commit_seals_its_events(world: World) -> None:
    with world.database.writing() as session, unit_of_work(session):
        pledges.accepted(session, world)
    with world.database.reading() as session:
        seals = list(session.scalars(select(AuditSeal).order_by(AuditSeal.position)))
        assert [seal.position for seal in seals] == [1, 2, 3, 4]
        assert verbs(session) == ["pledge.saved", "pledge.request_approval", "pledge.submit", "pledge.accept"]
        state = audit_chain.verify(session)
    assert (state.checked, state.position, state.head, state.broken) == (4, 4, seals[3].seal, None)


def test_the_newest_part_is_walked_alone(keyed: Database, now: datetime) -> None:
    write(keyed, now, 5)
    with keyed.reading() as session:
        state = audit_chain.verify_newest(session, 2)
    assert (state.checked, state.position, state.broken) == (2, 5, None)


def test_what_was_rolled_back_leaves_neither_event_nor_gap(keyed: Database, now: datetime) -> None:
    write(keyed, now)
    with pytest.raises(ZeroDivisionError), keyed.writing() as session, unit_of_work(session):
        tell(session, now)
        session.flush()
        raise ZeroDivisionError
    write(keyed, now)
    with keyed.reading() as session:
        assert list(session.scalars(select(AuditSeal.position).order_by(AuditSeal.position))) == [1, 2]
        assert audit_chain.verify(session).broken is None


@pytest.mark.asvs("16.5.3")
def test_when_the_seal_fails_nothing_of_the_business_is_written(world: World) -> None:
    """Red when the seal is written in a transaction of its own."""
    with world.database.primary.begin() as connection:
        connection.execute(text("ALTER TABLE audit_seal RENAME TO audit_seal_gone"))
    try:
        with pytest.raises((Unavailable, DBAPIError)), world.database.writing() as session:  # noqa: SIM117
            with unit_of_work(session):
                pledges.draft(session, world)
    finally:
        with world.database.primary.begin() as connection:
            connection.execute(text("ALTER TABLE audit_seal_gone RENAME TO audit_seal"))
    with world.database.reading() as session:
        assert session.scalars(text("SELECT count(*) FROM pledge")).one() == 0


def test_an_event_without_a_seal_is_found_and_never_blessed(keyed: Database, now: datetime) -> None:
    """Red when `prepare` seals waiting events although there are seals."""
    write(keyed, now)
    slip_in(keyed)
    write(keyed, now)
    with keyed.writing() as session, unit_of_work(session):
        audit_chain.prepare(session, now=now)
    assert broken(keyed) == Broken(3, ChainFault.UNSEALED)


def slip_in(database: Database) -> None:
    """An event written past the house."""
    with database.primary.begin() as connection:
        columns = "at, actor_name, capacity, verb, object_type, object_id, changes, reason"
        values = "'2025-10-15 03:00:00', 'X', '', 'cluster.edited', 'cluster', 1, '{}', ''"
        connection.execute(text(f"INSERT INTO audit_event ({columns}) VALUES ({values})"))


def test_events_from_before_the_seals_are_sealed_first(keyed: Database, now: datetime) -> None:
    slip_in(keyed)
    slip_in(keyed)
    write(keyed, now)
    with keyed.reading() as session:
        assert verbs(session) == ["cluster.edited", "cluster.edited", SEALING_BEGAN, "cluster.edited"]
        told = session.scalars(select(AuditEvent).where(AuditEvent.verb == SEALING_BEGAN)).one()
        assert told.changes == {"count": [None, 2]}
    assert broken(keyed) is None


def test_a_new_key_is_told_and_old_seals_stay_good(keyed: Database, now: datetime) -> None:
    """Red when `prepare` does not tell of a new key."""
    write(keyed, now, 2)
    keyed.trail = Trail(("second key", "first key"))
    assert broken(keyed) == Broken(2, ChainFault.OLD_KEY)
    write(keyed, now, 2)
    with keyed.reading() as session:
        assert verbs(session) == ["cluster.edited"] * 2 + [KEY_CHANGED] + ["cluster.edited"] * 2
    assert broken(keyed) is None
    keyed.trail = Trail(("first key",))
    assert broken(keyed) == Broken(3, ChainFault.EDITED)


def test_settings_carry_the_keys(tmp_path: Path) -> None:
    known = settings.load(
        {}, env="testing", audit_key="new", audit_key_previous="older, oldest", data_dir=str(tmp_path)
    )
    assert known.trail().keys == ("new", "older", "oldest")
    assert Database.of(known).trail == known.trail()
