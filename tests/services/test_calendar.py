"""Planning a year back from the day of receipt, and milestones of one's own."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.models.calendar import Milestone
from emulation.models.cycles import Cycle
from emulation.models.holidays import Holiday
from emulation.models.notices import Notice
from emulation.queries import calendar as queries
from emulation.services import calendar
from emulation.services.calendar import MilestoneDraft
from emulation.vocabulary.errors import DomainError, NotAllowed, Sealed, Stale
from emulation.vocabulary.states import Phase
from tests.factories import calendars
from tests.factories.calendars import RECEIVED
from tests.factories.world import World

#: What config/milestones.toml proposes, counted back by hand from Tuesday 31/03/2026 with Tết 16–20/02 between.
COUNTED = [
    date(2026, 1, 15),
    date(2026, 2, 13),
    date(2026, 3, 3),
    date(2026, 3, 9),
    date(2026, 3, 11),
    date(2026, 3, 20),
    date(2026, 3, 26),
    date(2026, 3, 31),
]


def cycle_of(session: Session, world: World) -> Cycle:
    return session.get_one(Cycle, world.cycle_id)


def plan(session: Session, world: World, day: date = RECEIVED, **more: Any) -> Cycle:
    cycle = cycle_of(session, world)
    who = world.actor(session, more.pop("who", "secretary.hn"))
    values = {"version": cycle.version, "with_steps": True} | more
    return calendar.plan_back(session, actor=who, now=world.now, cycle=cycle, received_on=day, **values)


def days(session: Session, world: World) -> list[date]:
    return [row.starts_on for row in queries.milestones_of(session, world.cycle_id)]


def verbs(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id)))


def test_the_proposed_steps_are_counted_back_over_tet(session: Session, world: World) -> None:
    """Red when the table of days off is not asked (`known = holidays.calendar(session)` in plan_back)."""
    calendars.days_off(session, world)
    plan(session, world)
    rows = queries.milestones_of(session, world.cycle_id)
    assert [row.starts_on for row in rows] == COUNTED
    assert cycle_of(session, world).received_on == RECEIVED
    assert not any(row.is_confirmed for row in rows)  # no document fixes these numbers


def test_planning_again_moves_what_is_counted_and_adds_nothing_twice(session: Session, world: World) -> None:
    calendars.days_off(session, world)
    plan(session, world)
    calendars.milestone(session, world, "Hội thảo chuyên đề", starts_on=date(2025, 11, 20))
    plan(session, world, date(2026, 4, 1))
    assert len(days(session, world)) == 9
    moved = dict(session.execute(select(Milestone.title, Milestone.starts_on)).all())
    assert moved["Hội thảo chuyên đề"] == date(2025, 11, 20)
    assert moved["Hội đồng nhận hồ sơ đề nghị khen thưởng"] == date(2026, 4, 1)
    assert moved["Hội nghị tổng kết và ký kết giao ước năm sau"] == date(2026, 3, 23)


def test_a_new_day_off_moves_the_steps_before_it(session: Session, world: World) -> None:
    calendars.days_off(session, world)
    plan(session, world)
    session.add(Holiday(day=date(2026, 3, 18), name_vi="Nghỉ bù"))
    session.flush()
    shifts = calendar.preview(
        session,
        actor=world.actor(session, "secretary.hn"),
        cycle=cycle_of(session, world),
        received_on=RECEIVED,
        with_steps=False,
    )
    assert [(one.old, one.new) for one in shifts if one.is_moved][-1] == (
        date(2026, 3, 11),
        date(2026, 3, 10),
    )
    assert [one.is_moved for one in shifts] == [True] * 5 + [False] * 3
    assert days(session, world) == COUNTED  # nothing is written before it is asked


def test_the_trail_and_the_people_are_told(session: Session, world: World) -> None:
    calendars.days_off(session, world)
    before = len(verbs(session))
    plan(session, world)
    assert verbs(session)[before:] == ["milestone.added"] * 8 + ["cycle.planned_back"]
    told = session.scalars(select(Notice).where(Notice.user_id == world.users["officer.hp"])).all()
    assert [notice.href for notice in told] == ["/clusters/tptw/2025/calendar"]


def test_wrong_days_stale_forms_and_closed_years_are_refused(session: Session, world: World) -> None:
    with pytest.raises(DomainError) as refused:
        plan(session, world, date(2024, 3, 31))
    assert refused.value.field == "received_on"
    with pytest.raises(Stale):
        plan(session, world, version=99)
    cycle_of(session, world).phase = Phase.CLOSED
    session.flush()
    with pytest.raises(Sealed):
        plan(session, world)


@pytest.mark.parametrize("who", ["secretary.hcm", "officer.hp", "leader.hn", "admin", "auditor", "outsider"])
def test_only_the_chairs_secretariat_plans(session: Session, world: World, who: str) -> None:
    actor, cycle = world.actor(session, who), cycle_of(session, world)
    row = calendars.milestone(session, world)
    for act in (
        lambda: plan(session, world, who=who),
        lambda: calendar.preview(session, actor=actor, cycle=cycle, received_on=RECEIVED, with_steps=True),
        lambda: calendar.add(session, actor=actor, now=world.now, cycle=cycle, draft=MilestoneDraft("X")),
        lambda: calendar.remove(
            session, actor=actor, now=world.now, cycle=cycle, milestone=row, version=row.version
        ),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_milestone_of_ones_own_from_birth_to_end(session: Session, world: World) -> None:
    calendars.days_off(session, world)
    cycle = calendars.received(session, world)
    who: dict[str, Any] = {"actor": world.actor(session, "secretary.hn"), "now": world.now, "cycle": cycle}
    typed = MilestoneDraft("Hội nghị", date(2026, 3, 20), date(2026, 3, 21), place="Cần Thơ")
    row = calendar.add(session, draft=typed, **who)
    assert (row.starts_on, row.ends_on, row.days_before, row.place) == (
        date(2026, 3, 20),
        date(2026, 3, 21),
        None,
        "Cần Thơ",
    )
    counted = MilestoneDraft("Hội nghị", days_before=27, source="Quy chế của Cụm")
    calendar.edit(session, milestone=row, version=row.version, draft=counted, **who)
    assert (row.starts_on, row.ends_on) == (date(2026, 2, 13), None)
    with pytest.raises(Stale):
        calendar.edit(session, milestone=row, version=row.version - 1, draft=typed, **who)
    calendar.remove(session, milestone=row, version=row.version, **who)
    assert days(session, world) == []
    assert verbs(session)[-3:] == ["milestone.added", "milestone.edited", "milestone.removed"]
    last = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert last is not None and last.changes["title"] == ["Hội nghị", None]


def test_counting_back_needs_a_day_of_receipt(session: Session, world: World) -> None:
    who: dict[str, Any] = {
        "actor": world.actor(session, "secretary.hn"),
        "now": world.now,
        "cycle": cycle_of(session, world),
    }
    with pytest.raises(DomainError) as refused:
        calendar.add(session, draft=MilestoneDraft("Họp", days_before=5), **who)
    assert refused.value.field == "days_before"


def test_the_offered_day_of_receipt_is_a_working_day_and_unconfirmed(session: Session, world: World) -> None:
    """31/03 of the following year (handbook 3); 31/03/2029 is a Saturday."""
    assert calendar.proposal_for(session, 2025).received_on == date(2026, 3, 31)
    offered = calendar.proposal_for(session, 2028)
    assert (offered.received_on, offered.is_confirmed) == (date(2029, 4, 2), False)
