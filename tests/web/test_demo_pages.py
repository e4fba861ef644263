"""What a stranger reads in the loaded demo: facts with their sources, the rest marked as illustrative."""

import json
import re
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.support.pages import get, text_of
from tests.support.visits import demo_app

C = "/clusters/tptw"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The demo of the running year."""
    with demo_app(tmp_path_factory.mktemp("demo"), "running") as (app, _database):
        yield app


def words(app: Flask, path: str) -> str:
    """The main part of a page as plain words, white space folded."""
    page = text_of(get(app.test_client(), path)).split("<main")[1]
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def row_of(page: str, year: int) -> str:
    """What the page says about a year in its table of years: from its number to the next one."""
    table = page[page.index("Các năm của cụm") :]
    start = re.search(rf"\b{year}\b", table[60:])
    assert start is not None
    return table[60 + start.start() : 60 + start.start() + 900]


def test_ranks_carry_the_number_of_members_of_their_year(demo: Flask) -> None:
    """Acceptance 3. Red when `_ranks.html` writes today's six members beside every rank."""
    page = words(demo, f"{C}/year-over-year")
    assert "hạng 2/5" in page
    assert "hạng 2/6" not in page, "2025 is not ranked yet"
    assert "đang thực hiện" in page


def test_both_breaks_of_2025_are_noted(demo: Flask) -> None:
    page = words(demo, f"{C}/year-over-year")
    assert "¹ Từ 01/07/2025: địa giới sau sắp xếp" in page
    assert "² Từ năm 2025: 6 thành viên" in page


def test_the_proposals_of_2020_and_the_posts_of_2021_stand_with_their_source(demo: Flask) -> None:
    page = words(demo, f"{C}/year-over-year")
    of_2020, of_2021 = row_of(page, 2020), row_of(page, 2021)
    for fact in ("Cờ thi đua của Chính phủ", "Hà Nội, TP. Hồ Chí Minh", "Cần Thơ", "Hải Phòng", "09/04/2021"):
        assert fact in of_2020, fact
    for fact in ("TP. Hồ Chí Minh", "Đà Nẵng", "Đã công bố", "Cổng thông tin thành phố Hà Nội"):
        assert fact in of_2021, fact


@pytest.mark.parametrize(
    ("year", "chair", "vice"),
    [(2011, "TP. Hồ Chí Minh", None), (2017, "Đà Nẵng", None), (2018, "Hải Phòng", "Cần Thơ")],
)
def test_known_posts_are_shown_and_unknown_ones_stay_unknown(
    demo: Flask, year: int, chair: str, vice: str | None
) -> None:
    row = row_of(words(demo, f"{C}/year-over-year"), year)
    assert chair in row
    assert vice in row if vice else "Chưa có nguồn" in row


def test_the_fall_of_da_nang_is_shown_with_its_sign_and_source(demo: Flask) -> None:
    page = words(demo, f"{C}/year-over-year/GRDP_GROWTH")
    assert "−9,77" in page
    assert "baotainguyenmoitruong" in page


def test_three_values_of_one_figure_stand_beside_each_other(demo: Flask) -> None:
    """Hồ Chí Minh City's growth of 2021: estimate, official −6,78, revised −5,36."""
    answer = get(demo.test_client(), f"{C}/year-over-year/GRDP_GROWTH.json")
    text = json.dumps(answer.json, ensure_ascii=False)
    for value in ("-6.78", "-5.36"):
        assert value in text or value.replace("-", "−").replace(".", ",") in text, value
    page = words(demo, f"{C}/year-over-year/GRDP_GROWTH")
    for value in ("−6,78", "−5,36", "ước", "chính thức", "điều chỉnh"):
        assert value in page, value


def test_the_ranking_of_a_year_says_that_it_is_illustrative(demo: Flask) -> None:
    page = words(demo, f"{C}/2024/ranking")
    assert "Minh họa" in page
    for kind in ("csv", "json"):
        text = get(demo.test_client(), f"{C}/2024/ranking.{kind}").get_data(as_text=True)
        assert "minh họa" in text.lower(), kind


def test_only_published_facts_leave_a_page_worth_reading(demo: Flask) -> None:
    page = words(demo, f"{C}/year-over-year?only=published")
    assert "hạng 1/5" in page, "the ranking of 2011 was published"
    assert "Hà Nội, TP. Hồ Chí Minh" in page
    assert "958,61" not in page, "illustrative totals are hidden"
    assert "Chưa có số liệu công bố" in page


def test_an_unpublished_year_shows_no_number(demo: Flask) -> None:
    page = words(demo, f"{C}/2025/ranking")
    assert "Bảng xếp hạng năm 2025 chưa được công bố." in page


def test_the_sign_in_page_lists_the_cast(demo: Flask) -> None:
    page = words(demo, "/sign-in")
    assert "officer.hp@demo.example" in page
    assert "mua xuan ben song" in page
