"""The list of tables by HTTP, and the files: what one may see, in the format that comes back unchanged."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from python_calamine import load_workbook

from emulation.db import Database
from emulation.vocabulary.states import Phase
from tests.conftest import unchanged
from tests.factories import pledges, results
from tests.factories.tables import of_every_kind
from tests.factories.world import World
from tests.support.pages import get, text_of
from tests.web.test_imports import bring, brought, send

YEAR = "/clusters/tptw/2025"
EXPORT = f"{YEAR}/export"
SignIn = Callable[[str], FlaskClient]


@pytest.fixture(autouse=True)
def _reporting(world: World, database: Database) -> None:
    with database.writing() as session:
        results.reporting(world, session, ("HN", "HP"))
        results.draft(session, world)
        session.commit()


def test_the_list_holds_what_one_may_see(client_as: SignIn, client: FlaskClient) -> None:
    """Own tables for a member's people, every pledge for the chair; nothing for visitors."""
    officer, chair = (
        text_of(get(client_as("officer.hn"), EXPORT)),
        text_of(get(client_as("secretary.hn"), EXPORT)),
    )
    assert (
        "Chỉ tiêu cam kết của Hà Nội năm 2025" in officer and "Kết quả 6 tháng của Hà Nội năm 2025" in officer
    )
    assert "Hải Phòng" not in officer.split("<main", 1)[1] and "Nhập dữ liệu" in officer
    assert "Chỉ tiêu cam kết của Hải Phòng năm 2025" in chair and "Kết quả 6 tháng của Hải Phòng" not in chair
    council = text_of(get(client_as("teller"), EXPORT))
    assert "Kết quả năm 2025 theo chỉ tiêu và thành viên" in council and "Chỉ tiêu cam kết" not in council
    assert get(client, EXPORT).status_code == 302
    assert get(client_as("outsider"), EXPORT).status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_targets_go_out_and_come_back_unchanged(
    client_as: SignIn, world: World, database: Database, kind: str
) -> None:
    """Acceptance: the downloaded file, imported, shows only “Không đổi” and writes nothing.

    Red when exports leaves the plan source out.
    """
    world.set_phase(Phase.PLEDGING)
    with database.writing() as session:
        pledges.draft(session, world, "DN", targets=of_every_kind(world))
        session.commit()
    officer = client_as("officer.dn")
    answer = get(officer, f"{EXPORT}/DN/targets.{kind}")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="tptw-2025-dn-targets.{kind}"'
    where = brought(officer, answer.get_data(), f"lai.{kind}", member="DN")
    with unchanged(database):
        preview = text_of(get(officer, f"{where}/preview"))
    assert "7 dòng: 0 mới, 0 thay đổi, 7 không đổi, 0 có lỗi." in preview
    send(officer, f"{where}/preview")
    assert "Không có dòng nào thay đổi." in text_of(get(officer, f"{where}/result"))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_results_go_out_and_come_back_unchanged(client_as: SignIn, kind: str) -> None:
    officer = client_as("officer.hn")
    content = get(officer, f"{EXPORT}/HN/results-mid-year.{kind}").get_data()
    where = brought(officer, content, f"lai.{kind}", kind="results", period="mid_year")
    assert "1 dòng: 0 mới, 0 thay đổi, 1 không đổi, 0 có lỗi." in text_of(get(officer, f"{where}/preview"))


def test_the_template_is_taken_as_it_is(client_as: SignIn, world: World) -> None:
    """Its heads are familiar; empty, it brings nothing."""
    officer = client_as("officer.hn")
    for kind in ("targets", "results"):
        content = get(officer, f"{YEAR}/import/template/{kind}.xlsx").get_data()
        assert load_workbook(BytesIO(content)).sheet_names[1].endswith("Danh mục chỉ tiêu")
    where = brought(officer, content, "mau.xlsx", kind="results", period="mid_year")
    assert "0 dòng" in text_of(get(officer, f"{where}/preview"))
    assert get(officer, f"{YEAR}/import/template/scores.xlsx").status_code == 404


def test_the_matrix_goes_out_as_the_screen_shows_it(
    client_as: SignIn, world: World, database: Database
) -> None:
    with database.writing() as session:
        results.figure(session, world, "6.8")
        session.commit()
    chair = client_as("secretary.hn")
    lines = get(chair, f"{EXPORT}/matrix.csv").get_data().decode("utf-8-sig").splitlines()
    assert lines[0] == "Kết quả năm 2025 theo chỉ tiêu và thành viên"
    assert "Tốc độ tăng GRDP;'%;Hà Nội;7,5;6,8;chính thức;Cả năm;90,67;Chưa đạt;" in lines
    assert "Tỷ lệ hộ nghèo;'%;Hải Phòng;≤ 0,5;;;;;Chưa rõ;" in lines
    screen = text_of(get(chair, f"{YEAR}/results"))
    assert "90,67%" in screen and "Chưa đạt" in screen


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("officer.hp", "HN/targets.csv", 403),
        ("officer.hp", "HN/results-mid-year.csv", 200),
        ("secretary.hn", "HP/targets.xlsx", 200),
        ("officer.hn", "HN/targets.pdf", 404),
        ("officer.hn", "HN/results-may.csv", 404),
        ("officer.hn", "XX/targets.csv", 404),
        ("officer.hn", "matrix.json", 404),
    ],
)
def test_files_are_given_to_whom_they_concern(client_as: SignIn, who: str, path: str, status: int) -> None:
    answer = get(client_as(who), f"{EXPORT}/{path}")
    assert answer.status_code == status
    assert b"6,8" not in answer.get_data()


def test_pages_lead_to_the_tables(client_as: SignIn, world: World) -> None:
    """From the forms and lists of pledges and results to pasting, importing and exporting."""
    world.set_phase(Phase.PLEDGING)
    officer = client_as("officer.dn")
    paste, imported = f"{YEAR}/pledges/DN/targets/paste", f"{YEAR}/import?kind=targets"
    edit = text_of(get(officer, f"{YEAR}/pledges/DN/edit"))
    assert paste in edit and imported in edit
    assert paste in text_of(get(officer, f"{YEAR}/pledges/DN"))
    own = client_as("officer.hn")
    results_form = text_of(get(own, f"{YEAR}/results/HN/mid-year/edit"))
    assert f"{YEAR}/import?kind=results&period=mid-year" in results_form
    assert '<option value="mid_year" selected>' in text_of(
        get(own, f"{YEAR}/import?kind=results&period=mid-year")
    )
    assert EXPORT in text_of(get(own, f"{YEAR}/results")) and EXPORT in text_of(
        get(own, f"{YEAR}/pledges/HN")
    )
    assert bring(own, b"", "").status_code == 422
