"""Roles that begin and end, names that are mended, and the last administrator."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.accounts import Appointment
from emulation.models.audit import AuditEvent
from emulation.queries.accounts import get_actor, get_user
from emulation.services import accounts, appointments, sign_ins
from emulation.vocabulary.errors import DomainError, NotAllowed, Stale
from emulation.vocabulary.kinds import Role, SignInLevel
from tests.factories.world import World

LIMITS = sign_ins.Limits(timedelta(minutes=30), timedelta(hours=12))
TODAY = date(2025, 10, 15)


def role_of(session: Session, world: World, name: str) -> Appointment:
    return session.scalars(select(Appointment).where(Appointment.user_id == world.users[name])).one()


def end(session: Session, world: World, name: str, ends_on: date = TODAY, who: str = "admin") -> Appointment:
    return appointments.end(
        session,
        actor=world.actor(session, who),
        now=world.now,
        appointment=role_of(session, world, name),
        ends_on=ends_on,
    )


def appoint(session: Session, world: World, name: str, role: Role, **more: object) -> Appointment:
    values = {"member_id": world.members["HP"], "cluster_id": None} | more
    return accounts.appoint(
        session,
        actor=world.actor(session, "admin"),
        now=world.now,
        user=get_user(session, world.users[name]),
        role=role,
        **values,  # type: ignore[arg-type]
    )


def test_a_role_ends_on_its_day(session: Session, world: World) -> None:
    end(session, world, "officer.hp", date(2025, 10, 20))
    user = get_user(session, world.users["officer.hp"])
    assert get_actor(session, user, date(2025, 10, 19)).roles == {Role.MEMBER_OFFICER}
    assert get_actor(session, user, date(2025, 10, 20)).roles == set()


@pytest.mark.asvs("7.4.2", "8.3.2")
@pytest.mark.parametrize("verb", ["end", "appoint"])
def test_a_change_of_roles_ends_all_sign_ins(session: Session, world: World, verb: str) -> None:
    """Red when `appoint` or `end` no longer calls `sign_ins.end_all`."""
    user = get_user(session, world.users["officer.hp"])
    entered = sign_ins.start(session, user=user, level=SignInLevel.CODE, device="", now=world.now)
    if verb == "end":
        end(session, world, "officer.hp")
    else:
        appoint(session, world, "officer.hp", Role.COUNCIL_MEMBER)
    session.flush()
    assert sign_ins.recognise(session, token=entered.token, now=world.now, limits=LIMITS) is None


@pytest.mark.parametrize("who", ["officer.hp", "secretary.hn", "auditor", "outsider"])
def test_nobody_else_ends_roles_or_mends_names(session: Session, world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        end(session, world, "leader.hp", who=who)
    user = get_user(session, world.users["leader.hp"])
    with pytest.raises(NotAllowed):
        rectify(session, world, user.version, who=who)


def test_the_last_administrator_stays(session: Session, world: World) -> None:
    """Red when `end` or `set_disabled` no longer counts who is left."""
    with pytest.raises(DomainError, match="ít nhất một"):
        end(session, world, "admin")
    admin = world.actor(session, "admin")
    user = get_user(session, world.users["admin"])
    with pytest.raises(DomainError, match="ít nhất một"):
        accounts.set_disabled(session, actor=admin, now=world.now, user=user, disabled=True)
    world.add_person(session, "admin2", Role.ADMIN)
    end(session, world, "admin")


def test_a_role_that_ended_is_given_again_later(session: Session, world: World) -> None:
    end(session, world, "officer.hp", date(2025, 10, 20))
    with pytest.raises(DomainError, match="đã có vai trò"):
        appoint(session, world, "officer.hp", Role.MEMBER_OFFICER)
    again = appoint(session, world, "officer.hp", Role.MEMBER_OFFICER, starts_on=date(2025, 10, 20))
    assert again.ends_on is None


def test_a_role_for_a_time(session: Session, world: World) -> None:
    appoint(session, world, "officer.hp", Role.COUNCIL_MEMBER, starts_on=TODAY, ends_on=date(2025, 10, 17))
    user = get_user(session, world.users["officer.hp"])
    held = [
        Role.COUNCIL_MEMBER in get_actor(session, user, date(2025, 10, day)).roles for day in (14, 15, 16, 17)
    ]
    assert held == [False, True, True, False]


@pytest.mark.asvs("8.2.1")
def test_an_administrator_gets_no_other_role_and_gives_themselves_none(
    session: Session, world: World
) -> None:
    with pytest.raises(DomainError, match="cho mình"):
        appoint(session, world, "admin", Role.MEMBER_LEADER)
    world.add_person(session, "admin2", Role.ADMIN)
    with pytest.raises(DomainError, match="không đi cùng"):
        appoint(session, world, "admin2", Role.MEMBER_LEADER)
    with pytest.raises(DomainError, match="không đi cùng"):
        appoint(session, world, "auditor", Role.MEMBER_OFFICER)


def rectify(session: Session, world: World, version: int, who: str = "admin", **more: str) -> None:
    values = {"full_name": "Nguyễn Thị Bình", "title": "Phó Chánh Văn phòng"} | more
    appointments.rectify(
        session,
        actor=world.actor(session, who),
        now=world.now,
        user=get_user(session, world.users["leader.hp"]),
        version=version,
        **values,
    )


def test_a_name_is_mended_and_found_again(session: Session, world: World) -> None:
    user = get_user(session, world.users["leader.hp"])
    rectify(session, world, user.version)
    session.flush()
    assert (user.full_name, user.title) == ("Nguyễn Thị Bình", "Phó Chánh Văn phòng")
    assert "nguyen thi binh" in user.search_text
    event = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()[-1]
    assert (event.verb, event.changes["full_name"]) == (
        "user.rectified",
        ["Người leader.hp", "Nguyễn Thị Bình"],
    )


def test_a_stale_name_is_refused(session: Session, world: World) -> None:
    user = get_user(session, world.users["leader.hp"])
    with pytest.raises(Stale):
        rectify(session, world, user.version + 1)
