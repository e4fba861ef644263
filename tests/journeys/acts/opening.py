"""Act 2: the chair's secretariat opens the year, builds a small scorecard and moves the phases."""

from tests.journeys.cast import FIRST, INDICATOR, at
from tests.journeys.people import Company, Person

CHECK = "Kiểm tra trước khi mở"


def open_first_year(company: Company) -> None:
    """The year with its dates; a day that does not exist is refused and nothing typed is lost."""
    secretary = company["thuky.ab"]
    secretary.reads(f"Mở năm thi đua {FIRST}").follow_part(f"Mở năm thi đua {FIRST}")
    secretary.reads("12 thành viên", "Cụm trưởng: An Bình", "Cụm phó: Bình Minh", "Cụm phó: Cao Sơn")
    secretary.fill({"theme": "Liên kết vùng", "uses_cross_checking": False, "uses_explaining": False})
    secretary.fill({"pledging_due": "31/02/2026"}).press(CHECK)
    secretary.is_told("pledging_due", "phải là ngày có thật, ví dụ 27/03/2026.")
    assert secretary.typed("theme") == "Liên kết vùng"
    assert secretary.typed("pledging_due") == "31/02/2026"
    secretary.fill({"pledging_due": "30/04/2026"}).press(CHECK)
    secretary.reads(f"Kiểm tra trước khi mở năm {FIRST}", "Liên kết vùng", "Đăng ký giao ước")
    secretary.press(f"Mở năm {FIRST}", says=f"Đã mở năm thi đua {FIRST}.").reads("Chuẩn bị năm")


def build_scorecard(company: Company) -> None:
    """Three groups of 100 points: a ratio, a yes or no, an opinion; ties part by content I."""
    secretary = company["thuky.ab"]
    secretary.open(at(f"{FIRST}/scorecard")).follow("Soạn từ đầu")
    secretary.fill({"total_points": "một trăm", "ties-0": "Điểm nội dung I cao hơn"}).press("Lưu")
    secretary.is_told("total_points", "Tổng điểm phải là số")
    secretary.fill({"total_points": "100", "source": "Hướng dẫn 01/HD-CTĐ"})
    secretary.press("Lưu", says="Đã lưu bảng tiêu chí.")
    for code, name, points in (("I", "Kinh tế", "60"), ("II", "Xã hội", "25"), ("III", "Thi đua", "15")):
        _criterion(secretary, "group", {"code": code, "name_vi": name, "max_points": points})
    growth = {"code": "I.1", "name_vi": "Tăng trưởng", "max_points": "50", "parent": "I Kinh tế"}
    _criterion(secretary, "ratio_cap", growth | {"indicator": INDICATOR})
    done = {"code": "II.1", "name_vi": "Ban hành kế hoạch", "max_points": "25", "parent": "II Xã hội"}
    _criterion(secretary, "boolean", done | {"rows-0-name": "Có kế hoạch"})
    opinion = {"code": "III.1", "name_vi": "Phong trào thi đua", "max_points": "15", "parent": "III Thi đua"}
    _criterion(secretary, "manual", opinion)
    secretary.follow("Kiểm tra và ban hành")
    assert secretary.page.get_by_role("button", name="Ban hành bảng tiêu chí").count() == 0
    secretary.reads("60", "50").open(at(f"{FIRST}/scorecard")).follow("Sửa I.1")
    secretary.fill({"max_points": "60"}).press("Lưu tiêu chí", says="Đã lưu tiêu chí I.1.")


def _criterion(secretary: Person, rule: str, values: dict[str, str]) -> None:
    secretary.open(at(f"{FIRST}/scorecard/criteria/new?rule={rule}")).fill(values)
    secretary.press("Lưu tiêu chí", says=f"Đã lưu tiêu chí {values['code']}.")


def issue_scorecard(secretary: Person, year: int) -> None:
    """From then on every member scores by it."""
    secretary.open(at(f"{year}/scorecard")).follow("Kiểm tra và ban hành").press("Ban hành bảng tiêu chí")
    secretary.reads(f"Đã ban hành bảng tiêu chí năm {year}.", "Đã ban hành")


def open_next_year(secretary: Person, year: int) -> None:
    """The next year takes over contents and scorecard as drafts."""
    secretary.open(at(f"{year}/setup")).reads(f"Chép từ năm {year - 1}", "2 nội dung, thành bản nháp để sửa.")
    secretary.press(CHECK).reads(f"Không thay đổi so với năm {year - 1}.", f"So với năm {year - 1}.")
    secretary.press(f"Mở năm {year}", says=f"Đã mở năm thi đua {year}.")


def advance(secretary: Person, year: int, phase: str, *, over: str = "") -> None:
    """To the next phase; unfinished work is overruled only with a reason."""
    secretary.open(at(f"{year}/manage"))
    if over:
        secretary.press(f"Chuyển sang “{phase}”").is_told("reason", "Còn việc chưa xong.")
        secretary.fill({"reason": over})
    secretary.press(f"Chuyển sang “{phase}”", says=f"Năm {year} đang ở giai đoạn “{phase}”.")
