"""The table of holidays: loaded once, edited rows kept, years without an announcement marked."""

from datetime import date

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.models.audit import AuditEvent
from emulation.models.holidays import Holiday
from emulation.queries import holidays as queries
from emulation.rules.working_days import add_working_days
from emulation.services import holidays
from emulation.services.holidays import HolidayDraft
from emulation.vocabulary.errors import DomainError, NotAllowed, Stale
from tests.conftest import unchanged
from tests.factories.awards import actor_system
from tests.factories.world import World

DRAFT = HolidayDraft(date(2028, 1, 26), "Tết Âm lịch", source="Thông báo 1/TB")


def _load(session: Session, world: World) -> holidays.Loaded:
    return holidays.load(session, actor=actor_system(world), now=world.now)


def test_loading_twice_changes_nothing(world: World) -> None:
    """Red when load() does not ask which days are known."""
    with world.database.writing() as session, unit_of_work(session):
        assert _load(session, world) == (52, 0)
    with unchanged(world.database), world.database.writing() as session, unit_of_work(session):
        assert _load(session, world) == (0, 52)


def test_the_real_calendar_counts_over_tet(world: World) -> None:
    """From Friday 13/02/2026 three working days end on Wednesday 25/02/2026."""
    with world.database.writing() as session, unit_of_work(session):
        _load(session, world)
    with world.database.reading() as session:
        calendar = queries.calendar(session)
    assert add_working_days(date(2026, 2, 13), 3, calendar) == date(2026, 2, 25)
    assert add_working_days(date(2025, 4, 25), 3, calendar) == date(2025, 4, 29)  # Saturday 26/04 was worked
    assert calendar.unconfirmed == {2026, 2027}


def test_an_edited_row_is_kept_and_an_untouched_one_follows_the_seed(world: World) -> None:
    """Red when load() does not look at the version."""
    with world.database.writing() as session, unit_of_work(session):
        _load(session, world)
        edited = queries.get_holiday(session, date(2027, 2, 5))
        draft = HolidayDraft(edited.day, "Ngày làm việc", is_working=True)
        admin = world.actor(session, "admin")
        holidays.edit(session, actor=admin, now=world.now, holiday=edited, version=1, draft=draft)
    with world.database.writing() as session, unit_of_work(session):
        past_the_version = update(Holiday).where(Holiday.day == date(2024, 9, 2)).values(name_vi="?")
        session.connection().execute(past_the_version)
        assert _load(session, world) == (1, 51)
    with world.database.reading() as session:
        assert queries.get_holiday(session, date(2027, 2, 5)).name_vi == "Ngày làm việc"
        assert queries.get_holiday(session, date(2024, 9, 2)).name_vi == "Quốc khánh"


def test_adding_and_editing_leave_a_trail(world: World) -> None:
    with world.database.writing() as session, unit_of_work(session):
        admin = world.actor(session, "admin")
        row = holidays.add(session, actor=admin, now=world.now, draft=DRAFT)
        confirmed = HolidayDraft(DRAFT.day, DRAFT.name_vi, confirmed=True, source="Thông báo 2/TB")
        holidays.edit(session, actor=admin, now=world.now, holiday=row, version=1, draft=confirmed)
        events = list(session.execute(select(AuditEvent.verb, AuditEvent.changes).order_by(AuditEvent.id)))
    assert [verb for verb, _changes in events] == ["holiday.added", "holiday.edited"]
    assert events[1].changes == {"confirmed": [False, True], "source": ["Thông báo 1/TB", "Thông báo 2/TB"]}


def test_a_taken_day_a_stale_version_and_another_role_are_refused(world: World) -> None:
    with world.database.writing() as session, unit_of_work(session):
        admin = world.actor(session, "admin")
        row = holidays.add(session, actor=admin, now=world.now, draft=DRAFT)
        with pytest.raises(DomainError, match="đã có trong bảng"):
            holidays.add(session, actor=admin, now=world.now, draft=DRAFT)
        with pytest.raises(Stale):
            holidays.edit(session, actor=admin, now=world.now, holiday=row, version=7, draft=DRAFT)
        with pytest.raises(NotAllowed):
            secretary = world.actor(session, "secretary.hn")
            holidays.add(session, actor=secretary, now=world.now, draft=DRAFT)
