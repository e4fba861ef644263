"""Accounts: who may add people, what ends their sign-ins, and whose rights follow the date."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.queries.accounts import get_actor, get_user
from emulation.services import accounts, sign_ins
from emulation.vocabulary.errors import DomainError, NotAllowed
from emulation.vocabulary.kinds import Role
from tests.factories.world import PASSWORD, World

LIMITS = sign_ins.Limits(timedelta(minutes=30), timedelta(hours=12))


def enter(session: Session, world: World, password: str = PASSWORD) -> sign_ins.Entered | None:
    return sign_ins.sign_in(
        session, email="officer.hn@example.org", password=password, device="thử", now=world.now
    )


def add(session: Session, world: World, who: str = "admin", **more: str) -> User:
    values = {"email": "moi@example.org", "full_name": "Người Mới"} | more
    return accounts.add_user(session, actor=world.actor(session, who), now=world.now, **values)  # type: ignore[arg-type]


def test_an_administrator_adds_a_person(session: Session, world: World) -> None:
    user = add(session, world, email=" MOI@Example.org ")
    assert (user.email, user.full_name) == ("moi@example.org", "Người Mới")


@pytest.mark.parametrize("who", ["officer.hn", "secretary.hn", "auditor", "outsider"])
def test_nobody_else_adds_people(session: Session, world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        add(session, world, who)


def test_an_address_has_one_account(session: Session, world: World) -> None:
    with pytest.raises(DomainError) as caught:
        add(session, world, email="Officer.HN@example.org")
    assert caught.value.field == "email"


def test_a_role_is_given_once(session: Session, world: World) -> None:
    admin, user = world.actor(session, "admin"), add(session, world)
    values = {"role": Role.MEMBER_OFFICER, "member_id": world.members["HP"], "cluster_id": None}
    accounts.appoint(session, actor=admin, now=world.now, user=user, **values)  # type: ignore[arg-type]
    with pytest.raises(DomainError) as caught:
        accounts.appoint(session, actor=admin, now=world.now, user=user, **values)  # type: ignore[arg-type]
    assert caught.value.field == "role"


@pytest.mark.asvs("7.4.2")
def test_closing_an_account_ends_all_sign_ins(session: Session, world: World) -> None:
    entered = enter(session, world)
    assert entered is not None
    admin, user = world.actor(session, "admin"), get_user(session, world.users["officer.hn"])
    accounts.set_disabled(session, actor=admin, now=world.now, user=user, disabled=True)
    session.flush()
    assert sign_ins.recognise(session, token=entered.token, now=world.now, limits=LIMITS) is None


def test_a_new_role_ends_all_sign_ins(session: Session, world: World) -> None:
    """Red when `appoint` leaves the devices signed in."""
    entered = enter(session, world)
    assert entered is not None
    admin, user = world.actor(session, "admin"), get_user(session, world.users["officer.hn"])
    accounts.appoint(
        session,
        actor=admin,
        now=world.now,
        user=user,
        role=Role.MEMBER_LEADER,
        member_id=world.members["HP"],
        cluster_id=None,
    )
    session.flush()
    assert sign_ins.recognise(session, token=entered.token, now=world.now, limits=LIMITS) is None


def test_rights_of_the_chair_follow_the_date(session: Session, world: World) -> None:
    """HN is chair until 01/03/2026: the day before it may, on the day it may not."""
    user = get_user(session, world.users["secretary.hn"])
    from_term = get_actor(session, user, world.now.date().replace(year=2026, month=2, day=28))
    after = get_actor(session, user, world.now.date().replace(year=2026, month=3, day=1))
    assert [c.chair_of for c in from_term.capacities] == [{world.cluster_id}]
    assert [c.chair_of for c in after.capacities] == [frozenset()]
