"""Acceptance: two whole years of a cluster of twelve, by forms in a real browser, without shortcuts."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import KINDS
from tests.journeys.acts import comparing, concluding, founding, opening, pledging, reporting, scoring
from tests.journeys.cast import FIRST, MEMBERS, SECOND, Member, at
from tests.journeys.people import Company, Person

pytestmark = pytest.mark.browser

Act = Callable[[], None]


def acts(company: Company, paper: Path) -> list[Act]:
    """The story in order."""
    return [
        partial(founding.found, company),
        partial(begin, company),
        partial(pledge, company, paper),
        partial(work_through, company),
        partial(report, company),
        partial(score, company),
        partial(decide_ranks, company),
        partial(conclude, company),
        partial(hand_over, company),
        partial(begin_again, company),
        partial(work_again, company),
        partial(conclude_again, company),
        partial(comparing.compare, company),
    ]


def begin(company: Company) -> None:
    """The chair's secretariat opens the year and issues a scorecard."""
    opening.open_first_year(company)
    opening.build_scorecard(company)
    opening.issue_scorecard(company["thuky.ab"], FIRST)


def pledge(company: Company, paper: Path) -> None:
    """Eleven members pledge by themselves, one on paper; all sign."""
    secretary = company["thuky.ab"]
    company.clock.set("10/03/2026")
    opening.advance(secretary, FIRST, "Đăng ký giao ước")
    pledging.write_contents(secretary, FIRST)
    for member in MEMBERS:
        if member.code != pledging.ON_PAPER:
            pledging.pledge(company, member, FIRST, secretary)
    pledging.record_from_paper(company, paper)
    company.clock.set("20/04/2026")
    pledging.sign(company, secretary, FIRST, "18/04/2026")


def work_through(company: Company) -> None:
    """The phases of the year, one of them left over unfinished work with a reason."""
    secretary = company["thuky.ab"]
    company.clock.set("05/05/2026")
    opening.advance(secretary, FIRST, "Thực hiện 6 tháng đầu năm")
    company.clock.set("05/07/2026")
    opening.advance(secretary, FIRST, "Sơ kết 6 tháng")
    company.clock.set("20/08/2026")
    opening.advance(secretary, FIRST, "Thực hiện 6 tháng cuối năm", over="Năm đầu không sơ kết")
    company.clock.set("05/12/2026")
    opening.advance(secretary, FIRST, "Báo cáo năm, tự chấm điểm")


def report(company: Company) -> None:
    """Results of all members but the one that will be late."""
    company.clock.set("20/12/2026")
    for member in MEMBERS:
        if member.code != reporting.LATE:
            reporting.report(company, member, FIRST, company["thuky.ab"])


def score(company: Company) -> None:
    """Everybody in time but one; the vice-chair's secretariat appraises the chair's member."""
    company.clock.set("10/01/2027")
    late = next(member for member in MEMBERS if member.code == reporting.LATE)
    for member in MEMBERS:
        if member is not late:
            scoring.score(company, member, FIRST, _appraiser(company, member, "AB", "BM"))
    scoring.is_barred_from_own(company["thuky.ab"], "AB", FIRST)
    company.clock.set("22/01/2027")
    reporting.report(company, late, FIRST, company["thuky.ab"])
    scoring.score(company, late, FIRST, company["thuky.ab"])


def _appraiser(company: Company, member: Member, chair: str, vice: str) -> Person:
    return company[f"thuky.{(vice if member.code == chair else chair).lower()}"]


def decide_ranks(company: Company) -> None:
    """Totals, freeze, and a leader's approval."""
    secretary = company["thuky.ab"]
    company.clock.set("15/02/2027")
    opening.advance(secretary, FIRST, "Tổng hợp, họp trù bị")
    scoring.freeze(secretary, FIRST)
    leaders = (company["lanhdao.ab"], company["lanhdao.bm"], company["lanhdao.cs"])
    scoring.finalise(secretary, leaders, company["lanhdao.kl"], FIRST)


def conclude(company: Company) -> None:
    """Conference, publication, proposals."""
    secretary = company["thuky.ab"]
    company.clock.set("22/03/2027")
    opening.advance(secretary, FIRST, "Hội nghị tổng kết")
    concluding.hold_conference(secretary, FIRST, "20/03/2027")
    scoring.publish(company, secretary, FIRST)
    company.clock.set("01/04/2027")
    secretary.open("/my-work").reads("việc của “Hội nghị tổng kết” đã xong")
    opening.advance(secretary, FIRST, "Trình khen thưởng")
    concluding.propose(company, secretary, FIRST)


def hand_over(company: Company) -> None:
    """The chair goes to the member in turn, and with it the rights."""
    company.clock.set("10/04/2027")
    concluding.hand_over(company["thuky.ab"], SECOND, "Bình Minh", ("Cao Sơn", "Đông Hải"))
    company.clock.set("20/04/2027")
    company["thuky.ab"].open(at(f"{FIRST}/manage")).misses("Chuyển giai đoạn năm")
    concluding.close(company["thuky.bm"], FIRST)


def begin_again(company: Company) -> None:
    """The new chair's secretariat opens the second year from the first."""
    secretary = company["thuky.bm"]
    opening.open_next_year(secretary, SECOND)
    opening.issue_scorecard(secretary, SECOND)
    opening.advance(secretary, SECOND, "Đăng ký giao ước")
    concluding.is_over(company, FIRST)
    for member in MEMBERS:
        pledging.pledge(company, member, SECOND, secretary)
    pledging.sign(company, secretary, SECOND, "20/04/2027")


def work_again(company: Company) -> None:
    """Half a year later the decision about the first year arrives; then results and scores of the second."""
    secretary = company["thuky.bm"]
    opening.advance(secretary, SECOND, "Thực hiện 6 tháng đầu năm")
    opening.advance(secretary, SECOND, "Sơ kết 6 tháng")
    opening.advance(
        secretary, SECOND, "Thực hiện 6 tháng cuối năm", over="Họp sơ kết chung với hội nghị khác"
    )
    company.clock.set("15/09/2027")
    concluding.decide(company, secretary, FIRST)
    company.clock.set("10/12/2027")
    opening.advance(secretary, SECOND, "Báo cáo năm, tự chấm điểm")
    for member in MEMBERS:
        reporting.report(company, member, SECOND, secretary)
        scoring.score(company, member, SECOND, _appraiser(company, member, "BM", "CS"))


def conclude_again(company: Company) -> None:
    """The second year to its publication; the chair after it is chosen out of turn."""
    secretary = company["thuky.bm"]
    company.clock.set("10/03/2028")
    opening.advance(secretary, SECOND, "Tổng hợp, họp trù bị")
    scoring.freeze(secretary, SECOND)
    leaders = (company["lanhdao.bm"], company["lanhdao.cs"], company["lanhdao.dh"])
    scoring.finalise(secretary, leaders, company["lanhdao.ab"], SECOND)
    company.clock.set("25/03/2028")
    opening.advance(secretary, SECOND, "Hội nghị tổng kết")
    concluding.hold_conference(secretary, SECOND, "24/03/2028")
    concluding.hand_over(secretary, 2028, "Gia Phú", ("Đông Hải",), reason="Cao Sơn đang sáp nhập sở ngành")
    scoring.publish(company, secretary, SECOND)


@pytest.mark.prove
def test_two_years_of_a_cluster_of_twelve(company: Company, signed_paper: Path) -> None:
    """Acceptance 2. Red when equal totals are not parted by the tie rules (rules/rankings, `_part`)."""
    for act in acts(company, signed_paper):
        act()
    assert company.complaints() == []


@pytest.mark.parametrize("company", KINDS, indirect=True)
def test_the_first_steps_by_keyboard_on_a_phone(company: Company) -> None:
    """Cluster, members, posts, year and scorecard at 360 pixels without a mouse."""
    company.size, company.by_keyboard = "phone", True
    founding.found(company, for_all=False)
    begin(company)
    opening.advance(company["thuky.ab"], FIRST, "Đăng ký giao ước")
    pledging.write_contents(company["thuky.ab"], FIRST)
    pledging.pledge(company, MEMBERS[0], FIRST, company["thuky.ab"])
    assert company.complaints() == []
