"""Act 3: every member pledges, one on paper; the cluster signs."""

from pathlib import Path

from tests.journeys.cast import FIRST, INDICATOR, MEMBERS, NAMES, Member, at
from tests.journeys.people import Company, Person

ON_PAPER = "GP"


def write_contents(secretary: Person, year: int) -> None:
    """The common contents of the cluster's agreement."""
    secretary.open(at(f"{year}/pledge/edit"))
    secretary.press("Lưu nội dung chung").reads("Nhập ít nhất một nội dung giao ước.")
    if secretary.field("contents-0-text").count() == 0:
        secretary.press_here("Thêm nội dung")
    secretary.fill({"contents-0-text": "Hoàn thành chỉ tiêu kinh tế", "contents-0-basis": "Nghị quyết 01"})
    if secretary.field("contents-1-text").count() == 0:
        secretary.press_here("Thêm nội dung")
    secretary.fill({"contents-1-text": "Tổ chức phong trào thi đua chung"})
    secretary.press("Lưu nội dung chung", says="Đã lưu nội dung giao ước của cụm.")


def pledge(company: Company, member: Member, year: int, secretary: Person) -> None:
    """Officer writes, leader submits, secretariat agrees."""
    officer, leader = company[f"canbo.{member.slug}"], company[f"lanhdao.{member.slug}"]
    where = at(f"{year}/pledges/{member.code}")
    task, again = f"Soạn giao ước của {member.name} năm {year}", year != FIRST
    officer.turn_to(task, f"{where}/edit", directly=again)
    _target(officer, year)
    officer.press("Lưu nháp", says="Đã lưu nháp.").follow("Kiểm tra và trình lãnh đạo duyệt")
    officer.press("Trình lãnh đạo duyệt", says="Chờ lãnh đạo duyệt")
    leader.turn_to(f"Duyệt và nộp giao ước của {member.name} năm {year}", where, directly=again)
    leader.follow("Kiểm tra, nộp hoặc trả lại").press("Nộp giao ước cho Cụm trưởng", says="Đã nộp")
    secretary.open(where).follow("Xem xét giao ước").press("Thống nhất", says="Đã thống nhất")


def _target(writer: Person, year: int) -> None:
    if year == FIRST:
        writer.press_here("Xóa dòng 3").press_here("Xóa dòng 2")
        writer.fill({"targets-0-indicator": INDICATOR, "targets-0-operator": "ít nhất (≥)"})
        writer.fill({"targets-0-source": "Nghị quyết HĐND tỉnh"})
    writer.fill({"targets-0-low": "8"})


def record_from_paper(company: Company, paper: Path) -> None:
    """One secretary copies the signed paper, the other compares and confirms; nobody confirms their own copy."""
    writer, other = company["thuky.ab"], company["thuky2.ab"]
    where = at(f"{FIRST}/pledges/{ON_PAPER}")
    writer.open(f"{where}/record")
    _target(writer, FIRST)
    writer.fill({"paper_number": "12/GƯ-UBND", "paper_on": "05/03/2026"}).press("Ghi giao ước từ bản ký")
    writer.is_told("paper_file", "Chọn tệp bản ký.")
    assert (writer.typed("paper_number"), writer.typed("targets-0-low")) == ("12/GƯ-UBND", "8")
    writer.fill({"paper_file": paper}).press("Ghi giao ước từ bản ký")
    writer.reads("Đã nhập giao ước từ bản ký. Một người khác cần xác nhận.", "Tổ thư ký nhập thay")
    assert writer.page.get_by_role("button", name="Xác nhận đúng bản ký").count() == 0
    other.open(where).reads("Số 12/GƯ-UBND, ngày 05/03/2026", "Chờ một người khác xác nhận")
    other.press("Xác nhận đúng bản ký", says="Đã xác nhận giao ước nhập thay.").reads("Đã thống nhất")


def sign(company: Company, secretary: Person, year: int, day: str) -> None:
    """The conference at which all twelve sign; then everybody may read the pledges."""
    visitor = company["visitor"].open(at(f"{year}/pledges"))
    visitor.misses("Đã ký")
    secretary.open(at(f"{year}/pledge/sign")).fill({"signed_on": day, "place": "Hội trường tỉnh"})
    for row, member in enumerate(MEMBERS):
        secretary.fill({f"signatories-{row}-full_name": f"Chủ tịch {member.code}"})
        secretary.fill({f"signatories-{row}-office": "Chủ tịch UBND"})
    secretary.press("Ghi lễ ký kết", says="Đã ghi lễ ký kết giao ước.").reads("Chủ tịch TA", *NAMES.values())
    visitor.open(at(f"{year}/pledges"))
    assert all("Đã ký" in visitor.row(name) for name in NAMES.values()), visitor.text
    visitor.open(at(f"{year}/pledges/{ON_PAPER}")).reads("≥ 8")
