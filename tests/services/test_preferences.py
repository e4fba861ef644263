"""Choosing whether notices come by mail: one's own choice, in the trail, once."""

from sqlalchemy import select

from emulation.db import unit_of_work
from emulation.models.accounts import User
from emulation.models.audit import AuditEvent
from emulation.services.preferences import choose_mail
from tests.factories.world import World


def test_the_choice_is_ones_own_and_leaves_a_trail(world: World) -> None:
    with world.database.writing() as session, unit_of_work(session):
        actor = world.actor(session, "officer.hp")
        for wants in (False, False):
            choose_mail(session, actor=actor, now=world.now, wants=wants)
    with world.database.reading() as session:
        silent = list(session.scalars(select(User.email).where(User.wants_mail.is_(False))))
        events = list(session.execute(select(AuditEvent.verb, AuditEvent.changes)))
    assert silent == ["officer.hp@example.org"]
    assert [(verb, changes) for verb, changes in events] == [
        ("user.mail_chosen", {"wants_mail": [True, False]})
    ]
