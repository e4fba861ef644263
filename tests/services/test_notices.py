"""Telling people: once per occasion, by letter too when they want it, nobody whose account is closed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.models.accounts import User
from emulation.models.notices import Letter, Notice
from emulation.services import audit, notices
from emulation.vocabulary.kinds import MailPace
from tests.factories.world import World

SENTENCE = "%(who)s đã nộp giao ước của %(member)s."
VALUES = {"who": "Người leader.hp", "member": "Hải Phòng"}


def _tell(session: Session, world: World, *names: str, key: str = "event/7") -> int:
    told = notices.tell(
        session,
        user_ids=[world.users[name] for name in names],
        key=key,
        sentence=SENTENCE,
        values=VALUES,
        href="/clusters/tptw/2025/pledges/HP",
        now=world.now,
        cluster_id=world.cluster_id,
    )
    return len(told)


def test_people_are_told_once(world: World) -> None:
    """Red when tell() does not ask whether the notice was written now."""
    with world.database.writing() as session, unit_of_work(session):
        assert _tell(session, world, "secretary.hn", "secretary2.hn") == 2
        assert _tell(session, world, "secretary.hn", "secretary2.hn", "admin") == 1
        assert _tell(session, world, "secretary.hn", key="event/8") == 1
        told = list(session.scalars(select(Notice.user_id).order_by(Notice.id)))
        letters = list(session.scalars(select(Letter.key).order_by(Letter.id)))
    here, there, admin = (world.users[name] for name in ("secretary.hn", "secretary2.hn", "admin"))
    assert told == [here, there, admin, here]
    assert letters == [f"event/7/{here}", f"event/7/{there}", f"event/7/{admin}", f"event/8/{here}"]


def test_the_letter_says_the_sentence_and_where(world: World) -> None:
    with world.database.writing() as session, unit_of_work(session):
        _tell(session, world, "secretary.hn")
        letter = session.scalars(select(Letter)).one()
    assert letter.subject == "Người leader.hp đã nộp giao ước của Hải Phòng."
    assert letter.body.startswith(f"{letter.subject}\n\n{{site}}/clusters/tptw/2025/pledges/HP\n\n")
    assert (letter.to_address, letter.due_at) == ("secretary.hn@example.org", world.now)


def test_who_wants_no_mail_gets_the_notice_only_and_closed_accounts_get_nothing(world: World) -> None:
    with world.database.writing() as session:
        session.get_one(User, world.users["secretary.hn"]).wants_mail = False
        session.get_one(User, world.users["leader.hn"]).disabled_at = world.now
        session.get_one(User, world.users["officer.hn"]).erased_at = world.now
        session.commit()
    with world.database.writing() as session, unit_of_work(session):
        assert _tell(session, world, "secretary.hn", "leader.hn", "officer.hn") == 1
        assert list(session.scalars(select(Notice.user_id))) == [world.users["secretary.hn"]]
        assert list(session.scalars(select(Letter.key))) == []


def test_who_gathers_gets_no_letter_and_reminders_are_chosen_apart(world: World) -> None:
    with world.database.writing() as session:
        session.get_one(User, world.users["secretary.hn"]).mail_pace = MailPace.DAILY
        session.get_one(User, world.users["leader.hn"]).wants_reminders = False
        session.commit()
    with world.database.writing() as session, unit_of_work(session):
        assert _tell(session, world, "secretary.hn", "leader.hn") == 2
        assert _tell(session, world, "secretary.hn", "leader.hn", key="reminder/7") == 2
        assert list(session.scalars(select(Letter.key))) == [f"event/7/{world.users['leader.hn']}"]


def test_what_happens_to_the_account_comes_at_once(world: World) -> None:
    """Whatever was chosen. Red when telling._tell_owner leaves `whatever_chosen` out."""
    with world.database.writing() as session:
        session.get_one(User, world.users["officer.hp"]).mail_pace = MailPace.WEEKLY
        session.get_one(User, world.users["officer.dn"]).wants_mail = False
        session.commit()
    with world.database.writing() as session, unit_of_work(session):
        for name in ("officer.hp", "officer.dn"):
            user = session.get_one(User, world.users[name])
            audit.record(
                session, actor=world.actor(session, "admin"), now=world.now, verb="user.enabled", about=user
            )
        addresses = list(session.scalars(select(Letter.to_address).order_by(Letter.id)))
    assert addresses == ["officer.hp@example.org", "officer.dn@example.org"]


def test_reading_concerns_ones_own_notices_only(world: World) -> None:
    with world.database.writing() as session, unit_of_work(session):
        _tell(session, world, "secretary.hn", "secretary2.hn")
        of_other = session.scalars(
            select(Notice.id).where(Notice.user_id == world.users["secretary2.hn"])
        ).one()
        notices.mark_read(session, user_id=world.users["secretary.hn"], now=world.now, notice_id=of_other)
        assert set(session.scalars(select(Notice.read_at))) == {None}
        notices.mark_read(session, user_id=world.users["secretary.hn"], now=world.now)
    with world.database.reading() as session:
        rows = session.execute(select(Notice.user_id, Notice.read_at))
        read = {row.user_id: row.read_at for row in rows}
    assert read == {world.users["secretary.hn"]: world.now, world.users["secretary2.hn"]: None}
