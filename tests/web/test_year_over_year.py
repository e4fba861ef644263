"""The years beside each other: members by date, gaps in words, queries that do not grow."""

from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from emulation.db import Database
from emulation.vocabulary.kinds import Post
from emulation.vocabulary.states import Phase
from tests.factories import rankings as made
from tests.factories.world import World
from tests.support.pages import get, text_of
from tests.support.ranked import FORMS, YEAR, YEARS
from tests.support.statements import counted


def test_members_of_each_year_are_counted_by_date(
    session: Session, world: World, client: FlaskClient
) -> None:
    """“hạng 2/5”, then “hạng 2/6”: red when `_ranks.html` takes the count of the newest year for all."""
    world.set_phase(Phase.AWARDING)
    made.hue_joins(session, world)
    five: dict[str, tuple[int | None, str | None]] = {
        "HN": (1, "910"), "HCM": (2, "905"), "HP": (3, "900"), "DN": (4, "890"), "CT": (5, "880"),
    }  # fmt: skip
    made.ranking(session, world, 2024, five)
    made.ranking(
        session, world, 2025, {"HCM": (1, "920"), "HN": (2, "915"), "HUE": (6, "800")}, member_count=6
    )
    session.commit()
    page = text_of(get(client, YEARS))
    for words in ("hạng 2/5", "hạng 2/6", "hạng 6/6", "mới tham gia", "không phải thành viên"):
        assert words in page, words
    assert "Năm 2025, TP. Hồ Chí Minh dẫn đầu; thay đổi nhiều nhất so với năm 2024" in page
    for form in FORMS:
        body = text_of(get(client, f"{YEARS}{form}"))
        assert "¹ Từ 01/07/2025: địa giới sau sắp xếp" in body
        assert "² Từ năm 2025: 6 thành viên" in body
    lines = get(client, f"{YEARS}.csv").get_data().decode("utf-8-sig").splitlines()
    head = next(line for line in lines if line.startswith("Thành viên;"))
    assert head == (
        "Thành viên;2025 (Đã công bố): hạng;2025 (Đã công bố): điểm;2025 (Đã công bố): thay đổi;"
        "2024 (Đã công bố): hạng;2024 (Đã công bố): điểm;2024 (Đã công bố): thay đổi"
    )
    assert "TP. Hồ Chí Minh;hạng 1/6;920,00;tăng 1 bậc;hạng 2/5;905,00;" in lines
    assert "Huế;hạng 6/6;800,00;mới tham gia;không phải thành viên;;" in lines


def test_running_year_and_years_without_ranking_are_said_in_words(
    session: Session, two_years: World, client: FlaskClient
) -> None:
    made.year(session, two_years, 2021)
    made.year(session, two_years, 2022)
    made.close(session, two_years, 2021, 2022)
    session.commit()
    lines = get(client, f"{YEARS}.csv").get_data().decode("utf-8-sig").splitlines()
    assert (
        "Hà Nội;đang thực hiện;hạng 1/5;912,40;tăng 2 bậc;hạng 3/5;905,50;;Chưa có số liệu công bố" in lines
    )
    page = text_of(get(client, YEARS))
    assert "2021–2022" in page
    assert "đang thực hiện" in page


def test_year_2020_names_its_proposals_and_2021_its_chairs(
    session: Session, world: World, client: FlaskClient
) -> None:
    made.conference_of_2020(session, world)
    session.commit()
    source = "(Đã công bố. Nguồn: Hội nghị tổng kết Cụm ngày 09/04/2021)"
    lines = get(client, f"{YEARS}.csv").get_data().decode("utf-8-sig").splitlines()
    assert (
        f"2020;Chưa có nguồn;Chưa có nguồn;09/04/2021, Hà Nội {source};"
        f'"Cờ thi đua của Chính phủ: Hà Nội {source}, TP. Hồ Chí Minh {source}; '
        f'Bằng khen của Thủ tướng Chính phủ: Hải Phòng {source}, Cần Thơ {source}";'
        "Chưa có số liệu công bố;" in lines
    )
    assert any(line.startswith(f"2021;TP. Hồ Chí Minh {source};Đà Nẵng {source};") for line in lines)
    page = text_of(get(client, YEARS))
    for words in ("Cờ thi đua của Chính phủ", "Bằng khen của Thủ tướng Chính phủ", "09/04/2021, Hà Nội"):
        assert words in page


def test_chart_scrolls_in_its_own_focusable_box(two_years: World, client: FlaskClient) -> None:
    page = get(client, YEARS).get_data(as_text=True)
    assert '<figure class="card chart picture" tabindex="0" role="region"' in page
    assert page.index("<table") < page.index("<figure")
    assert "style=" not in page[page.index("<main") :]


def _big(database: Database, now: datetime, members: int, years: int) -> None:
    cities = tuple((f"M{number}", f"Thành viên {number}") for number in range(members))
    if members == 1:
        cities = (*cities, ("X", "Người đi cùng"))
    world = World.build(database, now, cities, code="tptw")
    with database.writing() as session:
        for year in range(2025 - years, 2025):
            ranks: dict[str, tuple[int | None, str | None]] = {
                f"M{n}": (n + 1, f"{900 - n}") for n in range(members)
            }
            made.ranking(session, world, year, ranks, rows={"M0": {"groups": {"I": "1"}}})
            made.term(session, world, year, "M0", Post.CHAIR)
            for number in range(members):
                made.figure(session, world, f"M{number}", year, "7.5")
                made.plan(session, world, f"M{number}", year, "7")
        session.commit()


@pytest.mark.parametrize(("members", "years"), [(1, 1), (12, 10)])
@pytest.mark.parametrize(
    ("address", "queries"), [(YEAR, 7), (YEARS, 6), (f"{YEARS}/GRDP_GROWTH", 5), (f"{YEARS}.csv", 6)]
)
def test_number_of_queries_does_not_grow(
    database: Database,
    client: FlaskClient,
    now: datetime,
    members: int,
    years: int,
    address: str,
    queries: int,
) -> None:
    _big(database, now, members, years)
    with counted(database) as statements:
        assert get(client, address).status_code == 200
    assert len(statements) == queries <= 8
