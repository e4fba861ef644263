"""Act 4: results at the end of the year; one late, one returned, one wrong entry, one stale second tab."""

from tests.journeys.cast import FIRST, Member, at
from tests.journeys.people import Company, Person

LATE, RETURNED, WRONG, TWO_TABS = "LV", "KL", "GP", "HL"
VALUE, SOURCE, STATUS = "lines-0-value", "lines-0-source", "lines-0-status"


def report(company: Company, member: Member, year: int, secretary: Person) -> None:
    """Officer enters, leader submits, secretariat accepts; in the first year with everything that goes wrong."""
    officer, leader = company[f"canbo.{member.slug}"], company[f"lanhdao.{member.slug}"]
    where = at(f"{year}/results/{member.code}/year-end")
    task = f"Nhập kết quả Cả năm của {member.name} năm {year}"
    officer.turn_to(task, where, directly=year != FIRST)
    officer.follow("Nhập kết quả")
    value = member.figures(year)[0]
    if year == FIRST and member.code == WRONG:
        _wrong_entry(officer)
    officer.fill({VALUE: value, STATUS: "chính thức", SOURCE: "Chi cục Thống kê"})
    officer.press("Lưu nháp", says="Đã lưu nháp lúc")
    if year == FIRST and member.code == TWO_TABS:
        _two_tabs(officer, f"{where}/edit", value)
    officer.press("Trình lãnh đạo duyệt", says="Chờ lãnh đạo duyệt")
    _submit(leader, member, year)
    if year == FIRST and member.code == RETURNED:
        _return(officer, secretary, where)
        _submit(leader, member, year)
    if year == FIRST and member.code == LATE:
        leader.reads("nộp muộn 7 ngày")
    secretary.open(where).press("Tiếp nhận", says="Đã tiếp nhận")


def _submit(leader: Person, member: Member, year: int) -> None:
    task, where = (
        f"Duyệt và nộp kết quả Cả năm của {member.name} năm {year}",
        at(f"{year}/results/{member.code}/year-end"),
    )
    leader.turn_to(task, where, directly=year != FIRST)
    leader.press("Nộp kết quả năm", says="Đã nộp kết quả năm lúc")
    leader.reads(f"Mã hồ sơ: KQ-{year}-{member.code}-YEAR-END")


def _wrong_entry(officer: Person) -> None:
    """Words and an ambiguous number are refused beside the field; what was typed stays."""
    for typed, told in (("bảy phẩy hai", "Kết quả phải là số"), ("1.234", "Nhập lại là 1234 hoặc 1,234.")):
        officer.fill({VALUE: typed, SOURCE: "Chi cục Thống kê"}).press("Lưu nháp")
        officer.reads("Có lỗi cần sửa").is_told(VALUE, told)
        assert (officer.typed(VALUE), officer.typed(SOURCE)) == (typed, "Chi cục Thống kê")


def _two_tabs(officer: Person, form: str, value: str) -> None:
    """The tab that saves last sees both versions, and nothing is lost."""
    officer.open(form)
    other = officer.second_tab(form)
    other.fill({VALUE: "6,5", SOURCE: "Báo cáo nhanh"}).press("Lưu nháp", says="Đã lưu nháp lúc")
    other.page.close()
    officer.fill({SOURCE: "Niên giám thống kê"}).press("Lưu nháp")
    officer.reads("Nội dung vừa được người khác sửa", "Niên giám thống kê", "Báo cáo nhanh", "6,5", value)
    officer.press("Giữ nội dung của tôi", says="Đã lưu nháp lúc").reads("6,80", "Niên giám thống kê")


def _return(officer: Person, secretary: Person, where: str) -> None:
    """Returned only with a reason; the member reads it, mends and asks again."""
    secretary.open(where).press("Trả lại để sửa").is_told("reason", "Nhập lý do.")
    secretary.fill({"reason": "Thiếu văn bản của cơ quan thống kê"}).press("Trả lại để sửa")
    secretary.open(where).misses("Tiếp nhận")
    officer.open(where).reads("Trả lại để sửa", "Thiếu văn bản của cơ quan thống kê").follow("Sửa kết quả")
    officer.fill({SOURCE: "Công văn 88/CTK"}).press("Lưu nháp", says="Đã lưu nháp lúc")
    officer.press("Trình lãnh đạo duyệt", says="Chờ lãnh đạo duyệt")
