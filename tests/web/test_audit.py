"""The trail by HTTP: sentences, filters, the file, who sees what, and the history of one record."""

import io
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import select, text, update
from werkzeug.test import TestResponse

from emulation.db import Database, unit_of_work
from emulation.models.accounts import User
from emulation.models.audit import AuditEvent
from emulation.models.clusters import Cluster
from emulation.models.pledges import Pledge
from emulation.models.results import ResultReport
from emulation.models.triggers import create_all
from emulation.services import audit
from emulation.vocabulary.moves import PledgeMove
from emulation.vocabulary.states import Phase, ReportState
from emulation.web.audit import views
from tests.factories import pledges, results
from tests.factories.delegations import granted
from tests.factories.world import World
from tests.support.pages import get, text_of
from tests.support.statements import counted
from tests.support.tampering import unguard

SignIn = Callable[[str], FlaskClient]
MOST = 8


@pytest.fixture
def told(world: World) -> World:
    """Hải Phòng's pledge was handed in and given back with a reason; Đà Nẵng drafted one."""
    with world.database.writing() as session, unit_of_work(session):
        pledge = pledges.draft(session, world, "HP")
        pledges.step(session, world, pledge, "officer.hp", PledgeMove.REQUEST_APPROVAL)
        pledges.step(session, world, pledge, "leader.hp", PledgeMove.SUBMIT)
        pledges.step(session, world, pledge, "secretary.hn", PledgeMove.RETURN, "Thiếu chỉ tiêu hộ nghèo.")
        pledges.draft(session, world, "DN")
    return world


@pytest.fixture
def guarded_again(database: Database) -> Iterator[None]:
    yield
    with database.primary.begin() as connection:
        create_all(connection)


def body(answer: TestResponse) -> str:
    return " ".join(text_of(answer).split())


def main(answer: TestResponse) -> str:
    return body(answer).split('<ol class="timeline">')[-1].split("</ol>")[0]


def pledge_id(world: World, city: str) -> int:
    with world.database.reading() as session:
        return session.scalars(select(Pledge.id).where(Pledge.member_id == world.members[city])).one()


@pytest.mark.asvs("16.2.1")
def test_the_log_tells_sentences_with_old_and_new(client_as: SignIn, told: World) -> None:
    """Red when `_value` in web/audit/words.py shows codes instead of labels."""
    page = body(get(client_as("auditor"), "/audit"))
    assert "<strong>Người secretary.hn</strong>" in page
    assert "đã trả lại giao ước để sửa" in page
    assert "Giao ước · Hải Phòng · năm 2025" in page
    assert "<del>Đã nộp</del> → <ins>Trả lại để sửa</ins>" in page
    assert "Lý do: Thiếu chỉ tiêu hộ nghèo." in page
    assert "Chỉ tiêu Tốc độ tăng GRDP" in page
    assert "<ins>Người leader.hp</ins>" in page
    assert "Chuỗi niêm phong nguyên vẹn." in page


@pytest.mark.parametrize(
    ("asked", "there", "gone"),
    [
        ("type=pledge&person=leader.hp", "đã duyệt và nộp", "đã trả lại"),
        ("text=hộ nghèo", "đã trả lại", "đã duyệt và nộp"),
        ("text=da tra lai", "đã trả lại", "đã duyệt và nộp"),
        ("since=15/10/2025&until=15/10/2025", "đã trả lại", "Không có mục phù hợp."),
        ("since=16/10/2025", "Không có mục phù hợp.", "đã trả lại"),
        ("until=14/10/2025", "Không có mục phù hợp.", "đã trả lại"),
        ("type=term", "Không có mục phù hợp.", "đã trả lại"),
        ("cluster=999", "Không có mục phù hợp.", "đã trả lại"),
        ("type=' OR 1=1 --&cluster=x&page=-3", "đã trả lại", "Không có mục phù hợp."),
        ("text=100%25", "Không có mục phù hợp.", "đã trả lại"),
    ],
)
def test_the_log_is_narrowed(client_as: SignIn, told: World, asked: str, there: str, gone: str) -> None:
    answer = get(client_as("auditor"), f"/audit?{asked}")
    page = body(answer)
    assert answer.status_code == 200
    assert there in page and gone not in page


def test_a_day_that_does_not_exist_is_said(client_as: SignIn, told: World) -> None:
    answer = get(client_as("auditor"), "/audit?since=31/02/2025")
    assert answer.status_code == 422
    assert "Từ ngày phải là ngày có thật" in body(answer)


@pytest.mark.parametrize(
    ("who", "sees", "misses"),
    [
        ("auditor", "Đà Nẵng", "Cụm khác"),
        ("admin", "Đà Nẵng", "Cụm khác"),
        ("officer.hp", "Hải Phòng", "Đà Nẵng"),
        ("leader.dn", "Đà Nẵng", "Hải Phòng"),
        ("outsider", "Không có mục phù hợp.", "Hải Phòng"),
    ],
)
@pytest.mark.asvs("8.2.2")
def test_everybody_sees_what_belongs_to_them(
    client_as: SignIn, told: World, who: str, sees: str, misses: str
) -> None:
    """Red when `_narrowed` leaves out the scope."""
    client = client_as(who)
    page = body(get(client, "/audit")).split("</form>")[-1]
    assert sees in page and misses not in page
    file = get(client, "/audit.csv").get_data(as_text=True)
    assert misses not in file


def test_accounts_are_told_to_the_administrator_only(client_as: SignIn, told: World) -> None:
    with told.database.writing() as session, unit_of_work(session):
        user = session.get_one(User, told.users["officer.hp"])
        actor = told.actor(session, "admin")
        audit.record(session, actor=actor, now=told.now, verb="user.password_set", about=user)
    assert "đã đổi mật khẩu" in body(get(client_as("admin"), "/audit?type=user"))
    assert "đã đổi mật khẩu" not in body(get(client_as("officer.hp"), "/audit?type=user"))
    address = f"/audit/user/{told.users['officer.hp']}"
    assert get(client_as("admin"), address).status_code == 200
    assert get(client_as("officer.hp"), address).status_code == 404


def test_visitors_are_led_to_sign_in(client: FlaskClient, told: World) -> None:
    for page in ("/audit", "/audit.csv", f"/audit/pledge/{pledge_id(told, 'HP')}"):
        assert "/sign-in" in get(client, page).headers["Location"]


def test_the_file_holds_no_formula(client_as: SignIn, told: World) -> None:
    """Red when the file is not made by gateways/csv_files."""
    with told.database.writing() as session, unit_of_work(session):
        about = session.get_one(Cluster, told.cluster_id)
        actor = told.actor(session, "secretary.hn")
        reason = '=HYPERLINK("http://x")\r\n2025;giả'
        audit.record(session, actor=actor, now=told.now, verb="cluster.edited", about=about, reason=reason)
    answer = get(client_as("auditor"), "/audit.csv?type=cluster")
    content = answer.get_data(as_text=True)
    assert content.startswith("\ufeffLúc;Người làm;Vai trò;Việc;Về;Thay đổi;Lý do\r\n")
    assert "\"'=HYPERLINK(" in content
    assert answer.headers["Content-Disposition"] == 'attachment; filename="nhat-ky-2025-10-15.csv"'


def test_the_workbook_holds_the_same_events(client_as: SignIn, told: World) -> None:
    """Moments are moments there: Excel sorts them. Red when `download` hands texts to both kinds."""
    answer = get(client_as("auditor"), "/audit.xlsx?type=pledge")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.get_data()))
    rows = book.get_sheet_by_index(0).to_python()
    head = rows.index(["Lúc", "Người làm", "Vai trò", "Việc", "Về", "Thay đổi", "Lý do"])
    newest = rows[head + 1]
    assert newest[0] == datetime(2025, 10, 15, 10, 0)
    assert "Thiếu chỉ tiêu hộ nghèo." in [row[-1] for row in rows[head + 1 :]]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="nhat-ky-2025-10-15.xlsx"'


def test_a_file_that_is_cut_says_so(client_as: SignIn, told: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Red when `download` leaves its last line out."""
    whole = get(client_as("auditor"), "/audit.csv?type=pledge").get_data(as_text=True)
    assert "Tệp chỉ có" not in whole
    monkeypatch.setattr(views, "MOST_LINES", 2)
    lines = get(client_as("auditor"), "/audit.csv?type=pledge").get_data(as_text=True).splitlines()
    assert len(lines) == 4
    assert lines[-1].endswith(';;;;;"Tệp chỉ có 2 mục mới nhất; chọn khoảng ngày ngắn hơn."')


def test_whoever_acted_for_somebody_is_shown_so(client_as: SignIn, told: World) -> None:
    """The signing capacity of a delegate stands beside the roles. Red when words that are no role are left out."""
    with told.database.writing() as session, unit_of_work(session):
        granted(session, told, starts_on=told.now.date())
    with told.database.writing() as session, unit_of_work(session):
        about, actor = session.get_one(Cluster, told.cluster_id), told.actor(session, "officer.hp")
        audit.record(session, actor=actor, now=told.now, verb="cluster.edited", about=about)
    assert "Cán bộ nhập liệu, TUQ. Người leader.hp" in body(get(client_as("auditor"), "/audit?type=cluster"))


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer.hp", 200), ("secretary.hn", 200), ("auditor", 200), ("officer.dn", 404), ("outsider", 404)],
)
@pytest.mark.asvs("8.2.2")
def test_the_history_of_a_record_is_for_its_readers(
    client_as: SignIn, told: World, who: str, status: int
) -> None:
    """The chair's secretariat reads pledges, other cities do not. Red when `record` sees everything."""
    answer = get(client_as(who), f"/audit/pledge/{pledge_id(told, 'HP')}")
    assert answer.status_code == status
    if status == 200:
        assert "Lịch sử: Giao ước · Hải Phòng · năm 2025" in body(answer)
        assert main(answer).count("<li>") == 4


WITHHELD = [("officer.hp", 200), ("leader.hp", 200), ("auditor", 200), ("admin", 200)]
OTHERS = ["officer.dn", "leader.dn", "secretary.hn", "leader.hn", "secretary.hcm", "council.hn", "teller"]


@pytest.mark.parametrize(
    ("state", "others"),
    [("draft", 404), ("awaiting_approval", 404), ("returned", 404), ("submitted", 200), ("accepted", 200)],
)
@pytest.mark.asvs("8.2.2")
def test_a_report_that_is_not_handed_in_has_no_history_for_others(
    client_as: SignIn, world: World, state: str, others: int
) -> None:
    """As narrow as the report's page. Red when `sight` does not ask for the state of the report."""
    with world.database.writing() as session:
        results.reporting(world, session, ("HP",), Phase.MID_YEAR)
    with world.database.writing() as session, unit_of_work(session):
        report_id = results.draft(session, world, "HP").id
    with world.database.writing() as session:
        session.connection().execute(update(ResultReport).values(state=ReportState(state)))
        session.commit()
    for who, status in [*WITHHELD, *((who, others) for who in OTHERS), ("outsider", 404)]:
        assert get(client_as(who), f"/audit/result_report/{report_id}").status_code == status, who


def test_an_unknown_kind_of_record_is_not_found(client_as: SignIn, told: World) -> None:
    assert get(client_as("auditor"), "/audit/sign_in/1").status_code == 404
    assert get(client_as("auditor"), "/audit/pledge/999").status_code == 404


def test_pages_of_records_lead_to_their_history(client_as: SignIn, told: World) -> None:
    page = body(get(client_as("secretary.hn"), "/clusters/tptw/2025/pledges/HP"))
    assert f'href="/audit/pledge/{pledge_id(told, "HP")}"' in page


def test_long_logs_have_pages(client_as: SignIn, told: World) -> None:
    with told.database.writing() as session, unit_of_work(session):
        about, actor = session.get_one(Cluster, told.cluster_id), told.actor(session, "secretary.hn")
        for number in range(60):
            later = told.now + timedelta(minutes=number)
            audit.record(session, actor=actor, now=later, verb="cluster.edited", about=about)
    client = client_as("auditor")
    first = body(get(client, "/audit?type=cluster"))
    assert "Trang 1/2" in first and "Hiện 50 trong 60 dòng" in first
    assert 'rel="next" href="/audit?type=cluster&page=2"' in first
    assert "Hiện 10 trong 60 dòng" in body(get(client, "/audit?type=cluster&page=9"))


def test_the_number_of_questions_does_not_grow(client_as: SignIn, told: World) -> None:
    client = client_as("auditor")
    with counted(told.database) as few:
        get(client, "/audit?type=pledge&person=officer.dn")
    with counted(told.database) as many:
        get(client, "/audit")
    assert len(few) == len(many) <= MOST, many


@pytest.mark.usefixtures("guarded_again")
def test_a_broken_chain_is_said_on_the_page(client_as: SignIn, told: World) -> None:
    """Red when the page does not look at the chain."""
    client = client_as("auditor")
    with told.database.primary.begin() as connection:
        unguard(connection)
        connection.execute(text("UPDATE audit_event SET actor_name = 'Người khác' WHERE id = 2"))
    page = body(get(client, "/audit"))
    assert "Chuỗi niêm phong bị đứt." in page
    assert "Vị trí 2: nội dung không khớp dấu niêm phong" in page
    with told.database.reading() as session:
        assert session.get_one(AuditEvent, 2).actor_name == "Người khác"
