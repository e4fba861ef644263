"""Pasting targets by HTTP: preview, writing the valid rows, the faulty ones as a file, and every wrong way."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from emulation.db import Database
from emulation.vocabulary.states import Phase
from tests.conftest import unchanged
from tests.factories import pledges
from tests.factories.tables import GROWTH, HEAD, POVERTY, REVENUE, cells
from tests.factories.world import World
from tests.support.filled import find_form_to
from tests.support.pages import BASE, get, hidden_of, text_of

HP = "/clusters/tptw/2025/pledges/HP"
PASTE = f"{HP}/targets/paste"
SignIn = Callable[[str], FlaskClient]
WRONG = ("Số người ngoài hành tinh", "%", "≥", "1", "", "NQ 45")
UNIT = ("Thứ hạng PCI", "kilôgam", "≤", "5", "", "NQ 45")
TABLE = cells(HEAD, GROWTH, REVENUE, WRONG, UNIT)


def send(client: FlaskClient, text: str, step: str = "preview", **more: Any) -> TestResponse:
    fields = hidden_of(client, PASTE) | {"text": text, "mark": "comma", "step": step} | more
    return client.post(PASTE, data=fields, base_url=BASE)


def write(client: FlaskClient, table: str, **more: Any) -> TestResponse:
    """Preview, then press the button below the preview, with everything that stands in its form."""
    return client.post(PASTE, data=previewed(client, table) | {"step": "write"} | more, base_url=BASE)


def previewed(client: FlaskClient, text: str) -> dict[str, str]:
    """The form below a preview as a browser would send it."""
    answer = send(client, text)
    found = find_form_to(answer.get_data(as_text=True), PASTE, PASTE)
    assert answer.status_code == 200 and found is not None, text_of(answer)
    return dict(found.fields)


def rows_of(answer: TestResponse) -> list[str]:
    """The rows of the preview as text without tags."""
    body = text_of(answer).split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in body.split("<tr>")[1:]]


def test_a_preview_tells_every_row_and_writes_nothing(
    client_as: SignIn, world: World, database: Database
) -> None:
    """Acceptance: counts, states, meaning in words, faults beside the cell; the database stays as it was."""
    officer = client_as("officer.hp")
    with unchanged(database):
        answer = send(officer, TABLE)
    page = text_of(answer)
    assert answer.status_code == 200
    assert "4 dòng: 2 mới, 0 thay đổi, 0 không đổi, 2 có lỗi." in page
    assert "Ghi 2 dòng hợp lệ" in page
    growth, revenue, unknown, unit = rows_of(answer)
    assert growth.startswith("2 Mới Tốc độ tăng GRDP %") and "ít nhất (≥)" in growth and "7,5" in growth
    assert "14.800,5" in revenue
    assert unknown.startswith("4 Có lỗi Số người ngoài hành tinh Lỗi:")
    assert "kilôgam Lỗi: Đơn vị tính “kilôgam” khác" in unit


def test_only_the_valid_rows_are_written_and_pasting_again_changes_nothing(
    client_as: SignIn, world: World, database: Database
) -> None:
    officer = client_as("officer.hp")
    answer = write(officer, TABLE)
    assert (answer.status_code, answer.location) == (302, HP)
    shown = text_of(get(officer, HP))
    assert "Đã ghi 2 dòng: 2 mới, 0 thay đổi. 2 dòng có lỗi không được ghi." in shown
    assert "≥ 7,5" in shown and "14.800,5" in shown and "Thứ hạng PCI" not in shown
    with unchanged(database):
        again = send(officer, cells(HEAD, GROWTH, REVENUE))
        assert "2 dòng: 0 mới, 0 thay đổi, 2 không đổi, 0 có lỗi." in text_of(again)
        assert "Không có dòng nào thay đổi." in text_of(again) and "dòng hợp lệ" not in text_of(again)
        assert write(officer, cells(HEAD, GROWTH, REVENUE)).status_code == 302
    assert "Không có dòng nào thay đổi. Chưa có gì được ghi." in text_of(get(officer, HP))


def test_what_was_not_previewed_is_not_written(client_as: SignIn, world: World, database: Database) -> None:
    """The text was edited below the preview. Red when `is_seen` is not asked before writing."""
    officer = client_as("officer.hp")
    with unchanged(database):
        answer = write(officer, TABLE, text=cells(HEAD, POVERTY))
        other_mark = write(officer, TABLE, mark="dot")
    assert answer.status_code == other_mark.status_code == 200
    assert "Nội dung đã thay đổi sau khi xem trước." in text_of(answer)
    assert "Ghi 1 dòng hợp lệ" in text_of(answer)


def test_a_changed_row_shows_what_stood_before(client_as: SignIn, world: World, database: Database) -> None:
    with database.writing() as session:
        pledges.draft(session, world, "HP")
        session.commit()
    (row,) = rows_of(send(client_as("officer.hp"), cells(HEAD[:4], (*GROWTH[:3], "8"))))
    assert row.startswith("2 Thay đổi") and "8 trước: 7,5" in row
    assert "ít nhất (≥) trước: đúng bằng" in row


def test_faulty_rows_come_as_a_file_and_mended_ones_go_in(
    client_as: SignIn, world: World, database: Database
) -> None:
    officer = client_as("officer.hp")
    write(officer, TABLE)
    with unchanged(database):
        answer = send(officer, TABLE, "faults")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tptw-2025-hp-targets-faults.csv"'
    lines = answer.get_data().decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert lines[0] == ";".join((*HEAD, "Lý do"))
    assert lines[1].startswith("Số người ngoài hành tinh;'%;≥;1;;NQ 45;Không có chỉ tiêu")
    mended = "\n".join(lines[:1] + lines[2:]).replace("kilôgam", "hạng").replace(";", "\t")
    assert "1 dòng: 1 mới" in text_of(send(officer, mended))


def test_the_sign_that_guards_a_file_is_no_part_of_a_cell(client_as: SignIn, world: World) -> None:
    """A note that looks like a formula carries an apostrophe in our CSV; pasted back it is the same note."""
    officer = client_as("officer.hp")
    table = cells(HEAD, (*POVERTY[:5], "- Nghị quyết 45"))
    write(officer, table)
    guarded = table.replace("- Nghị quyết", "'- Nghị quyết")
    assert "1 dòng: 0 mới, 0 thay đổi, 1 không đổi" in text_of(send(officer, guarded))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Chưa có dữ liệu. Chép vùng ô trong Excel rồi dán vào đây."),
        ("  \n\t ", "Chưa có dữ liệu. Chép vùng ô trong Excel rồi dán vào đây."),
        ("một câu không phải bảng", "Không nhận ra tên cột."),
        (cells(GROWTH, REVENUE), "Không nhận ra tên cột."),
        ("x" * 200_001, "Dán ít hơn: nhiều nhất 200000 ký tự một lần."),
    ],
)
def test_what_is_no_table_is_told_beside_the_field_and_kept(
    client_as: SignIn, database: Database, world: World, text: str, message: str
) -> None:
    officer = client_as("officer.hp")
    with unchanged(database):
        answer = send(officer, text)
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Có lỗi cần sửa" in page and f"Lỗi: {message}" in page
    assert text.strip() in page


def test_the_decimal_mark_of_the_paste_counts(client_as: SignIn, world: World) -> None:
    """“14.800” is fourteen thousand eight hundred with a comma for decimals, and fourteen point eight with a dot."""
    officer = client_as("officer.hp")
    text = cells(HEAD, (*REVENUE[:3], "14.800", *REVENUE[4:]))
    assert "14.800" in rows_of(send(officer, text))[0]
    (row,) = rows_of(send(officer, text, mark="dot"))
    assert "14,8" in row and "14.800" not in row


def test_a_number_that_may_be_two_is_asked_for_again(client_as: SignIn, world: World) -> None:
    """Messages 6 and 7, where the table itself writes its decimals in two ways."""
    rows = (("Tốc độ tăng GRDP", "7.5"), ("Thu ngân sách nhà nước", "1.234"), ("Tỷ lệ hộ nghèo", "bảy"))
    growth, revenue, poverty = rows_of(
        send(client_as("officer.hp"), cells(("Chỉ tiêu", "Mức cam kết"), *rows))
    )
    assert growth.startswith("2 Mới") and "7,5" in growth
    assert "“1.234” có thể là 1234 hoặc 1,234. Nhập lại là 1234 hoặc 1,234." in revenue
    assert "Mức cam kết phải là số, ví dụ 7,5." in poverty


def test_text_in_decomposed_letters_is_the_same_indicator(client_as: SignIn, world: World) -> None:
    officer = client_as("officer.hp")
    assert "1 dòng: 1 mới" in text_of(send(officer, unicodedata.normalize("NFD", cells(HEAD, GROWTH))))


def test_a_second_tab_is_shown_both_versions(client_as: SignIn, world: World, database: Database) -> None:
    """Keeping one's own writes over the newest version; nothing is written before that is chosen."""
    officer = client_as("officer.hp")
    write(officer, cells(HEAD, GROWTH))
    mine = previewed(officer, cells(HEAD, (*GROWTH[:3], "9", *GROWTH[4:])))
    write(officer, cells(HEAD, (*GROWTH[:3], "8", *GROWTH[4:])))
    with unchanged(database):
        answer = officer.post(PASTE, data=mine | {"step": "write"}, base_url=BASE)
    assert answer.status_code == 409
    page = text_of(answer)
    assert "Bản bạn vừa nhập" in page and "Giữ nội dung của tôi" in page
    kept = find_form_to(answer.get_data(as_text=True), PASTE, PASTE)
    assert kept is not None
    assert officer.post(PASTE, data=dict(kept.fields), base_url=BASE).status_code == 302
    assert "≥ 9" in text_of(get(officer, HP))


def test_a_form_sent_twice_is_written_once(client_as: SignIn, world: World, database: Database) -> None:
    officer = client_as("officer.hp")
    form = previewed(officer, TABLE) | {"step": "write"}
    assert officer.post(PASTE, data=form, base_url=BASE).status_code == 302
    with unchanged(database):
        assert officer.post(PASTE, data=form, base_url=BASE).status_code == 302
    assert "Hệ thống không ghi lần thứ hai" in text_of(get(officer, HP))


def test_a_pledge_that_is_not_open_says_why(client_as: SignIn, world: World, database: Database) -> None:
    officer = client_as("officer.hp")
    form = previewed(officer, TABLE) | {"step": "write"}
    world.set_phase(Phase.CONFERENCE)
    with unchanged(database):
        shown = send(officer, TABLE)
        refused = officer.post(PASTE, data=form, base_url=BASE)
    assert "không mở trong giai đoạn" in text_of(shown) and "dòng hợp lệ" not in text_of(shown)
    assert refused.status_code == 422 and "không mở trong giai đoạn" in text_of(refused)


def test_another_members_pledge_is_refused(client_as: SignIn, world: World, database: Database) -> None:
    form = previewed(client_as("officer.hp"), TABLE) | {"step": "write"}
    for who in ("officer.dn", "leader.hp", "secretary.hn"):
        client = client_as(who)
        with unchanged(database):
            assert get(client, PASTE).status_code == 403
            assert client.post(PASTE, data=form, base_url=BASE).status_code in (400, 403)


def test_what_is_pasted_stays_text(client_as: SignIn, world: World) -> None:
    """Markup in a cell is shown as it was typed."""
    mean = ("<script>alert(1)</script>", "%", "≥", "1", "", '"><img src=x onerror=alert(1)>')
    body = send(client_as("officer.hp"), cells(HEAD, mean)).get_data(as_text=True)
    assert "<script>alert" not in body and "<img src=x" not in body
