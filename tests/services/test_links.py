"""Links sent by mail: one person, one purpose, one use, a limited time; the database keeps hashes only."""

import hashlib
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.db import Database, unit_of_work
from emulation.models.accounts import AccountLink, User
from emulation.queries.accounts import get_user
from emulation.services import accounts, links
from emulation.vocabulary.kinds import LinkPurpose
from tests.factories.world import World
from tests.support.races import committed, race

INVITATION, RESET = LinkPurpose.INVITATION, LinkPurpose.RESET


def person(session: Session, world: World, name: str = "officer.hn") -> User:
    return get_user(session, world.users[name])


def issued(
    session: Session, world: World, purpose: LinkPurpose = RESET, name: str = "officer.hn", minutes: int = 30
) -> str:
    return links.issue(
        session,
        user=person(session, world, name),
        purpose=purpose,
        now=world.now,
        expires_at=world.now + timedelta(minutes=minutes),
    )


@pytest.mark.asvs("11.5.1", "6.4.1")
def test_a_token_is_random_and_kept_as_a_hash(session: Session, world: World) -> None:
    """43 letters of base64 are 256 bits. Red when the row keeps the token itself."""
    one, two = issued(session, world), issued(session, world, INVITATION)
    assert (len(one), len(two), one != two) == (43, 43, True)
    rows = session.scalars(select(AccountLink).order_by(AccountLink.id)).all()
    assert [row.token_hash for row in rows] == [hashlib.sha256(t.encode()).hexdigest() for t in (one, two)]
    kept = repr([{c.key: getattr(row, c.key) for c in AccountLink.__table__.columns} for row in rows])
    assert one not in kept
    assert two not in kept


@pytest.mark.parametrize(
    ("purpose", "after", "name"),
    [
        (INVITATION, timedelta(0), "officer.hn"),  # another purpose
        (RESET, timedelta(minutes=30), "officer.hn"),  # the very moment of expiry
        (RESET, timedelta(days=1), "officer.hn"),
    ],
)
def test_a_link_opens_nothing_else_and_nothing_later(
    session: Session, world: World, purpose: LinkPurpose, after: timedelta, name: str
) -> None:
    """Red when find_owner forgets the purpose or the expiry."""
    token, at = issued(session, world), world.now + after
    assert links.find(session, token=token, purpose=purpose, now=at) is None
    assert links.use(session, token=token, purpose=purpose, now=at) is None
    good = links.use(session, token=token, purpose=RESET, now=world.now + timedelta(minutes=29))
    assert good is not None
    assert good.id == world.users[name]


@pytest.mark.parametrize("token", ["", "x", "a" * 43, "%00", "ế" * 43, "' OR 1=1 --", "x" * 100_000])
def test_a_made_up_token_finds_nobody(session: Session, world: World, token: str) -> None:
    issued(session, world)
    assert links.find(session, token=token, purpose=RESET, now=world.now) is None
    assert links.use(session, token=token, purpose=RESET, now=world.now) is None


def test_looking_does_not_use_a_link_up(session: Session, world: World) -> None:
    token = issued(session, world)
    for _time in range(3):
        assert links.find(session, token=token, purpose=RESET, now=world.now) is not None
    assert links.use(session, token=token, purpose=RESET, now=world.now) is not None
    assert links.find(session, token=token, purpose=RESET, now=world.now) is None


def test_a_new_link_ends_the_older_ones_of_its_purpose_and_person(session: Session, world: World) -> None:
    """Red when issue does not call end_all."""
    invitation, old, other = issued(session, world, INVITATION), issued(session, world), None
    other = issued(session, world, RESET, "officer.hp")
    new = issued(session, world)
    found = [
        links.find(session, token=token, purpose=purpose, now=world.now) is not None
        for token, purpose in ((old, RESET), (new, RESET), (invitation, INVITATION), (other, RESET))
    ]
    assert found == [False, True, True, True]


@pytest.mark.asvs("7.4.2")
def test_closing_an_account_ends_its_links_for_good(session: Session, world: World) -> None:
    """Red when set_disabled does not call links.end_all: reopening would revive them."""
    token = issued(session, world)
    for disabled in (True, False):
        accounts.set_disabled(
            session,
            actor=world.actor(session, "admin"),
            now=world.now,
            user=person(session, world),
            disabled=disabled,
        )
        session.flush()
        assert links.find(session, token=token, purpose=RESET, now=world.now) is None


@pytest.mark.asvs("6.4.1")
def test_a_used_link_finds_nobody(session: Session, world: World) -> None:
    """The page of a used link says so before anybody types. Red when find_owner does not look at used_at."""
    token = issued(session, world)
    assert links.use(session, token=token, purpose=RESET, now=world.now) is not None
    assert links.find(session, token=token, purpose=RESET, now=world.now) is None
    assert links.use(session, token=token, purpose=RESET, now=world.now) is None


@pytest.mark.both
@pytest.mark.asvs("2.3.4", "6.5.1")
def test_of_twenty_at_once_one_uses_the_link(database: Database, world: World) -> None:
    """Red without `used_at IS NULL` in the UPDATE (PostgreSQL: all twenty have read the same unused row)."""
    token = committed(database, lambda session: issued(session, world))()

    def use(session: Session) -> bool:
        return links.use(session, token=token, purpose=RESET, now=world.now) is not None

    results = race([committed(database, use) for _one in range(20)])
    assert sorted(results, key=str) == [False] * 19 + [True]


@pytest.mark.both
def test_of_ten_issued_at_once_one_lives(database: Database, world: World) -> None:
    """Red without FOR UPDATE on the person (PostgreSQL: nobody sees the others' links)."""
    tokens = race([committed(database, lambda session: issued(session, world)) for _one in range(10)])
    with database.reading() as session:
        alive = [
            links.find(session, token=str(token), purpose=RESET, now=world.now) is not None
            for token in tokens
        ]
    assert sum(alive) == 1


def test_a_refused_act_leaves_the_link(database: Database, world: World, now: datetime) -> None:
    token = committed(database, lambda session: issued(session, world))()
    with pytest.raises(RuntimeError), database.writing() as session, unit_of_work(session):
        assert links.use(session, token=token, purpose=RESET, now=now) is not None
        raise RuntimeError("later in the same transaction")
    with database.reading() as session:
        assert links.find(session, token=token, purpose=RESET, now=now) is not None
