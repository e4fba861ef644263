"""Sending what waits: once when all is well, again after a refusal, never lost while the post is closed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from emulation.db import unit_of_work
from emulation.models.notices import Letter, Notice
from emulation.services.letters import write_letter
from emulation.services.outbox import Delivered, deliver
from emulation.vocabulary.mail import Mail, MailRefused, PostClosed
from tests.factories.world import World

MINUTE = timedelta(minutes=1)


@dataclass
class Office:
    """A post office of the test: it notes what it is given, and does what the test says first."""

    before: Callable[[Mail], None] = lambda mail: None
    taken: list[Mail] = field(default_factory=list)

    def __call__(self, mail: Mail) -> None:
        """Take a letter."""
        self.before(mail)
        self.taken.append(mail)

    @property
    def keys(self) -> list[str]:
        """The keys of the letters in the order in which they came."""
        return [mail.key for mail in self.taken]


def _write(world: World, *keys: str, due_at: datetime | None = None) -> None:
    with world.database.writing() as session, unit_of_work(session):
        for key in keys:
            write_letter(
                session,
                key=key,
                to_address=f"{key}@example.org",
                subject=key,
                body="{site}/x",
                now=world.now,
                due_at=due_at,
            )


def _deliver(world: World, office: Office, now: datetime | None = None) -> Delivered:
    return deliver(world.database, office, clock=lambda: now or world.now, site="https://thidua.example")


def _letter(world: World, key: str) -> Letter:
    with world.database.reading() as session:
        return session.scalars(select(Letter).where(Letter.key == key)).one()


def test_letters_go_out_once_and_their_bodies_are_emptied(world: World) -> None:
    """Red when _note leaves the body or sent_at as it was."""
    _write(world, "a", "b")
    office = Office()
    assert str(_deliver(world, office)) == "2 sent"
    assert str(_deliver(world, office)) == ""
    assert [(mail.key, mail.body) for mail in office.taken] == [
        ("a", "https://thidua.example/x"),
        ("b", "https://thidua.example/x"),
    ]
    letter = _letter(world, "a")
    assert (letter.body, letter.sent_at, letter.leased_until) == ("", world.now, None)


def test_a_letter_is_not_sent_before_its_time(world: World) -> None:
    _write(world, "later", due_at=world.now + MINUTE)
    office = Office()
    _deliver(world, office)
    assert office.keys == []
    _deliver(world, office, world.now + MINUTE)
    assert office.keys == ["later"]


def test_a_closed_post_loses_nothing(world: World) -> None:
    """An hour without a server: everything arrives afterwards. Red when a closed post counts as a try."""
    _write(world, *"abcdefghijkl")

    def closed(_mail: Mail) -> None:
        raise PostClosed("no route")

    office = Office(closed)
    for minute in range(60):
        assert str(_deliver(world, office, world.now + minute * MINUTE)) == "the post is closed (no route)"
    assert _letter(world, "a").last_error == "no route"
    office.before = lambda mail: None
    assert _deliver(world, office, world.now + 90 * MINUTE).sent == 12
    assert sorted(office.keys) == list("abcdefghijkl")


def test_one_letter_that_closes_the_post_lets_the_others_pass(world: World) -> None:
    def sulk(mail: Mail) -> None:
        if mail.key == "a":
            raise PostClosed("hung up")

    _write(world, "a", "b", "c")
    office = Office(sulk)
    _deliver(world, office)
    _deliver(world, office, world.now + MINUTE)
    assert office.keys == ["b", "c"]


def test_a_refused_letter_rests_longer_and_longer_and_is_given_up(world: World) -> None:
    """Tries at 0, 1, 6, 36, 156, 516, 1236 and 2676 minutes; then the administrator is told, without a letter."""

    def refuse(_mail: Mail) -> None:
        raise MailRefused("550 no such person")

    _write(world, "a")
    tried = []
    for minute in range(3000):
        now = world.now + minute * MINUTE
        if minute % 6 and minute > 1:
            continue
        if _deliver(world, Office(refuse), now).refused:
            tried.append(minute)
    assert tried == [0, 1, 6, 36, 156, 516, 1236, 2676]
    letter = _letter(world, "a")
    assert (letter.tries, letter.body, letter.last_error) == (8, "", "550 no such person")
    assert letter.failed_at is not None
    with world.database.reading() as session:
        [notice] = session.scalars(select(Notice))
        assert session.scalar(select(func.count()).select_from(Letter)) == 1
    assert notice.user_id == world.users["admin"]
    assert notice.values == {"address": "a@example.org", "tries": 8}


def test_nothing_is_sent_within_a_transaction(world: World) -> None:
    """While the post takes its time others write. Red when the sending moves into the first block of deliver()."""

    def slow(_mail: Mail) -> None:
        _write(world, "written meanwhile")

    _write(world, "a")
    office = Office(slow)
    assert _deliver(world, office).sent == 2
    assert office.keys == ["a", "written meanwhile"]


def test_two_senders_share_the_work(world: World) -> None:
    """A letter that one sender holds is not taken by another until the lease ends."""
    _write(world, "a", "b")
    other = Office()

    def meanwhile(_mail: Mail) -> None:
        _deliver(world, other)

    office = Office(meanwhile)
    _deliver(world, office)
    assert (office.keys, other.keys) == (["a"], ["b"])


def test_a_sender_that_dies_leaves_the_letter_to_the_next(world: World) -> None:
    """Red when _take does not look at the end of the lease."""

    def die(_mail: Mail) -> None:
        raise KeyboardInterrupt

    _write(world, "a")
    with pytest.raises(KeyboardInterrupt):
        _deliver(world, Office(die))
    office = Office()
    _deliver(world, office, world.now + 4 * MINUTE)
    assert office.keys == []
    _deliver(world, office, world.now + 5 * MINUTE)
    assert office.keys == ["a"]
