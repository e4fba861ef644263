"""A member's year on one page and on one sheet."""

import re
from decimal import Decimal

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from emulation.models.clusters import Member
from emulation.models.rankings import RankingCorrection, YearRanking
from emulation.models.scorecards import Criterion
from emulation.vocabulary.kinds import Operator, RuleType
from emulation.vocabulary.states import RankingState
from tests.factories import briefs as sheets
from tests.factories import rankings as made
from tests.factories.world import World
from tests.support.pages import get, text_of
from tests.support.papers import Paper
from tests.support.ranked import YEAR

HN = f"{YEAR}/HN/summary"


def words(client: FlaskClient, address: str) -> str:
    """The words of the main part of a page."""
    body = text_of(get(client, address))
    main = body[body.index("<main") : body.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_the_page_says_it_by_rule(session: Session, two_years: World, client: FlaskClient) -> None:
    """Rank, movement, distance, edition; every sentence worked by hand from the two rankings."""
    told = words(client, HN)
    for sentence in (
        "Hà Nội: hạng 1/5, 912,40 điểm.",
        "So với năm 2023 (hạng 3/5): tăng 2 bậc.",
        "Tổng điểm tăng 6,90 điểm so với năm 2023.",
        "Tổng điểm cao nhất cụm; hơn trung vị của cụm 12,40 điểm.",
        "Bản công bố lần đầu, chưa có đính chính.",
        "Chưa có số liệu đến từng tiêu chí của năm 2024.",
        "Chưa có số liệu đến từng tiêu chí của năm trước để so sánh.",
        "Chưa có chỉ tiêu đã ký của năm này.",
        "Xếp hạng: Đã công bố. Nguồn: Báo cáo năm 2024",
    ):
        assert sentence in told
    tied = words(client, f"{YEAR}/DN/summary")
    assert "Đà Nẵng: đồng hạng 3/5, 900,00 điểm. Đồng hạng vì mọi tiêu chí phân định đều bằng nhau." in tied
    assert "Kém tổng điểm cao nhất cụm 12,40 điểm; bằng trung vị của cụm." in tied
    decided = words(client, f"{YEAR}/HCM/summary")
    assert "Bằng điểm với đơn vị khác; phân định: Điểm nội dung I cao hơn." in decided
    suspended = words(client, f"{YEAR}/CT/summary")
    assert "Cần Thơ: không xếp hạng, 880,00 điểm. Điều kiện xét: Tạm dừng xét." in suspended


def test_no_word_praises(two_years: World, client: FlaskClient) -> None:
    told = words(client, HN).lower()
    for word in ("xuất sắc", "ấn tượng", "tuyệt vời", "vượt trội", "chiến thắng", "quán quân", "thành công"):
        assert word not in told


def test_every_member_of_the_ranking_has_its_link(two_years: World, client: FlaskClient) -> None:
    page = text_of(get(client, f"{YEAR}?only=published"))
    for code in ("HN", "HCM", "HP", "DN", "CT"):
        assert f'href="{YEAR}/{code}/summary?only=published"' in page
    found = text_of(get(client, f"{HN}?only=published"))
    assert f'href="{HN}.pdf?only=published"' in found
    assert "2023" not in words(client, f"{HN}?only=published")


@pytest.mark.parametrize("state", [RankingState.FROZEN, RankingState.FINALISED])
def test_before_publication_there_is_nothing(
    session: Session, world: World, client: FlaskClient, state: RankingState
) -> None:
    """Neither page nor paper, for nobody. Red when `brief` reads rankings of any state."""
    made.ranking(session, world, 2024, {"HN": (1, "900")}, state)
    session.commit()
    for address in (HN, f"{HN}.pdf", f"{YEAR}/XX/summary"):
        assert get(client, address).status_code == 404


def test_paper_says_what_the_page_says_on_one_sheet(
    session: Session, two_years: World, client: FlaskClient
) -> None:
    """Every sentence and every row. Red when summary_paper leaves a part out."""
    made.plan(session, two_years, "HN", 2024, "8", operator=Operator.GE)
    made.figure(session, two_years, "HN", 2024, "7.2")
    session.commit()
    found = Paper(get(client, f"{HN}.pdf").data)
    assert found.sizes == [(210, 297)]
    page = words(client, HN)
    for kind in ("Title", "H1", "P", "LBody", "TH", "TD"):
        for tag in found.all(kind):
            assert tag.text in page, tag.text
    assert "Đạt 0/1 chỉ tiêu." in found.text
    assert "Chưa đạt: Tốc độ tăng GRDP." in found.text
    assert found.tables[1] == [
        ["Năm", "2023 Minh họa", "2024 Đã công bố"],
        ["Hạng", "hạng 3/5", "hạng 1/5"],
        ["Tổng điểm", "905,50", "912,40"],
    ]
    assert "Minh họa" not in found.furniture[0]


def test_a_made_up_year_says_so_on_page_and_paper(two_years: World, client: FlaskClient) -> None:
    address = "/clusters/tptw/2023/ranking/HN/summary"
    assert "Minh họa số giả định, không phải số liệu chính thức" in words(client, address)
    found = Paper(get(client, f"{address}.pdf").data)
    assert "Minh họa – không phải số liệu chính thức" in found.furniture[0]
    assert get(client, f"{address}?only=published").status_code == 404


def test_the_longest_year_still_is_one_sheet(session: Session, world: World, client: FlaskClient) -> None:
    """Ten years, long names, many missed targets, many corrections, hostile words. Red when sizes are not tried."""
    long = "Tỷ lệ xã đạt chuẩn nông thôn mới, phường đạt chuẩn văn minh đô thị # - @ $"
    rules = {f"I.{number}": ("30", RuleType.MANUAL) for number in range(20)}
    for number in (2023, 2024):
        ids = sheets.card(session, world, number, rules)
        points = {code: str(place + number - 2023) for place, code in enumerate(rules)}
        sheets.sheet(session, world, number, "HN", ids, dict(points))
    for criterion in session.query(Criterion):
        criterion.name_vi = long
    session.get_one(Member, world.members["HN"]).name_vi = "Thành phố có tên dài nhất trong cụm thi đua này"
    for number in range(2012, 2025):
        made.ranking(session, world, number, {"HN": (1, "900"), "HP": (2, "800")}, max_points=Decimal(1000))
    ranking = session.query(YearRanking).filter_by(year=2024).one()
    for edition in range(2, 8):
        fixed = RankingCorrection(ranking_id=ranking.id, text=long * 2, reason="x", edition=edition)
        fixed.entered_at = world.now
        session.add(fixed)
    session.commit()
    found = Paper(get(client, f"{HN}.pdf").data)
    assert found.sizes == [(210, 297)]
    assert found.text.count(long) == 5 + 5 + 12
    assert len(found.tables[1][0]) == 9
