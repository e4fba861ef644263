"""Reminders: at the fitting step, once each, whatever else runs at the same time."""

from datetime import date, datetime, time

import pytest
from sqlalchemy import func, select

from emulation.db import unit_of_work
from emulation.models.notices import Letter, Notice
from emulation.services import reminders
from emulation.vocabulary.clock import LOCAL_ZONE
from tests.factories.world import World
from tests.support.races import committed, race


def _at(day: date) -> datetime:
    return datetime.combine(day, time(8), LOCAL_ZONE)


def _remind(world: World, day: date) -> str:
    with world.database.writing() as session, unit_of_work(session):
        return reminders.remind(session, _at(day))


def _of(world: World, name: str) -> list[str]:
    with world.database.reading() as session:
        mine = select(Notice).where(Notice.user_id == world.users[name]).order_by(Notice.id)
        return [notice.sentence % notice.values for notice in session.scalars(mine)]


def test_each_step_is_said_once(world: World) -> None:
    """The pledges of 2025 are due on Monday 31/03/2025. Red when the key does not name the step."""
    for day in (14, 17, 18, 24, 26, 28, 29, 30, 31):
        _remind(world, date(2025, 3, day))
        assert _remind(world, date(2025, 3, day)) == ""
    mine = _of(world, "officer.hp")
    assert [words.split(":")[0] for words in mine] == [
        "Còn 10 ngày làm việc đến hạn (31/03/2025)",
        "Còn 5 ngày làm việc đến hạn (31/03/2025)",
        "Còn 1 ngày làm việc đến hạn (31/03/2025)",
        "Hôm nay là hạn cuối (31/03/2025)",
    ]
    with world.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Letter)) == session.scalar(
            select(func.count()).select_from(Notice)
        )


def test_a_worker_that_stood_still_says_what_fits_now(world: World) -> None:
    assert _remind(world, date(2025, 3, 26)) != ""
    assert [words.split(":")[0] for words in _of(world, "officer.hp")] == [
        "Còn 3 ngày làm việc đến hạn (31/03/2025)"
    ]


def test_nothing_is_said_long_before_and_after(world: World) -> None:
    assert _remind(world, date(2025, 3, 1)) == ""
    assert _remind(world, date(2025, 4, 1)) == ""


@pytest.mark.both
def test_two_workers_remind_once(world: World) -> None:
    """Both run at the same moment; neither fails. Red when insert_once asks first and inserts then."""
    work = committed(world.database, lambda session: reminders.remind(session, _at(date(2025, 3, 28))))
    ends = race([work, work])
    assert all(isinstance(end, str) for end in ends), ends
    assert len(_of(world, "officer.hp")) == 1
