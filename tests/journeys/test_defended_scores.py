"""Acceptance: the number that decides a Flag explains itself, from the first self-score to a correction."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from emulation import settings as settings_module
from emulation.app import create_app
from tests.journeys.acts import defending as act
from tests.journeys.acts.defending import CITIES, Y
from tests.journeys.conftest import PATIENT
from tests.journeys.people import Company, MovingClock
from tests.support.browser import chromium, served
from tests.support.demo import PASSWORD
from tests.support.visits import DOMAIN, demo_app

pytestmark = pytest.mark.browser

#: Whose line is lowered, which, from what it claims to what its checker proposes.
WINNER, LOSER = ("DN", "I.19", "32", "29,37"), ("CT", "II.01", "45", "41,37")
LEADERS = {"leader.hn": "Trần Quốc Việt", "leader.hcm": "Huỳnh Gia Bảo"}


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Company]:
    """The demo on the day before scoring, its clock set free, an officer and a leader of every city at their desks."""
    with demo_app(tmp_path, "scoring") as (_app, database):
        act.before_scoring(database)
        clock = MovingClock("12/01/2026")
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
            company = Company(browser, base, clock, database)
            own = [f"{office}.{city.lower()}" for city in CITIES for office in ("officer", "leader")]
            for name in (*own, "secretary.hn", "secretary.hcm"):
                company.people[name] = company.stranger()
                company.people[name].watching.sign_in(f"{name}@{DOMAIN}", PASSWORD)
            yield company


def cross_check(company: Company) -> None:
    """A roster that keeps its promises, points that nobody sees before the last seal, then all at once."""
    secretary = company["secretary.hn"]
    secretary.open(f"{Y}/cross-check").reads("Chưa phân công.").follow("Lập phân công")
    secretary.press("Lập phân công bằng rút thăm").reads("Phân công này giữ đủ các điều kiện").is_sound()
    act.advance(secretary, "Kiểm tra chéo")
    secretary.open(f"{Y}/cross-check").press_part("Giao kiểm tra chéo")
    pairs = act.roster(company.database)
    assert sorted(pairs) == sorted(pairs.values()) == sorted(CITIES)
    assert all(pairs[member] != checker for checker, member in pairs.items())
    checkers = {member: checker.lower() for checker, member in pairs.items()}
    for city, criterion, _own, points in (WINNER, LOSER):
        reason = f"Chưa thấy minh chứng cho {criterion}"
        act.lower(company[f"officer.{checkers[city]}"], city, criterion, points, reason)
    for checker, city in pairs.items():
        if city not in (WINNER[0], LOSER[0]):
            act.agree(company[f"officer.{checker.lower()}"], city)
    *first, last = [city for city in CITIES if city != LOSER[0]] + [LOSER[0]]
    for city in first:
        act.seal(company[f"leader.{checkers[city]}"], city)
    for who, city in (
        *(("secretary.hn", city) for city in CITIES),
        (f"officer.{WINNER[0].lower()}", WINNER[0]),
        (f"leader.{LOSER[0].lower()}", LOSER[0]),
    ):
        for page in ("cross-check", f"cross-check/{city}", "cross-check/roster/seals", "explanations"):
            company[who].open(f"{Y}/{page}").misses(WINNER[3], LOSER[3], "Chưa thấy minh chứng")
    act.seal(company[f"leader.{checkers[last]}"], last)
    secretary.open(f"{Y}/cross-check/roster/seals").misses("không khớp")
    assert secretary.text.count("khớp") >= len(CITIES)
    secretary.open(f"{Y}/cross-check/{WINNER[0]}").reads(WINNER[3], "Chưa thấy minh chứng").is_sound()


def explain(company: Company) -> None:
    """One city wins its points back, one does not; open questions stand in the way of a freeze."""
    secretary = company["secretary.hn"]
    act.advance(secretary, "Giải trình")
    secretary.open(f"{Y}/totals").reads("chờ kết luận")
    for (city, criterion, _own, _points), outcome in (
        (WINNER, "Chấp nhận giải trình"),
        (LOSER, "Không chấp nhận giải trình"),
    ):
        officer, leader = company[f"officer.{city.lower()}"], company[f"leader.{city.lower()}"]
        address = act.explain(officer, leader, city, criterion, "Văn bản 12/BC-CA nêu đủ kết quả của cả năm.")
        act.settle(secretary, address, outcome, "Đã đối chiếu văn bản với báo cáo năm")


def finalise(company: Company) -> None:
    """All who were named must approve, each for themselves."""
    secretary = company["secretary.hn"]
    secretary.open(f"{Y}/totals").press("Khóa điểm", says="Đã khóa điểm năm 2025.").is_sound()
    finalising = f"{Y}/totals/finalise"
    secretary.open(finalising)
    for name in LEADERS.values():
        secretary.page.locator("main label", has_text=name).first.click()
    secretary.press("Chỉ định").reads(*LEADERS.values())
    company["leader.hn"].open(finalising).press("Chốt điểm")
    secretary.open(f"{Y}/totals/publish").reads("Điểm chưa chốt nên chưa công bố được.")
    company["leader.hcm"].open(finalising).press("Chốt điểm")
    secretary.open(finalising).reads("Điểm đã chốt lúc")


def publish(company: Company) -> None:
    """Only the typed word makes it public, and then every line tells why."""
    secretary, visitor = company["secretary.hn"], company["visitor"]
    visitor.open(f"{Y}/ranking").reads("Bảng xếp hạng năm 2025 chưa được công bố.").misses("hạng 1/6")
    assert visitor.page.request.get(f"{visitor.watching.base}{Y}/ranking/DN/why").status == 404
    secretary.open(f"{Y}/totals/publish").fill({"word": "đồng ý"}).press("Công bố").is_told("word", "CÔNG BỐ")
    secretary.fill({"word": "công bố"}).press("Công bố", says="Đã công bố bảng xếp hạng năm 2025.")
    visitor.open(f"{Y}/ranking").reads("hạng 1/6", "hạng 6/6").is_sound()
    visitor.open(f"{Y}/ranking/{WINNER[0]}/why").reads(WINNER[3], "Đã đối chiếu văn bản").is_sound()


def revise(company: Company) -> None:
    """A later statistic is shown and moves nothing; a correction with a reason is a new edition."""
    secretary, visitor = company["secretary.hn"], company["visitor"]
    before = visitor.open(f"{Y}/ranking").row("Đà Nẵng")
    secretary.open("/clusters/tptw/indicators/GRDP_GROWTH/figures/new")
    secretary.fill(
        {"member": "Đà Nẵng", "year": "2025", "status": "điều chỉnh", "value": "3,21"}
        | {"source": "Niên giám thống kê 2025"}
    ).press("Ghi số liệu")
    visitor.open(f"{Y}/ranking").reads("số liệu mới hơn")
    assert visitor.row("Đà Nẵng") == before
    secretary.open(f"{Y}/totals/publish")
    total = secretary.page.locator("main label", has_text="Huế, hiện hành").first.get_attribute("for")
    secretary.fill({"text": "Cộng thiếu điểm nhóm II của Huế"})
    secretary.page.locator(f'[id="{total}"]').fill("999,99")
    secretary.press("Ghi đính chính").is_told("reason", "Nhập lý do")
    secretary.fill({"reason": "Bảng tổng hợp ghi sai một dòng"}).press("Ghi đính chính", says="đính chính")
    visitor.open(f"{Y}/ranking").reads(
        "999,99", "đính chính lần 1", "Bảng tổng hợp ghi sai một dòng"
    ).is_sound()
    assert "hạng 1/6" in visitor.row("Huế")
    visitor.open(f"{Y}/ranking?edition=1").misses("999,99")
    assert "hạng 1/6" not in visitor.row("Huế")


@pytest.mark.prove
def test_a_score_is_defended(cluster: Company) -> None:
    """Acceptance 1. Red when sealing opens before the last seal (services/cross_opening), when one approver is enough
    (services/approvals), and when a later figure moves a frozen line.
    """
    for city in CITIES:
        act.self_score(cluster[f"officer.{city.lower()}"], cluster[f"leader.{city.lower()}"], city)
    cluster.clock.set("23/01/2026")
    cross_check(cluster)
    cluster.clock.set("03/02/2026")
    explain(cluster)
    act.advance(cluster["secretary.hn"], "Tổng hợp, họp trù bị")
    act.review_all(cluster)
    cluster.clock.set("05/03/2026")
    finalise(cluster)
    cluster.clock.set("20/03/2026")
    act.advance(cluster["secretary.hn"], "Hội nghị tổng kết")
    publish(cluster)
    revise(cluster)
    assert cluster.complaints() == []
