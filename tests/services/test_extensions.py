"""Permission to be late, from the secretariat to the record that says how late it is."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.models.calendar import Extension
from emulation.models.cycles import Cycle
from emulation.models.notices import Notice
from emulation.queries.places import MemberPlace
from emulation.services import extensions, work
from emulation.services.extensions import days_late
from emulation.vocabulary.clock import LOCAL_ZONE
from emulation.vocabulary.errors import DomainError, NotAllowed, Sealed
from emulation.vocabulary.states import Phase
from tests.factories import calendars
from tests.factories.world import World

REASON = "Bão số 3 làm gián đoạn báo cáo."


def cycle_of(session: Session, world: World) -> Cycle:
    return session.get_one(Cycle, world.cycle_id)


def grant(
    session: Session, world: World, city: str = "HP", who: str = "secretary.hn", **more: Any
) -> Extension:
    values: dict[str, Any] = {
        "phase": Phase.PLEDGING,
        "until_on": date(2025, 11, 14),
        "reason": REASON,
    } | more
    return extensions.grant(
        session,
        actor=world.actor(session, who),
        now=world.now,
        cycle=cycle_of(session, world),
        member=MemberPlace(world.members[city], city, "Hải Phòng", ""),
        **values,
    )


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=LOCAL_ZONE)


def test_a_member_with_a_permission_is_not_late_until_it_ends(session: Session, world: World) -> None:
    """The deadline is 31/03/2025, today 15/10/2025. Red when `until_on` is dropped from services' days_late."""
    grant(session, world)
    cycle, phase = cycle_of(session, world), Phase.PLEDGING
    late = {city: days_late(session, cycle, world.members[city], phase, world.now) for city in ("HP", "DN")}
    assert late == {"HP": 0, "DN": 198}
    after = at(date(2025, 11, 16))
    assert days_late(session, cycle, world.members["HP"], phase, after) == 2
    assert days_late(session, cycle, world.members["HP"], Phase.CONFERENCE, after) == 0  # has no deadline


def test_tasks_show_the_members_own_last_day(session: Session, world: World) -> None:
    grant(session, world)
    due = {}
    for city in ("hp", "dn"):
        actor = world.actor(session, f"officer.{city}")
        (task,) = work.tasks_for(session, actor, world.now).now
        due[city] = (task.due_on, task.grace_days)
    assert due == {"hp": (date(2025, 11, 14), 0), "dn": (date(2025, 3, 31), 5)}


def test_the_member_is_told_until_when_and_why(session: Session, world: World) -> None:
    row = grant(session, world)
    told = session.scalars(select(Notice).where(Notice.user_id == world.users["officer.hp"])).one()
    words = told.sentence % told.values
    assert (
        "Hải Phòng, năm 2025, giai đoạn “Đăng ký giao ước”, đến hết ngày 14/11/2025. Lý do: Bão số 3" in words
    )
    assert not session.scalars(select(Notice).where(Notice.user_id == world.users["officer.dn"])).all()
    withdraw(session, world, row)
    last = session.scalars(select(Notice).order_by(Notice.id.desc())).first()
    assert last is not None and "Lý do: Đơn vị đã nộp đủ." in last.sentence % last.values


def withdraw(session: Session, world: World, row: Extension, **more: Any) -> None:
    values = {"reason": "Đơn vị đã nộp đủ.", "who": "secretary.hn"} | more
    extensions.withdraw(
        session,
        actor=world.actor(session, values.pop("who")),
        now=world.now,
        cycle=cycle_of(session, world),
        extension=row,
        **values,
    )


def test_a_second_permission_replaces_the_first_and_the_trail_keeps_both(
    session: Session, world: World
) -> None:
    grant(session, world)
    row = grant(session, world, until_on=date(2025, 12, 1), reason="Gia hạn thêm do bão.")
    assert session.scalars(select(Extension)).all() == [row] and row.until_on == date(2025, 12, 1)
    events = session.scalars(
        select(AuditEvent).where(AuditEvent.verb == "extension.granted").order_by(AuditEvent.id)
    ).all()
    assert [event.changes["until_on"] for event in events] == [
        [None, "2025-11-14"],
        ["2025-11-14", "2025-12-01"],
    ]


def test_withdrawing_makes_the_deadline_of_all_count_again(session: Session, world: World) -> None:
    row = grant(session, world)
    with pytest.raises(DomainError):
        withdraw(session, world, row, reason="")
    withdraw(session, world, row)
    cycle = cycle_of(session, world)
    assert days_late(session, cycle, world.members["HP"], Phase.PLEDGING, world.now) == 198


@pytest.mark.parametrize(
    "who", ["secretary.hcm", "officer.hp", "leader.hp", "leader.hn", "admin", "outsider"]
)
def test_only_the_chairs_secretariat_permits(session: Session, world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        grant(session, world, who=who)
    row = calendars.extension(session, world)
    with pytest.raises(NotAllowed):
        withdraw(session, world, row, who=who)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"until_on": date(2025, 3, 31)}, "until_on"),
        ({"until_on": date(2025, 10, 14)}, "until_on"),
        ({"phase": Phase.PLANNING}, "phase"),
    ],
)
def test_a_wrong_permission_is_refused(session: Session, world: World, wrong: Any, field: str) -> None:
    with pytest.raises(DomainError) as refused:
        grant(session, world, **wrong)
    assert refused.value.field == field


def test_a_closed_year_permits_nothing(session: Session, world: World) -> None:
    cycle_of(session, world).phase = Phase.CLOSED
    session.flush()
    with pytest.raises(Sealed):
        grant(session, world)
