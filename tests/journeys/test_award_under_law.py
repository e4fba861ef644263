"""Acceptance: two Flags and two Certificates of work year 2024, from the conference to a revocation, under the law."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from emulation import settings as settings_module
from emulation.app import create_app
from emulation.db import Database
from tests.journeys.acts import awarding as act
from tests.journeys.acts import consulting as talk
from tests.journeys.acts import filing as papers
from tests.journeys.acts.awarding import CITIES, NOMINEES, Y
from tests.journeys.conftest import PATIENT
from tests.journeys.people import Company, MovingClock
from tests.support.browser import chromium, served
from tests.support.demo import PASSWORD
from tests.support.visits import DOMAIN, demo_app

pytestmark = pytest.mark.browser

CHAIR, SECOND = "secretary.hn", "secretary2.hn"
#: Whose unit is under inspection, whose council votes last.
SUSPENDED, LATE = "HP", "HCM"
SHOWN = "Đề nghị nêu rõ các tuyến đường đã chỉnh trang trong năm"
HIDDEN = "Cán bộ phường nọ là người không ra gì"
ANSWERED = "Đề nghị làm rõ kết quả thu ngân sách năm 2024"


@contextmanager
def opened(folder: Path, database: Database, clock: MovingClock) -> Iterator[Company]:
    """The demo with its clock set free, and everybody of the story at their desks."""
    settings = settings_module.load(
        {},
        env="testing",
        demo=True,
        demo_password=PASSWORD,
        base_url="http://127.0.0.1",
        data_dir=str(folder),
        database_url="sqlite://",
        **PATIENT,
    )
    with served(create_app(settings, database, clock)) as base, chromium() as browser:
        company = Company(browser, base, clock, database)
        own = [f"{office}.{city.lower()}" for city in NOMINEES for office in ("officer", "leader")]
        for name in (*own, CHAIR, SECOND):
            company.people[name] = company.stranger()
            company.people[name].watching.sign_in(f"{name}@{DOMAIN}", PASSWORD)
        yield company


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Company]:
    """The demo on the first working day after the conference of 22/03/2025."""
    with demo_app(tmp_path, "running") as (_app, database):
        act.before_awarding(database)
        with opened(tmp_path, database, MovingClock("24/03/2025")) as company:
            yield company


def enter_rules(company: Company) -> None:
    """Of several shares for the Flag the cluster follows one; its own rule needs a second person."""
    act.choose_rule(
        company[CHAIR], "ballot_flag", "Nghị định 98/2023", "Hồ sơ được tiếp nhận trước ngày 01/07/2025"
    )
    act.enter_own_rule(company[CHAIR], company[SECOND])


def propose(company: Company) -> None:
    """The conference's list in bulk, completed by the officers; a suspended unit goes nowhere until that is lifted."""
    chair, visitor = company[CHAIR], company["visitor"]
    act.hold_preparatory_meeting(chair)
    visitor.open(f"{Y}/awards").reads("Chưa có đề nghị khen thưởng nào được công khai.").is_sound()
    act.propose_all(chair)
    for city in NOMINEES:
        act.complete(company, city)
    visitor.open(f"{Y}/awards").reads("Chưa có đề nghị khen thưởng nào được công khai.").misses(
        *CITIES.values()
    )


def suspend_and_lift(company: Company) -> None:
    """A unit under inspection fails its check and is not sent on; once that is lifted it passes."""
    chair, page = company[CHAIR], act.page_of(company, SUSPENDED)
    act.judge(
        chair,
        SUSPENDED,
        "Tạm dừng xét",
        "Đang thanh tra việc quản lý đất đai",
        "Quyết định 12/QĐ-TTr",
        "20/03/2025",
    )
    head = act.leader(company, SUSPENDED)
    head.open(f"{page}/check").reads(
        "Không đạt", "đang tạm dừng xét từ ngày 20/03/2025", "Quyết định 12/QĐ-TTr"
    ).is_sound()
    act.step(head, page, "submit", "Gửi Cụm trưởng").reads(
        "Chưa gửi được đề nghị", "Đang thanh tra việc quản lý đất đai"
    )
    for city in NOMINEES:
        if city != SUSPENDED:
            act.step(act.leader(company, city), act.page_of(company, city), "submit", "Gửi Cụm trưởng").reads(
                "Đã gửi Cụm trưởng"
            )
    company.clock.set("10/04/2025")
    act.judge(
        chair,
        SUSPENDED,
        "Đủ điều kiện",
        "Kết luận thanh tra không nêu vi phạm",
        "Kết luận 30/KL-TTr",
        "09/04/2025",
    )
    head.open(f"{page}/check").reads("đã được gỡ tạm dừng xét ngày 09/04/2025")
    act.step(head, page, "submit", "Gửi Cụm trưởng").reads("Đã gửi Cụm trưởng")
    company["visitor"].open(f"{Y}/awards").misses(*CITIES.values())


def vote(company: Company) -> None:
    """The cluster votes for all four, three councils for their own dossier; the fourth comes later."""
    chair = company[CHAIR]
    act.record_vote(chair, "cluster", "22/03/2025", (5, 5, 0), 5, "05/BB-KP")
    chair.reads("5/5", "100").is_sound()
    for city in NOMINEES:
        act.step(chair, act.page_of(company, city), "pass_vote", "Xác nhận đã qua bỏ phiếu").reads(
            "Đã bỏ phiếu thông qua"
        )
        if city != LATE:
            person = act.officer(company, city)
            act.record_vote(
                person, f"city_council&member={city}", "08/04/2025", (15, 13, 2), 14, f"12/BB-HD-{city}"
            )


def consult(company: Company) -> None:
    """Ten working days across 30/4 and 1/5, with a Saturday that is worked; three comments, one of them not shown."""
    chair, visitor = company[CHAIR], company["visitor"]
    address = talk.open_window(chair, act.page_of(company, "DN"), "22/04/2025")
    chair.reads("08/05/2025", "10 ngày làm việc")
    visitor.open(f"{Y}/awards").reads("Đang lấy ý kiến")
    company.clock.set("24/04/2025")
    codes = [talk.comment(visitor, address, words) for words in (SHOWN, HIDDEN, ANSWERED)]
    visitor.open(address).misses(SHOWN, HIDDEN, ANSWERED)
    talk.moderate(chair, address, SHOWN, "Đăng, trả lời sau")
    talk.moderate(chair, address, HIDDEN, "Không đăng")
    chair.is_told("reason", "Nhập lý do")
    chair.fill({"reason": "Lời lẽ xúc phạm cá nhân"}).press("Không đăng")
    talk.moderate(chair, address, ANSWERED, "Trả lời và đăng", answer="Số thu đã được quyết toán.")
    chair.open(f"{address}/manage").press(
        "Kết thúc nhận ý kiến", says="còn nhận ý kiến đến hết ngày 08/05/2025"
    )
    company.clock.set("09/05/2025")
    talk.moderate(chair, address, SHOWN, "Đăng câu trả lời", answer="Danh mục công trình kèm trong báo cáo.")
    talk.finish(chair, address, "Đã tiếp thu, giải trình bằng số liệu quyết toán.")
    for page in (address, f"{Y}/consultations", f"{Y}/awards"):
        visitor.open(page).misses(HIDDEN, "Lời lẽ xúc phạm")
    visitor.open(address).reads(
        SHOWN, ANSWERED, "Số thu đã được quyết toán.", "1 ý kiến không đăng"
    ).is_sound()
    talk.track(visitor, codes[1]).reads("Lời lẽ xúc phạm cá nhân")


def answer_rules(company: Company) -> None:
    """What no figure decides is a person's word, and never that of whoever wrote the proposal."""
    for city, form in NOMINEES.items():
        page = act.page_of(company, city)
        writer = company[CHAIR].open(f"{page}/check")
        assert act.open_questions(writer).count() == 0
        told = act.answer_rules(company[SECOND], page)
        assert ("Tiêu chuẩn của cờ" in told) == (form == act.FLAG)
    company[SECOND].reads("Đạt theo quyết định của Phạm Ngọc Anh").is_sound()


def file_with_faults(company: Company, folder: Path) -> None:
    """A report of the wrong year and a submission older than the vote are named, stop the sending, and are replaced."""
    chair, person, page = company[CHAIR], act.officer(company, "DN"), act.page_of(company, "DN")
    person.open(page).follow("Xem hồ sơ đề nghị").reads("Còn thiếu 9/9 tài liệu bắt buộc").is_sound()
    old = papers.letter(folder, "bao-cao.docx", "BÁO CÁO THÀNH TÍCH", "Đề nghị khen thưởng năm 2023")
    early = papers.letter(folder, "to-trinh.docx", "TỜ TRÌNH", "Về việc đề nghị khen thưởng năm 2024")
    papers.bring(person, page, "achievement_report", old)
    papers.bring(person, page, "submission", early, number="40/TTr-UBND", dated_on="01/04/2025")
    person.reads(
        "Còn thiếu 7/9 tài liệu bắt buộc",
        "“Báo cáo thành tích” ghi năm 2023 ở phần đầu văn bản; năm thi đua của hồ sơ là 2024.",
        "(01/04/2025) phải sau ngày bỏ phiếu (08/04/2025).",
    ).is_sound()
    papers.write_report(person, page, "DN")
    papers.make(person, page, papers.OF_MEMBER[1:])
    right = papers.letter(
        folder, "to-trinh-2.docx", "TỜ TRÌNH", "Về việc đề nghị khen thưởng năm 2024 (minh họa)"
    )
    papers.bring(person, page, "submission", right, number="45/TTr-UBND", dated_on="14/04/2025")
    act.send(chair, page, "50/TTr-CTĐ", "12/05/2025").reads("Hồ sơ còn", "lỗi phải sửa trước khi trình")
    papers.make(chair, page, papers.OF_CHAIR)
    chair.reads("Đủ 9/9 tài liệu bắt buộc", "Không còn lỗi phải sửa trước khi trình.").is_sound()
    manifest = papers.check_archive(papers.archive(chair, page), {*papers.OF_MEMBER, *papers.OF_CHAIR})
    assert manifest["is_complete"]
    assert manifest["missing"] == []


def file_the_rest(company: Company) -> None:
    """The other three out of the data; the dossier whose council has not voted says so and stays."""
    chair = company[CHAIR]
    for city in [one for one in NOMINEES if one != "DN"]:
        person, page = act.officer(company, city), act.page_of(company, city)
        papers.write_report(person, page, city)
        of_member = papers.OF_MEMBER
        if city == LATE:
            person.open(f"{page}/check").reads("Chưa có kết quả bỏ phiếu của Hội đồng.")
            person.open(f"{page}/dossier").reads("Chưa có kết quả bỏ phiếu: Hội đồng")
            act.send(chair, page, "51/TTr-CTĐ", "12/05/2025").reads(
                "Chưa trình được", "Chưa có kết quả bỏ phiếu của Hội đồng."
            )
            act.record_vote(person, f"city_council&member={city}", "12/05/2025", (15, 13, 2), 14, "15/BB-HD")
        papers.make(person, page, of_member)
        papers.make(chair, page, papers.OF_CHAIR)
        chair.reads("Đủ 9/9 tài liệu bắt buộc", "Không còn lỗi phải sửa trước khi trình.")


def send_upward(company: Company) -> None:
    """All four are sent and received; that nothing is decided for months is no fault."""
    chair, visitor = company[CHAIR], company["visitor"]
    for number, city in enumerate(NOMINEES, start=51):
        page = act.page_of(company, city)
        act.send(chair, page, f"{number}/TTr-CTĐ", "12/05/2025").reads("Đã trình cấp trên", "Chờ quyết định")
    chair.is_sound()
    visitor.open(f"{Y}/awards").reads("Đã trình cấp trên", act.UPWARD, *CITIES.values()).is_sound()
    company.clock.set("19/05/2025")
    for city in NOMINEES:
        act.receive(chair, act.page_of(company, city), "16/05/2025").reads("Đang thẩm định", "R2")


def decide_and_revoke(company: Company, folder: Path) -> None:
    """Months later three are granted, one is not; one is conferred and revoked, and stays listed with its reason."""
    chair, visitor = company[CHAIR], company["visitor"]
    company.clock.set("20/10/2025")
    paper = papers.letter(folder, "quyet-dinh.docx", "QUYẾT ĐỊNH", "Minh họa")
    granted = [city for city in NOMINEES if city != LATE]
    act.decide(chair, granted, [LATE], paper)
    visitor.open(f"{Y}/awards").reads("Đã có quyết định", "Chưa được tặng").is_sound()
    chair.open(f"{act.CLUSTER}/decisions").follow_part("2045/QĐ-TTg").follow("Ghi đã trao tặng Đà Nẵng")
    chair.fill({"conferred_on": "18/10/2025", "event": "Hội trường thành phố (minh họa)"})
    chair.press("Ghi đã trao tặng").reads("Đã trao tặng", "18/10/2025")
    chair.follow("Hủy bỏ quyết định Đà Nẵng").fill({"typed": "hủy"})
    facts = {"number": "2100/QĐ-TTg", "revoked_on": "19/10/2025", "ground": "Kê khai gian dối"}
    chair.fill(facts | {"reason": "Số liệu thu ngân sách được kê khai không đúng (minh họa)"})
    chair.press("Hủy bỏ quyết định").is_told("typed", "gõ THU HỒI")
    chair.fill({"typed": "thu hồi"}).press("Hủy bỏ quyết định").reads(
        "Đã hủy bỏ quyết định", "Hiện vật"
    ).is_sound()
    visitor.open(f"{act.CLUSTER}/decisions").reads("2045/QĐ-TTg", "Đã hủy bỏ quyết định")
    visitor.open(f"{Y}/awards").reads("Đã hủy bỏ quyết định", "Kê khai gian dối").is_sound()


def test_an_award_goes_its_way_under_the_law(cluster: Company, tmp_path: Path) -> None:
    """From the rules to a revocation that stays listed with its reason.

    Red when a suspended unit may submit (rules/verdicts/judged.FOUNDATIONS), a hidden comment is listed, or a dossier
    without its council's vote is sent.
    """
    enter_rules(cluster)
    propose(cluster)
    suspend_and_lift(cluster)
    vote(cluster)
    consult(cluster)
    answer_rules(cluster)
    cluster.clock.set("12/05/2025")
    file_with_faults(cluster, tmp_path)
    file_the_rest(cluster)
    send_upward(cluster)
    decide_and_revoke(cluster, tmp_path)
    assert cluster.complaints() == []
