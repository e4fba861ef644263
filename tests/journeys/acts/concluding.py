"""Act 6: the conference, proposals, next year's posts, the closed year, and a decision months later."""

from tests.journeys.acts.awarding import answer_rules
from tests.journeys.cast import MEMBERS, NAMES, at
from tests.journeys.people import Company, Person

FLAG, CERTIFICATE = "Cờ thi đua của Chính phủ", "Bằng khen của Thủ tướng Chính phủ"


def hold_conference(secretary: Person, year: int, day: str) -> None:
    """The year-end conference of a year is held in the next one."""
    secretary.open(at(f"{year}/conference")).follow("Ghi hội nghị")
    secretary.fill({"place": "Nhà văn hóa tỉnh", "minutes_number": f"05/BB-{year}"}).press("Lưu hội nghị")
    secretary.is_told("held_on", "Nhập ngày họp.")
    secretary.fill({"held_on": day}).press("Lưu hội nghị", says="Đã ghi hội nghị.").reads(day)


def propose(company: Company, secretary: Person, year: int) -> None:
    """Two Flags and a Certificate from one conference record; the Certificate is withdrawn with a reason."""
    secretary.open(at(f"{year}/conference")).follow("Lập đề nghị từ hội nghị").reads("An Bình – hạng 1/12")
    secretary.fill({"rows-0-award_form": FLAG, "rows-1-award_form": FLAG, "rows-2-award_form": CERTIFICATE})
    secretary.fill({"discovered_by": "Hội nghị tổng kết Cụm"})
    secretary.press("Lập đề nghị", says="Số đề nghị đã lập: 3.")
    for code in ("AB", "BM"):
        _submit(company[f"lanhdao.{code.lower()}"], NAMES[code], year)
    _vote(secretary, year)
    for code in ("AB", "BM"):
        _send(company, secretary, NAMES[code], year)
    leader = company["lanhdao.cs"].open("/my-work")
    leader.follow_part(f"Duyệt và gửi đề nghị khen thưởng của Cao Sơn năm {year}").follow("Rút đề nghị")
    leader.press("Rút đề nghị").is_told("reason", "Nhập lý do.")
    leader.fill({"reason": "Xin nhường cho đơn vị khác"}).press("Rút đề nghị").reads("Đã rút")
    leader.reads("Xin nhường cho đơn vị khác")
    secretary.open(at(f"{year}/proposals"))
    assert "Đã trình cấp trên" in secretary.row("An Bình")
    assert "Đã rút" in secretary.row("Cao Sơn")


def _submit(leader: Person, name: str, year: int) -> None:
    """The leader approves the draft and sends it to the chair."""
    leader.open("/my-work").follow_part(f"Duyệt và gửi đề nghị khen thưởng của {name} năm {year}")
    leader.follow("Gửi Cụm trưởng").press("Gửi Cụm trưởng").reads("Đã gửi Cụm trưởng")


def _vote(secretary: Person, year: int) -> None:
    """One round of the cluster about both proposals, from the tellers' minutes: a base that is wrong is told."""
    secretary.open(at(f"{year}/polls")).follow("Ghi kết quả của cụm")
    minutes = {"held_on": "20/03/2027", "members": "11", "present": "11", "written": "0", "returned": "11"}
    counts = {
        f"rows-{row}-{kind}": n for row in (0, 1) for kind, n in (("votes_for", "11"), ("against", "0"))
    }
    secretary.fill(minutes | counts).press("Lưu kết quả kiểm phiếu")
    secretary.is_told("members", "Số thành viên của cụm trong năm này là 12.")
    secretary.fill({"members": "12"}).press("Lưu kết quả kiểm phiếu", says="Đã ghi kết quả kiểm phiếu.")
    secretary.reads("Đạt 11/12 = 91,67%")


def _send(company: Company, secretary: Person, name: str, year: int) -> None:
    """Both votes, what no rule of that day decides, and the submission goes upward."""
    secretary.open(at(f"{year}/proposals")).follow(name)
    page = secretary.page.url.removeprefix(secretary.watching.base)
    secretary.follow_part("Ghi kết quả kiểm phiếu")
    council = {"held_on": "25/03/2027", "members": "15", "rows-0-votes_for": "15"}
    secretary.fill(council).press("Lưu kết quả kiểm phiếu").reads("Đạt 15/15 = 100,00%")
    assert "Chế độ áp dụng" in answer_rules(company["lanhdao.ab"], page)
    secretary.open(page).follow("Xác nhận đã qua bỏ phiếu")
    secretary.press("Xác nhận đã qua bỏ phiếu").reads("Đã bỏ phiếu thông qua").follow("Trình cấp trên")
    letter = {"sent_on": "01/04/2027", "sent_to": "Ban Thi đua - Khen thưởng Trung ương"}
    secretary.fill(letter | {"sent_number": "45/TTr-CTĐ"}).press("Trình cấp trên")
    secretary.reads("Đã trình cấp trên", "Chờ quyết định")


def hand_over(secretary: Person, year: int, chair: str, vices: tuple[str, ...], *, reason: str = "") -> None:
    """The posts of the next year: in turn without further words, out of turn only with a reason."""
    day = f"15/04/{year}"
    secretary.open(at("terms")).follow("Ghi nhiệm kỳ").reads(f"Đến lượt năm {year}: ")
    if not reason:
        secretary.reads(f"Đến lượt năm {year}: {chair}")
    facts = {"year": str(year), "starts_on": day, "decision": f"Biên bản hội nghị năm {year - 1}"}
    secretary.fill({"chair": chair} | facts).tick(*vices).press("Ghi nhiệm kỳ")
    if reason:
        secretary.is_told("exception_reason", "Nhập lý do.").fill({"exception_reason": reason})
        secretary.press("Ghi nhiệm kỳ")
    secretary.reads(f"Đã ghi nhiệm kỳ năm {year}.")
    secretary.open(at("terms")).reads(f"15/04/{year}").misses("chưa ghi – chưa ghi")
    secretary.open(at("rotation")).reads(str(year))


def close(secretary: Person, year: int) -> None:
    """The typed words seal the year; its pages stay, its forms are gone."""
    secretary.open(at(f"{year}/close")).fill({"confirmation": "xong"}).press(f"Đóng năm {year}")
    secretary.is_told("confirmation", "Gõ ĐÓNG NĂM để xác nhận.")
    secretary.fill({"confirmation": "đóng năm"}).press(f"Đóng năm {year}")
    secretary.reads(f"Đã đóng năm thi đua {year}.", "Đã đóng năm")


def decide(company: Company, secretary: Person, year: int) -> None:
    """Months later, the year long closed: the decision reaches the register and everybody."""
    secretary.open(at(f"{year}/proposals")).follow("An Bình").follow("Ghi quyết định")
    facts = {"number": "1234/QĐ-TTg", "signed_on": "10/09/2027", "issuer": "Thủ tướng Chính phủ"}
    granted = secretary.page.get_by_role("group", name="Đề nghị được khen thưởng")
    granted.get_by_label(f"Bình Minh – “{FLAG}”, năm {year}").check()
    secretary.fill(facts).press("Ghi vào sổ")
    secretary.reads("Đã ghi quyết định vào sổ.", "An Bình", "Bình Minh")
    visitor = (
        company["visitor"].open(at("decisions")).reads("1234/QĐ-TTg", "10/09/2027", "An Bình", "Bình Minh")
    )
    visitor.misses(CERTIFICATE).open(at(f"{year}/awards")).reads("Đã có quyết định", FLAG)


def is_over(company: Company, year: int) -> None:
    """What a closed year refuses: nobody finds a form, and the old addresses do not open one."""
    officer = company[f"canbo.{MEMBERS[0].slug}"]
    tasks, news = officer.open("/my-work").text.split("Thông báo mới nhất")
    assert f"năm {year}" not in tasks and f"đã đóng năm thi đua: năm {year}" in news
