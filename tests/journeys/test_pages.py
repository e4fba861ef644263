"""Every page at 1280 and 360 pixels: no overflow, no clipped text, a silent console, nothing serious from axe.

axe takes seconds on a long page: it looks at every page at one of the sizes, in turn, and with FULL=1 at both.
"""

from collections.abc import Collection
from itertools import groupby
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from emulation.services import demo
from tests.support.browser import SIZES, Watched, chromium, served, watched
from tests.support.demo import PASSWORD
from tests.support.sizes import some
from tests.support.visits import Visit, demo_app, visits


def _faults(one: Watched, visit: Visit, axe_at: Collection[str]) -> list[str]:
    """What is wrong with a page, which is opened once and then made narrower, as a window is."""
    one.resize("wide")
    answer = one.page.goto(one.base + visit.path)
    status = answer.status if answer else 0
    found = [] if status == 200 else [f"status {status}"]
    for size in SIZES if status == 200 else ():
        one.resize(size)
        found += [f"{size}: {fault}" for fault in one.faults(with_axe=size in axe_at)]
    one.complaints.clear()
    return [f"{visit.endpoint} {visit.path} as {visit.person or 'visitor'}: {fault}" for fault in found]


def _walk(browser: Browser, base: str, pages: list[Visit]) -> list[str]:
    found: list[str] = []
    turns = {page.endpoint: some(list(SIZES), every=2, turn=turn) for turn, page in enumerate(pages)}
    for email, group in groupby(sorted(pages, key=lambda page: page.email), key=lambda page: page.email):
        one = watched(browser, base)
        if email:
            one.sign_in(email, PASSWORD)
            one.complaints.clear()
        for visit in group:
            found += _faults(one, visit, turns[visit.endpoint])
        one.page.close()
    return found


@pytest.mark.browser
@pytest.mark.parametrize("stage", list(demo.STAGES))
def test_every_page_is_without_fault(stage: str, tmp_path: Path) -> None:
    """Acceptance 6. Red when .frame in layout.css gets a min-width of 30rem."""
    with demo_app(tmp_path, stage) as (app, database), chromium() as browser:
        with database.reading() as session:
            pages = visits(app, session, stage)
        assert pages
        with served(app) as base:
            found = _walk(browser, base, pages)
    assert not found, "\n".join(found)
