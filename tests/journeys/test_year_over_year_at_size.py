"""Acceptance: ten years of twelve members can be read on a phone and on paper."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from emulation import settings as settings_module
from emulation.app import create_app
from emulation.db import Database
from tests.factories import ten_years
from tests.support.browser import Watched, chromium, served, watched

pytestmark = pytest.mark.browser

YEARS = "/clusters/tptw/year-over-year"
PAGES = (YEARS, f"{YEARS}?scope=same", f"{YEARS}/indicators", f"{YEARS}/GRDP_GROWTH")
#: CSS pixels of what is left of A4 between the margins of the print style: 165 mm upright, 252 mm across.
UPRIGHT, ACROSS = 623, 952
POINT = 96 / 72
#: Of every chart: the box it scrolls in, and of its texts and nodes the place, the size as drawn, and what they say.
MEASURE = """() => [...document.querySelectorAll('svg[role=img]')].map(svg => {
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  const box = svg.closest('.chart'), own = svg.getBoundingClientRect();
  const place = one => { const r = one.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
  return {
    id: svg.querySelector('title').textContent,
    scrolls: [box.scrollWidth, box.clientWidth], tab: box.tabIndex, name: box.getAttribute('aria-label'),
    overflow: getComputedStyle(box).overflowX,
    forced: [getComputedStyle(svg).forcedColorAdjust, getComputedStyle(svg).backgroundColor],
    own: place(svg), width: own.width, height: own.height,
    texts: [...svg.querySelectorAll('text')].map(text => ({
      says: text.textContent, is: text.getAttribute('class') || '', place: place(text),
      size: parseFloat(getComputedStyle(text).fontSize) * scale})),
    nodes: [...svg.querySelectorAll('.node')].map(node => ({
      says: node.getAttribute('data-point'), place: place(node)})),
    strokes: [...svg.querySelectorAll('.series')].map(line => {
      const style = getComputedStyle(line);
      return [line.getAttribute('stroke'), style.stroke, line.getAttribute('stroke-dasharray') || ''];})
  };
})"""
#: The kind of sheet each chart is printed on: that of the nearest element that asks for one.
SHEETS = """() => [...document.querySelectorAll('svg[role=img]')].map(svg => {
  for (let one = svg; one; one = one.parentElement) {
    const page = getComputedStyle(one).page;
    if (page !== 'auto') return page;
  }
  return 'auto';
})"""
#: What an em box holds above and below its letters; marks over capitals may touch what is above by so much.
SLACK = 3.0

Box = list[float]


@pytest.fixture(scope="module")
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Any, str]]:
    folder: Path = tmp_path_factory.mktemp("years")
    (folder / "years.sqlite3").write_bytes(request.getfixturevalue("sqlite_template").read_bytes())
    database = Database(f"sqlite:///{folder / 'years.sqlite3'}")
    ten_years.build(database, datetime.fromisoformat("2025-10-15T03:00+00:00"))
    settings = settings_module.load({}, env="testing", base_url="http://127.0.0.1", data_dir=str(folder))
    app = create_app(settings, database, settings.clock())
    with served(app) as base, chromium() as browser:
        yield browser, base
    database.close()


@pytest.fixture(params=PAGES)
def phone(house: tuple[Any, str], request: pytest.FixtureRequest) -> Iterator[Watched]:
    browser, base = house
    one = watched(browser, base, "phone")
    one.open(request.param)
    yield one
    one.page.close()


def measured(page: Page) -> list[dict[str, Any]]:
    page.evaluate("document.fonts.ready")
    found: list[dict[str, Any]] = page.evaluate(MEASURE)
    assert found
    return found


def meets(one: Box, other: Box, slack: float = 0) -> bool:
    left, right = max(one[0], other[0]), min(one[2], other[2])
    top, bottom = max(one[1], other[1]), min(one[3], other[3])
    return right - left > 0.5 and bottom - top > slack


def inside(one: Box, other: Box) -> bool:
    x, y = (one[0] + one[2]) / 2, (one[1] + one[3]) / 2
    return other[0] <= x <= other[2] and other[1] <= y <= other[3]


def overlapping(chart: dict[str, Any], scale: float = 1) -> list[str]:
    """Labels that cover each other, and nodes that cover a label that is not their own number."""
    texts, found = chart["texts"], []
    for place, one in enumerate(texts):
        for other in texts[place + 1 :]:
            if meets(one["place"], other["place"], SLACK * scale):
                found.append(f"{chart['id']}: “{one['says']}” and “{other['says']}”")
        if one["is"] == "number":
            continue
        for node in chart["nodes"]:
            if meets(one["place"], node["place"], SLACK * scale) and not inside(one["place"], node["place"]):
                found.append(f"{chart['id']}: “{one['says']}” and the node of {node['says']}")
    return found


def _telling(place: Box, chart: dict[str, Any]) -> tuple[float, float]:
    """The part of a name or code by which it is told: its code at the left of the chart, its beginning at the right."""
    middle = (chart["own"][0] + chart["own"][2]) / 2
    if place[0] < middle:
        return max(place[0], place[2] - 48), place[2]
    return place[0], min(place[2], place[0] + 48)


def outside(chart: dict[str, Any]) -> list[str]:
    left, _top, right, bottom = chart["own"]
    return [
        one["says"]
        for one in chart["texts"]
        if one["place"][0] < left - 1 or one["place"][2] > right + 1 or one["place"][3] > bottom + 1
    ]


def test_on_a_phone_charts_scroll_in_boxes_of_their_own(phone: Watched) -> None:
    """Red when .chart in parts.css loses its overflow."""
    page = phone.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for chart in measured(page):
        assert chart["tab"] == 0
        assert chart["name"]
        assert chart["overflow"] == "auto"
        assert chart["scrolls"][1] <= 360
    assert phone.faults() == []


def test_on_a_phone_every_text_of_a_chart_can_be_read(phone: Watched) -> None:
    """Red when the codes in charts become 10 units tall."""
    for chart in measured(phone.page):
        assert min(text["size"] for text in chart["texts"]) >= 11
        assert outside(chart) == []


def test_no_label_covers_another_and_no_node_covers_a_label(phone: Watched) -> None:
    """Red when `stacked` keeps no distance, or when `_has_room` is always true."""
    found = [fault for chart in measured(phone.page) for fault in overlapping(chart)]
    assert found == []


def test_wherever_a_phone_looks_the_lines_are_named(house: tuple[Any, str]) -> None:
    """In every window as wide as the box there are names or codes. Red when `coded_years` gives none."""
    browser, base = house
    one = watched(browser, base, "phone")
    one.open(YEARS)
    bump = measured(one.page)[0]
    window = bump["scrolls"][1]
    codes = {point["says"].split()[0] for point in bump["nodes"]}
    ends = [
        _telling(text["place"], bump)
        for text in bump["texts"]
        if text["says"] in codes or text["says"].rstrip(")").split("(")[-1] in codes
    ]
    start, last = bump["own"][0], bump["own"][2]
    while start + window <= last - 100:  # behind the last names stands the year under way
        shown = sum(left >= start and right <= start + window for left, right in ends)
        assert shown >= 6, start - bump["own"][0]
        start += 20
    one.page.close()


@pytest.mark.parametrize("path", PAGES)
def test_on_paper_charts_fit_the_sheet_and_can_be_read(house: tuple[Any, str], path: str) -> None:
    """At least 7 pt. Red when .picture.chart in print.css is not put on a sheet across."""
    browser, base = house
    one = watched(browser, base, "wide")
    one.page.emulate_media(media="print")
    one.open(path)
    across = one.page.evaluate(SHEETS)
    sheets = {ACROSS if name == "wide" else UPRIGHT for name in across}
    for width in sorted(sheets):
        one.page.set_viewport_size({"width": width, "height": 1200})
        for chart, name in zip(measured(one.page), across, strict=True):
            if (ACROSS if name == "wide" else UPRIGHT) != width:
                continue
            assert chart["own"][0] >= -1
            assert chart["own"][2] <= width + 1, chart["id"]
            assert chart["height"] <= 170 / 25.4 * 96
            assert min(text["size"] for text in chart["texts"]) >= 7 * POINT, chart["id"]
            assert overlapping(chart, 0.8) == []
    one.page.close()


def test_on_paper_lines_are_told_apart_by_their_dashes(house: tuple[Any, str]) -> None:
    """Twelve members, twelve patterns, whatever the ink."""
    browser, base = house
    one = watched(browser, base, "wide")
    one.page.emulate_media(media="print")
    one.open(YEARS)
    for chart in measured(one.page):
        patterns = {(colour, dashes) for colour, _drawn, dashes in chart["strokes"]}
        assert len({colour for colour, _dashes in patterns}) == 12
        assert len({dashes for _colour, dashes in patterns}) == 12
    one.page.close()


def test_forced_colours_keep_the_lines(house: tuple[Any, str]) -> None:
    """Red when theme.css no longer keeps charts from forced colours."""
    browser, base = house
    one = watched(browser, base, "wide")
    one.page.emulate_media(forced_colors="active", color_scheme="dark")
    one.open(YEARS)
    for chart in measured(one.page):
        for colour, drawn, _dashes in chart["strokes"]:
            red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
            assert drawn == f"rgb({red}, {green}, {blue})"
        assert chart["forced"] == ["none", "rgb(255, 255, 255)"]
    one.page.close()
