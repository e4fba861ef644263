"""The page of notices: one's own only, read or not, by mail or not, and the number in the frame of every page."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from emulation.db import unit_of_work
from emulation.models.accounts import User
from emulation.models.notices import Notice
from emulation.services import notices
from emulation.vocabulary.kinds import MailPace
from tests.conftest import unchanged
from tests.factories.world import World
from tests.support.pages import get, submit, text_of
from tests.support.statements import counted

SignIn = Callable[[str], FlaskClient]


def _tell(world: World, name: str, number: int = 1) -> None:
    with world.database.writing() as session, unit_of_work(session):
        for one in range(number):
            notices.tell(
                session,
                user_ids=[world.users[name]],
                key=f"test/{name}/{one}",
                sentence="Tin số %(n)s <b>đậm</b> {{7*7}}",
                values={"n": one},
                href="/clusters/tptw/2025",
                now=world.now,
            )


def _unread(world: World, name: str) -> int:
    with world.database.reading() as session:
        mine = select(Notice.id).where(Notice.user_id == world.users[name], Notice.read_at.is_(None))
        return len(list(session.scalars(mine)))


def test_an_empty_page_says_so(world: World, client_as: SignIn) -> None:
    assert "Bạn chưa có thông báo nào." in text_of(get(client_as("officer.hp"), "/notices"))


@pytest.mark.asvs("1.2.1")
def test_people_see_their_own_notices_as_text(world: World, client_as: SignIn) -> None:
    _tell(world, "officer.hp")
    raw = get(client_as("officer.hp"), "/notices").get_data(as_text=True)
    assert '<a href="/clusters/tptw/2025">Tin số 0 &lt;b&gt;đậm&lt;/b&gt; {{7*7}}</a>' in raw
    assert "Thông báo (1 chưa đọc)" in raw
    assert "Tin số" not in text_of(get(client_as("officer.dn"), "/notices"))


def test_reading_one_and_all(world: World, client_as: SignIn) -> None:
    _tell(world, "officer.hp", 3)
    client = client_as("officer.hp")
    with world.database.reading() as session:
        first = session.scalars(select(Notice.id).order_by(Notice.id)).first()
    assert submit(client, "/notices", {}, f"/notices/{first}/read").status_code == 302
    assert _unread(world, "officer.hp") == 2
    submit(client, "/notices", {}, "/notices/read")
    assert _unread(world, "officer.hp") == 0
    assert "chưa đọc)" not in text_of(get(client, "/notices"))


def test_another_persons_notice_stays_unread(world: World, client_as: SignIn) -> None:
    _tell(world, "officer.hp")
    client = client_as("officer.dn")
    with world.database.reading() as session:
        number = session.scalars(select(Notice.id)).one()
    submit(client, "/notices", {}, f"/notices/{number}/read")
    assert _unread(world, "officer.hp") == 1


@pytest.mark.parametrize(
    ("pace", "reminders", "stored", "words"),
    [
        ("daily", "y", (True, MailPace.DAILY, True), "Một thư tổng hợp mỗi ngày."),
        ("weekly", "", (True, MailPace.WEEKLY, False), "Lời nhắc việc đến hạn không được gửi qua thư."),
        ("none", "y", (False, MailPace.EACH, True), "Bạn không nhận thông báo qua thư."),
    ],
)
def test_mail_is_chosen_here(
    world: World,
    client_as: SignIn,
    pace: str,
    reminders: str,
    stored: tuple[bool, MailPace, bool],
    words: str,
) -> None:
    client = client_as("officer.hp")
    typed = {"pace": pace} | ({"reminders": "y"} if reminders else {})
    assert submit(client, "/notices/mail", typed).status_code == 302
    with world.database.reading() as session:
        user = session.get_one(User, world.users["officer.hp"])
        assert (user.wants_mail, user.mail_pace, user.wants_reminders) == stored
    assert words in text_of(get(client, "/notices"))


@pytest.mark.parametrize("pace", ["", "hourly", "each\0"])
def test_a_pace_that_is_none_changes_nothing(world: World, client_as: SignIn, pace: str) -> None:
    client = client_as("officer.hp")
    get(client, "/notices/mail")
    with unchanged(world.database):
        assert submit(client, "/notices/mail", {"pace": pace}).status_code == 422


def test_strangers_are_led_to_sign_in(world: World, client: FlaskClient) -> None:
    with unchanged(world.database):
        assert get(client, "/notices").headers["Location"].startswith("/sign-in")


def test_the_number_of_questions_does_not_grow(world: World, client_as: SignIn) -> None:
    client = client_as("officer.hp")
    get(client, "/notices")
    _tell(world, "officer.hp", 1)
    with counted(world.database) as few:
        get(client, "/notices")
    _tell(world, "officer.hp", 40)
    with counted(world.database) as many:
        body = text_of(get(client, "/notices?page=2"))
    assert "Trang 2/2" in body
    assert len(few) == len(many) <= 8, many
