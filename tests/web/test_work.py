""" "Việc của bạn bây giờ" by HTTP: every role, a person with two clusters, one with no role, and links that open."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, update

from emulation.db import unit_of_work
from emulation.models.accounts import Appointment
from emulation.models.clusters import Membership
from emulation.models.cycles import Cycle, Deadline
from emulation.models.pledges import Pledge
from emulation.models.results import ResultReport
from emulation.models.scoring import ScoreSheet
from emulation.services import notices, privacy
from emulation.vocabulary.kinds import DataRequestKind, Role
from emulation.vocabulary.moves import PledgeMove
from emulation.vocabulary.states import Phase, ReportState
from tests.factories import full_year, pledges
from tests.factories.world import PASSWORD, World
from tests.support.pages import get, submit, text_of

SignIn = Callable[[str], FlaskClient]
LINK = re.compile(r'<a class="(?:task|btn btn-primary)" href="([^"]+)"')


@pytest.fixture
def busy(world: World) -> World:
    """HP's pledge is with the chair, CT's with its leader; DN has drafted; HN has handed in a full year."""
    with world.database.writing() as session:
        full_year.fill(session, world)
        for table in (Pledge, ResultReport, ScoreSheet):
            session.execute(update(table).values(state="submitted"))
        for city, steps in (
            ("HP", ("request_approval", "submit")),
            ("CT", ("request_approval",)),
            ("DN", ()),
        ):
            pledge = pledges.draft(session, world, city)
            for step in steps:
                person = "officer" if step == "request_approval" else "leader"
                pledges.step(session, world, pledge, f"{person}.{city.lower()}", PledgeMove(step))
        session.commit()
    return world


@pytest.mark.parametrize(
    ("who", "verb"),
    [
        ("officer.hn", "Soạn giao ước"),
        ("officer.dn", "Soạn giao ước"),
        ("leader.ct", "Duyệt và nộp giao ước"),
        ("secretary.hn", "Chuyển giai đoạn"),
        ("secretary.hcm", ""),
        ("leader.hn", ""),
        ("secretary.dn", ""),
        ("council.hn", ""),
        ("teller", ""),
        ("auditor", ""),
        ("admin", "Mở năm thi đua"),
    ],
)
def test_the_first_task_of_every_role_is_the_button(
    world: World, client_as: SignIn, who: str, verb: str
) -> None:
    """The phase of pledging has run out, which is the chair's; whoever has nothing reads what comes next."""
    with world.database.writing() as session:
        pledge = pledges.draft(session, world, "CT")
        pledges.step(session, world, pledge, "officer.ct", PledgeMove.REQUEST_APPROVAL)
        session.commit()
    shown = text_of(get(client_as(who), "/my-work"))
    buttons = re.findall(r'<a class="btn btn-primary" href="[^"]+">([^<]+)</a>', shown)
    assert buttons == ([verb] if verb else [])
    for heading in ("Làm được ngay", "Thông báo mới nhất"):
        assert f"<h2>{heading}</h2>" in shown
    if not verb:
        coming = "Việc tiếp theo: Báo cáo năm, tự chấm điểm, 01/12/2025."
        assert f"Hôm nay bạn không có việc nào chờ. {coming}" in shown


@pytest.mark.parametrize(
    "who",
    [
        *("officer.hn", "officer.hp", "leader.hp", "leader.ct", "leader.hn", "secretary.hn", "secretary2.hn"),
        *("secretary.hcm", "leader.hcm", "secretary.hp", "council.hn", "teller", "auditor", "admin"),
    ],
)
@pytest.mark.parametrize("phase", [Phase.PLEDGING, Phase.SECOND_HALF, Phase.TOTALS, Phase.AWARDING])
def test_every_link_opens_for_whoever_reads_it(
    busy: World, client_as: SignIn, who: str, phase: Phase
) -> None:
    """Red when waiting_tasks tells members of the council of papers that they may not read."""
    busy.set_phase(phase)
    client = client_as(who)
    links = set(LINK.findall(get(client, "/my-work").get_data(as_text=True)))
    answers = {link: get(client, link).status_code for link in links}
    assert set(answers.values()) <= {200}, answers


def test_red_only_when_late_and_amber_when_near(world: World, client_as: SignIn) -> None:
    for due, late, near in (
        (date(2025, 10, 14), True, False),
        (date(2025, 10, 20), False, True),
        (date(2025, 11, 20), False, False),
    ):
        with world.database.writing() as session:
            session.execute(update(Deadline).where(Deadline.phase == Phase.PLEDGING).values(due_on=due))
            session.execute(update(Cycle).values(grace_days=0))
            session.commit()
        shown = text_of(get(client_as("officer.hp"), "/my-work"))
        assert ('<span class="tag tag-problem">Quá hạn</span>' in shown) is late
        assert ('<span class="tag tag-attention">Sắp đến hạn</span>' in shown) is near


def test_what_waits_for_others_is_a_group_of_its_own_and_never_red(busy: World, client_as: SignIn) -> None:
    shown = text_of(get(client_as("officer.hp"), "/my-work"))
    group = shown[shown.index("<h2>Chờ người khác</h2>") : shown.index("<h2>Thông báo mới nhất</h2>")]
    assert "Giao ước năm 2025 chờ Cụm trưởng thống nhất." in group and "tag-problem" not in group


def test_the_newest_notices_are_shown(world: World, client_as: SignIn) -> None:
    with world.database.writing() as session, unit_of_work(session):
        for number in range(7):
            notices.tell(
                session,
                user_ids=[world.users["officer.hp"]],
                key=f"event/{number}",
                sentence="Tin số %(n)s",
                values={"n": number},
                href="/clusters/tptw/2025",
                now=world.now,
            )
    shown = text_of(get(client_as("officer.hp"), "/my-work"))
    assert re.findall(r"Tin số \d", shown) == [f"Tin số {number}" for number in (6, 5, 4, 3, 2)]
    assert "Tin số" not in text_of(get(client_as("officer.dn"), "/my-work"))


def test_a_person_with_two_clusters_is_told_which(world: World, client_as: SignIn) -> None:
    with world.database.writing() as session:
        other = World(world.database, world.now, code="bac", indicators=world.indicators)
        other._cluster(session, (("NA", "Nghệ An"), ("TH", "Thanh Hóa")))
        other._year(session)
        session.add(
            Appointment(
                user_id=world.users["officer.hp"],
                role=Role.MEMBER_OFFICER,
                member_id=other.members["NA"],
                starts_on=date(2020, 1, 1),
            )
        )
        session.commit()
    shown = text_of(get(client_as("officer.hp"), "/my-work"))
    assert "Soạn giao ước của Hải Phòng năm 2025" in shown and "Soạn giao ước của Nghệ An năm 2025" in shown
    assert shown.count('<span class="task-note">Cụm thi đua các thành phố trực thuộc Trung ương</span>') == 2
    assert 'href="/clusters/bac/2025/pledges/NA/edit"' in shown


def test_a_member_in_two_clusters_is_asked_in_both(world: World, client_as: SignIn) -> None:
    with world.database.writing() as session:
        other = World(world.database, world.now, code="bac", indicators=world.indicators)
        other._cluster(session, (("NA", "Nghệ An"), ("TH", "Thanh Hóa")))
        other._year(session)
        session.add(
            Membership(
                cluster_id=other.cluster_id, member_id=world.members["HP"], valid_from=date(2020, 1, 1)
            )
        )
        session.commit()
    shown = text_of(get(client_as("officer.hp"), "/my-work"))
    for code in ("tptw", "bac"):
        assert f'href="/clusters/{code}/2025/pledges/HP/edit"' in shown


def test_who_has_no_role_today_reads_so(world: World, client: FlaskClient) -> None:
    with world.database.writing() as session:
        session.execute(delete(Appointment).where(Appointment.user_id == world.users["officer.hp"]))
        session.commit()
    entered = submit(client, "/sign-in", {"email": "officer.hp@example.org", "password": PASSWORD})
    answer = get(client, entered.location)
    shown = text_of(answer)
    assert answer.status_code == 403
    assert "Hôm nay tài khoản của bạn chưa có vai trò nào" in shown
    assert "Vì vậy bạn chưa có việc nào phải làm." in shown and "Về Việc của bạn bây giờ" not in shown


def test_administrators_are_asked_to_answer_requests_about_data(world: World, client_as: SignIn) -> None:
    with world.database.writing() as session, unit_of_work(session):
        actor = world.actor(session, "officer.hp")
        row = privacy.ask(session, actor=actor, now=world.now, kind=DataRequestKind.EXPORT, wish="Bản sao")
    shown = text_of(get(client_as("admin"), "/my-work"))
    assert f'<a class="btn btn-primary" href="/admin/data-requests/{row.id}">Trả lời yêu cầu</a>' in shown
    assert "Còn 2 ngày làm việc đến hạn (Thứ Sáu, 17/10/2025)." in shown
    assert "Trả lời yêu cầu" not in text_of(get(client_as("officer.hp"), "/my-work"))


def test_a_late_report_may_still_be_received(world: World, client_as: SignIn) -> None:
    """It was handed in in time; the year has moved on since. Red when is_open asks for the phase of handing in."""
    with world.database.writing() as session:
        full_year.fill(session, world)
        session.execute(update(ResultReport).values(state=ReportState.SUBMITTED))
        session.commit()
    world.set_phase(Phase.CONFERENCE)
    assert "Tiếp nhận kết quả Cả năm của Hà Nội" in text_of(get(client_as("secretary.hn"), "/my-work"))
