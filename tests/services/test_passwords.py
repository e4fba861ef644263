"""Changing a password: the current one is asked for, everything that stood open is closed, the person is told."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.gateways import passwords as hashing
from emulation.models.notices import Letter
from emulation.queries.accounts import get_user
from emulation.services import links, passwords, sign_ins
from emulation.vocabulary.errors import DomainError, NotAllowed
from emulation.vocabulary.kinds import LinkPurpose
from tests.factories.world import PASSWORD, World

LIMITS = sign_ins.Limits(timedelta(minutes=30), timedelta(hours=12))
SENTENCE = "con mèo ngồi trên mái nhà"
ADDRESS = "officer.hn@example.org"


def enter(session: Session, world: World, password: str = PASSWORD) -> sign_ins.Entered | None:
    return sign_ins.sign_in(session, email=ADDRESS, password=password, device="thử", now=world.now)


def change(
    session: Session, world: World, current: str = PASSWORD, password: str = SENTENCE, mixed: bool = False
) -> None:
    passwords.change_password(
        session,
        actor=world.actor(session, "officer.hn"),
        now=world.now,
        user=get_user(session, world.users["officer.hn"]),
        current=current,
        password=password,
        composition=mixed,
    )
    session.flush()


@pytest.mark.asvs("6.2.2", "6.2.3")
def test_the_current_password_is_asked_for(session: Session, world: World) -> None:
    """Red when change_password does not compare the current one."""
    with pytest.raises(DomainError) as caught:
        change(session, world, current="sai")
    assert caught.value.field == "current"
    change(session, world)
    assert enter(session, world, PASSWORD) is None
    assert enter(session, world, SENTENCE) is not None


@pytest.mark.parametrize("password", ["ngắn", "thidua123456", PASSWORD, "Cần Thơ 2025!"])
def test_a_refused_one_changes_nothing(session: Session, world: World, password: str) -> None:
    with pytest.raises(DomainError) as caught:
        change(session, world, password=password)
    assert caught.value.field == "password"
    assert enter(session, world) is not None


def test_an_office_may_demand_kinds_of_signs(session: Session, world: World) -> None:
    with pytest.raises(DomainError, match="chữ hoa"):
        change(session, world, mixed=True)
    change(session, world, password="Con mèo ngồi trên mái 3", mixed=True)


@pytest.mark.asvs("7.4.3")
def test_everything_that_stood_open_is_closed(session: Session, world: World) -> None:
    entered, user = enter(session, world), get_user(session, world.users["officer.hn"])
    assert entered is not None
    link = links.issue(
        session,
        user=user,
        purpose=LinkPurpose.RESET,
        now=world.now,
        expires_at=world.now + timedelta(hours=1),
    )
    change(session, world)
    assert sign_ins.recognise(session, token=entered.token, now=world.now, limits=LIMITS) is None
    assert links.find(session, token=link, purpose=LinkPurpose.RESET, now=world.now) is None
    assert user.password_set_at == world.now


def test_the_person_is_told_each_time(session: Session, world: World) -> None:
    """Two changes at the same moment are two letters. Red when the key forgets the version."""
    change(session, world)
    change(session, world, SENTENCE, "một câu khác hẳn, rất dài")
    letters = session.scalars(select(Letter)).all()
    assert [(letter.to_address, letter.subject) for letter in letters] == [
        (ADDRESS, "Mật khẩu vừa được đổi")
    ] * 2
    assert "{site}/reset" in letters[0].body
    assert not any(secret in letter.body for letter in letters for secret in (SENTENCE, PASSWORD))


@pytest.mark.parametrize("who", ["officer.hp", "secretary.hn", "auditor"])
def test_nobody_sets_somebody_elses_password(session: Session, world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        passwords.set_password(
            session,
            actor=world.actor(session, who),
            now=world.now,
            user=get_user(session, world.users["officer.hn"]),
            password=SENTENCE,
            composition=False,
        )


def test_a_cheap_hash_is_renewed_at_the_next_sign_in(session: Session, world: World) -> None:
    """The cast's hashes are cheap. Red without the line in sign_in that keeps the renewed hash."""
    user = get_user(session, world.users["officer.hn"])
    assert "m=8," in user.password_hash
    assert enter(session, world) is not None
    session.flush()
    assert "m=19456,t=2,p=1" in user.password_hash
    assert hashing.matches(user.password_hash, PASSWORD)
