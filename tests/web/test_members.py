"""Members of a cluster by forms: joining, changing, leaving, their history."""

from datetime import date
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from emulation.db import Database
from emulation.models.clusters import MemberChange
from emulation.vocabulary.kinds import ChangeKind, Provenance
from tests.conftest import unchanged
from tests.factories.world import World
from tests.support.clusters import EDIT, MEMBERS, SignIn, row
from tests.support.pages import BASE, get, hidden_of, submit, text_of


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
