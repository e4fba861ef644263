"""The chair's secretariat builds a small scorecard by keyboard and mends "605 of 600"."""

from playwright.sync_api import expect

from emulation.models.scorecards import Scorecard
from emulation.queries.scorecards import criteria_of
from tests.journeys.acts import founding, opening
from tests.journeys.cast import FIRST, INDICATOR, at
from tests.journeys.people import Company, Person

TREE = at(f"{FIRST}/scorecard/tree")


def begun(company: Company) -> Person:
    """The year stands, the scorecard has its head of 1.000 points and nothing else."""
    founding.found(company, for_all=False)
    opening.open_first_year(company)
    secretary = company["thuky.ab"]
    secretary.open(at(f"{FIRST}/scorecard")).follow("Soạn từ đầu")
    secretary.fill({"total_points": "1000"}).press("Lưu", says="Đã lưu bảng tiêu chí.")
    return secretary.open(TREE)


def focused(person: Person) -> str:
    """The id of what the keyboard stands on."""
    person.page.wait_for_load_state("load")
    return str(person.page.evaluate("document.activeElement.getAttribute('id')"))


def type_here(person: Person, text: str) -> None:
    """Type over what stands in the field the keyboard is on."""
    person.page.keyboard.press("Control+A")
    person.page.keyboard.insert_text(text)


def ids(company: Company) -> dict[str, int]:
    with company.database.reading() as session:
        card = session.query(Scorecard).one()
        return {line.code: line.id for line in criteria_of(session, card.id)}


def test_a_small_tree_by_keyboard(company: Company) -> None:
    """Red when the redirect after a button loses its fragment (web/scorecards/tree, `_write`), and when
    "Đổi cách chấm" or "Tính thử" lose what was typed (web/scorecards/criteria, `_redrawn`).
    """
    company.by_keyboard = True
    secretary = begun(company)
    secretary.press("Thêm dòng đầu tiên")
    known = ids(company)
    assert focused(secretary) == f"name-{known['I']}"
    type_here(secretary, "Kinh tế - xã hội")
    secretary.page.get_by_label("Điểm tối đa I").focus()
    type_here(secretary, "600")
    secretary.press("Thêm dưới I")
    known = ids(company)
    assert focused(secretary) == f"name-{known['II']}"
    type_here(secretary, "Tăng trưởng")
    secretary.page.get_by_label("Điểm tối đa II").focus()
    type_here(secretary, "405")
    secretary.press("Thụt vào II")
    assert focused(secretary) == f"in-{known['II']}"
    secretary.page.get_by_label("Mã II").focus()
    type_here(secretary, "I.01")
    secretary.press("Thêm dưới II")
    secretary.reads("Khớp: tổng tiêu chí con 600")
    secretary.page.get_by_label("Điểm tối đa I.02").focus()
    type_here(secretary, "200")
    expect(secretary.page.locator("#live")).to_contain_text("Tổng tiêu chí con 605")
    secretary.reads("Tổng tiêu chí con 605, tiêu chí cha 600")
    secretary.press("Lưu tất cả các dòng", says="Tổng tiêu chí con 605, tiêu chí cha 600").is_sound()
    secretary.open(at(f"{FIRST}/scorecard/issue")).reads("I: Tổng tiêu chí con 605, tiêu chí cha 600")
    secretary.open(TREE)
    secretary.page.get_by_label("Điểm tối đa I.01").focus()
    type_here(secretary, "400")
    secretary.press("Lưu tất cả các dòng", says="Khớp: tổng tiêu chí con 600")
    secretary.press("Xóa I.02").reads("Xóa tiêu chí I.02?").follow("Giữ lại")
    assert focused(secretary) == f"remove-{ids(company)['I.02']}"
    _choose_a_rule(secretary)
    assert company.complaints() == []


def _choose_a_rule(secretary: Person) -> None:
    """On a phone, every step a plain form."""
    secretary.page.set_viewport_size({"width": 360, "height": 800})
    secretary.open(TREE).is_sound().follow("Cách chấm I.01").is_sound()
    secretary.fill({"name_vi": "Tăng trưởng", "max_points": "60", "rule": "Tỷ lệ, chặn ở bội số"})
    secretary.press("Đổi cách chấm").fill({"x": "1,10"}).press("Tính thử")
    secretary.reads("60 × 90/95 ≈ 56,84", "60 × 97/95 ≈ 61,26").is_sound()
    assert focused(secretary) == "try"
    assert secretary.typed("name_vi") == "Tăng trưởng"
    secretary.fill({"indicator": INDICATOR}).press("Lưu tiêu chí", says="Đã lưu tiêu chí I.01.")
