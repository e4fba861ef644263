"""In a real browser: a list made shorter with the keyboard, and pages that no visit reaches, are without fault."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from emulation import settings as settings_module
from emulation.app import create_app
from emulation.db import Database, unit_of_work
from emulation.models.cycles import Cycle
from emulation.vocabulary.moves import ProposalMove
from tests.conftest import signed_in
from tests.factories import awards as made
from tests.factories.world import World
from tests.services.test_recoveries import revoked
from tests.support.awards import PROPOSALS
from tests.support.browser import SIZES, Watched, chromium, served, watched

pytestmark = pytest.mark.browser

DECISION = "/clusters/tptw/decisions/1"


@pytest.fixture
def desk(database: Database, world: World, tmp_path: Path) -> Iterator[Watched]:
    """The chair's secretariat: two flags proposed, one revoked."""
    with database.writing() as session, unit_of_work(session):
        revoked(session, world)
        cycle = session.query(Cycle).filter_by(year=2024).one()
        for city in ("CT", "DN"):
            made.step(session, world, made.draft(session, world, cycle, city), ProposalMove.SUBMIT)
    settings = settings_module.load(
        {},
        env="testing",
        base_url="http://127.0.0.1",
        data_dir=str(tmp_path / "served"),
        fixed_now=world.now.isoformat(),
        database_url="sqlite://",
    )
    app = create_app(settings, database)
    with served(app) as base, chromium() as browser:
        one = watched(browser, base)
        one.carry(signed_in(app, made.SECRETARY))
        yield one


@pytest.mark.parametrize("size", list(SIZES))
def test_the_check_page_and_what_comes_back_are_without_fault(desk: Watched, size: str) -> None:
    """Red when the reason of a row is no field of the form, or the check page leads back by a plain link."""
    page, (width, height) = desk.page, SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    for path in (DECISION, f"{DECISION}/recoveries/2", "/clusters/tptw/decisions", f"{PROPOSALS}/split"):
        desk.open(path)
        assert page.url.endswith(path)
        assert desk.faults() == [], path
    page.press("#rows-1-stays", "Space")
    page.fill("#rows-1-reason", "Vượt số lượng được hướng dẫn cho cụm thi đua năm nay.")
    page.press("#rows-1-reason", "Enter")
    page.wait_for_selector("text=Xem lại danh sách rút gọn")
    assert desk.faults() == []
    page.click("[name=back]")
    page.wait_for_selector("#rows-1-reason")
    assert page.input_value("#rows-1-reason").startswith("Vượt số lượng")
    assert not page.is_checked("#rows-1-stays")
    assert desk.faults() == []
