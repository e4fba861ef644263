"""Clusters and members by HTTP: twelve members by forms, public pages, every wrong way."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from emulation.db import Database
from emulation.models.clusters import Member, MemberChange, Membership
from emulation.models.rankings import RankingRow, YearRanking
from emulation.vocabulary.kinds import ChangeKind, Provenance
from emulation.vocabulary.states import RankingState
from tests.conftest import unchanged
from tests.factories.world import World
from tests.support.pages import BASE, get, hidden_of, submit, text_of
from tests.support.statements import counted

NEW = "/admin/clusters/new"
MEMBERS = "/clusters/tptw/members"
EDIT = f"{MEMBERS}/edit"
SignIn = Callable[[str], FlaskClient]
CLUSTER = {
    "code": "mien-nui",
    "kind": "cluster",
    "name_vi": "Cụm thi đua các tỉnh miền núi",
    "founded_on": "01/02/2011",
    "rotation_rule": "longest_wait",
    "is_public": "y",
}


def row(number: int = 0, **more: str) -> dict[str, str]:
    """A new member in a row of the form."""
    values = {"code": "HUE", "name_vi": "Huế", "member": ""} | more
    return {f"members-{number}-{name}": value for name, value in values.items()}


def test_an_administrator_makes_a_cluster_of_twelve_with_two_vice_chairs(
    client_as: SignIn, client: FlaskClient, world: World
) -> None:
    """From nothing to the first term by forms; from then on the administrator is locked out."""
    admin = client_as("admin")
    answer = submit(admin, NEW, CLUSTER)
    assert answer.headers["Location"] == "/clusters/mien-nui/members/edit"
    rows: dict[str, str] = {"valid_from": "01/01/2020", "decision": "Quyết định 12/QĐ"}
    for number in range(12):
        rows |= row(number, code=f"t{number}", name_vi=f"Tỉnh số {number}", phone=f"02{number}")
    answer = submit(admin, "/clusters/mien-nui/members/edit", rows)
    assert answer.status_code == 302, text_of(answer)
    page = text_of(get(client, "/clusters/mien-nui/members"))
    assert "12 thành viên năm 2025" in page
    assert page.index("Tỉnh số 0") < page.index("Tỉnh số 9") < page.index("Tỉnh số 10")
    term = {
        "year": "2025",
        "chair": _id(world, "T3"),
        "vices": [_id(world, "T1"), _id(world, "T7")],
        "starts_on": "01/01/2025",
        "decision": "Biên bản 1",
    }
    answer = submit(admin, "/clusters/mien-nui/terms/new", term)
    assert answer.status_code == 302, text_of(answer)
    board = text_of(get(client, "/clusters/mien-nui/rotation"))
    assert board.count("<strong>Cụm phó</strong>") == 2
    assert board.count("<strong>Cụm trưởng</strong>") == 1
    assert get(admin, "/clusters/mien-nui/terms/new").status_code == 403
    assert get(admin, "/clusters/mien-nui/members/edit").status_code == 403


def _id(world: World, code: str) -> str:
    with world.database.reading() as session:
        return str(session.query(Member.id).filter_by(code=code).scalar())


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"code": ""}, "Nhập mã cụm."),
        ({"code": "miền núi"}, "Mã cụm chỉ gồm chữ thường không dấu"),
        ({"code": "tptw"}, "Mã “tptw” đã có cụm dùng. Chọn mã khác."),
        ({"code": "x" * 17}, "nhiều nhất 16 ký tự"),
        ({"name_vi": "  "}, "Nhập tên cụm."),
        ({"kind": "nation"}, "Chọn loại."),
        ({"rotation_rule": ""}, "Chọn quy tắc luân phiên."),
        ({"founded_on": "31/02/2011"}, "Ngày thành lập phải là ngày có thật, ví dụ 27/03/2026."),
        ({"founded_on": "năm 2011"}, "phải là ngày có thật"),
    ],
)
def test_a_faulty_cluster_is_told_and_nothing_is_written(
    client_as: SignIn, world: World, database: Database, values: dict[str, str], message: str
) -> None:
    admin = client_as("admin")
    with unchanged(database):
        answer = submit(admin, NEW, CLUSTER | {"contact": "Sở Nội vụ 024"} | values)
    page = text_of(answer)
    assert answer.status_code == 422
    assert message in page
    assert "Sở Nội vụ 024" in page
    assert "Có lỗi cần sửa" in page


@pytest.mark.parametrize("who", ["secretary.hn", "leader.hn", "auditor", "outsider"])
def test_only_administrators_open_the_form_for_clusters(client_as: SignIn, world: World, who: str) -> None:
    assert get(client_as(who), NEW).status_code == 403


def test_a_cluster_is_sent_once(client_as: SignIn, world: World, database: Database) -> None:
    admin = client_as("admin")
    fields = hidden_of(admin, NEW) | CLUSTER
    assert admin.post(NEW, data=fields, base_url=BASE).status_code == 302
    with unchanged(database):
        again = admin.post(NEW, data=fields, base_url=BASE)
    assert again.headers["Location"] == "/clusters/mien-nui/members/edit"


def test_editing_the_cluster_with_an_old_version_is_a_conflict(
    client_as: SignIn, world: World, database: Database
) -> None:
    page, secretary = "/clusters/tptw/edit", client_as("secretary.hn")
    values = {"kind": "cluster", "name_vi": "Tên mới", "rotation_rule": "fixed_order"}
    assert submit(secretary, page, values).status_code == 302
    with unchanged(database):
        answer = submit(secretary, page, values | {"name_vi": "Tên cũ"}, version="1")
    assert answer.status_code == 409
    assert "Nội dung bạn nhập vẫn còn bên dưới" in text_of(answer)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"valid_from": ""}, "Nhập ngày tham gia."),
        ({"valid_from": "31/02/2025"}, "phải là ngày có thật"),
        (row(name_vi=""), "Nhập tên thành viên."),
        (row(code=""), "Nhập mã thành viên hoặc chọn thành viên có sẵn."),
        (row(code="HN"), "Mã “HN” đã có thành viên dùng."),
        (row(code="edit"), "Mã thành viên chỉ gồm"),
        (row(member="999999"), "Chọn thành viên."),
        (row(protocol_order="một"), "Thứ tự phải từ 1 đến 999."),
        (row(protocol_order="1.234"), "Thứ tự phải từ 1 đến 999."),
        (row(valid_from="30/02/2025"), "phải là ngày có thật"),
        (row(1), "Mã “HUE” đã có thành viên dùng."),
        (row(code="", name_vi=""), "Nhập ít nhất một thành viên."),
    ],
)
def test_a_faulty_member_is_told_and_nothing_is_written(
    client_as: SignIn, world: World, database: Database, values: dict[str, str], message: str
) -> None:
    secretary = client_as("secretary.hn")
    data = {"valid_from": "01/01/2025", "decision": "Quyết định 77/QĐ"} | row() | values
    with unchanged(database):
        answer = submit(secretary, EDIT, data)
    page = text_of(answer)
    assert answer.status_code == 422
    assert message in page
    assert "Quyết định 77/QĐ" in page


def test_members_with_an_old_version_are_a_conflict(
    client_as: SignIn, world: World, database: Database
) -> None:
    secretary, data = client_as("secretary.hn"), {"valid_from": "01/01/2025"} | row()
    assert submit(secretary, EDIT, data).status_code == 302
    with unchanged(database):
        answer = submit(secretary, EDIT, data | row(code="KH"), version="1")
    assert answer.status_code == 409


def test_rows_are_added_and_removed_without_writing(
    client_as: SignIn, world: World, database: Database
) -> None:
    secretary = client_as("secretary.hn")
    with unchanged(database):
        more = submit(secretary, EDIT, row() | {"row_add": "members"})
        less = submit(secretary, EDIT, row() | row(1, code="KH") | {"row_remove": "0"})
    assert 'name="members-1-code"' in text_of(more)
    assert 'value="HUE"' not in text_of(less)
    assert 'value="KH"' in text_of(less)


@pytest.mark.parametrize("who", ["admin", "secretary.hcm", "outsider"])
def test_members_are_the_chairs_business(
    client_as: SignIn, world: World, database: Database, who: str
) -> None:
    person = client_as(who)
    pages = (EDIT, f"{MEMBERS}/HP/edit", f"{MEMBERS}/HP/leave", f"{MEMBERS}/HP/change", "/clusters/tptw/edit")
    token = hidden_of(person, "/account/password")
    with unchanged(database):
        for page in pages:
            assert get(person, page).status_code in (403, 404), page
            answer = person.post(page, data=token | row() | {"valid_from": "01/01/2025"}, base_url=BASE)
            assert answer.status_code in (403, 404), page


CHANGE = {
    "kind": "boundary",
    "effective_on": "01/07/2025",
    "description": "Hợp nhất tỉnh Hải Dương",
    "decision": "Nghị quyết 202",
}


@pytest.mark.parametrize(
    ("page", "values", "message"),
    [
        ("leave", {"left_on": "", "decision": "QĐ"}, "Nhập ngày rời cụm."),
        ("leave", {"left_on": "31/02/2025", "decision": "QĐ"}, "phải là ngày có thật"),
        (
            "leave",
            {"left_on": "01/01/2011", "decision": "QĐ"},
            "Ngày rời cụm phải sau ngày tham gia (01/01/2011).",
        ),
        ("leave", {"left_on": "01/01/2025", "decision": ""}, "Nhập quyết định."),
        ("change", CHANGE | {"kind": "joined"}, "Chọn loại thay đổi."),
        ("change", CHANGE | {"effective_on": "31/02/2025"}, "phải là ngày có thật"),
        ("change", CHANGE | {"effective_on": "01/07/2010"}, "Vào ngày này thành viên không thuộc cụm."),
        ("change", CHANGE | {"description": ""}, "Nhập nội dung thay đổi."),
        ("change", CHANGE | {"kind": "renamed"}, "Nhập tên mới."),
        ("edit", {"name_vi": "", "protocol_order": "3"}, "Nhập tên thành viên."),
        ("edit", {"name_vi": "Hải Phòng", "protocol_order": "ba"}, "Thứ tự lễ tân phải từ 1 đến 999."),
    ],
)
def test_a_faulty_change_is_told_and_nothing_is_written(
    client_as: SignIn, world: World, database: Database, page: str, values: dict[str, str], message: str
) -> None:
    secretary = client_as("secretary.hn")
    with unchanged(database):
        answer = submit(secretary, f"{MEMBERS}/HP/{page}", values)
    assert answer.status_code == 422
    assert message in text_of(answer)


@pytest.mark.parametrize(
    ("page", "values"),
    [
        ("leave", {"left_on": "01/07/2025", "decision": "QĐ"}),
        ("change", CHANGE),
        ("edit", {"name_vi": "Hải Phòng", "protocol_order": "3", "phone": "0225"}),
    ],
)
def test_changes_are_written_and_an_old_version_is_a_conflict(
    client_as: SignIn, world: World, database: Database, page: str, values: dict[str, str]
) -> None:
    secretary, where = client_as("secretary.hn"), f"{MEMBERS}/HP/{page}"
    answer = submit(secretary, where, values)
    assert answer.headers["Location"] == f"{MEMBERS}/HP", text_of(answer)
    with unchanged(database):
        assert submit(secretary, where, values, version="1").status_code == 409


def _history(session: Session, world: World) -> None:
    change = MemberChange(
        cluster_id=world.cluster_id,
        member_id=world.members["HP"],
        kind=ChangeKind.BOUNDARY,
        effective_on=date(2025, 7, 1),
        description="=HYPERLINK(1)",
        decision="Nghị quyết 202",
        provenance=Provenance.PUBLISHED,
        source="Báo",
    )
    session.add(change)
    session.commit()


def test_the_history_is_public_and_its_file_hides_no_formula(
    client: FlaskClient, world: World, database: Database
) -> None:
    with database.writing() as session:
        _history(session, world)
    page = text_of(get(client, f"{MEMBERS}/history"))
    assert page.index("Thay đổi địa giới") < page.index("Tham gia cụm")
    answer = get(client, f"{MEMBERS}/history.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    lines = answer.data.decode("utf-8-sig").splitlines()
    assert (
        lines[1] == "01/07/2025;Thay đổi địa giới;HP;Hải Phòng;'=HYPERLINK(1);Nghị quyết 202;Đã công bố;Báo"
    )
    assert len(lines) == 7
    sheet = get(client, f"{MEMBERS}/history.xlsx")
    rows = CalamineWorkbook.from_filelike(BytesIO(sheet.data)).get_sheet_by_index(0).to_python()
    assert rows[3][:6] == [
        date(2025, 7, 1),
        "Thay đổi địa giới",
        "HP",
        "Hải Phòng",
        "=HYPERLINK(1)",
        "Nghị quyết 202",
    ]
    assert len(rows) == 9


def test_a_year_without_members_says_so_and_a_wrong_year_is_the_running_one(
    client: FlaskClient, world: World
) -> None:
    assert "Chưa có thành viên nào trong năm 2010." in text_of(get(client, f"{MEMBERS}?year=2010"))
    for wrong in ("abc", "1.234", "-1", "99999999", ""):
        assert "5 thành viên năm 2025" in text_of(get(client, f"{MEMBERS}?year={wrong}"))


def _ranking(session: Session, world: World, state: RankingState) -> None:
    ranking = YearRanking(
        cycle_id=world.cycle_id,
        cluster_id=world.cluster_id,
        year=2025,
        state=RankingState.FROZEN,
        member_count=5,
        tie_rules=[],
    )
    session.add(ranking)
    session.flush()
    session.add(RankingRow(ranking_id=ranking.id, member_id=world.members["HP"], position=2, rank=2))
    session.flush()
    ranking.state = state
    session.commit()


@pytest.mark.parametrize("state", list(RankingState))
def test_a_profile_shows_published_ranks_only(
    client: FlaskClient, world: World, database: Database, state: RankingState
) -> None:
    """Red when `ranks_of` no longer asks for the state."""
    with database.writing() as session:
        _ranking(session, world, state)
    page = text_of(get(client, f"{MEMBERS}/hp"))
    assert ("hạng 2/5" in page) is (state is RankingState.PUBLISHED)
    assert ("Chưa có số liệu công bố" in page) is (state is not RankingState.PUBLISHED)


def test_an_unknown_member_is_not_found(client: FlaskClient, world: World) -> None:
    assert get(client, f"{MEMBERS}/XX").status_code == 404


@pytest.mark.parametrize(
    "path",
    [MEMBERS, f"{MEMBERS}/history", f"{MEMBERS}/HN", "/clusters/tptw/rotation", "/clusters/tptw/terms", EDIT],
)
def test_pages_cost_the_same_for_one_member_and_for_twelve(
    client_as: SignIn, database: Database, now: Any, path: str
) -> None:
    world = World.build(database, now, (("HN", "Hà Nội"), ("HCM", "TP. Hồ Chí Minh")))
    secretary = client_as("secretary.hn")
    get(secretary, path)
    with counted(database) as few:
        assert get(secretary, path).status_code == 200
    with database.writing() as session:
        for number in range(10):
            member = Member(
                code=f"M{number}", name_vi=f"M{number}", sort_key="m", search_text="m", protocol_order=9
            )
            session.add(member)
            session.flush()
            session.add(
                Membership(cluster_id=world.cluster_id, member_id=member.id, valid_from=date(2020, 1, 1))
            )
        session.commit()
    with counted(database) as many:
        assert get(secretary, path).status_code == 200
    assert len(many) == len(few) <= 8 + 2, [*many]
