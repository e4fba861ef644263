"""The model room by HTTP: the way of a pledge, and every wrong way."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient

from emulation.db import Database
from emulation.vocabulary.states import Phase
from tests.conftest import unchanged
from tests.factories import pledges as made
from tests.factories.world import World
from tests.support.pages import BASE, get, hidden_of, submit, text_of

PLEDGES = "/clusters/tptw/2025/pledges"
HP = f"{PLEDGES}/HP"
SignIn = Callable[[str], FlaskClient]


def row(world: World, number: int = 0, **more: Any) -> dict[str, str]:
    values = {
        "indicator": str(world.indicators["GRDP_GROWTH"]),
        "plan_source": "city_council",
        "operator": "ge",
        "low": "7,5",
        "source": "Nghị quyết 45/NQ-HĐND",
    } | more
    return {f"targets-{number}-{name}": value for name, value in values.items()}


def save(client: FlaskClient, data: dict[str, Any], version: str | None = None) -> Any:
    return submit(client, f"{HP}/edit", {"summary": "Quyết tâm"} | data, version=version)


def test_from_draft_to_accepted_by_forms(client_as: SignIn, world: World) -> None:
    officer, leader, secretary = client_as("officer.hp"), client_as("leader.hp"), client_as("secretary.hn")
    assert save(officer, row(world)).status_code == 302
    for client, page, move in (
        (officer, "check", "request_approval"),
        (leader, "check", "submit"),
        (secretary, "review", "accept"),
    ):
        answer = submit(client, f"{HP}/{page}", {}, action=f"{HP}/move/{move}")
        assert answer.status_code == 302, text_of(answer)
    shown = text_of(get(officer, HP))
    assert "Đã thống nhất" in shown
    assert "≥ 7,5" in shown
    assert "nộp muộn 198 ngày" in shown


def test_a_draft_is_nobody_elses_business(client_as: SignIn, client: FlaskClient, world: World) -> None:
    save(client_as("officer.hp"), row(world, low="6,4321"))
    for stranger in (client, client_as("officer.dn"), client_as("outsider"), client_as("admin")):
        for path in (PLEDGES, HP):
            assert "6,4321" not in text_of(get(stranger, path))
    for reader in (client_as("leader.hp"), client_as("secretary.hn"), client_as("auditor")):
        assert "6,4321" in text_of(get(reader, HP))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"low": ""}, "Nhập chỉ tiêu năm, ví dụ 7,5."),
        ({"low": "bảy phẩy năm"}, "phải là số, ví dụ 7,5."),
        ({"low": "1.234"}, "“1.234” có thể là 1234 hoặc 1,234. Nhập lại là 1234 hoặc 1,234."),
        ({"low": "7,12345"}, "nhiều hơn 4 chữ số thập phân"),
        ({"operator": "range", "low": "7", "high": "6"}, "Mức “đến” phải lớn hơn mức “từ”."),
        ({"operator": "range", "low": "7"}, "Khoảng cần cả hai mức: từ và đến."),
        ({"indicator": ""}, "Chọn chỉ tiêu."),
        ({"indicator": "999999"}, "Chọn chỉ tiêu."),
        ({"not_assigned": "y", "low": ""}, "Nhập lý do không giao."),
        ({"owner": "x" * 201}, "nhiều nhất 200 ký tự"),
    ],
)
def test_a_wrong_row_is_told_beside_its_field_and_nothing_is_written(
    client_as: SignIn, world: World, database: Database, values: dict[str, Any], message: str
) -> None:
    officer = client_as("officer.hp")
    with unchanged(database):
        answer = save(officer, row(world, **values))
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Có lỗi cần sửa" in page
    assert message in page
    assert "Nghị quyết 45/NQ-HĐND" in page, "what was typed is kept"
    for name, value in values.items():
        assert value in page or name == "indicator"


def test_the_same_indicator_twice_names_the_row(client_as: SignIn, world: World, database: Database) -> None:
    officer = client_as("officer.hp")
    with unchanged(database):
        answer = save(officer, row(world) | row(world, 1, low="8"))
    assert "Chỉ tiêu này đã có ở dòng 1" in text_of(answer)


def test_a_second_tab_is_shown_both_versions(client_as: SignIn, world: World, database: Database) -> None:
    officer = client_as("officer.hp")
    save(officer, row(world))
    stale = hidden_of(officer, f"{HP}/edit")["version"]
    save(officer, row(world, low="8"))
    with unchanged(database):
        answer = save(officer, {"summary": "Bản của tôi"} | row(world, low="9"), version=stale)
    page = text_of(answer)
    assert answer.status_code == 409
    assert "Bản bạn vừa nhập" in page
    assert "Bản của tôi" in page
    assert "Giữ nội dung của tôi" in page


def test_a_form_sent_twice_is_written_once(client_as: SignIn, world: World, database: Database) -> None:
    officer = client_as("officer.hp")
    form = hidden_of(officer, f"{HP}/edit") | {"summary": "Một lần"} | row(world)
    first = officer.post(f"{HP}/edit", data=form, base_url=BASE)
    with unchanged(database):
        second = officer.post(f"{HP}/edit", data=form, base_url=BASE)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.location == second.location
    assert "Hệ thống không ghi lần thứ hai" in text_of(get(officer, HP))


def test_rows_are_added_and_removed_without_script(
    client_as: SignIn, world: World, database: Database
) -> None:
    officer = client_as("officer.hp")
    with unchanged(database):
        added = save(officer, row(world) | {"row_add": "targets"})
        removed = save(officer, row(world) | row(world, 1, low="8,25") | {"row_remove": "0"})
    assert 'name="targets-1-low"' in text_of(added)
    assert "8,25" in text_of(removed)
    assert 'name="targets-1-low"' not in text_of(removed).split("<template")[0]


@pytest.mark.parametrize("phase", [Phase.SECOND_HALF, Phase.CONFERENCE])
def test_a_wrong_phase_is_said_above_the_form(
    client_as: SignIn, world: World, database: Database, phase: Phase
) -> None:
    officer = client_as("officer.hp")
    world.set_phase(phase)
    with unchanged(database):
        answer = save(officer, row(world))
    assert answer.status_code == 422
    assert "không mở trong giai đoạn" in text_of(answer)


def test_another_members_pledge_is_refused(client_as: SignIn, world: World, database: Database) -> None:
    officer = client_as("officer.dn")
    form = hidden_of(officer, f"{PLEDGES}/DN/edit") | row(world)
    with unchanged(database):
        assert get(officer, f"{HP}/edit").status_code == 403
        assert officer.post(f"{HP}/edit", data=form, base_url=BASE).status_code == 403


def test_returning_asks_for_a_reason(client_as: SignIn, world: World, database: Database) -> None:
    """Message 11, beside the field; the pledge stays where it is."""
    officer, leader = client_as("officer.hp"), client_as("leader.hp")
    save(officer, row(world))
    submit(officer, f"{HP}/check", {}, action=f"{HP}/move/request_approval")
    with unchanged(database):
        answer = submit(leader, f"{HP}/check", {"reason": ""}, action=f"{HP}/move/return")
    assert answer.status_code == 422
    assert "Nhập lý do. Lý do được ghi vào nhật ký và gửi cho đơn vị." in text_of(answer)
    reason = {"reason": "Thiếu chỉ tiêu thu ngân sách."}
    submit(leader, f"{HP}/check", reason, action=f"{HP}/move/return")
    assert "Thiếu chỉ tiêu thu ngân sách." in text_of(get(officer, HP))


def paper(world: World, **more: Any) -> dict[str, Any]:
    file = (b"%PDF-1.7\ntrailer<<>>\n%%EOF", "giao-uoc.pdf")
    fields = {"paper_number": "12/GU", "paper_on": "01/03/2025", "paper_file": file} | row(world) | more
    content, name = fields["paper_file"]
    return fields | {"paper_file": (BytesIO(content), name)}


def record(client: FlaskClient, data: dict[str, Any]) -> Any:
    fields = hidden_of(client, f"{HP}/record") | data
    return client.post(f"{HP}/record", data=fields, base_url=BASE, content_type="multipart/form-data")


def test_recorded_from_paper_and_confirmed_by_another(client_as: SignIn, world: World) -> None:
    first, second = client_as("secretary.hn"), client_as("secretary2.hn")
    assert record(first, paper(world)).status_code == 302
    assert "Tổ thư ký nhập thay" in text_of(get(first, HP))
    own = submit(first, f"{HP}/review", {}, action=f"{HP}/confirm")
    assert own.status_code == 403
    assert submit(second, HP, {}, action=f"{HP}/confirm").status_code == 302
    assert "Đã thống nhất" in text_of(get(second, HP))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"paper_on": "31/02/2025"}, "Ngày ký phải là ngày có thật, ví dụ 27/03/2026."),
        ({"paper_on": "16/10/2025"}, "Ngày ký không thể sau hôm nay."),
        ({"paper_number": ""}, "Nhập số văn bản."),
        ({"paper_file": (b"", "")}, "Chọn tệp bản ký."),
        ({"paper_file": (b"", "trong.pdf")}, "rỗng hoặc không đọc được"),
        ({"paper_file": (b"MZ\x90", "giao-uoc.exe")}, "phải là"),
        ({"paper_file": (b"GIF89a", "giao-uoc.pdf")}, "phải là"),
    ],
)
def test_a_wrong_paper_is_told_and_nothing_is_written(
    client_as: SignIn, world: World, database: Database, values: dict[str, Any], message: str
) -> None:
    secretary = client_as("secretary.hn")
    with unchanged(database):
        answer = record(secretary, paper(world, **values))
    assert answer.status_code == 422
    assert message in text_of(answer)


def test_the_public_reads_a_signed_pledge(client: FlaskClient, world: World, database: Database) -> None:
    with database.writing() as session:
        made.accepted(session, world)
        made.signed_agreement(session, world, ("HN",))
        session.commit()
    page = text_of(get(client, f"{PLEDGES}/HN"))
    assert "Đã ký" in page
    assert "7,5" in page
    assert "Bước tiếp theo" not in page
