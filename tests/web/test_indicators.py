"""The catalogue by HTTP: adding, editing, versions of figures, choosing the one that is scored; every wrong way."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from emulation.db import Database
from emulation.models.cycles import Cycle
from emulation.models.rankings import YearRanking
from emulation.vocabulary.kinds import ActualStatus, Provenance
from emulation.vocabulary.states import Phase
from tests.conftest import unchanged
from tests.factories import results as made
from tests.factories.world import World
from tests.support.pages import BASE, get, hidden_of, submit, text_of

INDICATORS = "/clusters/tptw/indicators"
GROWTH = f"{INDICATORS}/GRDP_GROWTH"
CHOICE = f"{GROWTH}/choice/HN/2024"
SignIn = Callable[[str], FlaskClient]
NEW = {
    "code": "URBAN_RATE",
    "name_vi": "Tỷ lệ đô thị hóa",
    "unit_vi": "%",
    "direction": "higher",
    "decimals": "1",
}
FIGURE = {
    "member": "HN",
    "year": "2024",
    "period": "year",
    "status": "official",
    "value": "−6,78",
    "boundary": "old",
    "published_on": "06/01/2025",
    "provenance": "published",
    "source": "Cục Thống kê, 06/01/2025",
}


def test_the_catalogue_is_read_by_everybody_and_kept_by_the_chair(
    client_as: SignIn, client: FlaskClient, world: World
) -> None:
    secretary = client_as("secretary.hn")
    assert submit(secretary, f"{INDICATORS}/new", NEW).status_code == 302
    page = text_of(get(client, INDICATORS))
    assert "Tỷ lệ đô thị hóa" in page
    assert "Thêm chỉ tiêu" not in page
    answer = submit(secretary, f"{INDICATORS}/URBAN_RATE/edit", NEW | {"name_vi": "Tỷ lệ đô thị"})
    assert answer.status_code == 302
    assert "Tỷ lệ đô thị" in text_of(get(client, f"{INDICATORS}/URBAN_RATE"))
    assert get(client, f"{INDICATORS}/new").status_code == 302
    assert get(client_as("secretary.hcm"), f"{INDICATORS}/new").status_code == 403
    assert get(client_as("officer.hn"), f"{GROWTH}/figures/new").status_code == 403


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"code": ""}, "Nhập mã chỉ tiêu."),
        ({"code": "đô thị"}, "Mã chỉ tiêu gồm chữ in hoa"),
        ({"code": "GRDP_GROWTH"}, "Mã “GRDP_GROWTH” đã có trong danh mục."),
        ({"name_vi": "  "}, "Nhập tên chỉ tiêu."),
        ({"unit_vi": ""}, "Nhập đơn vị tính."),
        ({"decimals": "5"}, "Số chữ số thập phân phải từ 0 đến 4."),
        ({"decimals": "hai"}, "Số chữ số thập phân phải từ 0 đến 4."),
        ({"direction": "sideways"}, "Chọn chiều."),
    ],
)
def test_a_wrong_indicator_is_told(
    client_as: SignIn, world: World, database: Database, values: dict[str, str], message: str
) -> None:
    secretary = client_as("secretary.hn")
    with unchanged(database):
        answer = submit(secretary, f"{INDICATORS}/new", NEW | {"topic": "đô thị"} | values)
    assert answer.status_code == 422
    assert message in text_of(answer)
    assert 'value="đô thị"' in text_of(answer)


def test_a_second_tab_of_an_indicator_is_shown_both_versions(
    client_as: SignIn, world: World, database: Database
) -> None:
    secretary, page = client_as("secretary.hn"), f"{INDICATORS}/URBAN_RATE/edit"
    submit(secretary, f"{INDICATORS}/new", NEW)
    stale = hidden_of(secretary, page)["version"]
    submit(secretary, page, NEW | {"name_vi": "Tên của người khác"})
    with unchanged(database):
        answer = submit(secretary, page, NEW | {"name_vi": "Tên của tôi"}, version=stale)
    assert answer.status_code == 409
    assert "Tên của tôi" in text_of(answer)
    assert "Tên của người khác" in text_of(answer)


def test_the_shared_catalogue_is_not_edited_by_a_cluster(client_as: SignIn, world: World) -> None:
    answer = get(client_as("secretary.hn"), f"{GROWTH}/edit")
    assert answer.status_code == 409
    assert "danh mục dùng chung" in text_of(answer)


def test_versions_stand_beside_each_other_with_their_sources(
    client_as: SignIn, client: FlaskClient, world: World
) -> None:
    secretary = client_as("secretary.hn")
    for values in ({}, {"value": "-5,36", "status": "revised", "source": "Niên giám 2024"}):
        answer = submit(secretary, f"{GROWTH}/figures/new", FIGURE | values)
        assert answer.status_code == 302, text_of(answer)
    page = text_of(get(client, GROWTH))
    for words in ("−6,78", "chính thức", "−5,36", "điều chỉnh", "Niên giám 2024", "Đã công bố"):
        assert words in page


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"source": ""}, "Nhập nguồn."),
        ({"value": ""}, "Nhập giá trị, hoặc ghi chú"),
        ({"value": "1.234"}, "“1.234” có thể là 1234 hoặc 1,234. Nhập lại là 1234 hoặc 1,234."),
        ({"value": "nhiều"}, "Giá trị phải là số, ví dụ 7,5."),
        ({"value": "7,12345"}, "nhiều hơn 4 chữ số thập phân"),
        ({"published_on": "31/02/2025"}, "Ngày công bố phải là ngày có thật, ví dụ 27/03/2026."),
        ({"published_on": "16/10/2025"}, "Ngày công bố không thể sau hôm nay."),
        ({"published_on": "31/12/2023"}, "Ngày công bố không thể trước năm của số liệu (2024)."),
        ({"member": ""}, "Chọn thành viên."),
        ({"member": "XX"}, "Chọn thành viên."),
        ({"year": "20x4"}, "Năm phải từ 1948 đến 2200."),
        ({"provenance": "illustrative"}, "Chọn xuất xứ."),
    ],
)
def test_a_wrong_figure_is_told(
    client_as: SignIn, world: World, database: Database, values: dict[str, str], message: str
) -> None:
    secretary = client_as("secretary.hn")
    with unchanged(database):
        answer = submit(secretary, f"{GROWTH}/figures/new", FIGURE | {"source": "Nguồn giữ lại"} | values)
    assert answer.status_code == 422
    assert message in text_of(answer)
    if "source" not in values:
        assert "Nguồn giữ lại" in text_of(answer)


def test_the_same_figure_is_not_written_twice(client_as: SignIn, world: World, database: Database) -> None:
    secretary = client_as("secretary.hn")
    form = hidden_of(secretary, f"{GROWTH}/figures/new") | FIGURE
    assert secretary.post(f"{GROWTH}/figures/new", data=form, base_url=BASE).status_code == 302
    with unchanged(database):
        again = secretary.post(f"{GROWTH}/figures/new", data=form, base_url=BASE)
        fresh = submit(secretary, f"{GROWTH}/figures/new", FIGURE)
    assert again.status_code == 302
    assert "Số liệu này đã có với cùng nguồn và trạng thái." in text_of(fresh)


def test_what_members_reported_is_not_for_visitors(
    client_as: SignIn, client: FlaskClient, world: World, database: Database
) -> None:
    with database.writing() as session:
        made.figure(session, world, "4.4444", provenance=Provenance.RECORDED, source="Báo cáo nội bộ")
        session.commit()
    assert "Báo cáo nội bộ" not in text_of(get(client, GROWTH))
    assert "Báo cáo nội bộ" not in text_of(get(client_as("outsider"), GROWTH))
    assert "Báo cáo nội bộ" in text_of(get(client_as("auditor"), GROWTH))


@pytest.fixture
def two_sources(world: World, database: Database) -> dict[str, str]:
    """An estimate of the city and another figure of the statistics office, by their values."""
    with database.writing() as session:
        ids = {
            "8,5": made.figure(session, world, "8.5", 2024, status=ActualStatus.ESTIMATE, source="UBND"),
            "8,2": made.figure(session, world, "8.2", 2024),
        }
        session.commit()
    return {value: str(number) for value, number in ids.items()}


def _choose(client: FlaskClient, figure: str, reason: str = "Số của cơ quan thống kê.", **more: Any) -> Any:
    return submit(client, CHOICE, {"figure": figure, "reason": reason}, **more)


def test_one_source_is_chosen_with_a_reason_and_the_others_stay(
    client_as: SignIn, client: FlaskClient, two_sources: dict[str, str], database: Database
) -> None:
    secretary = client_as("secretary.hn")
    assert _choose(secretary, two_sources["8,2"]).status_code == 302
    page = text_of(get(client, GROWTH))
    for words in ("8,50", "8,20", "dùng để chấm", "Lý do chọn: Số của cơ quan thống kê."):
        assert words in page
    with unchanged(database):
        assert "Nhập lý do." in text_of(_choose(secretary, two_sources["8,5"], " "))
        assert "Nhập lý do. Lý do được ghi" in text_of(_choose(secretary, two_sources["8,5"], "ừ"))
        assert "Chọn số liệu dùng để chấm." in text_of(_choose(secretary, "999"))
        assert _choose(secretary, two_sources["8,5"], version="0").status_code == 409


def test_a_frozen_year_keeps_its_choice(
    client_as: SignIn, world: World, two_sources: dict[str, str], database: Database
) -> None:
    with database.writing() as session:
        cycle = Cycle(cluster_id=world.cluster_id, year=2024, phase=Phase.TOTALS)
        session.add(cycle)
        session.flush()
        ranking = YearRanking(cycle_id=cycle.id, cluster_id=world.cluster_id, year=2024, member_count=5)
        ranking.tie_rules = []
        session.add(ranking)
        session.commit()
    secretary = client_as("secretary.hn")
    with unchanged(database):
        answer = _choose(secretary, two_sources["8,2"])
    assert answer.status_code == 422
    assert "Điểm năm 2024 đã khóa nên không đổi số dùng để chấm." in text_of(answer)
    assert submit(secretary, f"{GROWTH}/figures/new", FIGURE).status_code == 302


def test_unknown_addresses_are_not_found(client_as: SignIn, world: World) -> None:
    secretary = client_as("secretary.hn")
    for path in (
        "NOTHING",
        "GRDP_GROWTH/choice/HN/1990",
        "GRDP_GROWTH/choice/XX/2024",
        "NOTHING/figures/new",
    ):
        assert get(secretary, f"{INDICATORS}/{path}").status_code == 404
