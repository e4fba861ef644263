"""Digests: what was not read since the last one, one letter per person and day, nothing when nothing is new."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from emulation.db import unit_of_work
from emulation.models.accounts import User
from emulation.models.notices import Letter, Notice
from emulation.services import digests, notices
from emulation.vocabulary.kinds import MailPace
from tests.factories.world import World
from tests.support.races import committed, race

#: Monday 13/10/2025, 07:00 in Asia/Ho_Chi_Minh.
MONDAY = datetime(2025, 10, 13, 0, 0, tzinfo=UTC)
DAY, SOON = timedelta(days=1), timedelta(minutes=10)


def choose(world: World, name: str, **values: object) -> None:
    with world.database.writing() as session:
        session.execute(update(User).where(User.id == world.users[name]).values(**values))
        session.commit()


def tell(world: World, key: str, at: datetime, *names: str, sentence: str = "Tin %(key)s.") -> None:
    with world.database.writing() as session, unit_of_work(session):
        notices.tell(
            session,
            user_ids=[world.users[name] for name in names or ("officer.hp",)],
            key=key,
            sentence=sentence,
            values={"key": key},
            href="/clusters/tptw/2025",
            now=at,
        )


def write(world: World, now: datetime) -> str:
    with world.database.writing() as session, unit_of_work(session):
        return digests.write(session, now)


def letters(world: World) -> list[Letter]:
    with world.database.reading() as session:
        return list(session.scalars(select(Letter).order_by(Letter.id)))


@pytest.fixture
def daily(world: World) -> World:
    choose(world, "officer.hp", mail_pace=MailPace.DAILY, digest_at=MONDAY - DAY)
    return world


def test_a_day_in_one_letter(daily: World) -> None:
    """Told before 07:00: in this digest; after it: in the next one."""
    tell(daily, "event/1", MONDAY - timedelta(hours=9))
    tell(daily, "reminder/a", MONDAY - timedelta(hours=1), sentence="Còn 5 ngày làm việc: %(key)s")
    tell(daily, "event/2", MONDAY + timedelta(minutes=1))
    assert letters(daily) == []
    assert write(daily, MONDAY) == ""
    assert write(daily, MONDAY + SOON) == "1 digest(s)"
    assert write(daily, MONDAY + 2 * SOON) == ""
    (letter,) = letters(daily)
    assert letter.key == f"digest/{daily.users['officer.hp']}/2025-10-13"
    assert letter.to_address == "officer.hp@example.org"
    assert letter.subject == "Tổng hợp thông báo đến 07:00 ngày 13/10/2025: 2 thông báo chưa đọc"
    assert letter.body == (
        "Chào bạn,\n\n"
        "Bạn có 2 thông báo chưa đọc trong hệ thống thi đua, tính đến 07:00 ngày 13/10/2025.\n\n"
        "VIỆC ĐẾN HẠN\n\n"
        "- 06:00 13/10/2025: Còn 5 ngày làm việc: reminder/a\n  {site}/clusters/tptw/2025\n\n"
        "THÔNG BÁO\n\n"
        "- 22:00 12/10/2025: Tin event/1.\n  {site}/clusters/tptw/2025\n\n"
        "Xem tất cả thông báo: {site}/notices\nĐổi cách nhận thư: {site}/notices/mail\n\n"
        "Hệ thống gửi thư này tự động, mỗi ngày một lần. "
        "Thông báo đã đọc trong hệ thống không được nhắc lại ở đây.\n"
    )
    write(daily, MONDAY + DAY + SOON)
    counts = [one.subject.split(": ")[1] for one in letters(daily)]
    assert counts == ["2 thông báo chưa đọc", "1 thông báo chưa đọc"]


def test_nothing_new_is_no_letter(daily: World) -> None:
    """What was read is not new, nor what came as a letter of its own. What comes later waits for the next day."""
    tell(daily, "event/1", MONDAY - timedelta(hours=2))
    with daily.database.writing() as session, unit_of_work(session):
        notices.mark_read(session, user_id=daily.users["officer.hp"], now=MONDAY - timedelta(hours=1))
    choose(daily, "officer.hp", mail_pace=MailPace.EACH)
    tell(daily, "event/2", MONDAY - timedelta(hours=1))
    choose(daily, "officer.hp", mail_pace=MailPace.DAILY)
    assert write(daily, MONDAY + SOON) == ""
    tell(daily, "event/3", MONDAY + SOON)
    assert write(daily, MONDAY + timedelta(hours=5)) == ""
    assert [letter.key.split("/")[0] for letter in letters(daily)] == ["event"]


def test_a_week_in_one_letter_on_monday(world: World) -> None:
    choose(world, "officer.hp", mail_pace=MailPace.WEEKLY, digest_at=MONDAY)
    for day in range(1, 7):
        tell(world, f"event/{day}", MONDAY + day * DAY)
        assert write(world, MONDAY + day * DAY + SOON) == ""
    assert write(world, MONDAY + 7 * DAY + SOON) == "1 digest(s)"
    (letter,) = letters(world)
    assert "6 thông báo chưa đọc" in letter.subject and "mỗi tuần một lần, vào Thứ Hai" in letter.body


def test_who_wants_no_reminders_finds_none(daily: World) -> None:
    choose(daily, "officer.hp", wants_reminders=False)
    tell(daily, "reminder/a", MONDAY - SOON)
    assert write(daily, MONDAY + SOON) == ""
    tell(daily, "reminder/b", MONDAY + SOON)
    tell(daily, "event/1", MONDAY + SOON)
    write(daily, MONDAY + DAY + SOON)
    (letter,) = letters(daily)
    assert "event/1" in letter.body and "reminder/b" not in letter.body


@pytest.mark.parametrize(
    "values", [{"wants_mail": False}, {"disabled_at": MONDAY}, {"mail_pace": MailPace.EACH}]
)
def test_no_digest_for_others(daily: World, values: dict[str, object]) -> None:
    tell(daily, "letter/7/given_up", MONDAY - SOON)
    tell(daily, "account/7", MONDAY - SOON)
    assert write(daily, MONDAY + SOON) == ""
    tell(daily, "event/1", MONDAY + SOON)
    choose(daily, "officer.hp", **values)
    assert write(daily, MONDAY + DAY + SOON) == ""


def test_a_long_list_is_counted(daily: World) -> None:
    for number in range(43):
        tell(daily, f"event/{number}", MONDAY - SOON + timedelta(seconds=number))
    write(daily, MONDAY + SOON)
    (letter,) = letters(daily)
    assert letter.body.count("\n- ") == 40 and "… và 3 thông báo khác." in letter.body


def test_days_without_a_worker_come_in_one_letter(daily: World) -> None:
    for day in range(4):
        tell(daily, f"event/{day}", MONDAY - SOON + day * DAY)
    assert write(daily, MONDAY + 4 * DAY - timedelta(hours=1)) == "1 digest(s)"
    (letter,) = letters(daily)
    assert "4 thông báo chưa đọc" in letter.subject and letter.key.endswith("2025-10-16")


@pytest.mark.both
def test_two_workers_write_one(daily: World) -> None:
    """Acceptance 5. Red on PostgreSQL when `UniqueConstraint("key")` of the table letter is taken away and when the key
    of the letter in services/digests.py names the moment instead of the day: three letters. SQLite lets one writer in
    after the other, and the second finds `digest_at` moved on."""
    tell(daily, "event/1", MONDAY - SOON, "officer.hp", "officer.dn")
    choose(daily, "officer.dn", mail_pace=MailPace.DAILY)
    work = committed(daily.database, lambda session: digests.write(session, MONDAY + SOON))
    ends = race([work, work, work])
    assert all(isinstance(end, str) for end in ends), ends
    assert len([one for one in letters(daily) if one.key.startswith("digest/")]) == 1
    with daily.database.reading() as session:
        reached = session.scalar(select(User.digest_at).where(User.id == daily.users["officer.hp"]))
        assert reached == MONDAY
        assert len(list(session.scalars(select(Notice.id)))) == 2
