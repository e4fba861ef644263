"""Every page at 1280 and 360 pixels: no overflow, no clipped text, a silent console, nothing serious from axe."""

from itertools import groupby
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from emulation.services import demo
from tests.support.browser import SIZES, Watched, chromium, served, watched
from tests.support.demo import PASSWORD
from tests.support.visits import Visit, demo_app, visits


def _faults(one: Watched, visit: Visit) -> list[str]:
    answer = one.page.goto(one.base + visit.path)
    status = answer.status if answer else 0
    found = one.faults() if status == 200 else [f"status {status}"]
    one.complaints.clear()
    return [f"{visit.endpoint} {visit.path} as {visit.person or 'visitor'}: {fault}" for fault in found]


def _walk(browser: Browser, base: str, size: str, pages: list[Visit]) -> list[str]:
    found = []
    for email, group in groupby(sorted(pages, key=lambda page: page.email), key=lambda page: page.email):
        one = watched(browser, base, size)
        if email:
            one.sign_in(email, PASSWORD)
            one.complaints.clear()
        for visit in group:
            found += _faults(one, visit)
        one.page.close()
    return found


@pytest.mark.browser
@pytest.mark.parametrize("stage", list(demo.STAGES))
def test_every_page_is_without_fault(stage: str, tmp_path: Path) -> None:
    """Acceptance 6. Red when .frame in layout.css gets a min-width of 30rem."""
    found: list[str] = []
    with demo_app(tmp_path, stage) as (app, database), chromium() as browser:
        with database.reading() as session:
            pages = visits(app, session, stage)
        assert pages
        with served(app) as base:
            for size in SIZES:
                found += [f"{size} {fault}" for fault in _walk(browser, base, size, pages)]
    assert not found, "\n".join(found)
