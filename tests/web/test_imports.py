"""The import by HTTP: four steps with good and bad files, the same file twice, and who sees what."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from emulation.db import Database
from emulation.gateways.sheets import Cell
from emulation.models.imports import SheetImport
from emulation.vocabulary.states import Phase
from tests.conftest import unchanged
from tests.factories import pledges, results
from tests.factories.tables import GROWTH, HEAD, POVERTY, REVENUE, book, sheet
from tests.factories.world import World
from tests.support.filled import find_form_to
from tests.support.pages import BASE, get, hidden_of, submit, text_of

YEAR = "/clusters/tptw/2025"
IMPORT = f"{YEAR}/import"
SignIn = Callable[[str], FlaskClient]
WRONG = ("Số người ngoài hành tinh", "người", "≥", "1", "", "NQ 45")
ROWS: list[tuple[Cell, ...]] = [("Tốc độ tăng GRDP", "%", "≥", Decimal("7.5"), None, "NQ 45"), POVERTY, WRONG]


def bring(client: FlaskClient, content: bytes, name: str = "bang.xlsx", **more: Any) -> TestResponse:
    fields = hidden_of(client, IMPORT) | {"kind": "targets", "member": "HN", "period": ""} | more
    file = {"file": (BytesIO(content), name)} if name else {}
    return client.post(IMPORT, data=fields | file, base_url=BASE, content_type="multipart/form-data")


def send(client: FlaskClient, page: str, **typed: str) -> TestResponse:
    """The form of a page as a browser sends it, with something typed over it."""
    found = find_form_to(get(client, page).get_data(as_text=True), page, page)
    assert found is not None, page
    return client.post(page, data=dict(found.fields) | typed, base_url=BASE)


def brought(client: FlaskClient, content: bytes, name: str = "bang.xlsx", **more: Any) -> str:
    """The address of an import whose file and columns were accepted."""
    answer = bring(client, content, name, **more)
    assert answer.status_code == 302, text_of(answer)
    arranged = send(client, answer.location)
    assert arranged.status_code == 302, text_of(arranged)
    return answer.location.removesuffix("/columns")


def test_the_four_steps_of_targets(client_as: SignIn, world: World, database: Database) -> None:
    officer = client_as("officer.hn")
    assert "Bước 1/4: Chọn tệp" in text_of(get(officer, IMPORT))
    first = bring(officer, book(HEAD, *ROWS))
    columns = text_of(get(officer, first.location))
    assert "Bước 2/4: Ghép cột" in columns and "Tốc độ tăng GRDP" in columns
    second = send(officer, first.location)
    assert second.location == first.location.replace("columns", "preview")
    with unchanged(database):
        preview = text_of(get(officer, second.location))
    assert "Bước 3/4: Xem trước" in preview
    assert "3 dòng: 2 mới, 0 thay đổi, 0 không đổi, 1 có lỗi." in preview
    assert "Không có chỉ tiêu “Số người ngoài hành tinh” trong danh mục." in preview
    third = send(officer, second.location)
    assert third.status_code == 302
    result = text_of(get(officer, third.location))
    assert "Bước 4/4: Kết quả" in result and "Đã ghi 2 dòng lúc 10:00 ngày 15/10/2025." in result
    assert "≥ 7,5" in text_of(get(officer, f"{YEAR}/pledges/HN"))
    for step in ("columns", "preview"):
        assert get(officer, first.location.replace("columns", step)).location == third.location


def test_the_four_steps_of_results(client_as: SignIn, world: World, database: Database) -> None:
    with database.writing() as session:
        results.reporting(world, session)
    officer = client_as("officer.hn")
    content = sheet(
        ("Chỉ tiêu", "Kết quả", "Nguồn"),
        ("GRDP_GROWTH", "−9,77", "12/BC-UBND"),
        ("Thu ngân sách nhà nước", "1", ""),
    )
    where = brought(officer, content, "ket-qua.csv", kind="results", period="mid_year")
    preview = text_of(get(officer, f"{where}/preview"))
    assert "−9,77" in preview and "Chỉ tiêu này không có trong giao ước của đơn vị." in preview
    assert send(officer, f"{where}/preview").status_code == 302
    result = text_of(get(officer, f"{where}/result"))
    assert "Đã ghi 1 dòng" in result and f"{YEAR}/results/HN/mid-year" in result
    assert "−9,77" in text_of(get(officer, f"{YEAR}/results/HN/mid-year"))


def test_the_same_file_twice_changes_nothing(client_as: SignIn, world: World, database: Database) -> None:
    """Acceptance: only the marks of the import itself are written; the page says when the file came before."""
    officer, content = client_as("officer.hn"), book(HEAD, *ROWS)
    send(officer, f"{brought(officer, content)}/preview")
    again = brought(officer, content)
    preview = text_of(get(officer, f"{again}/preview"))
    assert "Tệp này đã được nhập lúc 10:00 ngày 15/10/2025." in preview
    assert "3 dòng: 0 mới, 0 thay đổi, 2 không đổi, 1 có lỗi." in preview and "Ghi dữ liệu" not in preview
    pledge = get(officer, f"{YEAR}/pledges/HN/edit")
    send(officer, f"{again}/preview")
    said = "Tệp này đã được nhập lúc 10:00 ngày 15/10/2025. Không có dòng nào thay đổi."
    assert said in text_of(get(officer, f"{again}/result"))
    assert versions(pledge) == versions(get(officer, f"{YEAR}/pledges/HN/edit"))


def versions(page: TestResponse) -> list[str]:
    return [
        part.split('"')[0]
        for part in page.get_data(as_text=True).split('name="version" type="hidden" value="')[1:]
    ]


@pytest.mark.parametrize(
    ("content", "name", "more", "message"),
    [
        (b"", "", {}, "Chọn tệp."),
        (b"", "bang.xlsx", {}, "Tệp “bang.xlsx” rỗng hoặc không đọc được. Mở thử trên máy rồi tải lại."),
        (b"%PDF-1.7", "bang.pdf", {}, "Tệp “bang.pdf” phải là Excel (.xlsx, .xls), CSV."),
        (b"%PDF-1.7", "bang.xlsx", {}, "bang.xlsx"),
        (b"x" * (10 * 1024 * 1024 + 1), "to.csv", {}, "nặng 11 MB, vượt quá 10 MB"),
        (sheet(HEAD, GROWTH), "b.csv", {"kind": "results"}, "Chọn kỳ báo cáo."),
        (sheet(HEAD, GROWTH), "b.csv", {"kind": "scores"}, "Chọn loại dữ liệu."),
        (sheet(HEAD, GROWTH), "b.csv", {"member": "HP"}, "Chọn đơn vị."),
        (sheet(HEAD, GROWTH), "b.csv", {"kind": "results", "period": "mid_year"}, "không mở trong giai đoạn"),
    ],
)  # fmt: skip
def test_a_refused_file_says_why_and_nothing_is_kept(
    client_as: SignIn,
    world: World,
    database: Database,
    content: bytes,
    name: str,
    more: dict[str, str],
    message: str,
) -> None:
    officer = client_as("officer.hn")
    with unchanged(database):
        answer = bring(officer, content, name, **more)
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Có lỗi cần sửa" in page and message in page
    if more.get("kind") == "results":
        assert '<option value="results" selected>' in page


def test_columns_are_chosen_by_hand_and_wrong_choices_told(
    client_as: SignIn, world: World, database: Database
) -> None:
    officer = client_as("officer.hn")
    content = sheet(("Bảng của đơn vị",), ("Tên gọi", "Trị số"), ("Tốc độ tăng GRDP", "7.5"))
    page = bring(officer, content, "la.csv").location
    assert "A: Bảng của đơn vị" in text_of(get(officer, page))
    second = get(officer, f"{page}?sheet=CSV&line=2").get_data(as_text=True)
    form = find_form_to(second, page, page)
    assert form is not None and "A: Tên gọi" in second
    fields = dict(form.fields)
    with unchanged(database):
        missing = officer.post(page, data=fields, base_url=BASE)
        doubled = officer.post(page, data=fields | {"indicator": "0", "plan": "0"}, base_url=BASE)
        strange = officer.post(page, data=fields | {"indicator": "17"}, base_url=BASE)
    assert "Chọn cột có tên hoặc mã chỉ tiêu." in text_of(missing)
    assert "Cột này đã được chọn cho một mục khác." in text_of(doubled)
    assert missing.status_code == doubled.status_code == strange.status_code == 422
    assert '<option value="0" selected>' in text_of(doubled)
    right = officer.post(page, data=fields | {"indicator": "0", "plan": "1", "mark": "dot"}, base_url=BASE)
    assert right.status_code == 302
    assert "1 dòng: 1 mới" in text_of(get(officer, right.location))


@pytest.mark.parametrize("asked", ["?sheet=Nowhere", "?sheet="])
def test_a_sheet_that_is_not_there_is_not_found(client_as: SignIn, world: World, asked: str) -> None:
    officer = client_as("officer.hn")
    page = bring(officer, sheet(HEAD, GROWTH), "b.csv").location
    assert get(officer, page + asked).status_code == 404
    assert get(officer, f"{page}?line=999").status_code == 200
    assert submit(officer, page, {"sheet": "Nowhere"}).status_code == 404
    assert submit(officer, page, {"head": "-1"}).status_code in (404, 422)


def test_somebody_was_faster(client_as: SignIn, world: World, database: Database) -> None:
    """The record moved on after the preview: 409, and the way back leads to a new preview."""
    officer = client_as("officer.hn")
    where = brought(officer, sheet(HEAD, GROWTH), "b.csv")
    form = hidden_of(officer, f"{where}/preview")
    with database.writing() as session:
        pledges.draft(session, world, "HN")
        pledges.draft(session, world, "HN", version=1)
        session.commit()
    form["version"] = "1"
    with unchanged(database):
        answer = officer.post(f"{where}/preview", data=form, base_url=BASE)
    assert answer.status_code == 409 and f'href="{where}/preview"' in answer.get_data(as_text=True)
    assert "1 dòng: 0 mới, 1 thay đổi" in text_of(get(officer, f"{where}/preview"))


def test_only_who_brought_it_sees_it(client_as: SignIn, world: World) -> None:
    officer = client_as("officer.hn")
    where = brought(officer, book(HEAD, *ROWS))
    for who, status in (("officer.hp", 404), ("leader.hn", 403), ("secretary.hn", 403), ("admin", 403)):
        for step in ("columns", "preview", "result", "faults.csv"):
            assert get(client_as(who), f"{where}/{step}").status_code == status, (who, step)


def test_faulty_rows_come_as_a_file(client_as: SignIn, world: World, database: Database) -> None:
    officer = client_as("officer.hn")
    where = brought(officer, book(HEAD, *ROWS))
    with unchanged(database):
        answer = get(officer, f"{where}/faults.csv")
    head, row = answer.get_data().decode("utf-8-sig").splitlines()
    assert head.endswith("Lý do") and row.startswith(
        "Số người ngoài hành tinh;người;≥;1;;NQ 45;Không có chỉ tiêu"
    )


def test_a_year_that_takes_nothing_shows_the_preview_and_says_why(
    client_as: SignIn, world: World, database: Database
) -> None:
    officer = client_as("officer.hn")
    where = brought(officer, sheet(HEAD, REVENUE), "b.csv")
    form = hidden_of(officer, f"{where}/preview")
    world.set_phase(Phase.CLOSED)
    with unchanged(database):
        shown = text_of(get(officer, f"{where}/preview"))
        refused = officer.post(f"{where}/preview", data=form, base_url=BASE)
    assert "Năm thi đua đã đóng" in shown and "Ghi dữ liệu" not in shown
    assert refused.status_code == 422


def test_one_file_is_kept_for_one_person(client_as: SignIn, world: World, database: Database) -> None:
    """A second file gives up the first; the confirmed one keeps no content."""
    officer = client_as("officer.hn")
    brought(officer, sheet(HEAD, GROWTH), "a.csv")
    where = brought(officer, sheet(HEAD, REVENUE), "b.csv")
    send(officer, f"{where}/preview")
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(SheetImport)) == 1
        assert session.scalars(select(SheetImport.content)).one() is None
