"""Campaigns by HTTP: list, draft with rows, check page, launch, later moves."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from emulation.db import Database, unit_of_work
from emulation.models.campaigns import Campaign
from emulation.queries import campaigns as queries
from tests.conftest import unchanged
from tests.factories import campaigns as made
from tests.factories.world import World
from tests.support.pages import BASE, get, hidden_of, submit, text_of
from tests.support.statements import counted

CAMPAIGNS = "/clusters/tptw/campaigns"
NEW = f"{CAMPAIGNS}/new"
SignIn = Callable[[str], FlaskClient]


def typed(world: World, **more: Any) -> dict[str, str]:
    return {
        "kind": "drive",
        "name": "Thi đua phục vụ bầu cử",
        "slogan": "Ngày hội toàn dân",
        "starts_on": "01/04/2025",
        "ends_on": "30/11/2025",
        "purpose": "Bầu cử thành công",
        "basis": "Chỉ thị 34-CT/TW",
        "goals-0-text": "Tăng trưởng vượt kế hoạch",
        "goals-0-indicator": str(world.indicators["GRDP_GROWTH"]),
        "goals-0-operator": "ge",
        "goals-0-low": "7,5",
        "goals-0-national_task": "Đột phá về thể chế",
        "pilots-0-name": "Phường Ngọc Hà",
        "pilots-0-member": str(world.members["HN"]),
    } | more


def draft(client: FlaskClient, world: World, **more: Any) -> str:
    """A draft by forms; gives its address."""
    answer = submit(client, NEW, typed(world, **more))
    assert answer.status_code == 302, text_of(answer)
    return str(answer.location)


def launch(client: FlaskClient, where: str, **more: str) -> Any:
    return submit(
        client, f"{where}/launch", {"launched_on": "05/04/2025", "launch_number": "12/KH-CTĐ"} | more
    )


def test_a12_from_the_empty_list_to_a_public_campaign_with_its_pilot_unit(
    client_as: SignIn, client: FlaskClient, world: World
) -> None:
    """Handbook A12: public, and pilots named. Red when `pilots` no longer reaches templates/campaigns/show.html."""
    assert "Chưa có phong trào nào được phát động." in text_of(get(client, CAMPAIGNS))
    chair = client_as("secretary.hn")
    where = draft(chair, world)
    check = text_of(get(chair, f"{where}/launch"))
    assert "Ai thấy gì sau khi phát động" in check
    assert "Nhận thông báo ngay: Hà Nội, TP. Hồ Chí Minh, Hải Phòng, Đà Nẵng, Cần Thơ." in check
    answer = launch(chair, where)
    assert answer.status_code == 302, text_of(answer)
    listed, page = text_of(get(client, CAMPAIGNS)), text_of(get(client, where))
    assert "Thi đua phục vụ bầu cử" in listed
    assert "Xem nội dung phát động" in listed
    for words in (
        "Ngày hội toàn dân",
        "01/04/2025 – 30/11/2025",
        "Số 12/KH-CTĐ, 05/04/2025",
        "Phường Ngọc Hà (Hà Nội)",
        "Chỉ thị 34-CT/TW",
        "≥ 7,5 %",
        "Đột phá về thể chế",
        "Đã phát động",
    ):
        assert words in page, words
    assert "Bước tiếp theo" not in page


def test_a_draft_is_there_for_those_who_oversee_the_cluster_alone(
    client_as: SignIn, client: FlaskClient, world: World
) -> None:
    """Red when `page_of` in web/campaigns/places.py asks nobody, or campaigns_of lists drafts for all."""
    where = draft(client_as("secretary.hn"), world)
    for stranger in (client, client_as("officer.hp"), client_as("outsider"), client_as("admin")):
        assert get(stranger, where).status_code == 404
        assert "Thi đua phục vụ bầu cử" not in text_of(get(stranger, CAMPAIGNS))
    for reader in (client_as("secretary.hcm"), client_as("leader.hn"), client_as("auditor")):
        assert "Thi đua phục vụ bầu cử" in text_of(get(reader, CAMPAIGNS))
        assert get(reader, where).status_code == 200


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"name": ""}, "Nhập tên phong trào."),
        ({"name": "x" * 301}, "nhiều nhất 300 ký tự"),
        ({"kind": "sprint"}, "Chọn loại phong trào."),
        ({"starts_on": ""}, "Nhập từ ngày."),
        ({"starts_on": "31/02/2025"}, "phải là ngày có thật"),
        ({"ends_on": ""}, "Đợt thi đua đặc biệt cần ngày kết thúc."),
        ({"ends_on": "31/03/2025"}, "Ngày kết thúc phải sau ngày bắt đầu (01/04/2025)."),
        ({"goals-0-text": ""}, "Nhập mục tiêu."),
        ({"goals-0-low": "bảy"}, "phải là số, ví dụ 7,5."),
        ({"goals-0-low": "1.234"}, "“1.234” có thể là 1234 hoặc 1,234."),
        ({"goals-0-operator": "range"}, "Khoảng cần cả hai mức: từ và đến."),
        ({"goals-0-high": "9"}, "Dấu này chỉ cần một mức."),
        ({"goals-0-unit": "nhà"}, "Chỉ tiêu đã có đơn vị tính."),
        ({"goals-0-indicator": "999999"}, "Chọn đo bằng chỉ tiêu."),
        ({"pilots-0-member": "999999"}, "Chọn thuộc thành viên."),
        ({"contents": "999999"}, "Danh sách đã thay đổi. Chọn lại."),
    ],
)
def test_wrong_input_is_told_beside_its_field_and_nothing_is_written(
    client_as: SignIn, world: World, database: Database, values: dict[str, str], message: str
) -> None:
    chair = client_as("secretary.hn")
    with unchanged(database):
        answer = submit(chair, NEW, typed(world, **values))
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Có lỗi cần sửa" in page
    assert message in page
    assert "Ngày hội toàn dân" in page, "what was typed is kept"


def test_rows_are_added_moved_and_removed_without_script(
    client_as: SignIn, world: World, database: Database
) -> None:
    chair = client_as("secretary.hn")
    second = {"goals-1-text": "Xóa nhà tạm", "goals-1-unit": "nhà", "goals-1-low": "100"}
    with unchanged(database):
        added = text_of(submit(chair, NEW, typed(world) | {"row_add": "goals"}))
        pilot = text_of(submit(chair, NEW, typed(world) | {"row_add": "pilots"}))
        moved = text_of(submit(chair, NEW, typed(world) | second | {"row_up": "1"}))
        removed = text_of(submit(chair, NEW, typed(world) | second | {"row_remove": "0"}))
    assert 'name="goals-1-text"' in added.split("<template")[0]
    assert 'name="pilots-1-name"' in pilot
    assert moved.index("Xóa nhà tạm") < moved.index("Tăng trưởng vượt kế hoạch")
    assert "Tăng trưởng vượt kế hoạch" not in removed


def test_a_draft_is_edited_and_a_second_tab_is_shown_both_versions(
    client_as: SignIn, world: World, database: Database
) -> None:
    chair = client_as("secretary.hn")
    where = draft(chair, world, **{"goals-0-operator": "le"})
    opened = get(chair, f"{where}/edit").get_data(as_text=True)
    assert 'value="7,5"' in opened
    stale = hidden_of(chair, f"{where}/edit")["version"]
    assert submit(chair, f"{where}/edit", typed(world, slogan="Nhanh hơn")).status_code == 302
    assert "Nhanh hơn" in text_of(get(chair, where))
    with unchanged(database):
        answer = submit(chair, f"{where}/edit", typed(world, slogan="Chậm hơn"), version=stale)
    assert answer.status_code == 409
    assert "Bản bạn vừa nhập" in text_of(answer)
    assert "Chậm hơn" in text_of(answer)


def test_a01_the_check_page_names_what_is_missing_and_offers_no_launch(
    client_as: SignIn, world: World, database: Database
) -> None:
    """Handbook A01. Red when `obstacles` in rules/campaigns.py finds no measure missing."""
    chair = client_as("secretary.hn")
    where = draft(chair, world, **{"goals-0-low": "", "goals-0-national_task": "", "purpose": ""})
    page = text_of(get(chair, f"{where}/launch"))
    for words in (
        "Ghi mục đích, yêu cầu của phong trào.",
        "Phong trào cần ít nhất một mục tiêu đo được",
        "Mục tiêu 1: nhập con số cần đạt.",
        "Mục tiêu 1: nêu nhiệm vụ trọng tâm",
    ):
        assert words in page
    assert "Phát động và báo cho cả cụm" not in page
    with unchanged(database):
        assert launch(chair, where).status_code == 422


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"launch_number": ""}, "Nhập số văn bản phát động."),
        ({"launched_on": "16/10/2025"}, "Ngày phát động không thể sau hôm nay."),
        ({"launched_on": "hôm nay"}, "phải là ngày có thật"),
    ],
)
def test_a_wrong_launch_is_told_beside_its_field(
    client_as: SignIn, world: World, database: Database, values: dict[str, str], message: str
) -> None:
    chair = client_as("secretary.hn")
    where = draft(chair, world)
    with unchanged(database):
        answer = launch(chair, where, **values)
    assert (answer.status_code, message in text_of(answer)) == (422, True)


def test_an_overlap_is_confirmed_not_refused(client_as: SignIn, world: World, database: Database) -> None:
    chair = client_as("secretary.hn")
    with database.writing() as session, unit_of_work(session):
        made.launched(session, world, name="Đang chạy")
    where = draft(chair, world)
    assert "Đang chạy" in text_of(get(chair, f"{where}/launch"))
    with unchanged(database):
        refused = launch(chair, where)
    assert "Đánh dấu để xác nhận vẫn phát động." in text_of(refused)
    assert launch(chair, where, overlap_confirmed="y").status_code == 302


def test_a02_review_and_conclude_by_forms(client_as: SignIn, world: World, database: Database) -> None:
    """Handbook A02: a drive with start, end and result.

    Red when `move` in services/campaign_moves.py skips check_conclusion.
    """
    chair = client_as("secretary.hn")
    where = draft(chair, world)
    launch(chair, where)
    assert submit(chair, f"{where}/review", {}).status_code == 302
    with unchanged(database):
        refused = submit(chair, f"{where}/conclude", {})
    assert "Cụm chưa có báo cáo tổng kết." in text_of(refused)
    report = f"{where}/cluster-report/final"
    assert (
        submit(
            chair, f"{report}/edit", {"results": "Cử tri đi bầu 99,6%", "goals-0-value": "99,6"}
        ).status_code
        == 302
    )
    assert submit(chair, report, {}, action=f"{report}/submit").status_code == 302
    assert submit(chair, f"{where}/conclude", {}).status_code == 302
    page = text_of(get(chair, where))
    assert "Đã tổng kết" in page
    assert "Toàn cụm" in page
    assert get(chair, f"{where}/conclude").status_code == 409


def test_a_campaign_is_cancelled_with_a_reason_on_its_page(
    client_as: SignIn, client: FlaskClient, world: World, database: Database
) -> None:
    chair = client_as("secretary.hn")
    where = draft(chair, world)
    launch(chair, where)
    with unchanged(database):
        assert "Nhập lý do." in text_of(submit(chair, f"{where}/cancel", {"reason": "x"}))
    submit(chair, f"{where}/cancel", {"reason": "Trung ương đã phát động phong trào chung"})
    page = text_of(get(client, where))
    assert "Trung ương đã phát động phong trào chung" in page
    assert "Đã hủy" in page


def test_the_list_is_filtered_by_year_and_kind(client: FlaskClient, world: World, database: Database) -> None:
    with database.writing() as session, unit_of_work(session):
        made.launched(session, world, name="Phong trào năm nay")
    assert "Phong trào năm nay" in text_of(get(client, f"{CAMPAIGNS}?year=2025&kind=thematic"))
    assert "khớp bộ lọc" in text_of(get(client, f"{CAMPAIGNS}?year=2025&kind=drive"))
    for odd in ("?year=1999", "?year=x&kind=y", "?kind=", "?year=99999999999999999999"):
        assert "Phong trào năm nay" in text_of(get(client, f"{CAMPAIGNS}{odd}"))


@pytest.mark.parametrize("path", ["new", "{id}/edit", "{id}/launch", "{id}/files", "{id}/cancel"])
def test_nobody_but_the_chair_comes_to_its_pages(
    client_as: SignIn, client: FlaskClient, world: World, database: Database, path: str
) -> None:
    with database.writing() as session, unit_of_work(session):
        made.draft(session, world)
    with database.reading() as session:
        number = session.scalars(select(Campaign.id)).one()
    where = f"{CAMPAIGNS}/{path.format(id=number)}"
    for name in ("officer.hn", "leader.hn", "secretary.hcm", "secretary.hp", "auditor"):
        assert get(client_as(name), where).status_code == 403, name
    assert get(client, where).status_code == 302
    assert client_as("officer.hp").post(where, base_url=BASE).status_code in (400, 403)


def test_the_overview_counts_what_runs_and_leads_there(
    client: FlaskClient, world: World, database: Database
) -> None:
    """Red when `campaigns` no longer reaches templates/home/cluster.html."""
    with database.writing() as session, unit_of_work(session):
        made.launched(session, world)
        made.draft(session, world, name="Bản nháp")
    page = text_of(get(client, "/clusters/tptw"))
    counter = page[page.index("Phong trào đang diễn ra") :]
    assert counter.split('counter-figure">')[1].startswith("1<")
    assert f'href="{CAMPAIGNS}"' in page


def test_the_number_of_questions_does_not_grow(client_as: SignIn, world: World, database: Database) -> None:
    """The list at one and at three campaigns, a campaign at one and at four registrations."""
    with database.writing() as session, unit_of_work(session):
        first = made.launched(session, world)
        made.approved(session, world, first, "HP")
    chair, where = client_as("secretary.hn"), f"{CAMPAIGNS}/{first.id}"
    asked: list[tuple[int, int]] = []
    for _round in range(2):
        with counted(database) as listing:
            get(chair, CAMPAIGNS)
        with counted(database) as showing:
            get(chair, where)
        asked.append((len(listing), len(showing)))
        with database.writing() as session, unit_of_work(session):
            for name in ("Hai", "Ba"):
                made.launched(session, world, name=f"{name} {_round}")
            row = queries.get_campaign(session, world.cluster_id, first.id)
            for city in ("DN", "CT", "HN") if not _round else ():
                made.approved(session, world, row, city)
                made.hand_in(session, world, row, made.report(session, world, row, city))
    assert asked[0] == asked[1]
    assert asked[0][0] <= 8


def test_the_history_tells_each_change_in_words(client_as: SignIn, world: World) -> None:
    """Red when "campaign" leaves PARTS or the pattern of goals leaves NUMBERED in web/audit/words.py."""
    chair = client_as("secretary.hn")
    where = draft(chair, world)
    submit(chair, f"{where}/edit", typed(world, **{"goals-0-low": "8,25", "pilots-0-name": "Xã Ba Vì"}))
    page = text_of(get(chair, f"/audit/campaign/{where.rsplit('/', 1)[1]}"))
    for words in ("Mục tiêu 1: Cận dưới", "8,25", "Đơn vị làm điểm 1: Tên", "Xã Ba Vì"):
        assert words in page, words
    assert get(client_as("officer.hp"), f"/audit/campaign/{where.rsplit('/', 1)[1]}").status_code == 404
