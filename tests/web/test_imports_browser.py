"""In a real browser: twenty targets are pasted, two of them wrong; the good ones are written, the wrong ones mended."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from emulation import settings as settings_module
from emulation.app import create_app
from emulation.db import Database, unit_of_work
from emulation.gateways import seeds
from emulation.queries.pledges import get_pledge
from emulation.services import catalogues
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.clock import local_date
from tests.factories.tables import cells
from tests.factories.world import PASSWORD, World
from tests.support.browser import Watched, chromium, served, watched

pytestmark = pytest.mark.browser

PLEDGE = "/clusters/tptw/2025/pledges/HP"
HEAD = ("CHỈ TIÊU", "Đơn vị tính", "Chỉ tiêu năm 2025", "Văn bản giao")


@pytest.fixture(params=["wide", "phone"])
def officer(
    request: pytest.FixtureRequest, database: Database, world: World, tmp_path: Path
) -> Iterator[Watched]:
    """The officer of Hải Phòng at a desk and on a phone, signed in; the whole catalogue of indicators is loaded."""
    with database.writing() as session, unit_of_work(session):
        system = Actor(None, "Hệ thống", local_date(world.now))
        catalogues.load_indicators(session, actor=system, now=world.now)
    settings = settings_module.load(
        {},
        env="testing",
        base_url="http://127.0.0.1",
        data_dir=str(tmp_path / "served"),
        fixed_now=world.now.isoformat(),
        database_url="sqlite://",
    )
    with served(create_app(settings, database)) as base, chromium() as browser:
        watching = watched(browser, base, request.param)
        watching.sign_in("officer.hp@example.org", PASSWORD)
        yield watching


def table(world: World, *, mended: bool) -> str:
    """Eighteen good rows, then one in a wrong unit and one whose plan is no number."""
    known = [row for row in seeds.indicators() if row["code"] not in world.indicators][:20]
    rows = [
        (str(row["name_vi"]), str(row["unit_vi"]), f"≥ {n},5", "NQ 45/NQ-HĐND") for n, row in enumerate(known)
    ]
    if not mended:
        rows[18] = (rows[18][0], "con gà", *rows[18][2:])
        rows[19] = (*rows[19][:2], "nhiều hơn năm ngoái", rows[19][3])
    return cells(HEAD, *rows)


def pasted(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.get_by_role("button", name="Xem trước").click()
    page.wait_for_load_state()


def test_twenty_targets_of_which_two_are_wrong(officer: Watched, world: World, database: Database) -> None:
    """Acceptance: nothing is written before the button says how many rows; the mended table changes only two."""
    page = officer.page
    officer.open(f"{PLEDGE}/edit")
    page.get_by_role("link", name="Dán từ Excel").click()
    pasted(page, table(world, mended=False))
    assert "20 dòng: 18 mới, 0 thay đổi, 0 không đổi, 2 có lỗi." in page.inner_text("main")
    assert page.locator(".read-rows .field-error").count() == 2
    assert officer.faults() == []
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải 2 dòng có lỗi (CSV)").click()
    assert "con gà" in download.value.path().read_text("utf-8-sig")
    page.get_by_role("button", name="Ghi 18 dòng hợp lệ").click()
    page.wait_for_load_state()
    assert "Đã ghi 18 dòng: 18 mới, 0 thay đổi. 2 dòng có lỗi không được ghi." in page.inner_text("main")
    officer.open(f"{PLEDGE}/targets/paste")
    pasted(page, table(world, mended=True))
    assert "20 dòng: 2 mới, 0 thay đổi, 18 không đổi, 0 có lỗi." in page.inner_text("main")
    page.get_by_role("button", name="Ghi 2 dòng hợp lệ").click()
    page.wait_for_load_state()
    assert officer.faults() == []
    with database.reading() as session:
        assert len(get_pledge(session, world.cycle_id, world.members["HP"]).targets) == 20
