"""“So sánh cùng phạm vi” on the page of all years: page, chart and files say the same."""

import json
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories import rankings as made
from tests.factories.world import World
from tests.support.pages import get, text_of
from tests.support.ranked import YEARS

SAME = f"{YEARS}?scope=same"
FIVE: dict[str, tuple[int | None, str | None]] = {
    "HN": (1, "910"), "HCM": (2, "905"), "HP": (3, "900"), "DN": (4, "890"), "CT": (5, "880"),
}  # fmt: skip
SIX: dict[str, tuple[int | None, str | None]] = {
    "HUE": (1, "930"), "HCM": (2, "920"), "HN": (3, "915"), "HP": (4, "910"), "DN": (5, "905"), "CT": (6, "900"),
}  # fmt: skip


@pytest.fixture
def joined(session: Session, world: World) -> World:
    made.hue_joins(session, world)
    made.ranking(session, world, 2023, FIVE)
    made.ranking(session, world, 2024, FIVE)
    made.year(session, world, 2025)
    made.ranking(session, world, 2025, SIX, member_count=6)
    session.commit()
    return world


def points(page: str) -> set[str]:
    return set(re.findall(r'data-point="([^"]*)"', page[: page.index("points-card")]))


def test_page_forms_ranks_anew_and_says_so(joined: World, client: FlaskClient) -> None:
    """Red when `_comparison` in the views does not pass the choice on."""
    page = text_of(get(client, SAME))
    assert "Chỉ gồm 5 thành viên có hạng đã công bố trong tất cả các năm được hiện." in page
    assert "Không so sánh Huế: không có hạng năm 2023 và 2024." in page
    assert "hạng 1/5" in page
    assert "/6</span>" not in page
    assert "Trong 5 thành viên được so sánh: Năm 2025, TP. Hồ Chí Minh dẫn đầu" in page
    assert points(page) >= {"HCM 2025 1", "HN 2025 2", "HP 2025 3", "DN 2025 4", "CT 2025 5"}
    assert "HUE 2025" not in str(points(page))
    assert "² Từ năm 2025: 6 thành viên" in page


def test_without_the_choice_ranks_are_those_published(joined: World, client: FlaskClient) -> None:
    page = text_of(get(client, YEARS))
    assert points(page) >= {"HUE 2025 1", "HCM 2025 2", "HN 2025 3"}
    assert "Đang so sánh cùng phạm vi" not in page


def test_lines_never_cross_new_boundaries(joined: World, client: FlaskClient) -> None:
    """Hà Nội kept its map: one line over three years. The four others stop in 2024."""
    page = get(client, SAME).get_data(as_text=True)
    chart = page[page.index("<figure") : page.index("</figure>")]
    assert sorted(path.count("C") for path in re.findall(r'<path d="([^"]*)"', chart)) == [1, 1, 1, 1, 2]


def test_choice_stays_in_the_links_to_files_and_switches(joined: World, client: FlaskClient) -> None:
    page = text_of(get(client, SAME))
    for kind in ("xlsx", "csv", "json"):
        assert f"{YEARS}.{kind}?scope=same" in page
    assert re.search(
        r'href="[^"]*year-over-year\?(scope=same&only=published|only=published&scope=same)"', page
    )
    back = re.search(r'href="([^"]*)">So sánh mọi thành viên của từng năm', page)
    assert back is not None
    assert back.group(1) == YEARS


def test_files_follow_the_choice(joined: World, client: FlaskClient) -> None:
    answer = get(client, f"{YEARS}.csv?scope=same")
    assert "tptw-year-over-year-same-scope.csv" in answer.headers["Content-Disposition"]
    lines = answer.get_data().decode("utf-8-sig").splitlines()
    assert any(
        line.startswith("TP. Hồ Chí Minh;hạng 1/5;920,00;tăng 1 bậc;hạng 2/5;905,00;") for line in lines
    )
    assert not any(line.startswith("Huế;") for line in lines)
    assert "Không so sánh Huế: không có hạng năm 2023 và 2024." in lines
    found = json.loads(get(client, f"{YEARS}.json?scope=same").get_data())
    assert found["tables"][0]["rows"][1]["rank_2025"] == "hạng 1/5"
    assert get(client, f"{YEARS}.xlsx?scope=same").status_code == 200


def test_nobody_in_common_is_said(session: Session, world: World, client: FlaskClient) -> None:
    made.ranking(session, world, 2023, {"HN": (1, "900")})
    made.ranking(session, world, 2024, {"HP": (1, "900")})
    session.commit()
    page = text_of(get(client, SAME))
    assert "Không có thành viên nào có hạng đã công bố trong tất cả các năm được hiện." in page
    assert "<figure" not in page
