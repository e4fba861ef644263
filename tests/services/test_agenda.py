"""What stands in a calendar for whom: the public, the people of the cluster, whoever has something to do."""

from datetime import date

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.rules.calendar import Nearness
from emulation.services import agenda
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.agenda import EntryKind
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.states import Phase
from tests.factories import calendars
from tests.factories.world import CITIES, World
from tests.support.statements import counted


def agenda_for(session: Session, world: World, name: str = "") -> agenda.Agenda:
    actor = world.actor(session, name) if name else Actor(None, "", local_date(world.now))
    cycle = session.get_one(Cycle, world.cycle_id)
    subject = Subject(cluster_id=world.cluster_id, phase=cycle.phase)
    return agenda.agenda_of(session, actor=actor, now=world.now, code="tptw", cycle=cycle, subject=subject)


def titles(found: agenda.Agenda, kind: EntryKind) -> list[str]:
    return [line.entry.words for line in found.lines if line.entry.kind is kind]


def test_the_public_sees_public_dates_only(session: Session, world: World) -> None:
    """Red when `public_only` is not handed to the query."""
    calendars.milestone(session, world, "Họp kín", is_public=False)
    calendars.milestone(session, world, "Hội nghị tổng kết")
    assert titles(agenda_for(session, world), EntryKind.MILESTONE) == ["Hội nghị tổng kết"]
    assert titles(agenda_for(session, world, "outsider"), EntryKind.MILESTONE) == ["Hội nghị tổng kết"]
    for name in ("officer.dn", "teller", "auditor", "admin"):
        both = titles(agenda_for(session, world, name), EntryKind.MILESTONE)
        assert both == ["Họp kín", "Hội nghị tổng kết"], name
    assert titles(agenda_for(session, world), EntryKind.TASK) == []


def test_ones_own_tasks_stand_among_the_dates(session: Session, world: World) -> None:
    found = agenda_for(session, world, "officer.hp")
    (task,) = [line for line in found.lines if line.entry.kind is EntryKind.TASK]
    assert (task.entry.last_on, task.distance.nearness, task.distance.late) == (
        date(2025, 3, 31),
        Nearness.OVERDUE,
        198,
    )
    assert [line.entry.last_on for line in found.lines] == sorted(line.entry.last_on for line in found.lines)


def test_a_phase_that_the_year_has_left_is_past_and_not_overdue(session: Session, world: World) -> None:
    session.get_one(Cycle, world.cycle_id).phase = Phase.SECOND_HALF
    session.flush()
    near = {
        line.entry.key.split("-")[-1]: line.distance.nearness for line in agenda_for(session, world).lines
    }
    assert near["pledging"] is near["mid_year"] is Nearness.PASSED
    assert near["second_half"] is near["self_scoring"] is Nearness.AHEAD
    session.get_one(Cycle, world.cycle_id).phase = Phase.PLEDGING
    session.flush()
    near = {
        line.entry.key.split("-")[-1]: line.distance.nearness for line in agenda_for(session, world).lines
    }
    assert near["pledging"] is Nearness.OVERDUE


def test_days_off_are_answered_and_years_that_nobody_announced_are_told(
    session: Session, world: World
) -> None:
    calendars.days_off(session, world)
    calendars.milestone(session, world, "Hội nghị", starts_on=date(2026, 3, 21))  # a Saturday
    found = agenda_for(session, world)
    moves = {line.entry.words: line.moves_to for line in found.lines if line.moves_to}
    assert moves["Hội nghị"] == date(2026, 3, 23)
    assert found.unannounced == (2026,)


def test_a_counted_milestone_without_a_document_is_unconfirmed(session: Session, world: World) -> None:
    calendars.received(session, world)
    calendars.milestone(session, world, "Đề xuất", days_before=20)
    calendars.milestone(session, world, "Quy chế", days_before=20, source="Quy chế của Cụm, Điều 5")
    calendars.milestone(session, world, "Nhập ngày")
    confirmed = {
        line.entry.words: line.entry.is_confirmed
        for line in agenda_for(session, world).lines
        if line.entry.kind is EntryKind.MILESTONE
    }
    assert confirmed == {"Đề xuất": False, "Quy chế": True, "Nhập ngày": True}


def test_a_phase_says_what_it_asks_of_the_readers_roles(session: Session, world: World) -> None:
    def duties(name: str) -> set[str]:
        lines = agenda_for(session, world, name).lines
        return set(next(one.entry.duties for one in lines if one.entry.key.endswith("self_scoring")))

    assert "Tự chấm điểm" in duties("officer.hp") and "Ký duyệt và nộp phiếu tự chấm" not in duties(
        "officer.hp"
    )
    assert "Ký duyệt và nộp phiếu tự chấm" in duties("leader.hp")
    assert duties("auditor") == set()


def test_equal_statements_for_an_empty_and_a_full_calendar(session: Session, world: World) -> None:
    with counted(world.database) as empty:
        agenda_for(session, world, "secretary.hn")
    calendars.received(session, world)
    for number in range(20):
        calendars.milestone(session, world, f"Mốc {number}", days_before=number)
    for city, _name in CITIES:
        calendars.extension(session, world, city)
    with counted(world.database) as full:
        agenda_for(session, world, "secretary.hn")
    assert len(full) <= len(empty) + 1  # one more: the changed year is read again
