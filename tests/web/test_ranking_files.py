"""Rankings as files: CSV, XLSX, JSON, exactly what is shown."""

import json
from datetime import UTC, datetime
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from emulation.models.rankings import RankingCorrection
from tests.factories import rankings as made
from tests.factories.world import World
from tests.support.pages import get, text_of
from tests.support.ranked import YEAR, YEARS

#: What the rows of 2023 and 2024 say, worked by hand; they have no sheets, so nothing is said about causes.
STORY = (
    "Hà Nội dẫn đầu năm 2024 trong 5 thành viên với 912,40 điểm.",
    "Tiếp theo: TP. Hồ Chí Minh hạng 2 (912,40 điểm), Hải Phòng hạng 3 (900,00 điểm), Đà Nẵng hạng 3 (900,00 điểm).",
    "Không có thứ hạng trong bảng: Cần Thơ.",
    "Hà Nội tăng 2 bậc so với năm 2023, từ hạng 3 lên hạng 1; tổng điểm tăng 6,90.",
    "TP. Hồ Chí Minh giảm 1 bậc so với năm 2023, từ hạng 1 xuống hạng 2; tổng điểm giảm 0,10.",
    "Hải Phòng giảm 1 bậc so với năm 2023, từ hạng 2 xuống hạng 3; tổng điểm giảm 11,77.",
    "Đà Nẵng tăng 1 bậc so với năm 2023, từ hạng 4 lên hạng 3; tổng điểm tăng 2,00.",
    "Hà Nội, TP. Hồ Chí Minh cùng 912,40 điểm; thứ tự được phân định theo: Điểm nội dung I cao hơn.",
    "Đồng hạng 3: Hải Phòng, Đà Nẵng.",
    "Khoảng cách nhỏ nhất giữa hai hạng liền nhau là 12,40 điểm, giữa TP. Hồ Chí Minh và Hải Phòng.",
    "Bảng xếp hạng năm 2024 đã được công bố.",
)


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
        *(f'"{line}"' if ";" in line else line for line in STORY),
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
    assert [row[0] for row in rows[: 7 + len(STORY)]] == [
        "Bảng xếp hạng năm 2024",
        "Đơn vị: điểm.",
        "Đã công bố. Nguồn: Báo cáo năm 2024.",
        "Chấm theo: Bảng tiêu chí chấm điểm năm 2024.",
        "Công bố lúc 09:00 ngày 20/03/2025.",
        "Số liệu đã khóa lúc 09:00 ngày 01/03/2025.",
        *STORY,
        "",
    ]
    assert rows[8 + len(STORY)] == [
        *("Hà Nội", "hạng 1/5", "", 912.4, "tăng 2 bậc", 548.2, 12.5, -3.0, "Cụm trưởng", "Đủ điều kiện"),
    ]
    assert len(rows) == 13 + len(STORY)


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
