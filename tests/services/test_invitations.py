"""Accounts by invitation: who may invite whom, until when it counts, and what accepting does."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.db import Database
from emulation.gateways import passwords
from emulation.models.accounts import User
from emulation.models.audit import AuditEvent
from emulation.models.holidays import Holiday
from emulation.models.notices import Letter
from emulation.queries.accounts import find_user_by_email
from emulation.queries.links import open_invitations
from emulation.services import accounts, invitations, sign_ins
from emulation.vocabulary.clock import LOCAL_ZONE
from emulation.vocabulary.errors import DomainError, NotAllowed
from tests.factories.world import World
from tests.support.races import committed, race

SENTENCE = "con mèo ngồi trên mái nhà"


def new_person(session: Session, world: World) -> User:
    return accounts.add_user(
        session,
        actor=world.actor(session, "admin"),
        now=world.now,
        email="moi@example.org",
        full_name="Trần Thị Mới",
    )


def invite(
    session: Session, world: World, user: User, who: str = "admin", now: datetime | None = None
) -> invitations.Sent:
    return invitations.invite(
        session, actor=world.actor(session, who), now=now or world.now, user=user, working_days=5
    )


def accept(
    session: Session, token: str, now: datetime, password: str = SENTENCE, composition: bool = False
) -> User | None:
    return invitations.accept(session, token=token, password=password, now=now, composition=composition)


def test_the_invitation_is_a_letter_to_the_person_alone(session: Session, world: World) -> None:
    user = new_person(session, world)
    sent = invite(session, world, user)
    letter = session.scalars(select(Letter)).one()
    assert (letter.to_address, letter.user_id) == ("moi@example.org", user.id)
    assert letter.subject == "Lời mời dùng Hệ thống quản lý thi đua, khen thưởng"
    assert f"\n{{site}}/invitation/{sent.token}\n" in letter.body
    assert "đến hết ngày 22/10/2025" in letter.body
    events = session.scalars(select(AuditEvent).where(AuditEvent.verb == "user.invited")).all()
    assert len(events) == 1
    assert sent.token not in repr([event.changes for event in events])


@pytest.mark.parametrize("who", ["officer.hn", "secretary.hn", "auditor", "outsider"])
def test_nobody_else_invites(session: Session, world: World, who: str) -> None:
    user = new_person(session, world)
    with pytest.raises(NotAllowed):
        invite(session, world, user, who)


def test_days_off_do_not_count(session: Session, world: World) -> None:
    """Wednesday 15/10/2025 and five working days, with Monday 20/10 off: until the end of Thursday 23/10."""
    session.add(Holiday(day=datetime(2025, 10, 20).date(), name_vi="Ngày nghỉ"))
    user = new_person(session, world)
    session.flush()
    sent = invite(session, world, user)
    assert f"{sent.last_day:%d/%m/%Y}" == "23/10/2025"
    last_minute = datetime(2025, 10, 23, 23, 59, tzinfo=LOCAL_ZONE)
    assert open_invitations(session, last_minute)[user.id].is_over is False
    assert open_invitations(session, last_minute + timedelta(minutes=1))[user.id].is_over is True
    assert open_invitations(session, last_minute)[user.id].last_day == sent.last_day
    assert accept(session, sent.token, last_minute + timedelta(minutes=1)) is None
    assert accept(session, sent.token, last_minute) is not None


@pytest.mark.asvs("6.4.1")
def test_nobody_signs_in_before_accepting(session: Session, world: World) -> None:
    """Red when `matches` lets an empty hash pass."""
    new_person(session, world)
    for password in ("", SENTENCE, "nobody has this password"):
        entered = sign_ins.sign_in(
            session, email="moi@example.org", password=password, device="", now=world.now
        )
        assert entered is None


@pytest.mark.asvs("6.4.1")
def test_accepting_sets_the_password_once(session: Session, world: World) -> None:
    user = new_person(session, world)
    sent = invite(session, world, user)
    assert user.id in open_invitations(session, world.now)
    assert accept(session, sent.token, world.now) is user
    session.flush()
    assert user.id not in open_invitations(session, world.now)
    assert user.password_set_at == world.now
    assert accept(session, sent.token, world.now, "một câu khác hẳn, rất dài") is None
    assert sign_ins.sign_in(session, email="moi@example.org", password=SENTENCE, device="", now=world.now)


@pytest.mark.both
@pytest.mark.asvs("2.3.4")
def test_of_eight_who_accept_at_once_one_sets_the_password(database: Database, world: World) -> None:
    """Red when set_by_link does not look at what links.use says (PostgreSQL: all eight have found the link)."""
    sent = committed(database, lambda session: invite(session, world, new_person(session, world)))()
    sentences = [f"con mèo số {number} ngồi trên mái nhà" for number in range(8)]

    def accepting(sentence: str) -> Callable[[], bool]:
        return committed(
            database, lambda session: accept(session, sent.token, world.now, sentence) is not None
        )

    results = race([accepting(sentence) for sentence in sentences])
    assert sorted(results, key=str) == [False] * 7 + [True]
    with database.reading() as session:
        user = find_user_by_email(session, "moi@example.org")
        assert user is not None
        assert passwords.matches(user.password_hash, sentences[results.index(True)])


def test_an_easy_password_leaves_the_invitation_as_it_was(session: Session, world: World) -> None:
    sent = invite(session, world, new_person(session, world))
    for password, composition in (("thidua123456", False), ("moi@example.org", False), (SENTENCE, True)):
        with pytest.raises(DomainError) as caught:
            accept(session, sent.token, world.now, password, composition)
        assert caught.value.field == "password"
    assert accept(session, sent.token, world.now) is not None


def test_names_of_members_and_clusters_are_refused(session: Session, world: World) -> None:
    """Red when passwords.check forgets context_words: "Hải Phòng" is a member of the world."""
    sent = invite(session, world, new_person(session, world))
    for password in ("Hải Phòng 2025", "tptw-tptw-2025", "haiphong123456"):
        with pytest.raises(DomainError):
            accept(session, sent.token, world.now, password)


def test_who_has_a_password_or_a_closed_account_is_not_invited(session: Session, world: World) -> None:
    user = new_person(session, world)
    accounts.set_disabled(
        session, actor=world.actor(session, "admin"), now=world.now, user=user, disabled=True
    )
    with pytest.raises(DomainError, match="đã khóa"):
        invite(session, world, user)
    standing = session.get(User, world.users["officer.hn"])
    assert standing is not None
    with pytest.raises(DomainError, match="đã đặt mật khẩu"):
        invite(session, world, standing)


def test_sending_again_ends_the_earlier_invitation(session: Session, world: World) -> None:
    user = new_person(session, world)
    first, second = invite(session, world, user), invite(session, world, user)
    assert accept(session, first.token, world.now) is None
    assert accept(session, second.token, world.now) is user
    assert len(session.scalars(select(Letter)).all()) == 2


def test_an_ended_invitation_is_shown_as_none(session: Session, world: World) -> None:
    user = new_person(session, world)
    assert open_invitations(session, world.now)[user.id].last_day is None
    invite(session, world, user)
    for disabled in (True, False):
        accounts.set_disabled(
            session, actor=world.actor(session, "admin"), now=world.now, user=user, disabled=disabled
        )
    session.flush()
    assert open_invitations(session, world.now)[user.id].last_day is None
