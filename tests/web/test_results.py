"""Results by HTTP: the way of a report, every wrong way, the matrix and what it hides."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from emulation.db import Database
from emulation.vocabulary.kinds import Confidence, Period
from emulation.vocabulary.states import Phase
from tests.conftest import token_of, unchanged
from tests.factories import results as made
from tests.factories.world import World
from tests.support.pages import BASE, get, hidden_of, submit, text_of

RESULTS = "/clusters/tptw/2025/results"
HN, HP = f"{RESULTS}/HN/mid-year", f"{RESULTS}/HP/mid-year"
SignIn = Callable[[str], FlaskClient]


@pytest.fixture(autouse=True)
def _reporting(world: World) -> None:
    with world.database.writing() as session:
        made.reporting(world, session, ("HN", "HP"))


def typed(number: int = 0, **more: Any) -> dict[str, str]:
    values = {"value": "6,8", "status": "estimate", "source": "Báo cáo 12/BC-UBND"} | more
    return {f"lines-{number}-{name}": value for name, value in values.items()}


BLANK = typed(1, value="", source="")


def save(client: FlaskClient, data: dict[str, Any], page: str = HN, version: str | None = None) -> Any:
    return submit(client, f"{page}/edit", BLANK | data, version=version)


def test_from_draft_to_accepted_by_forms(client_as: SignIn, world: World) -> None:
    officer, leader, secretary = client_as("officer.hn"), client_as("leader.hn"), client_as("secretary.hn")
    assert "Đã quá hạn 76 ngày. Bạn vẫn nộp được; hồ sơ sẽ ghi “nộp muộn 76 ngày”." in text_of(
        get(officer, f"{HN}/edit")
    )
    saved = save(officer, typed(value="−9,77"))
    assert saved.status_code == 302, text_of(saved)
    assert "Đã lưu nháp lúc 10:00." in text_of(get(officer, HN))
    assert "1 chỉ tiêu chưa có số liệu: để trống, không tính là 0." in text_of(get(officer, HN))
    for client, move in ((officer, "request_approval"), (leader, "submit"), (secretary, "accept")):
        answer = submit(client, HN, {}, action=f"{HN}/move/{move}")
        assert answer.status_code == 302, text_of(answer)
    shown = text_of(get(leader, HN))
    assert "Đã nộp kết quả 6 tháng lúc 10:00 ngày 15/10/2025. Mã hồ sơ: KQ-2025-HN-MID-YEAR." in shown
    assert "−9,77" in shown
    assert "nộp muộn 76 ngày" in shown
    assert "Chưa có số liệu" in shown
    matrix = text_of(get(secretary, RESULTS))
    assert "−9,77" in matrix
    assert "Kế hoạch: 7,5 · −130,27%" in matrix


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"value": "bảy"}, "Kết quả phải là số, ví dụ 7,5."),
        ({"value": "1.234"}, "“1.234” có thể là 1234 hoặc 1,234. Nhập lại là 1234 hoặc 1,234."),
        ({"value": "7,12345"}, "Kết quả có nhiều hơn 4 chữ số thập phân."),
        ({"forecast": "tám"}, "Dự báo cả năm phải là số, ví dụ 7,5."),
        ({"confidence": "unlikely"}, "Nhập lý do khi chọn “Khó đạt”."),
        ({"confidence": "worried"}, "Nhập lý do khi chọn “Còn lo”."),
        ({"confidence": "maybe"}, "Chọn khả năng đạt."),
        ({"status": "guess"}, "Chọn loại số liệu."),
        ({"source": "x" * 301}, "nhiều nhất 300 ký tự"),
        ({"confidence": "unlikely", "confidence_reason": "x" * 501}, "nhiều nhất 500 ký tự"),
    ],
)
def test_a_wrong_line_is_told_and_kept_and_nothing_is_written(
    client_as: SignIn, database: Database, values: dict[str, Any], message: str
) -> None:
    officer = client_as("officer.hn")
    with unchanged(database):
        answer = save(officer, typed(note="Giữ lại", **values))
    page = text_of(answer)
    assert answer.status_code == 422
    assert message in page
    assert 'value="Giữ lại"' in page
    assert "Có lỗi cần sửa" in page


def test_an_indicator_of_nobodys_pledge_is_not_found(
    client_as: SignIn, world: World, database: Database
) -> None:
    officer = client_as("officer.hn")
    for stranger in (str(world.indicators["PCI_RANK"]), "999999", "abc", ""):
        with unchanged(database):
            assert save(officer, typed(indicator=stranger)).status_code == 404


def test_a_second_tab_is_shown_both_versions(client_as: SignIn, database: Database) -> None:
    officer = client_as("officer.hn")
    save(officer, typed())
    stale = hidden_of(officer, f"{HN}/edit")["version"]
    save(officer, typed(value="7,1"))
    with unchanged(database):
        answer = save(officer, typed(value="7,9"), version=stale)
    page = text_of(answer)
    assert answer.status_code == 409
    for words in ("Bản bạn vừa nhập", "7,9", "Bản mới nhất", "7,1", "Khác", "Giữ nội dung của tôi"):
        assert words in page
    assert "Decimal" not in page


def test_two_first_tabs_do_not_overwrite_each_other(client_as: SignIn, database: Database) -> None:
    officer = client_as("officer.hn")
    save(officer, typed())
    with unchanged(database):
        assert save(officer, typed(value="9"), version="0").status_code == 409


def test_a_form_sent_twice_is_written_once(client_as: SignIn, database: Database) -> None:
    officer = client_as("officer.hn")
    form = hidden_of(officer, f"{HN}/edit") | typed() | BLANK
    first = officer.post(f"{HN}/edit", data=form, base_url=BASE)
    with unchanged(database):
        second = officer.post(f"{HN}/edit", data=form, base_url=BASE)
    assert (first.status_code, second.status_code) == (302, 302)
    assert "Hệ thống không ghi lần thứ hai" in text_of(get(officer, HN))


def test_the_wrong_phase_says_when_it_opens(client_as: SignIn, world: World, database: Database) -> None:
    officer = client_as("officer.hn")
    form = hidden_of(officer, f"{HN}/edit") | typed() | BLANK
    world.set_phase(Phase.FIRST_HALF)
    with unchanged(database):
        answer = officer.post(f"{HN}/edit", data=form, base_url=BASE)
    assert answer.status_code == 422
    assert "bắt đầu từ giai đoạn “Sơ kết 6 tháng”" in text_of(answer)
    assert 'value="6,8"' in text_of(answer)


def test_another_members_report_is_refused(
    client_as: SignIn, client: FlaskClient, database: Database
) -> None:
    officer, leader, outsider = client_as("officer.hn"), client_as("leader.hn"), client_as("outsider")
    form = hidden_of(officer, f"{HN}/edit") | typed() | BLANK
    with unchanged(database):
        assert get(officer, f"{HP}/edit").status_code == 403
        assert officer.post(f"{HP}/edit", data=form, base_url=BASE).status_code == 403
        assert get(leader, f"{HN}/edit").status_code == 403
        for path in (RESULTS, HN):
            assert get(outsider, path).status_code == 404
            assert get(client, path).status_code == 302
        for path in (f"{RESULTS}/HN/ten_months", f"{RESULTS}/XX/mid-year", f"{HN}/move/explode"):
            assert get(officer, path).status_code in (404, 405)
        form = {"csrf_token": token_of(officer, "/clusters/tptw/2025/pledges")}
        assert officer.post(f"{HN}/move/explode", data=form, base_url=BASE).status_code == 404


def test_returning_without_a_reason_is_told(client_as: SignIn, world: World, database: Database) -> None:
    with database.writing() as session:
        made.submitted(session, world)
        session.commit()
    secretary = client_as("secretary.hn")
    with unchanged(database):
        answer = submit(secretary, HN, {"reason": " "}, action=f"{HN}/move/return")
    assert answer.status_code == 422
    assert "Nhập lý do. Lý do được ghi vào nhật ký và gửi cho đơn vị." in text_of(answer)
    done = submit(secretary, HN, {"reason": "Thiếu nguồn số liệu."}, action=f"{HN}/move/return")
    assert done.status_code == 302
    assert "Thiếu nguồn số liệu." in text_of(get(client_as("officer.hn"), HN))


def test_a_draft_is_nobody_elses_business(client_as: SignIn, world: World, database: Database) -> None:
    with database.writing() as session:
        line = made.line(
            world, "6.4321", confidence=Confidence.UNLIKELY, confidence_reason="Lý do bí mật", forecast=None
        )
        made.draft(session, world, lines=[line])
        session.commit()
    for name in ("officer.hp", "secretary.hcm", "auditor"):
        reader = client_as(name)
        for path in (RESULTS, HN):
            page = text_of(get(reader, path))
            assert "6,43" not in page
            assert "Lý do bí mật" not in page
    assert "Lý do bí mật" in text_of(get(client_as("leader.hn"), HN))


def test_what_is_in_danger_is_listed_with_its_reason(
    client_as: SignIn, world: World, database: Database
) -> None:
    with database.writing() as session:
        doubtful = made.line(
            world, "6.1", confidence=Confidence.UNLIKELY, confidence_reason="Đơn hàng xuất khẩu giảm"
        )
        made.submitted(session, world, "HP", lines=[doubtful])
        made.figure(session, world, "7.4")
        session.commit()
    page = text_of(get(client_as("auditor"), RESULTS))
    risks = page[page.index("Nguy cơ không đạt") : page.index("Kết quả năm 2025 theo chỉ tiêu")]
    assert "Đơn hàng xuất khẩu giảm" in risks
    assert "Khó đạt" in risks
    assert "Kết quả cả năm chưa đạt mức đã cam kết." in risks
    assert "Tỷ lệ hộ nghèo" not in risks


def test_the_period_stands_in_the_address(client_as: SignIn, world: World, database: Database) -> None:
    with database.writing() as session:
        made.accepted(session, world, lines=[made.line(world, "6.8")])
        made.figure(session, world, "7.77")
        session.commit()
    reader = client_as("officer.hp")
    assert "7,77" in text_of(get(reader, RESULTS))
    half = text_of(get(reader, f"{RESULTS}?period=mid-year"))
    assert "6,80" in half
    assert "7,77" not in half
    assert get(reader, f"{RESULTS}?period=%27;--").status_code == 200


def test_the_year_end_report_shows_what_is_known_beside_what_is_claimed(
    client_as: SignIn, world: World, database: Database
) -> None:
    with database.writing() as session:
        made.figure(session, world, "8.2")
        session.commit()
    world.set_phase(Phase.SELF_SCORING)
    officer, page = client_as("officer.hn"), f"{RESULTS}/HN/year-end"
    answer = save(officer, typed(value="8,5", status="official"), page)
    assert answer.status_code == 302, text_of(answer)
    shown = text_of(get(officer, page))
    for words in ("8,50", "8,20", "Cục Thống kê", "Kết quả năm 2025 – Hà Nội"):
        assert words in shown
    assert "Khả năng đạt" not in shown


def test_without_an_agreed_pledge_there_is_nothing_to_report(client_as: SignIn) -> None:
    page = text_of(get(client_as("officer.dn"), f"{RESULTS}/DN/mid-year/edit"))
    assert "Chưa có giao ước đã thống nhất nên chưa có chỉ tiêu để báo cáo." in page


def test_a_new_pledge_offers_last_years_result_as_baseline(
    client_as: SignIn, world: World, database: Database
) -> None:
    with database.writing() as session:
        world.set_phase(Phase.MID_YEAR)
        made.figure(session, world, "8.2")
        made.figure(session, world, "8.9", period=Period.Q3)
        made.next_year(session, world)
        session.commit()
    page = text_of(get(client_as("officer.hn"), "/clusters/tptw/2026/pledges/HN/edit"))
    assert 'name="targets-0-baseline" value="8,2"' in page
    assert 'name="targets-1-baseline" value=""' in page
