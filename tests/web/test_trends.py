"""The public page of one indicator over the years."""

import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from emulation.vocabulary.kinds import ActualStatus, Boundary, Operator, Period, PlanSource, Provenance
from emulation.vocabulary.states import PledgeState
from tests.factories import rankings as made
from tests.factories.world import World
from tests.support.pages import get, text_of

PAGE = "/clusters/tptw/year-over-year/GRDP_GROWTH"
HAI_PHONG_LINE = re.compile(r'<polyline [^>]*stroke="#1F7156"')
ILLUSTRATIVE: dict[str, Any] = {"provenance": Provenance.ILLUSTRATIVE, "source": ""}


def csv_lines(client: FlaskClient, query: str = "") -> list[str]:
    return get(client, f"{PAGE}.csv{query}").get_data().decode("utf-8-sig").splitlines()


@pytest.fixture
def figures(session: Session, world: World) -> World:
    """Real figures of handbook 13: negative, three versions, two plans, part of a year, a new map."""
    made.hue_joins(session, world)
    made.figure(session, world, "DN", 2020, "-9.77", source="https://example.org/da-nang-2020")
    made.figure(session, world, "HCM", 2021, "-6.78", source="vietnamplus post767711", note="63/63")
    made.figure(session, world, "HCM", 2021, "-5.06", ActualStatus.ESTIMATE, source="Báo chí tháng 12/2021")
    made.figure(session, world, "HCM", 2021, "-5.36", ActualStatus.REVISED, source="Số điều chỉnh sau")
    made.figure(session, world, "HP", 2024, "11.01")
    made.plan(session, world, "HP", 2024, "11.5")
    made.plan(session, world, "HP", 2024, "12", plan_source=PlanSource.CENTRAL, **ILLUSTRATIVE)
    made.plan(session, world, "HN", 2022, "7", "7.5", operator=Operator.RANGE)
    made.figure(session, world, "HUE", 2024, "8.15")
    made.figure(session, world, "HUE", 2025, "9", period=Period.TEN_MONTHS)
    made.figure(session, world, "HP", 2025, "11.81", boundary=Boundary.NEW)
    made.figure(session, world, "CT", 2025, "6.66", **ILLUSTRATIVE)
    session.commit()
    return world


def test_negative_growth_keeps_its_sign_and_source(figures: World, client: FlaskClient) -> None:
    page = text_of(get(client, PAGE))
    assert "−9,77" in page
    assert '<a class="source" href="https://example.org/da-nang-2020">' in page
    assert "2020;Đà Nẵng;;;-9,77;chính thức;;Đã công bố;https://example.org/da-nang-2020;" in csv_lines(
        client
    )


def test_three_versions_of_one_cell_are_told_apart(figures: World, client: FlaskClient) -> None:
    lines = csv_lines(client)
    place = lines.index("2021;TP. Hồ Chí Minh;;;-5,06;ước;;Đã công bố;Báo chí tháng 12/2021;")
    assert lines[place + 1] == (
        "2021;TP. Hồ Chí Minh;;;-6,78;chính thức;;Đã công bố;vietnamplus post767711;63/63"
    )
    assert lines[place + 2] == "2021;TP. Hồ Chí Minh;;;-5,36;điều chỉnh;;Đã công bố;Số điều chỉnh sau;"
    page = text_of(get(client, PAGE))
    for words in ("−5,06", "−6,78", "−5,36", "#estimate", "#official", "#revised"):
        assert words in page, words


def test_plans_show_sign_bounds_source_and_percent(figures: World, client: FlaskClient) -> None:
    lines = csv_lines(client)
    assert (
        "2024;Hải Phòng;12; 11,5;" not in lines
        and '2024;Hải Phòng;"12; 11,5";"Trung ương giao (Minh họa); HĐND giao (Đã công bố. Nguồn: Nghị quyết HĐND)"'
        ';11,01;chính thức;"91,75%; 95,74%";Đã công bố;Tổng cục Thống kê;'
        in lines
    )
    assert "2022;Hà Nội;7 – 7,5;HĐND giao (Đã công bố. Nguồn: Nghị quyết HĐND);;;;;;" in lines


def test_figures_before_membership_and_parts_of_a_year_are_marked(
    figures: World, client: FlaskClient
) -> None:
    lines = csv_lines(client)
    assert (
        "2024;Huế;;;8,15;chính thức;;Đã công bố;Tổng cục Thống kê;"
        '"Số liệu cấp tỉnh, trước khi tham gia cụm; không thuộc xếp hạng của cụm"' in lines
    )
    assert "2025;Huế;;;9,00;chính thức;;Đã công bố;Tổng cục Thống kê;10 tháng, chưa đủ năm" in lines
    assert "Huế 8,15" not in get(client, PAGE).get_data(as_text=True)


def test_lines_are_not_connected_across_a_new_boundary(figures: World, client: FlaskClient) -> None:
    page = get(client, PAGE).get_data(as_text=True)
    assert not HAI_PHONG_LINE.search(page)
    assert "¹ Từ 01/07/2025: địa giới sau sắp xếp" in text_of(get(client, PAGE))
    assert "địa giới sau 01/07/2025" in page


def test_same_scope_connects_only_years_measured_on_one_map(
    session: Session, figures: World, client: FlaskClient
) -> None:
    made.figure(session, figures, "HP", 2024, "10.9", ActualStatus.ESTIMATE, boundary=Boundary.NEW)
    session.commit()
    page = get(client, f"{PAGE}?scope=same").get_data(as_text=True)
    assert HAI_PHONG_LINE.search(page)
    assert "Đang so sánh cùng phạm vi." in page


def test_unsigned_pledges_never_leak(session: Session, world: World, client: FlaskClient) -> None:
    made.figure(session, world, "HN", 2025, "8.2")
    made.plan(session, world, "HN", 2025, "77.77", state=PledgeState.ACCEPTED)
    session.commit()
    for form in ("", ".csv", ".json"):
        assert "77" not in text_of(get(client, f"{PAGE}{form}")).replace("4A7177", "")


def test_only_published_hides_illustrative_figures_and_plans(figures: World, client: FlaskClient) -> None:
    assert "6,66" in text_of(get(client, PAGE))
    for form in ("", ".csv", ".json"):
        page = text_of(get(client, f"{PAGE}{form}?only=published"))
        assert "6,66" not in page and "6.66" not in page
        assert "Trung ương giao" not in page
    assert "Minh họa" not in "\n".join(csv_lines(client, "?only=published"))


def test_json_keeps_every_version(figures: World, client: FlaskClient) -> None:
    found = json.loads(get(client, f"{PAGE}.json").get_data(as_text=True))
    rows = [row for row in found["tables"][0]["rows"] if row["year"] == 2021]
    assert [(row["result"], row["status"]) for row in rows] == [
        ("-5.06", "ước"),
        ("-6.78", "chính thức"),
        ("-5.36", "điều chỉnh"),
    ]


def test_indicator_without_figures_says_so(world: World, client: FlaskClient) -> None:
    assert "Chưa có số liệu cho chỉ tiêu này." in text_of(get(client, PAGE))
    assert get(client, f"{PAGE}.csv").status_code == 200


def test_year_over_year_leads_to_the_indicators_with_figures(figures: World, client: FlaskClient) -> None:
    indicators = "/clusters/tptw/year-over-year/indicators?only=published"
    assert f'href="{indicators}"' in text_of(get(client, "/clusters/tptw/year-over-year?only=published"))
    page = text_of(get(client, indicators))
    assert f'href="{PAGE}?only=published"' in page
    assert "POVERTY_RATE" not in page
