"""The board of real people, and reminding with one click: who has to act, once a day, in the trail."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.models.accounts import Appointment
from emulation.models.audit import AuditEvent
from emulation.models.notices import Letter, Notice
from emulation.services import board
from emulation.services.board import Reminded
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound
from emulation.vocabulary.kinds import Role
from emulation.vocabulary.moves import PledgeMove
from emulation.vocabulary.states import Phase
from tests.factories import pledges, years
from tests.factories.world import World
from tests.support.races import committed, race
from tests.support.statements import counted

CHAIR = "secretary.hn"


def remind(
    session: Session, world: World, task: str = "pledge", *, who: str = CHAIR, member: str = "", days: int = 0
) -> Reminded:
    return board.remind(
        session,
        actor=world.actor(session, who),
        now=world.now + timedelta(days=days),
        cycle=years.cycle_of(session, world),
        task=task,
        member_id=world.members[member] if member else None,
    )


def told(session: Session, world: World) -> dict[str, list[str]]:
    names = {number: name for name, number in world.users.items()}
    found: dict[str, list[str]] = {}
    for notice in session.scalars(
        select(Notice).where(Notice.key.like("reminder/board/%")).order_by(Notice.id)
    ):
        found.setdefault(names[notice.user_id], []).append(notice.sentence % notice.values)
    return found


def awaiting(session: Session, world: World, city: str) -> None:
    pledge = pledges.draft(session, world, city)
    pledges.step(session, world, pledge, f"officer.{city.lower()}", PledgeMove.REQUEST_APPROVAL)


def test_those_whose_turn_it_is_are_told_and_nobody_else(session: Session, world: World) -> None:
    """HN has begun nothing, HP drafts, DN waits for its leader, CT has agreed with the chair."""
    pledges.draft(session, world, "HP")
    awaiting(session, world, "DN")
    pledges.accepted(session, world, "CT")
    assert remind(session, world) == Reminded(4, 0, ())
    found = told(session, world)
    assert set(found) == {"officer.hn", "officer.hcm", "officer.hp", "leader.dn"}
    assert found["leader.dn"] == [
        "Người secretary.hn nhắc: Giao ước năm 2025 của Đà Nẵng, hạn 31/03/2025. Hiện trạng: Chờ lãnh đạo duyệt."
    ]
    keys = list(session.scalars(select(Letter.key).where(Letter.key.like("reminder/%"))))
    assert len(keys) == 4 and all(
        key.endswith("/2025-03-31/2025-10-15/" + key.split("/")[-1]) for key in keys
    )


def test_once_a_day_per_person_whoever_clicks(session: Session, world: World) -> None:
    """Red when the key of the reminder leaves the day out (never again), or the task (one silences the other)."""
    assert remind(session, world, member="HP") == Reminded(1, 0, ())
    assert remind(session, world, who="secretary.hcm", member="HP") == Reminded(0, 1, ())
    assert remind(session, world) == Reminded(4, 1, ())
    assert remind(session, world, days=1) == Reminded(5, 0, ())
    world_year = years.cycle_of(session, world)
    world_year.phase = Phase.FIRST_HALF
    session.flush()
    assert remind(session, world, "q1").told == 5


def test_the_trail_says_what_and_how_many(session: Session, world: World) -> None:
    remind(session, world, member="HP")
    remind(session, world, member="HP")
    session.flush()
    events = session.scalars(
        select(AuditEvent).where(AuditEvent.verb == "cycle.reminded").order_by(AuditEvent.id)
    ).all()
    assert [(event.actor_name, event.member_id, event.changes) for event in events] == [
        (
            "Người secretary.hn",
            world.members["HP"],
            {"reminded_task": [None, "Giao ước"], "reminded_people": [None, 1]},
        )
    ]


def test_a_member_without_people_is_named(session: Session, world: World) -> None:
    officers = select(Appointment.id).where(
        Appointment.role == Role.MEMBER_OFFICER, Appointment.member_id == world.members["HP"]
    )
    session.execute(delete(Appointment).where(Appointment.id.in_(officers)))
    assert remind(session, world, member="HP") == Reminded(0, 0, ("Hải Phòng",))


@pytest.mark.parametrize("who", ["officer.hp", "leader.hn", "secretary.hp", "auditor", "admin", "outsider"])
def test_only_the_secretariats_of_chair_and_vice_chair_remind(
    session: Session, world: World, who: str
) -> None:
    with pytest.raises(NotAllowed):
        remind(session, world, who=who)


def test_the_vice_chair_leaves_its_own_member_to_the_chair(session: Session, world: World) -> None:
    with pytest.raises(NotAllowed):
        remind(session, world, who="secretary.hcm", member="HCM")
    assert remind(session, world, who="secretary.hcm").told == 4
    assert "officer.hcm" not in told(session, world)


def test_what_is_not_owed_is_not_reminded(session: Session, world: World) -> None:
    pledges.accepted(session, world, "HP")
    for task, member in (("self-score", ""), ("pledge", "HP")):
        with pytest.raises(DomainError, match="Không có đơn vị nào"):
            remind(session, world, task, member=member)
    with pytest.raises(NotFound):
        remind(session, world, "lunch")


def test_the_board_shows_what_this_reader_may_remind(session: Session, world: World) -> None:
    pledges.accepted(session, world, "HP")
    mine = {}
    for who in (CHAIR, "secretary.hcm", "officer.hp", "admin"):
        actor = world.actor(session, who)
        shown, mine[who] = board.show(session, actor=actor, cycle_id=world.cycle_id, now=world.now)
        assert [column.done for column in shown.columns] == [1, 0, 0, 0, 0, 0, 0]
    ids = {city: number for city, number in world.members.items() if city != "HP"}
    assert mine[CHAIR] == {("pledge", number) for number in ids.values()}
    assert mine["secretary.hcm"] == mine[CHAIR] - {("pledge", ids["HCM"])}
    assert mine["officer.hp"] == mine["admin"] == frozenset()


def test_a_closed_year_still_has_its_board(session: Session, world: World) -> None:
    years.cycle_of(session, world).phase = Phase.CLOSED
    session.flush()
    shown, mine = board.show(
        session, actor=world.actor(session, CHAIR), cycle_id=world.cycle_id, now=world.now
    )
    assert not mine and {cell.words for column in shown.columns for cell in column.cells} == {
        "Hết kỳ, chưa nộp"
    }


def test_strangers_see_no_board(session: Session, world: World) -> None:
    with pytest.raises(NotAllowed):
        board.show(session, actor=world.actor(session, "outsider"), cycle_id=world.cycle_id, now=world.now)


def test_the_number_of_statements_does_not_grow(session: Session, world: World) -> None:
    actor = world.actor(session, CHAIR)
    with counted(world.database) as empty:
        board.show(session, actor=actor, cycle_id=world.cycle_id, now=world.now)
    for city in ("HN", "HP", "CT", "DN"):
        pledges.draft(session, world, city)
    with counted(world.database) as full:
        board.show(session, actor=actor, cycle_id=world.cycle_id, now=world.now)
    assert len(empty) == len(full) == 6


@pytest.mark.both
def test_two_clicks_at_once_tell_each_person_once(world: World) -> None:
    """Acceptance 5. Chair and vice-chair click at the same moment, twice each: four people in common, one more of the
    vice-chair's own. Red when the key of the reminder ends with the moment instead of the day."""
    clicks = [
        committed(world.database, lambda session, who=who: remind(session, world, who=who))  # type: ignore[misc]
        for who in (CHAIR, "secretary.hcm", CHAIR, "secretary.hcm")
    ]
    ends = race(clicks)
    assert all(isinstance(end, Reminded) for end in ends), ends
    assert sum(end.told for end in ends if isinstance(end, Reminded)) == 5
    with world.database.reading() as session:
        found = told(session, world)
        assert sorted(found) == ["officer.ct", "officer.dn", "officer.hcm", "officer.hn", "officer.hp"]
        assert all(len(words) == 1 for words in found.values())
        verbs = session.scalars(select(AuditEvent.changes).where(AuditEvent.verb == "cycle.reminded"))
        assert sum(changes["reminded_people"][1] for changes in verbs) == 5
    with world.database.writing() as session, unit_of_work(session):
        assert remind(session, world).before == 5
