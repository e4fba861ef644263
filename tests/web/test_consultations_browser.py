"""In a real browser on a phone: a visitor comments with the keyboard alone; every page of the room is without fault."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from emulation import settings as settings_module
from emulation.app import create_app
from emulation.db import Database, unit_of_work
from emulation.models.disclosures import Disclosure
from emulation.vocabulary.moves import CommentMove
from tests.conftest import signed_in
from tests.factories import awards
from tests.factories import disclosures as made
from tests.factories.world import World
from tests.support.browser import Watched, chromium, served, watched

pytestmark = pytest.mark.browser

LIST = "/clusters/tptw/2024/consultations"


@pytest.fixture
def visitors(database: Database, world: World, tmp_path: Path) -> Iterator[tuple[Watched, Watched]]:
    """A visitor on a phone and the chair's secretariat at a desk, while a consultation runs."""
    with database.writing() as session, unit_of_work(session):
        cycle = awards.ground(session, world)
        window = made.opened(session, world, cycle)
        comment, _code = made.commented(session, world, window, "Một ý kiến đã được trả lời")
        made.moderated(session, world, comment, CommentMove.ANSWER)
        made.commented(session, world, window, "Một ý kiến chờ duyệt")
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
        secretary = watched(browser, base, "wide")
        secretary.carry(signed_in(app, awards.SECRETARY))
        yield watched(browser, base, "phone"), secretary


def reach(page: Page, name: str) -> None:
    """Press Tab until the focus is on the field of this name."""
    for _press in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name || document.activeElement.textContent") == name:
            return
    pytest.fail(f"the keyboard does not reach {name}")


def test_a_comment_by_keyboard_on_a_phone(visitors: tuple[Watched, Watched], database: Database) -> None:
    """Names are read before the form; errors are told first; the code is shown; axe finds nothing serious."""
    visitor, _secretary = visitors
    page = visitor.page
    with database.reading() as session:
        number = session.query(Disclosure.id).one()[0]
    page.goto(f"{visitor.base}{LIST}/{number}")
    assert visitor.faults() == []
    for name, text in (("full_name", "Trần Thị Bình"), ("content", "Đề nghị làm rõ số thu."), ("count", "3")):
        reach(page, name)
        page.keyboard.insert_text(text)
    reach(page, "consent")
    page.keyboard.press("Space")
    reach(page, "Gửi ý kiến")
    page.keyboard.press("Enter")
    page.wait_for_selector("#error-summary")
    assert page.evaluate("document.activeElement.id") == "error-summary"
    assert page.input_value("#content") == "Đề nghị làm rõ số thu." and page.is_checked("#consent")
    visitor.complaints.clear()  # the console names the status of the refused form
    assert visitor.faults() == []
    reach(page, "count")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("2")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{LIST}/comments/sent")
    code = page.inner_text(".code")
    assert len(code) == 29
    assert visitor.faults() == []
    page.goto(f"{visitor.base}{LIST}/comments")
    reach(page, "code")
    page.keyboard.insert_text(code)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Chờ duyệt")
    assert code not in page.url
    assert visitor.faults() == []


def test_the_secretariats_pages_are_without_fault(
    visitors: tuple[Watched, Watched], database: Database
) -> None:
    """Red when the secretariat comes without a code: then the page that sets one up stands at most addresses."""
    _visitor, secretary = visitors
    with database.reading() as session:
        number = session.query(Disclosure.id).one()[0]
    page, found = secretary.page, []
    paths = (
        "",
        "/new",
        f"/{number}/manage",
        f"/{number}/moderation",
        f"/{number}/moderation/2",
        f"/{number}",
    )
    for size in ((1280, 900), (360, 800)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for path in paths:
            secretary.open(f"{LIST}{path}")
            assert page.url == f"{secretary.base}{LIST}{path}"
            found += [f"{size[0]} {path}: {fault}" for fault in secretary.faults()]
    assert found == []
