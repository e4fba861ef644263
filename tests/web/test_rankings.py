"""Public pages of rankings: one year and all years, for a visitor, as page, CSV, XLSX and JSON."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from emulation.db import Database
from emulation.models.rankings import RankingCorrection
from emulation.vocabulary.kinds import Post, Provenance, TieRule
from emulation.vocabulary.states import EligibilityState, Phase, ProposalState, RankingState
from tests.factories import rankings as made
from tests.factories.world import World
from tests.support.pages import get, text_of
from tests.support.statements import counted

ILLUSTRATIVE: dict[str, Any] = {"provenance": Provenance.ILLUSTRATIVE, "source": ""}
YEAR = "/clusters/tptw/2024/ranking"
YEARS = "/clusters/tptw/year-over-year"
FORMS = ("", ".csv", ".json")


@pytest.fixture
def two_years(session: Session, world: World) -> World:
    """2023 (illustrative) and 2024 (published, with a tie that was decided)."""
    world.set_phase(Phase.SECOND_HALF)
    made.ranking(
        session,
        world,
        2023,
        {"HN": (3, "905.50"), "HCM": (1, "912.50"), "HP": (2, "911.77"), "DN": (4, "898"), "CT": (5, "890")},
        **ILLUSTRATIVE,
    )
    made.ranking(
        session,
        world,
        2024,
        {"HN": (1, "912.40"), "HCM": (2, "912.40"), "HP": (3, "900"), "DN": (3, "900"), "CT": (None, "880")},
        rows={
            "HN": {"groups": {"I": "548.20"}, "bonus": Decimal("12.5"), "penalty": Decimal(-3)},
            "HCM": {"groups": {"I": "545.90"}, "tie_rule": TieRule.CONTENT_ONE},
            "HP": {"is_tied": True},
            "DN": {"is_tied": True},
            "CT": {"eligibility": EligibilityState.SUSPENDED},
        },
        scorecard_title="Bảng tiêu chí chấm điểm năm 2024",
    )
    made.term(session, world, 2024, "HN", Post.CHAIR)
    session.commit()
    return world


def test_ranking_of_a_year_says_rank_movement_tie_and_provenance(
    two_years: World, client: FlaskClient
) -> None:
    page = text_of(get(client, YEAR))
    for words in (
        "hạng 1/5",
        "đồng hạng 3/5",
        "tăng 2 bậc",
        "giảm 1 bậc",
        "Thay đổi so với năm 2023",
        "912,40",
        "548,20",
        "−3,00",
        "Phân định: Điểm nội dung I cao hơn",
        "Tạm dừng xét",
        "Cụm trưởng",
        "Đã công bố",
        "Nguồn: Báo cáo năm 2024",
        "Công bố lúc 09:00 ngày 20/03/2025.",
        "Số liệu đã khóa lúc 09:00 ngày 01/03/2025.",
        "Chấm theo: Bảng tiêu chí chấm điểm năm 2024.",
    ):
        assert words in page, words


def test_ranking_of_a_year_as_csv_is_exactly_what_is_shown(two_years: World, client: FlaskClient) -> None:
    answer = get(client, f"{YEAR}.csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.get_data().startswith(b"\xef\xbb\xbf")
    assert answer.get_data().decode("utf-8-sig").splitlines() == [
        "Bảng xếp hạng năm 2024",
        "Đơn vị: điểm.",
        "Đã công bố. Nguồn: Báo cáo năm 2024.",
        "Chấm theo: Bảng tiêu chí chấm điểm năm 2024.",
        "Công bố lúc 09:00 ngày 20/03/2025.",
        "Số liệu đã khóa lúc 09:00 ngày 01/03/2025.",
        "",
        "Bảng xếp hạng năm 2024",
        "Thành viên;Hạng;Phân định;Tổng điểm;Thay đổi so với năm 2023;I;Điểm thưởng;Điểm trừ;"
        "Vai trò trong năm;Điều kiện xét",
        "Hà Nội;hạng 1/5;;912,40;tăng 2 bậc;548,20;12,50;-3,00;Cụm trưởng;Đủ điều kiện",
        "TP. Hồ Chí Minh;hạng 2/5;Điểm nội dung I cao hơn;912,40;giảm 1 bậc;545,90;;;;Đủ điều kiện",
        "Hải Phòng;đồng hạng 3/5;;900,00;giảm 1 bậc;;;;;Đủ điều kiện",
        "Đà Nẵng;đồng hạng 3/5;;900,00;tăng 1 bậc;;;;;Đủ điều kiện",
        "Cần Thơ;;;880,00;;;;;;Tạm dừng xét",
    ]


def test_ranking_of_a_year_as_xlsx_has_numbers(two_years: World, client: FlaskClient) -> None:
    """The same rows as the CSV; points are numbers. Red when files.answer gives the CSV's texts to the sheet."""
    answer = get(client, f"{YEAR}.xlsx")
    assert answer.content_type == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tptw-ranking-2024.xlsx"'
    book = CalamineWorkbook.from_filelike(BytesIO(answer.data))
    assert book.sheet_names == ["1. Bảng xếp hạng năm 2024"]
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[:7]] == [
        "Bảng xếp hạng năm 2024",
        "Đơn vị: điểm.",
        "Đã công bố. Nguồn: Báo cáo năm 2024.",
        "Chấm theo: Bảng tiêu chí chấm điểm năm 2024.",
        "Công bố lúc 09:00 ngày 20/03/2025.",
        "Số liệu đã khóa lúc 09:00 ngày 01/03/2025.",
        "",
    ]
    assert rows[8] == [
        *("Hà Nội", "hạng 1/5", "", 912.4, "tăng 2 bậc", 548.2, 12.5, -3.0, "Cụm trưởng", "Đủ điều kiện"),
    ]
    assert len(rows) == 13


@pytest.mark.parametrize("address", [YEAR, YEARS, f"{YEARS}/GRDP_GROWTH"])
def test_every_file_stands_beside_the_others(two_years: World, client: FlaskClient, address: str) -> None:
    """What is illustrative says so in the XLSX too, and an unpublished year gives a file without rows."""
    answers = {kind: get(client, f"{address}.{kind}") for kind in ("xlsx", "csv", "json")}
    assert {answer.status_code for answer in answers.values()} == {200}
    if address == YEARS:
        assert f'href="{YEARS}.xlsx"' in get(client, YEARS).get_data(as_text=True)
        cells = (
            CalamineWorkbook.from_filelike(BytesIO(answers["xlsx"].data)).get_sheet_by_index(0).to_python()
        )
        assert ["2023: Minh họa."] in [row[:1] for row in cells]
    unpublished = get(client, "/clusters/tptw/2025/ranking.xlsx")
    cells = CalamineWorkbook.from_filelike(BytesIO(unpublished.data)).get_sheet_by_index(0).to_python()
    assert cells == [["Bảng xếp hạng năm 2025"], ["Bảng xếp hạng năm 2025 chưa được công bố."]]


def test_ranking_of_a_year_as_json(two_years: World, client: FlaskClient) -> None:
    found = json.loads(get(client, f"{YEAR}.json").get_data(as_text=True))
    assert found["title"] == "Bảng xếp hạng năm 2024"
    assert "Đã công bố. Nguồn: Báo cáo năm 2024." in found["notes"]
    assert found["tables"][0]["rows"][0] == {
        "member": "Hà Nội",
        "rank": "hạng 1/5",
        "tie_rule": None,
        "total": "912.40",
        "movement": "tăng 2 bậc",
        "group_I": "548.20",
        "bonus": "12.50",
        "penalty": "-3.00",
        "role": "Cụm trưởng",
        "eligibility": "Đủ điều kiện",
    }


@pytest.mark.parametrize("state", [RankingState.FROZEN, RankingState.FINALISED])
@pytest.mark.parametrize("form", FORMS)
def test_unpublished_ranking_never_leaks(
    session: Session, world: World, client: FlaskClient, state: RankingState, form: str
) -> None:
    ranks: dict[str, tuple[int | None, str | None]] = {"HN": (1, "777.77"), "HCM": (2, "666.66")}
    made.ranking(session, world, 2024, ranks, state, source="Nguồn mật")
    session.commit()
    for address in (f"{YEAR}{form}", f"{YEARS}{form}"):
        body = text_of(get(client, address))
        for secret in ("777", "666", "Nguồn mật", "hạng 1/"):
            assert secret not in body, address
    assert "Bảng xếp hạng năm 2024 chưa được công bố." in text_of(get(client, f"{YEAR}{form}"))


def test_unknown_year_and_indicator_are_not_found(world: World, client: FlaskClient) -> None:
    assert get(client, "/clusters/tptw/1999/ranking").status_code == 404
    assert get(client, f"{YEARS}/NOTHING").status_code == 404
    assert get(client, f"{YEARS}/NOTHING.csv").status_code == 404


def test_historic_ranks_without_points_keep_their_source(
    session: Session, world: World, client: FlaskClient
) -> None:
    ranks: dict[str, tuple[int | None, str | None]] = {
        city: (place, None) for place, city in enumerate(("HCM", "DN", "HN", "HP", "CT"), start=1)
    }
    made.ranking(session, world, 2011, ranks, source="Hội nghị năm 2012", frozen_at=None, published_at=None)
    made.close(session, world, 2011)
    session.commit()
    page = text_of(get(client, "/clusters/tptw/2011/ranking"))
    assert "hạng 1/5" in page
    assert "Nguồn: Hội nghị năm 2012" in page
    assert "Số liệu đã khóa lúc" not in page
    lines = get(client, "/clusters/tptw/2011/ranking.csv").get_data().decode("utf-8-sig").splitlines()
    assert "TP. Hồ Chí Minh;hạng 1/5;;;;;;;Đủ điều kiện" in lines


def test_only_published_hides_what_is_illustrative(two_years: World, client: FlaskClient) -> None:
    assert "911,77" in text_of(get(client, "/clusters/tptw/2023/ranking"))
    for form in FORMS:
        page = text_of(get(client, f"/clusters/tptw/2023/ranking{form}?only=published"))
        assert "911" not in page
        page = text_of(get(client, f"{YEARS}{form}?only=published"))
        assert "911" not in page
        assert "912" in page
    page = text_of(get(client, "/clusters/tptw/2023/ranking?only=published"))
    assert "Năm 2023 chỉ có xếp hạng minh họa. Chưa có số liệu công bố." in page
    page = text_of(get(client, f"{YEAR}?only=published"))
    assert "Thay đổi so với năm 2023" not in page
    assert f'href="{YEAR}.csv?only=published"' in page
    assert f'href="{YEARS}?only=published"' in page


def test_only_published_hides_illustrative_terms_and_proposals(
    session: Session, world: World, client: FlaskClient
) -> None:
    made.conference_of_2020(session, world)
    made.term(session, world, 2022, "CT", Post.CHAIR, **ILLUSTRATIVE)
    session.commit()
    assert "Cần Thơ (Minh họa)" in text_of(get(client, f"{YEARS}.csv"))
    only = text_of(get(client, f"{YEARS}.csv?only=published"))
    assert "Minh họa" not in only
    assert "TP. Hồ Chí Minh (Đã công bố. Nguồn: Hội nghị tổng kết Cụm ngày 09/04/2021)" in only


def test_corrections_stand_beside_the_published_rows(
    session: Session, world: World, client: FlaskClient
) -> None:
    ranking = made.ranking(session, world, 2024, {"HN": (1, "900"), "HCM": (2, "890")})
    correction = RankingCorrection(
        ranking_id=ranking.id,
        member_id=world.members["HCM"],
        text="Tổng điểm đúng là 891,00.",
        reason="Cộng nhầm",
        entered_at=world.now,
    )
    session.add(correction)
    session.commit()
    page = text_of(get(client, YEAR))
    assert "Đính chính" in page
    assert "Tổng điểm đúng là 891,00." in page
    assert "890,00" in page
    assert "TP. Hồ Chí Minh;Tổng điểm đúng là 891,00.;Cộng nhầm;10:00 ngày 15/10/2025" in text_of(
        get(client, f"{YEAR}.csv")
    )


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


@pytest.mark.parametrize(
    "state",
    [
        ProposalState.DRAFT,
        ProposalState.SUBMITTED,
        ProposalState.RETURNED,
        ProposalState.VOTED,
        ProposalState.WITHDRAWN,
    ],
)
def test_proposals_that_are_not_public_never_leak(
    session: Session, world: World, client: FlaskClient, state: ProposalState
) -> None:
    made.conference_of_2020(session, world)
    from_form = made.propose(session, world, 2020, 1, "DN", nominee="Tập thể bí mật", state=state)
    assert from_form.provenance is Provenance.RECORDED
    session.commit()
    for form in FORMS:
        assert "bí mật" not in text_of(get(client, f"{YEARS}{form}"))


def test_a_source_that_looks_like_a_formula_is_harmless(
    session: Session, world: World, client: FlaskClient
) -> None:
    ranks: dict[str, tuple[int | None, str | None]] = {"HN": (1, "900")}
    made.ranking(session, world, 2024, ranks, scorecard_title="<b>x</b>", note="=1+1")
    session.add(
        RankingCorrection(
            ranking_id=1, text="=HYPERLINK(1)", reason="+1", entered_at=datetime(2025, 1, 1, tzinfo=UTC)
        )
    )
    session.commit()
    assert ";'=HYPERLINK(1);'+1;" in text_of(get(client, f"{YEAR}.csv"))
    assert "<b>x</b>" not in get(client, YEAR).get_data(as_text=True)


def test_empty_cluster_says_what_is_missing(world: World, client: FlaskClient) -> None:
    page = text_of(get(client, YEARS))
    assert "Cần ít nhất hai năm đã công bố để so sánh." in page
    assert "<svg xmlns" not in page


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
    ("address", "queries"), [(YEAR, 6), (YEARS, 7), (f"{YEARS}/GRDP_GROWTH", 5), (f"{YEARS}.csv", 7)]
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
