"""The acts of a score that is defended: six cities score, check each other under seal, explain, approve, correct."""

from typing import Any

from sqlalchemy import select, text

from emulation.db import Database
from emulation.models.clusters import Member
from emulation.models.crosschecks import CrossSheet
from emulation.models.cycles import Cycle
from tests.journeys.people import Company, Person

YEAR = 2025
Y = f"/clusters/tptw/{YEAR}"
CITIES = {
    "HN": "Hà Nội",
    "HCM": "TP. Hồ Chí Minh",
    "HP": "Hải Phòng",
    "DN": "Đà Nẵng",
    "CT": "Cần Thơ",
    "HUE": "Huế",
}
#: Share of the maximum that each city gives itself where a person judges.
JUDGED = {"HN": 0.95, "HCM": 0.9, "HP": 0.85, "DN": 0.8, "CT": 0.75, "HUE": 0.7}
#: Lines that only a person can judge: their fields and maxima, in the order of the page.
OPEN_LINES = """() => [...document.querySelectorAll('fieldset.row-set')].map(set => {
  const claimed = set.querySelector('input[name$="-claimed"]');
  const label = claimed && document.querySelector(`label[for="${claimed.id}"]`).innerText;
  return {
    claimed: claimed && !label.includes('nếu khác') ? claimed.name : '',
    reason: set.querySelector('[name$="-reason"]')?.name,
    most: set.querySelector('dd').innerText.split(' · ')[0],
    answers: [...set.querySelectorAll('select[name$="-answer"]')].map(node => node.name),
    counts: [...set.querySelectorAll('input[name$="-count"]')].map(node => node.name),
  };
})"""
#: Where a checker's field of a criterion stands: its row among those of its group.
ROW_OF = """code => [...document.querySelectorAll('fieldset.row-set legend')]
  .findIndex(legend => legend.innerText.startsWith(code + ' '))"""


def before_scoring(database: Database) -> None:
    """The demo on the day before scoring begins: no sheet yet, the scorecard issued, all figures of the year known."""
    with database.writing() as session:
        cycle_id = session.scalar(select(Cycle.id).where(Cycle.year == YEAR))
        own = f"(SELECT id FROM cross_sheet WHERE cycle_id = {cycle_id})"
        sheets = f"(SELECT id FROM score_sheet WHERE cycle_id = {cycle_id})"
        lines = f"(SELECT id FROM score_line WHERE sheet_id IN {sheets})"
        for statement in (
            f"UPDATE cross_sheet SET state = 'draft' WHERE cycle_id = {cycle_id}",
            f"DELETE FROM cross_line WHERE cross_sheet_id IN {own}",
            f"DELETE FROM cross_sheet WHERE cycle_id = {cycle_id}",
            f"DELETE FROM cross_roster WHERE cycle_id = {cycle_id}",
            f"DELETE FROM explanation WHERE cycle_id = {cycle_id}",
            f"DELETE FROM evidence_use WHERE object_type = 'score_line' AND object_id IN {lines}",
            f"DELETE FROM score_line WHERE sheet_id IN {sheets}",
            f"DELETE FROM score_sheet WHERE cycle_id = {cycle_id}",
            f"UPDATE cycle SET phase = 'self_scoring' WHERE id = {cycle_id}",
        ):
            session.connection().execute(text(statement))
        session.commit()


def advance(secretary: Person, phase: str) -> None:
    """To the next phase; what is unfinished is overruled with a reason."""
    secretary.open(f"{Y}/manage")
    if secretary.field("reason").count():
        secretary.fill({"reason": "Các báo cáo còn lại theo lịch riêng"})
    secretary.press(f"Chuyển sang “{phase}”", says=f"giai đoạn “{phase}”")


def number(value: float) -> str:
    """A number as it is typed in Vietnam."""
    return f"{value:.2f}".replace(".", ",")


def self_score(officer: Person, leader: Person, city: str) -> None:
    """Group by group: what the machine computed stands, what a person judges has a reason; the leader signs."""
    sheet = f"{Y}/scores/{city}/self"
    officer.open(sheet).press("Lập phiếu tự chấm", says="Đã lập phiếu điểm.")
    codes = officer.page.locator("a.task").evaluate_all(
        "links => links.map(link => new URL(link.href).searchParams.get('group')).filter(Boolean)"
    )
    for code in codes:
        officer.open(f"{sheet}?group={code}")
        for line in officer.page.evaluate(OPEN_LINES):
            officer.fill(_typed(line, city))
        officer.press("Lưu và sang nhóm tiếp" if code != codes[-1] else "Lưu", says="Đã lưu điểm của nhóm")
    officer.press("Trình lãnh đạo ký duyệt", says="Chờ lãnh đạo ký duyệt")
    leader.open(sheet).press("Ký duyệt và nộp", says="Đã nộp tự chấm")


def _typed(line: dict[str, Any], city: str) -> dict[str, str | bool]:
    typed: dict[str, str | bool] = dict.fromkeys(line["answers"], "Có")
    typed |= dict.fromkeys(line["counts"], "0")
    if line["claimed"] and not typed:
        most = float(line["most"].replace(".", "").replace(",", "."))
        typed[line["claimed"]] = number(int(most * JUDGED[city]))
        typed[line["reason"]] = "Theo báo cáo tổng kết của cơ quan chuyên môn"
    return typed


def roster(database: Database) -> dict[str, str]:
    """Who checks whom, by code."""
    with database.reading() as session:
        codes = dict(session.execute(select(Member.id, Member.code)).all())
        pairs = session.execute(
            select(CrossSheet.checker_id, CrossSheet.member_id)
            .join(Cycle, Cycle.id == CrossSheet.cycle_id)
            .where(Cycle.year == YEAR)
        )
        return {codes[checker]: codes[member] for checker, member in pairs}


def lower(checker: Person, city: str, criterion: str, points: str, reason: str) -> None:
    """The checker proposes fewer points for one line; without a reason it is refused and nothing is lost."""
    page = f"{Y}/cross-check/{city}?group={criterion.partition('.')[0]}"
    checker.open(page)
    row = checker.page.evaluate(ROW_OF, criterion)
    checker.fill({f"lines-{row}-points": points})
    checker.page.locator("main button[data-sending]", has_text="Lưu").first.click()
    checker.page.wait_for_load_state("domcontentloaded")
    checker.is_told(f"lines-{row}-reason", "Nhập lý do")
    assert checker.typed(f"lines-{row}-points") == points
    checker.fill({f"lines-{row}-reason": reason})
    _save(checker)


def agree(checker: Person, city: str) -> None:
    """The checker saves without changing anything: agreeing is an answer too."""
    checker.open(f"{Y}/cross-check/{city}")
    _save(checker)


def _save(checker: Person) -> None:
    button = "Lưu và sang nhóm tiếp" if "Lưu và sang nhóm tiếp" in checker.text else "Lưu"
    checker.press(button, says="Đã lưu")


def seal(leader: Person, city: str) -> None:
    """The checker's leader reads what differs and seals."""
    leader.open(f"{Y}/cross-check/{city}").follow("Niêm phong và nộp").press("Niêm phong và nộp")
    leader.reads("Đã niêm phong")


def explain(officer: Person, leader: Person, city: str, criterion: str, answer: str) -> str:
    """The city answers; its leader sends. Gives the address of the explanation."""
    officer.open(f"{Y}/explanations").follow_part(f"{criterion} ")
    address = officer.page.url.removeprefix(officer.watching.base)
    officer.fill({"text": answer}).press("Lưu giải trình").press("Trình lãnh đạo duyệt")
    officer.reads("Chờ lãnh đạo duyệt").is_sound()
    leader.open(address).press("Gửi giải trình", says="Đã gửi giải trình")
    return address


def settle(secretary: Person, address: str, outcome: str, reason: str) -> None:
    """The conclusion, with its reason, is the final value of the line."""
    secretary.open(address).fill({"outcome": outcome}).press("Ghi kết luận").is_told("reason", "Nhập lý do")
    secretary.fill({"reason": reason}).press("Ghi kết luận", says=outcome).is_sound()


def review_all(company: Company) -> None:
    """Nobody appraises their own member: the vice-chair's secretariat does it for the chair's."""
    for city in CITIES:
        who = company["secretary.hcm" if city == "HN" else "secretary.hn"]
        who.open(f"{Y}/scores/{city}/review").press("Kết thúc thẩm định", says="Đã thẩm định lần 2")
