"""Act 5: every member scores itself, the secretariats appraise, the chair freezes, a leader finalises."""

from tests.journeys.cast import FIRST, MEMBERS, NAMES, Member, at, outcome
from tests.journeys.people import Company, Person

LOWERED = "PQ"
TIE = "Điểm nội dung I cao hơn"


def score(company: Company, member: Member, year: int, appraiser: Person) -> None:
    """Officer scores, leader signs, a secretariat that is not the member's own appraises."""
    officer, leader = company[f"canbo.{member.slug}"], company[f"lanhdao.{member.slug}"]
    where = at(f"{year}/scores/{member.code}")
    result, opinion, answer = member.figures(year)
    again = year != FIRST
    officer.turn_to(f"Tự chấm điểm của {member.name} năm {year}", f"{where}/self", directly=again)
    officer.press("Lập phiếu tự chấm", says="Đã lập phiếu điểm.").reads(
        f"60 × {result.removesuffix(',0')}/8 = "
    )
    if member is MEMBERS[0]:
        officer.press("Trình lãnh đạo ký duyệt").reads("Chưa nộp được: tiêu chí II.1, III.1 chưa có điểm.")
    officer.open(f"{where}/self?group=II").fill({"lines-0-items-0-answer": answer})
    officer.press("Lưu và sang nhóm tiếp", says="Đã lưu điểm của nhóm II.")
    if member is MEMBERS[0]:
        officer.fill({"lines-0-claimed": "15,5", "lines-0-reason": "Phong trào sôi nổi"}).press("Lưu")
        officer.is_told("lines-0-claimed", "Điểm phải từ 0 đến 15.")
        assert officer.typed("lines-0-reason") == "Phong trào sôi nổi"
    officer.fill({"lines-0-claimed": opinion, "lines-0-reason": "Theo báo cáo phong trào"})
    officer.press("Lưu", says="Đã làm 3/3").press("Trình lãnh đạo ký duyệt", says="Chờ lãnh đạo ký duyệt")
    task = f"Ký duyệt và nộp phiếu tự chấm của {member.name} năm {year}"
    leader.turn_to(task, f"{where}/self", directly=again)
    leader.press("Ký duyệt và nộp", says="Đã nộp tự chấm")
    if year == FIRST and member.code == LOWERED:
        _lower(appraiser, f"{where}/review")
    appraiser.open(f"{where}/review").press("Kết thúc thẩm định", says="Đã thẩm định lần 2")


def _lower(appraiser: Person, review: str) -> None:
    """Other points than the member's own need a reason, which the member reads."""
    appraiser.open(f"{review}?group=III").fill({"lines-0-points": "13"}).press("Ghi điểm thẩm định")
    appraiser.is_told("lines-0-reason", "Nhập lý do.")
    assert appraiser.typed("lines-0-points") == "13"
    appraiser.fill({"lines-0-reason": "Một phong trào chưa có minh chứng"}).press("Ghi điểm thẩm định")


def is_barred_from_own(secretary: Person, code: str, year: int) -> None:
    """Nobody appraises their own member: neither by the page nor by its address."""
    secretary.open(at(f"{year}/scores/{code}/self"))
    assert secretary.page.get_by_role("link", name="Thẩm định điểm").count() == 0
    secretary.open(at(f"{year}/scores/{code}/review")).misses("Ghi điểm thẩm định", "Kết thúc thẩm định")


def freeze(secretary: Person, year: int) -> None:
    """The totals with what parted equal ones; then nothing moves any more."""
    secretary.open(at(f"{year}/totals"))
    if year == FIRST:
        secretary.reads("tự chấm 14", f"hạng 1/12 {TIE}", f"hạng 2/12 {TIE}", "hạng 12/12")
    secretary.press("Khóa điểm", says=f"Đã khóa điểm năm {year}.").reads(f"Điểm năm {year} đang khóa từ")


def finalise(secretary: Person, leaders: tuple[Person, ...], outsider: Person, year: int) -> None:
    """The secretariat names the leaders of chair and vice-chairs; all of them approve, nobody else can."""
    page = at(f"{year}/totals/finalise")
    *others, last = leaders
    last.open(page).reads("Bạn chưa được chỉ định chốt điểm")
    secretary.open(at(f"{year}/totals")).follow("Chốt điểm").press("Chỉ định")
    secretary.reads("Chọn ít nhất một người chốt điểm.")
    boxes = secretary.page.get_by_role("checkbox").all()
    assert len(boxes) == len(leaders)
    for box in boxes:
        box.check()
    secretary.press("Chỉ định", says=f"Đã chỉ định người chốt điểm năm {year}.")
    outsider.open(page).misses("Bạn chốt điểm")
    for leader in others:
        leader.open(page).press("Chốt điểm", says="Còn chờ những người khác.")
    last.open(page).press("Chốt điểm", says=f"Đã chốt điểm năm {year}.")


def publish(company: Company, secretary: Person, year: int) -> None:
    """Only the typed word makes the ranking public; before it a visitor reads no number."""
    visitor = company["visitor"].open(at(f"{year}/ranking"))
    visitor.reads(f"Bảng xếp hạng năm {year} chưa được công bố.").misses("hạng 1/12")
    secretary.open(at(f"{year}/totals")).follow("Công bố kết quả").fill({"word": "đồng ý"}).press("Công bố")
    secretary.is_told("word", "CÔNG BỐ")
    assert secretary.typed("word") == "đồng ý"
    visitor.open(at(f"{year}/ranking")).misses("hạng 1/12")
    secretary.fill({"word": "công bố"}).press("Công bố", says=f"Đã công bố bảng xếp hạng năm {year}.")
    visitor.open(at(f"{year}/ranking"))
    for member, told in outcome(year):
        row = visitor.row(member.name).replace(f"Phân định: {TIE} ", "")
        assert told in row, row
    if year == FIRST:
        assert f"Phân định: {TIE}" in visitor.row(NAMES["AB"]), visitor.row(NAMES["AB"])
        assert f"Phân định: {TIE}" in visitor.row(NAMES["BM"]), visitor.row(NAMES["BM"])
