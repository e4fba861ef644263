"""Choosing how notices come by mail: one's own choice, in the trail, once, gathered from now on."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from emulation.db import unit_of_work
from emulation.models.accounts import User
from emulation.models.audit import AuditEvent
from emulation.services.preferences import choose_mail
from emulation.vocabulary.errors import Stale
from emulation.vocabulary.kinds import MailPace
from tests.factories.world import World


def choose(
    world: World, pace: MailPace | None, *, reminders: bool = True, hours: int = 0, version: int | None = None
) -> None:
    with world.database.writing() as session, unit_of_work(session):
        user = session.get_one(User, world.users["officer.hp"])
        choose_mail(
            session,
            actor=world.actor(session, "officer.hp"),
            now=world.now + timedelta(hours=hours),
            version=user.version if version is None else version,
            pace=pace,
            reminders=reminders,
        )


def stored(world: World) -> User:
    with world.database.reading() as session:
        return session.get_one(User, world.users["officer.hp"])


def test_the_choice_is_ones_own_and_leaves_a_trail(world: World) -> None:
    for _ in range(2):
        choose(world, None, reminders=False)
    with world.database.reading() as session:
        silent = list(session.scalars(select(User.email).where(User.wants_mail.is_(False))))
        events = list(session.execute(select(AuditEvent.verb, AuditEvent.changes)))
    assert silent == ["officer.hp@example.org"]
    assert [(verb, changes) for verb, changes in events] == [
        ("user.mail_chosen", {"wants_mail": [True, False], "wants_reminders": [True, False]})
    ]


def test_gathering_begins_when_it_is_chosen(world: World) -> None:
    """From each letter, or from none, to a digest: what was said before is not gathered. From day to week: it is."""
    assert stored(world).digest_at is None
    choose(world, MailPace.DAILY)
    assert stored(world).digest_at == world.now
    choose(world, MailPace.WEEKLY, hours=1)
    assert (stored(world).mail_pace, stored(world).digest_at) == (MailPace.WEEKLY, world.now)
    choose(world, None, hours=2)
    choose(world, MailPace.DAILY, hours=3)
    assert stored(world).digest_at == world.now + timedelta(hours=3)


def test_a_choice_made_on_an_old_page_is_refused(world: World) -> None:
    version = stored(world).version
    choose(world, MailPace.DAILY)
    with pytest.raises(Stale):
        choose(world, None, version=version)
