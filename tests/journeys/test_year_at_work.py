"""Acceptance: the months between two conferences: a year is opened, pasted, returned, reported and reminded."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from emulation import settings as settings_module
from emulation.app import create_app
from emulation.db import Database
from emulation.gateways import seeds
from emulation.models.clusters import Member
from emulation.models.cycles import Cycle
from emulation.models.notices import Notice
from emulation.queries.pledges import get_pledge
from tests.factories.tables import book, cells
from tests.journeys.acts.opening import CHECK
from tests.journeys.conftest import PATIENT
from tests.journeys.people import Company, MovingClock, Person
from tests.support.browser import chromium, served
from tests.support.demo import PASSWORD
from tests.support.visits import DOMAIN, demo_app

pytestmark = pytest.mark.browser

C = "/clusters/tptw"
HEADS = ("Chỉ tiêu", "Đơn vị tính", "Chỉ tiêu năm 2026", "Văn bản giao")
PEOPLE = ("secretary.hn", "officer.hp", "leader.hp")
#: What each task may cost a hand at most; what it costs is printed.
MOST = {"open": 6, "paste": 12, "approve": 4, "return": 5, "resubmit": 5, "import": 10, "remind": 4}


@contextmanager
def counted(person: Person, task: str) -> Iterator[Person]:
    """Count and report the clicks of a task."""
    before = person.clicks
    yield person
    used = person.clicks - before
    print(f"CLICKS {task}: {used}")
    assert 0 < used <= MOST[task], f"{task} took {used} clicks"


@pytest.fixture(params=["wide", pytest.param("phone", marks=pytest.mark.prove)])
def cluster(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Company]:
    """The demo at the turn of the year, its clock set free; three people at desks, or on phones without a mouse."""
    with demo_app(tmp_path, "running") as (_app, database):
        clock = MovingClock("05/01/2026")
        settings = settings_module.load(
            {},
            env="testing",
            demo=True,
            demo_password=PASSWORD,
            base_url="http://127.0.0.1",
            data_dir=str(tmp_path),
            database_url="sqlite://",
            **PATIENT,
        )
        with served(create_app(settings, database, clock)) as base, chromium() as browser:
            company = Company(browser, base, clock, database, request.param, request.param == "phone")
            for name in PEOPLE:
                company.people[name] = company.stranger()
                company.people[name].watching.sign_in(f"{name}@{DOMAIN}", PASSWORD)
            yield company


def indicators() -> list[tuple[str, str]]:
    """Twenty indicators of the catalogue: name and unit."""
    return [(str(row["name_vi"]), str(row["unit_vi"])) for row in seeds.indicators()][:20]


def table(*, mended: bool) -> str:
    """Twenty targets as an office copies them out of its workbook; two are wrong until mended."""
    rows = [(name, unit, f"≥ {n},5", "NQ 45/NQ-HĐND") for n, (name, unit) in enumerate(indicators(), 1)]
    if not mended:
        rows[3] = (rows[3][0], "con gà", *rows[3][2:])
        rows[7] = (*rows[7][:2], "nhiều hơn năm ngoái", rows[7][3])
    return cells(HEADS, *rows)


def open_year(secretary: Person) -> None:
    """2026 from 2025; what differs is read before it is opened."""
    with counted(secretary, "open"):
        secretary.open("/my-work").follow_part("Mở năm thi đua 2026")
        secretary.reads("Chép từ năm 2025").is_sound()
        secretary.press(CHECK).reads("Kiểm tra trước khi mở năm 2026", "So với năm 2025.").is_sound()
        secretary.press("Mở năm 2026", says="Đã mở năm thi đua 2026.")


def advance(secretary: Person, phase: str) -> None:
    """To the next phase; what is unfinished is overruled with a reason."""
    secretary.open(f"{C}/2026/manage")
    if "Còn việc chưa xong" in secretary.text or secretary.field("reason").count():
        secretary.fill({"reason": "Các đơn vị khác theo lịch riêng của đợt minh họa"})
    secretary.press(f"Chuyển sang “{phase}”", says=f"Năm 2026 đang ở giai đoạn “{phase}”.")


def paste(officer: Person) -> None:
    """Twenty rows, two of them wrong; the good ones are written, the two mended and pasted again."""
    with counted(officer, "paste"):
        officer.open("/my-work").follow_part("Soạn giao ước của Hải Phòng năm 2026").follow("Dán từ Excel")
        officer.fill({"text": table(mended=False)}).press("Xem trước")
        officer.reads("20 dòng: 18 mới, 0 thay đổi, 0 không đổi, 2 có lỗi.").is_sound()
        officer.press("Ghi 18 dòng hợp lệ", says="2 dòng có lỗi không được ghi.")
        officer.open(f"{C}/2026/pledges/HP/targets/paste").fill({"text": table(mended=True)})
        officer.press("Xem trước").reads("20 dòng: 2 mới, 0 thay đổi, 18 không đổi, 0 có lỗi.")
        officer.press("Ghi 2 dòng hợp lệ").open(f"{C}/2026/pledges/HP")
        officer.follow("Kiểm tra và trình lãnh đạo duyệt").is_sound()
        officer.press("Trình lãnh đạo duyệt", says="Chờ lãnh đạo duyệt")


def approve(leader: Person, task: str = "approve") -> None:
    """The leader reads the whole and hands it in."""
    with counted(leader, task):
        leader.open("/my-work").follow_part("Duyệt và nộp giao ước của Hải Phòng năm 2026")
        leader.follow("Kiểm tra, nộp hoặc trả lại").press("Nộp giao ước cho Cụm trưởng", says="Đã nộp")


def send_back(secretary: Person) -> None:
    """One line goes back with what is to be mended there."""
    name = indicators()[2][0]
    with counted(secretary, "return"):
        secretary.open("/my-work").follow_part("Thống nhất giao ước của Hải Phòng năm 2026")
        secretary.follow("Xem xét giao ước").press("Trả lại để sửa").reads("Nhập lý do")
        secretary.page.locator("summary", has_text=name).first.click()
        secretary.fill({"lines-2-reason": "Ghi rõ mức HĐND giao, không phải mức phấn đấu"})
        secretary.press("Trả lại để sửa", says="Trả lại để sửa").is_sound()


def mend(officer: Person) -> None:
    """The officer finds the reason beside the row, mends it and sends the pledge again."""
    with counted(officer, "resubmit"):
        officer.open("/my-work").follow_part("Sửa giao ước của Hải Phòng năm 2026: đã bị trả lại")
        officer.reads("Ghi rõ mức HĐND giao, không phải mức phấn đấu").is_sound()
        officer.fill({"targets-2-low": "3"}).press("Lưu nháp")
        officer.follow("Kiểm tra và trình lãnh đạo duyệt").press("Trình lãnh đạo duyệt")
        officer.reads("Chờ lãnh đạo duyệt")


def bring_results(officer: Person, folder: Path) -> None:
    """The results of six months out of a workbook: two lines with doubt, one empty."""
    rows = [
        (name, f"{n},1", "ước", "Khó đạt" if n == 5 else "", "Thiếu vốn đối ứng" if n == 5 else "")
        for n, (name, _unit) in enumerate(indicators(), 1)
    ]
    rows[9] = (rows[9][0], "-", "", "", "")
    path = folder / "6-thang.xlsx"
    path.write_bytes(book(("Chỉ tiêu", "Kết quả", "Loại số liệu", "Khả năng đạt", "Lý do"), *rows))
    with counted(officer, "import"):
        officer.open("/my-work").follow_part("Nhập kết quả 6 tháng của Hải Phòng năm 2026")
        officer.follow("Nhập từ tệp").fill({"file": path}).press("Tiếp tục").is_sound()
        officer.press("Xem trước").reads("0 có lỗi").is_sound().press("Ghi dữ liệu")
        officer.open(f"{C}/2026/results/HP/mid-year").press("Trình lãnh đạo duyệt")


def remind(secretary: Person, database: Database) -> None:
    """One click tells those who are late; a second click tells nobody again."""
    with counted(secretary, "remind"):
        secretary.open(f"{C}/2026/board").is_sound().press_part("Nhắc").reads("Đã nhắc")
        told = _reminded(database)
        secretary.press_part("Nhắc").reads("đã được nhắc hôm nay")
    assert told > 0 and _reminded(database) == told


def _reminded(database: Database) -> int:
    with database.reading() as session:
        return len(session.scalars(select(Notice.id).where(Notice.key.contains("board/"))).all())


def test_a_year_at_work(cluster: Company, tmp_path: Path) -> None:
    """Acceptance 1. Red when returning leaves the reasons of lines out (services/targets), or a click tells twice."""
    secretary, officer, leader = (cluster[name] for name in PEOPLE)
    open_year(secretary)
    cluster.clock.set("10/03/2026")
    advance(secretary, "Đăng ký giao ước")
    paste(officer)
    approve(leader)
    send_back(secretary)
    mend(officer)
    approve(leader)
    secretary.open(f"{C}/2026/pledges/HP/review").press("Thống nhất", says="Đã thống nhất")
    for day, phase in (("05/05/2026", "Thực hiện 6 tháng đầu năm"), ("06/07/2026", "Sơ kết 6 tháng")):
        cluster.clock.set(day)
        advance(secretary, phase)
    bring_results(officer, tmp_path)
    leader.open(f"{C}/2026/results/HP/mid-year").press("Nộp kết quả 6 tháng", says="Đã nộp")
    secretary.open(f"{C}/2026/results").is_sound()
    assert "Thiếu vốn đối ứng" in secretary.text and "Khó đạt" in secretary.row("Hải Phòng")
    remind(secretary, cluster.database)
    with cluster.database.reading() as session:
        cycle_id = session.scalars(select(Cycle.id).where(Cycle.year == 2026)).one()
        member_id = session.scalars(select(Member.id).where(Member.code == "HP")).one()
        targets = get_pledge(session, cycle_id, member_id).targets
    assert len(targets) == 20 and targets[2].return_reason == ""
    assert cluster.complaints() == []
