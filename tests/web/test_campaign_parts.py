"""What members do in a campaign by HTTP: registering, reporting, and the papers that everybody downloads."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask.testing import FlaskClient

from emulation.db import Database, unit_of_work
from emulation.queries.campaigns import get_campaign
from tests.conftest import unchanged
from tests.factories import campaigns as made
from tests.factories.world import World
from tests.support.pages import BASE, get, hidden_of, submit, text_of

SignIn = Callable[[str], FlaskClient]
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


@pytest.fixture
def where(world: World, database: Database) -> str:
    """The address of a launched campaign."""
    with database.writing() as session, unit_of_work(session):
        campaign = made.launched(session, world)
        return f"/clusters/tptw/campaigns/{campaign.id}"


@pytest.fixture
def approved(where: str, world: World, database: Database) -> str:
    """The same with an approved registration of Hải Phòng."""
    with database.writing() as session, unit_of_work(session):
        number = int(where.rsplit("/", 1)[1])
        made.approved(session, world, get_campaign(session, world.cluster_id, number))
    return where


def test_a_member_registers_and_the_chair_approves(
    client_as: SignIn, client: FlaskClient, where: str
) -> None:
    officer, chair, mine = client_as("officer.hp"), client_as("secretary.hn"), f"{where}/registrations/HP"
    assert "Hải Phòng chưa đăng ký phong trào này." in text_of(get(officer, mine))
    typed = {"content": "Nhận 10 sáng kiến", "contact": "Phòng Thi đua, 0225 3842 001"}
    assert submit(officer, f"{mine}/edit", typed).status_code == 302
    assert "Nhận 10 sáng kiến" not in text_of(get(client, where)), "not yet approved"
    assert submit(officer, mine, {}, action=f"{mine}/send").status_code == 302
    assert submit(chair, mine, {}, action=f"{mine}/approve").status_code == 302
    page = text_of(get(client, where))
    assert "Nhận 10 sáng kiến" in page
    assert "0225 3842 001" not in page, "the contact is for the unit and the chair"
    assert "0225 3842 001" in text_of(get(chair, mine))


def test_a_refusal_needs_a_reason_and_is_mended(
    client_as: SignIn, client: FlaskClient, where: str, database: Database
) -> None:
    officer, chair, mine = client_as("officer.hp"), client_as("secretary.hn"), f"{where}/registrations/HP"
    submit(officer, f"{mine}/edit", {"content": "Nhận sáng kiến"})
    submit(officer, mine, {}, action=f"{mine}/send")
    with unchanged(database):
        answer = submit(chair, mine, {"reason": ""}, action=f"{mine}/refuse")
    assert (answer.status_code, "Nhập lý do." in text_of(answer)) == (422, True)
    submit(chair, mine, {"reason": "Chưa có con số"}, action=f"{mine}/refuse")
    assert "Chưa có con số" in text_of(get(officer, mine))
    assert "Từ chối" not in text_of(get(client, where)), "what was refused is not for everybody"
    assert submit(officer, f"{mine}/edit", {"content": "Nhận 5 sáng kiến"}).status_code == 302


@pytest.mark.parametrize(
    ("values", "message"),
    [({"content": "x" * 8001}, "nhiều nhất 8000 ký tự"), ({"contact": "x" * 301}, "nhiều nhất 300 ký tự")],
)
def test_a_wrong_registration_is_told(
    client_as: SignIn, where: str, database: Database, values: dict[str, str], message: str
) -> None:
    officer = client_as("officer.hp")
    with unchanged(database):
        answer = submit(officer, f"{where}/registrations/HP/edit", values)
    assert (answer.status_code, message in text_of(answer)) == (422, True)


def test_an_empty_registration_is_not_sent(client_as: SignIn, where: str, database: Database) -> None:
    officer, mine = client_as("officer.hp"), f"{where}/registrations/HP"
    submit(officer, f"{mine}/edit", {"content": ""})
    with unchanged(database):
        answer = submit(officer, mine, {}, action=f"{mine}/send")
    assert "Nhập nội dung đăng ký trước khi gửi." in text_of(answer)


@pytest.mark.parametrize("name", ["officer.dn", "leader.ct", "secretary.hp", "auditor"])
def test_a_foreign_member_writes_nothing(
    client_as: SignIn, approved: str, database: Database, name: str
) -> None:
    """Red when `_places` in web/campaigns/registrations.py and the services ask for nothing."""
    stranger = client_as(name)
    token = hidden_of(client_as("officer.hp"), f"{approved}/reports/interim/HP/edit")
    with unchanged(database):
        for path in ("registrations/HP/edit", "reports/interim/HP/edit", "reports/interim/HP/submit"):
            answer = stranger.post(f"{approved}/{path}", data=token, base_url=BASE)
            assert answer.status_code in (400, 403), path
            if "submit" not in path:
                assert get(stranger, f"{approved}/{path}").status_code == 403


def test_a_report_from_draft_to_the_result_of_a_goal(
    client_as: SignIn, client: FlaskClient, approved: str
) -> None:
    officer, report = client_as("officer.hp"), f"{approved}/reports/interim/HP"
    edit = f"{report}/edit"
    assert "Cần đạt: " in text_of(get(officer, edit))
    assert submit(officer, edit, {"results": "Đã có 6 sáng kiến", "goals-0-value": "7,4"}).status_code == 302
    assert get(client, report).status_code == 404
    assert "Chưa có báo cáo nào được nộp." in text_of(get(client, approved))
    assert submit(officer, report, {}, action=f"{report}/submit").status_code == 302
    assert "Đã có 6 sáng kiến" in text_of(get(client, report))
    page = text_of(get(client, approved))
    assert "7,4 %" in page
    assert "Chưa đạt" in page
    assert "trở về nháp" in text_of(get(officer, edit))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"goals-0-value": "bảy"}, "phải là số, ví dụ 7,5."),
        ({"goals-0-value": "7,12345"}, "nhiều hơn 4 chữ số thập phân"),
        ({"goals-0-note": "x" * 501}, "nhiều nhất 500 ký tự"),
        ({"results": "x" * 8001}, "nhiều nhất 8000 ký tự"),
    ],
)
def test_a_wrong_report_is_told_beside_its_field(
    client_as: SignIn, approved: str, database: Database, values: dict[str, str], message: str
) -> None:
    officer = client_as("officer.hp")
    with unchanged(database):
        answer = submit(officer, f"{approved}/reports/final/HP/edit", values)
    page = text_of(answer)
    assert answer.status_code == 422
    assert message in page
    assert "Tăng trưởng vượt kế hoạch" in page


def test_odd_addresses_are_not_found(client_as: SignIn, approved: str) -> None:
    officer, chair = client_as("officer.hp"), client_as("secretary.hn")
    for path in ("reports/weekly/HP/edit", "reports/interim/XX/edit", "registrations/XX"):
        assert get(officer, f"{approved}/{path}").status_code == 404
    assert get(chair, f"{approved}/reopen").status_code == 404
    assert get(chair, f"{approved}/cluster-report/weekly").status_code == 404


def test_a_paper_is_public_once_launched(
    client_as: SignIn, client: FlaskClient, where: str, database: Database
) -> None:
    """Red when CampaignFile leaves `_stands_on_a_public_page` in queries/evidence.py."""
    chair, papers = client_as("secretary.hn"), f"{where}/files"
    with unchanged(database):
        assert "Chọn tệp cần thêm." in text_of(submit(chair, papers, {"caption": "Kế hoạch"}))
    file = (BytesIO(PDF), "ke-hoach.pdf")
    assert submit(chair, papers, {"caption": "Kế hoạch", "file": file}).status_code == 302
    page = text_of(get(client, where))
    assert "Kế hoạch" in page
    link = page.split("/clusters/tptw/files/")[1].split('"')[0]
    assert get(client, f"/clusters/tptw/files/{link}").get_data() == PDF
    remove = text_of(get(chair, papers)).split(f'action="{where}/files/')[1].split('"')[0]
    form = hidden_of(chair, papers)
    assert chair.post(f"{where}/files/{remove}", data=form, base_url=BASE).status_code == 302
    assert get(client, f"/clusters/tptw/files/{link}").status_code == 404


def test_the_paper_of_a_draft_is_nobodys(
    client_as: SignIn, client: FlaskClient, world: World, database: Database
) -> None:
    with database.writing() as session, unit_of_work(session):
        campaign = made.draft(session, world)
        papers = f"/clusters/tptw/campaigns/{campaign.id}/files"
    chair = client_as("secretary.hn")
    assert submit(chair, papers, {"file": (BytesIO(PDF), "nhap.pdf")}).status_code == 302
    link = text_of(get(chair, papers)).split("/clusters/tptw/files/")[1].split('"')[0]
    assert get(chair, f"/clusters/tptw/files/{link}").status_code == 200
    for stranger in (client, client_as("officer.hp")):
        assert get(stranger, f"/clusters/tptw/files/{link}").status_code == 404
