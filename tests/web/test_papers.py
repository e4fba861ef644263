"""Rankings on paper: the rows of the CSV of the same address, the charts of the page, within a limit."""

import csv
import io
from decimal import Decimal

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from emulation.models.rankings import RankingCorrection, YearRanking
from emulation.rules.throttles import LIMITS
from emulation.vocabulary.kinds import ActualStatus, Operator
from tests.factories import rankings as made
from tests.factories.world import World
from tests.support.pages import get, text_of
from tests.support.papers import Paper
from tests.support.ranked import YEAR, YEARS

GROWTH = f"{YEARS}/GRDP_GROWTH"


def paper(client: FlaskClient, address: str) -> Paper:
    answer = get(client, address)
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    return Paper(answer.data)


def csv_rows(client: FlaskClient, address: str) -> list[list[str]]:
    """The rows of the CSV below its notes, heads included, as paper writes them."""
    text = get(client, address).get_data().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    start = rows.index([]) + 2
    return [
        [cell.lstrip("'").replace("-", "−") if cell[1:2].isdigit() else cell for cell in row]
        for row in rows[start:]
    ]


def flat(rows: list[list[str]], stacks: list[list[int]]) -> list[list[str]]:
    """Columns that stand as lines of one cell, joined as a reader hears them; "–" for nothing."""
    return [
        [" ".join(filter(None, (row[place] for place in places))) or "–" for places in stacks] for row in rows
    ]


def test_the_ranking_of_a_year_has_the_rows_of_its_csv(two_years: World, client: FlaskClient) -> None:
    """Red when `_words` in web/shell/papers.py rounds to one place."""
    found = paper(client, f"{YEAR}.pdf")
    heads, *rows = csv_rows(client, f"{YEAR}.csv")
    places = [[0], [1, 2], *([place] for place in range(3, len(heads)))]
    [table] = found.tables
    assert table[1:] == flat(rows, places)
    assert table[0] == [heads[of[0]] for of in places]
    assert table[1][:3] == ["Hà Nội", "hạng 1/5", "912,40"]
    assert table[2][1] == "hạng 2/5 Điểm nội dung I cao hơn"
    assert table[5][6] == "–"
    notes = [tag.text for tag in found.all("P")]
    assert notes[5] == "Hà Nội dẫn đầu năm 2024 trong 5 thành viên với 912,40 điểm.", (
        "then what the year says"
    )
    assert [*notes[:5], notes[-1]] == [
        "Đơn vị: điểm.",
        "Đã công bố. Nguồn: Báo cáo năm 2024.",
        "Chấm theo: Bảng tiêu chí chấm điểm năm 2024.",
        "Công bố lúc 09:00 ngày 20/03/2025.",
        "Số liệu đã khóa lúc 09:00 ngày 01/03/2025.",
        "Dấu “–”: không có hoặc chưa có số liệu.",
    ]
    assert f"https://localhost{YEAR} Trang 1/1" in found.furniture[0]
    assert "Minh họa" not in found.furniture[0]


def test_all_years_have_the_rows_of_their_csv_and_the_charts(two_years: World, client: FlaskClient) -> None:
    found = paper(client, f"{YEARS}.pdf")
    heads, *rows = csv_rows(client, f"{YEARS}.csv")
    body = rows[: rows.index([])]
    places = [[0], [1], [2, 3, 4], [5, 6, 7]]
    assert heads[1] == "2025"
    assert found.tables[0][1:] == flat(body, places)
    assert found.tables[0][0] == ["Thành viên", "2025", "2024 Đã công bố", "2023 Minh họa"]
    assert found.tables[0][1][2] == "hạng 1/5 912,40 tăng 2 bậc"
    facts = rows[rows.index([]) + 3 :]
    assert found.tables[1][1:] == flat(facts, [[place] for place in range(7)])
    page = text_of(get(client, YEARS))
    assert page.count("<svg xmlns") == len(found.all("Figure")) == 2
    assert "Hà Nội" in found.all("Figure")[0].alt
    assert all("Có số liệu minh họa, không phải số liệu chính thức" in one for one in found.furniture)
    assert set(found.sizes) == {(297, 210)}


def test_an_indicator_has_the_rows_of_its_csv_and_the_chart(
    session: Session, two_years: World, client: FlaskClient
) -> None:
    made.plan(session, two_years, "HN", 2024, "8", operator=Operator.GE)
    made.figure(session, two_years, "HN", 2024, "-6.78", ActualStatus.ESTIMATE)
    made.figure(session, two_years, "HN", 2024, "-5.36", ActualStatus.REVISED, note="=1+1")
    made.figure(session, two_years, "HCM", 2023, "1372.5")
    session.commit()
    found = paper(client, f"{GROWTH}.pdf?scope=same")
    heads, *rows = csv_rows(client, f"{GROWTH}.csv")
    places = [[0], [1], [2], [3], [4, 5], [6], [7, 8], [9]]
    assert len(heads) == 10
    assert [row[:4] for row in found.tables[0][1:]] == [row[:4] for row in flat(rows, places)]
    assert [row[4] for row in found.tables[0][1:]] == ["−6,78 ước", "−5,36 điều chỉnh", "1.372,50 chính thức"]
    assert [row[4] for row in rows] == ["−6,78", "−5,36", "1372,50"], "thousands are marked for people only"
    assert found.tables[0][2][7] == "=1+1"
    assert len(found.all("Figure")) == 1
    assert f"{GROWTH}?scope=same" in found.furniture[0]


def test_only_published_values_are_kept_from_page_to_paper(two_years: World, client: FlaskClient) -> None:
    """Red when year_over_year_paper asks for all values."""
    assert f'href="{YEARS}.pdf?only=published"' in text_of(get(client, f"{YEARS}?only=published"))
    assert f'href="{YEAR}.pdf"' in text_of(get(client, YEAR))
    found = paper(client, f"{YEARS}.pdf?only=published")
    assert found.tables[0][0] == ["Thành viên", "2025", "2024 Đã công bố", "2023"]
    assert found.all("P")[0].text == "Chỉ số liệu công bố"
    assert f"{YEARS}?only=published" in found.furniture[0]
    assert "Minh họa" not in found.text


def test_a_correction_stands_on_the_paper(session: Session, two_years: World, client: FlaskClient) -> None:
    ranking = session.query(YearRanking).filter_by(year=2024).one()
    fixed = RankingCorrection(
        ranking_id=ranking.id, text="- Sửa #tên", reason="Nhập nhầm", entered_at=two_years.now
    )
    session.add(fixed)
    session.commit()
    assert paper(client, f"{YEAR}.pdf").tables[1][1][2:4] == ["- Sửa #tên", "Nhập nhầm"]


def test_an_unpublished_year_is_a_paper_without_rows(two_years: World, client: FlaskClient) -> None:
    found = paper(client, "/clusters/tptw/2025/ranking.pdf")
    assert found.tables == []
    assert found.text == "Bảng xếp hạng năm 2025 Bảng xếp hạng năm 2025 chưa được công bố."


def test_paper_in_english(two_years: World, client: FlaskClient) -> None:
    client.set_cookie("language", "en", domain="localhost", secure=True)
    client.set_cookie("__Host-language", "en", domain="localhost", secure=True)
    found = paper(client, f"{YEAR}.pdf")
    assert b"/Lang(en)" in found.content
    assert found.tables[0][1][2] == "912.40"


def test_paper_is_given_out_within_a_limit(two_years: World, client: FlaskClient) -> None:
    """Whoever asks too often waits; the page itself stays open. Red without @limited at year_paper."""
    most = LIMITS["exports"].tries
    for _try in range(most):
        answer = get(client, "/clusters/tptw/1999/ranking.pdf")
        assert answer.status_code == 404
    answer = get(client, f"{YEAR}.pdf")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert get(client, YEAR).status_code == 200


@pytest.mark.parametrize("total", ["912.40", "1234.5"])
def test_points_are_written_as_on_the_page(
    session: Session, world: World, client: FlaskClient, total: str
) -> None:
    made.ranking(session, world, 2024, {"HN": (1, total)}, max_points=Decimal(2000))
    session.commit()
    shown = paper(client, f"{YEAR}.pdf").tables[0][1][2]
    assert shown == {"912.40": "912,40", "1234.5": "1.234,50"}[total]
    assert shown in text_of(get(client, YEAR))
