"""The public tracker of promises: who sees what, both pages, and their files."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient

from emulation.db import Database
from emulation.services.pledges import TargetDraft
from emulation.vocabulary.kinds import Operator, Period, Provenance
from tests.factories import pledges as made
from tests.factories import results as figures
from tests.factories.world import CITIES, World
from tests.support.pages import get, text_of
from tests.support.statements import counted

PROMISES = "/clusters/tptw/2025/promises"
HN = f"{PROMISES}/HN"
METHOD = "“Cơ bản”: từ 70% kế hoạch trở lên."
SignIn = Callable[[str], FlaskClient]


def sign(world: World) -> None:
    """Hà Nội signs for growth (published 7.4), an illustrative plan of revenue, and poverty (reported 0.4)."""
    with world.database.writing() as session:
        revenue: dict[str, Any] = {"source": "NQ 02", "provenance": Provenance.ILLUSTRATIVE}
        targets = [
            made.growth(world, operator=Operator.GE, due_on=date(2025, 12, 31)),
            TargetDraft(world.indicators["BUDGET_REVENUE"], low=Decimal(1000), **revenue),
            TargetDraft(
                world.indicators["POVERTY_RATE"], operator=Operator.LE, high=Decimal("0.5"), source="NQ 3"
            ),
        ]
        made.accepted(session, world, targets=targets)
        made.signed_agreement(session, world, ("HN",))
        figures.figure(session, world, "7.4", source="=HYPERLINK(1)")
        more: dict[str, Any] = {
            "indicator_id": world.indicators["BUDGET_REVENUE"],
            "provenance": Provenance.ILLUSTRATIVE,
        }
        figures.figure(session, world, "12480.55", period=Period.MID_YEAR, published_on=None, **more)
        poverty: dict[str, Any] = {
            "indicator_id": world.indicators["POVERTY_RATE"],
            "provenance": Provenance.RECORDED,
        }
        figures.figure(session, world, "0.4", published_on=None, source="Báo cáo 9", **poverty)
        session.commit()


def row(page: str, head: str) -> str:
    return " ".join(page.split(head)[1].split("</tr>")[0].split())


def test_without_signed_pledges_the_page_says_so(world: World, client: FlaskClient) -> None:
    page = text_of(get(client, PROMISES))
    assert "Giao ước năm 2025 sẽ công khai sau lễ ký kết." in page
    assert "promises.csv" not in page
    assert "Hà Nội chưa ký giao ước năm 2025." in text_of(get(client, HN))


def test_the_public_reads_counts_per_city_with_the_method(world: World, client: FlaskClient) -> None:
    """Numbers before the bar, levels by words. Red when counts are left out of promises.html."""
    sign(world)
    page = text_of(get(client, PROMISES))
    assert METHOD in page and "Ngưỡng do hệ thống thiết kế, không phải quy định của văn bản." in page
    heads = [part.split("<")[0] for part in page.split('<th scope="col" class="number">')[1:]]
    assert heads == [
        *("Cam kết", "Hoàn thành", "Cơ bản", "Hạn chế", "Chưa bắt đầu", "Chưa có bằng chứng"),
        "Tỷ lệ hoàn thành",
    ]
    cells = [part.split("<")[0] for part in row(page, ">Hà Nội</a>").split('">')[1:]]
    assert cells[:6] == ["3", "1", "1", "0", "0", "1"]
    assert "33% <svg" in row(page, ">Hà Nội</a>")
    assert "Chưa ký giao ước" in row(page, ">Hải Phòng<")


def test_a_citys_page_says_level_figure_source_and_what_is_invented(
    world: World, client: FlaskClient
) -> None:
    sign(world)
    page = text_of(get(client, HN))
    growth = row(page, "Tốc độ tăng GRDP</a>")
    for words in ("≥ 7,5", "trước ngày 31/12/2025", "7,40", "98,67%", ">Cơ bản<", "Đã công bố", "06/01/2026"):
        assert words in growth, words
    assert "Minh họa" not in growth
    revenue = row(page, "Thu ngân sách nhà nước</a>")
    assert ">Hoàn thành<" in revenue and revenue.count("Minh họa") == 3
    assert "12.480,6" in revenue and "6 tháng" in revenue
    assert ">Chưa có bằng chứng<" in row(page, "Tỷ lệ hộ nghèo</a>")
    assert "Báo cáo 9" not in page and "công khai khi bảng xếp hạng của năm được công bố" in page


def test_those_inside_see_what_was_reported(world: World, client_as: SignIn) -> None:
    sign(world)
    page = text_of(get(client_as("officer.dn"), HN))
    assert ">Hoàn thành<" in row(page, "Tỷ lệ hộ nghèo</a>") and "Báo cáo 9" in page
    assert "Báo cáo 9" not in text_of(get(client_as("outsider"), HN))


def test_published_values_only(world: World, client: FlaskClient) -> None:
    """Red when the choice is not passed on to the tracker."""
    sign(world)
    page = text_of(get(client, f"{HN}?only=published"))
    assert "Thu ngân sách nhà nước" not in page and "Minh họa" not in page.split("<main")[1]
    assert "Tốc độ tăng GRDP" in page and "Hiện cả số liệu minh họa" in page
    assert f"{HN}.csv?only=published" in page


def lines_of(client: FlaskClient, path: str) -> list[list[str]]:
    answer = get(client, path)
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    data = answer.get_data()
    assert data.startswith(b"\xef\xbb\xbf"), "UTF-8 with BOM"
    return [line.split(";") for line in data.decode("utf-8-sig").split("\r\n")]


def test_the_file_holds_what_the_page_shows(world: World, client: FlaskClient) -> None:
    """Caption and method first; decimal comma, no thousands mark, no formula; the same rows, rounding and words."""
    sign(world)
    lines = lines_of(client, f"{HN}.csv")
    assert lines[0] == ["Cam kết của Hà Nội năm 2025"]
    assert METHOD in lines[1][0]
    start = lines.index([""]) + 1
    heads, growth, revenue, poverty = lines[start : start + 4]
    assert heads[:5] == ["Thành viên", "Chỉ tiêu", "Đơn vị", "Cam kết", "Nguồn kế hoạch"]
    told = dict(zip(heads, growth, strict=True))
    assert told["Kết quả mới nhất"] == "7,40" and told["So với kế hoạch (%)"] == "98,67"
    assert told["Mức"] == "Cơ bản" and told["Hoàn thành trước ngày"] == "31/12/2025"
    assert told["Nguồn"] == "'=HYPERLINK(1)"
    told = dict(zip(heads, revenue, strict=True))
    assert (told["Kết quả mới nhất"], told["Kỳ"]) == ("12480,6", "6 tháng")
    assert told["Xuất xứ của cam kết"] == told["Xuất xứ của kết quả"] == "Minh họa"
    assert dict(zip(heads, poverty, strict=True))["Mức"] == "Chưa có bằng chứng"


def test_the_file_of_the_year_keeps_the_choice(world: World, client: FlaskClient) -> None:
    sign(world)
    lines = lines_of(client, f"{PROMISES}.csv?only=published")
    assert lines[0] == ["Theo dõi cam kết năm 2025"] and lines[1] == ["Chỉ số liệu công bố"]
    assert [line[1] for line in lines if line[0] == "Hà Nội"] == ["Tốc độ tăng GRDP", "Tỷ lệ hộ nghèo"]


def test_year_and_pledges_lead_here(world: World, client: FlaskClient) -> None:
    sign(world)
    for path, link in (
        ("/clusters/tptw/2025", PROMISES),
        ("/clusters/tptw/2025/pledges", PROMISES),
        ("/clusters/tptw/2025/pledges/HN", HN),
        (PROMISES, HN),
    ):
        assert f'href="{link}"' in text_of(get(client, path)), path


@pytest.mark.parametrize("path", [f"{PROMISES}/XX", f"{PROMISES}/XX.csv", "/clusters/tptw/1999/promises"])
def test_what_is_not_there_is_not_found(world: World, client: FlaskClient, path: str) -> None:
    assert get(client, path).status_code == 404


def test_the_number_of_questions_does_not_grow(
    database: Database, now: datetime, client: FlaskClient
) -> None:
    """For one member and for five."""
    world = World.build(database, now, CITIES)
    sign(world)
    with counted(database) as one:
        assert get(client, HN).status_code == 200
    with counted(database) as five:
        assert get(client, PROMISES).status_code == 200
    assert len(one) == len(five) <= 8, five
