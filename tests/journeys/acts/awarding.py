"""The acts of awards under the law: rules, proposals, eligibility, votes, rulings, sending, decision, revocation."""

import re
from pathlib import Path

from playwright.sync_api import Locator
from sqlalchemy import select, text

from emulation.db import Database
from emulation.models import triggers
from emulation.models.awards import Proposal
from emulation.models.clusters import Member
from emulation.models.cycles import Cycle
from tests.journeys.people import Company, Person

YEAR = 2024
CLUSTER = "/clusters/tptw"
Y = f"{CLUSTER}/{YEAR}"
FLAG, CERTIFICATE = "Cờ thi đua của Chính phủ", "Bằng khen của Thủ tướng Chính phủ"
#: The first four of the illustrative ranking, in its order, with the award that the conference proposes.
NOMINEES = {"DN": FLAG, "HP": FLAG, "HN": CERTIFICATE, "HCM": CERTIFICATE}
CITIES = {"DN": "Đà Nẵng", "HP": "Hải Phòng", "HN": "Hà Nội", "HCM": "TP. Hồ Chí Minh"}
UPWARD = "Ban Thi đua - Khen thưởng Trung ương"
#: What follows the ranking of 2024 in the demo and has not happened yet in this story.
LATER = (
    "DELETE FROM poll_count WHERE poll_id IN (SELECT id FROM poll WHERE cycle_id = :year)",
    "DELETE FROM poll WHERE cycle_id = :year",
    "DELETE FROM disclosure_comment WHERE disclosure_id IN (SELECT id FROM disclosure WHERE cycle_id = :year)",
    "DELETE FROM disclosure_nominee WHERE disclosure_id IN (SELECT id FROM disclosure WHERE cycle_id = :year)",
    "DELETE FROM disclosure WHERE cycle_id = :year",
    "DELETE FROM proposal WHERE cycle_id = :year",
    "DELETE FROM rule_choice",
    "DELETE FROM rule_change",
    "UPDATE cycle SET phase = 'awarding', closed_at = NULL WHERE id = :year",
)


def before_awarding(database: Database) -> None:
    """The demo on the day after the conference of 22/03/2025: the ranking is published, nobody is proposed yet.

    The demo closes the year; its triggers step aside while the story goes back, and stand again afterwards.
    """
    with database.writing() as session:
        cycle_id = session.scalar(select(Cycle.id).where(Cycle.year == YEAR))
        connection = session.connection()
        triggers.drop_all(connection)
        for statement in LATER:
            named = {"year": cycle_id} if ":year" in statement else {}
            connection.execute(text(statement), named)
        triggers.create_all(connection)
        session.commit()


def page_of(company: Company, city: str) -> str:
    """The address of a city's proposal."""
    with company.database.reading() as session:
        number = session.scalar(
            select(Proposal.id)
            .join(Member, Member.id == Proposal.member_id)
            .join(Cycle, Cycle.id == Proposal.cycle_id)
            .where(Cycle.year == YEAR, Member.code == city)
        )
    return f"{Y}/proposals/{number}"


def officer(company: Company, city: str) -> Person:
    """Whoever writes a city's papers."""
    return company[f"officer.{city.lower()}"]


def leader(company: Company, city: str) -> Person:
    """Whoever answers for a city."""
    return company[f"leader.{city.lower()}"]


def choose_rule(secretary: Person, head: str, document: str, reason: str) -> None:
    """Of several rows the cluster follows one; the choice needs its reason."""
    secretary.open(f"/admin/rules/choices/tptw/{head}").reads("Cụm chưa chọn phương án nào.")
    secretary.page.locator("main label", has_text=document).first.click()
    secretary.press("Ghi phương án").is_told("reason", "Nhập lý do")
    secretary.fill({"reason": reason}).press("Ghi phương án", says="Đang theo").is_sound()


def enter_own_rule(asker: Person, second: Person) -> None:
    """The cluster's own regulation says which share of its members must agree; a second person confirms."""
    asker.open("/admin/rules").follow("Thêm quy tắc")
    head = asker.field("head").locator("option", has_text="giữa các thành viên của cụm").first
    owner = asker.field("owner").locator("option", has_text="Quy chế riêng của").first
    asker.fill({"head": head.inner_text(), "owner": owner.inner_text()})
    asker.fill(
        {
            "title": "Tỷ lệ phiếu giữa các thành viên của cụm",
            "comparator": "≥ (ít nhất)",
            "value": "80",
            "unit": "%",
            "base": "các thành viên của cụm trong năm",
            "document": "Quy chế hoạt động của cụm (minh họa)",
            "article": "Điều 9",
            "valid_from": "01/01/2024",
            "reason": "Quy chế của cụm nêu tỷ lệ này",
            "source": "Quy chế hoạt động của cụm, bản ký năm 2024 (minh họa)",
        }
    ).press("Gửi để xác nhận", says="Người đề nghị không tự xác nhận.")
    assert asker.page.get_by_role("button", name="Xác nhận thay đổi").count() == 0
    second.open(asker.page.url.removeprefix(asker.watching.base)).is_sound()
    second.press("Xác nhận thay đổi", says="Đã xác nhận. Bảng quy tắc đã được sửa.")


def hold_preparatory_meeting(secretary: Person) -> None:
    """What the dossiers extract later has to be recorded: the preparatory meeting."""
    secretary.open(f"{Y}/conference").follow("Ghi hội nghị")
    secretary.fill(
        {
            "kind": "Họp trù bị",
            "held_on": "10/03/2025",
            "place": "Cần Thơ",
            "presided_by": "Trần Quốc Việt",
            "minutes_number": "03/BB-TB",
            "minutes_on": "10/03/2025",
            "summary": "Thống nhất bảng điểm và thứ hạng năm 2024 (minh họa).",
        }
    )
    secretary.press("Lưu hội nghị").reads("Đã ghi hội nghị.")


def propose_all(secretary: Person) -> None:
    """The conference's list in one go: a form for each of the first four, none for the last."""
    secretary.open(f"{Y}/conference")
    secretary.page.locator("main section", has_text="22/03/2025").get_by_role(
        "link", name="Lập đề nghị từ hội nghị"
    ).first.click()
    secretary.page.wait_for_load_state("domcontentloaded")
    secretary.reads("Đà Nẵng – hạng 1/5", "Cần Thơ – hạng 5/5").is_sound()
    chosen = {f"rows-{place}-award_form": form for place, form in enumerate(NOMINEES.values())}
    secretary.fill(chosen).press("Lập đề nghị", says="Số đề nghị đã lập: 4.")


def complete(company: Company, city: str) -> None:
    """The officer says when it was achieved, who discovered it, and for what."""
    person = officer(company, city).open(page_of(company, city)).follow("Sửa đề nghị")
    person.fill(
        {
            "achieved_on": "31/12/2024",
            "discovered_by": f"Sở Nội vụ {CITIES[city]}",
            "merit": "Hoàn thành vượt mức các chỉ tiêu đã giao ước năm 2024 (minh họa).",
        }
    ).press("Lưu nháp", says="Đã lưu nháp đề nghị.")


def step(person: Person, page: str, name: str, button: str) -> Person:
    """Make a move that needs nothing but its button."""
    return person.open(f"{page}/{name}").press(button)


def judge(secretary: Person, city: str, state: str, reason: str, basis: str, day: str) -> None:
    """A decision about whether a unit is considered."""
    secretary.open(f"{Y}/eligibility?member={city}").fill(
        {
            "state": state,
            "reason": reason,
            "basis": basis,
            "decided_by": "Thanh tra Chính phủ (minh họa)",
            "decided_on": day,
        }
    ).press("Ghi nhận", says="Đã ghi điều kiện xét của")


def record_vote(
    person: Person, body: str, day: str, roll: tuple[int, int, int], votes_for: int, number: str
) -> None:
    """From the tellers' minutes: members, present, written; everybody votes, the rest is against."""
    members, present, written = roll
    person.open(f"{Y}/polls/new?body={body}")
    rows = person.page.locator('main input[name$="-votes_for"]').count()
    cast = present + written
    counts = {"votes_for": votes_for, "against": cast - votes_for, "blank": 0, "invalid": 0}
    person.fill(
        {
            "held_on": day,
            "members": str(members),
            "present": str(present),
            "written": str(written),
            "issued": str(cast),
            "returned": str(cast),
            "minutes_number": number,
            "minutes_on": day,
            "tellers": "Hoàng Văn Sơn, Nguyễn Hồng Quân",
        }
        | {f"rows-{row}-{name}": str(count) for row in range(rows) for name, count in counts.items()}
    ).press("Lưu kết quả kiểm phiếu", says="Đã ghi kết quả kiểm phiếu.")


def open_questions(person: Person) -> Locator:
    """Links to the rules that wait for this person's word."""
    return person.page.locator("main a.actions", has_text=re.compile("^Quyết định"))


def answer_rules(person: Person, page: str) -> list[str]:
    """Answer every rule that needs a person, each with a reason; gives their titles."""
    answered: list[str] = []
    person.open(f"{page}/check")
    while (links := open_questions(person)).count():
        answered.append(str(links.first.inner_text()).partition(": ")[2])
        links.first.click()
        person.page.wait_for_load_state("domcontentloaded")
        person.fill({"verdict": "Đạt"})
        if len(answered) == 1:
            person.press_part("Ghi").is_told("reason", "Nhập lý do")
        person.fill({"reason": "Đã xem hồ sơ và báo cáo của đơn vị"}).press_part("Ghi")
        person.reads("Đã ghi quyết định về quy tắc.").open(f"{page}/check")
    return answered


def send(secretary: Person, page: str, number: str, day: str) -> Person:
    """Try to send a dossier upward."""
    return (
        secretary.open(f"{page}/send")
        .fill({"sent_on": day, "sent_to": UPWARD, "sent_number": number})
        .press("Trình cấp trên")
    )


def receive(secretary: Person, page: str, day: str) -> Person:
    """Record that the dossier was received: from now on its day says which rules are read."""
    return secretary.open(f"{page}/appraise").fill({"received_on": day}).press("Ghi bắt đầu thẩm định")


def decide(secretary: Person, granted: list[str], refused: list[str], file: Path) -> None:
    """The decision comes months later, with its file; it may grant less than was proposed."""
    secretary.open(f"{CLUSTER}/decisions/new").fill(
        {
            "number": "2045/QĐ-TTg (minh họa)",
            "signed_on": "15/10/2025",
            "issuer": "Thủ tướng Chính phủ",
            "signer": "Nguyễn Văn Minh Họa",
            "summary": "Tặng thưởng các đơn vị của cụm năm 2024 (minh họa)",
            "file": file,
            "refusal": "Số bằng khen được tặng ít hơn số đề nghị",
        }
    )
    for name, cities in (("proposals", granted), ("refused", refused)):
        for city in cities:
            label = f"{CITIES[city]} – “{NOMINEES[city]}”, năm {YEAR}"
            box = secretary.page.locator(f'main input[name="{name}"]')
            chosen = [
                one
                for one in box.all()
                if secretary.page.inner_text(f'label[for="{one.get_attribute("id")}"]').strip() == label
            ]
            chosen[0].check()
    secretary.press("Ghi vào sổ", says="Đã ghi quyết định vào sổ.").is_sound()
