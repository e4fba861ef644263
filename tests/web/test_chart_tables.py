"""Acceptance: every chart has an equal table. Each number drawn is written, each number of the drawn years is drawn."""

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from emulation import settings as settings_module
from emulation.app import create_app
from emulation.db import Database
from emulation.models.clusters import Member
from tests.factories import ten_years
from tests.support.charts import Point, Table, drawings, drawn, tables
from tests.support.demo import copied
from tests.support.pages import get, text_of
from tests.support.source import templates

YEARS = "/clusters/tptw/year-over-year"
CHOICES = ("", "?only=published", "?scope=same", "?only=published&scope=same")
#: The templates that hold a chart, and what proves that its numbers are in a table.
PROVEN = {
    "rankings/year_over_year.html": "test_all_years",
    "rankings/indicators.html": "test_all_indicators",
    "rankings/indicator.html": "test_one_indicator",
}
_NUMBER = re.compile(r"−?\d[\d.]*(?:,\d+)?")

Reader = tuple[FlaskClient, dict[str, str]]


def opened(app: Flask, database: Database) -> Reader:
    with database.reading() as session:
        names = {row.name_vi: row.code for row in session.scalars(select(Member))}
    return app.test_client(), names


@pytest.fixture(scope="module", params=["conference", "twelve"])
def reader(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """A visitor of the demo at its last day, and of ten years of twelve members."""
    folder: Path = tmp_path_factory.mktemp("charts")
    settings = settings_module.load({}, env="testing", data_dir=str(folder))
    if request.param == "twelve":
        template = request.getfixturevalue("sqlite_template")
        (folder / "twelve.sqlite3").write_bytes(template.read_bytes())
        database = Database(f"sqlite:///{folder / 'twelve.sqlite3'}")
        ten_years.build(database, datetime.fromisoformat("2025-10-15T03:00+00:00"))
    else:
        database = copied(folder, request.param)
    yield opened(create_app(settings, database, settings.clock()), database)
    database.close()


def by_years(table: Table, names: dict[str, str], wanted: str) -> set[Point]:
    """Member × year: what `wanted` finds in each cell."""
    head, *rows = table.rows
    found = set()
    for row in rows:
        for year, cell in zip(head[1:], row[1:], strict=True):
            if match := re.search(wanted, cell):
                found.add((names[row[0]], int(year[:4]), match.group(1)))
    return found


@pytest.mark.parametrize("choice", CHOICES)
def test_all_years(reader: Reader, choice: str) -> None:
    """Ranks and totals. Red when `ranks_picture` draws the rank plus one, or `_ranks.html` leaves out a year."""
    client, names = reader
    page = text_of(get(client, f"{YEARS}{choice}"))
    table = tables(page)[0] if tables(page) else Table([[]], [""])
    ranks = by_years(table, names, r"hạng (\d+)/\d+")
    pictures = drawings(page)
    assert (drawn(pictures[0]) if pictures else set()) == ranks
    is_percent = "biểu đồ vẽ tỷ lệ" in page
    totals = by_years(table, names, r"\(([\d,]+)%\)" if is_percent else r"/\d+ ([\d.]+,\d\d)")
    if len(pictures) > 1:
        assert drawn(pictures[1]) == totals
    else:
        assert len({year for _code, year, _total in totals}) < 2, "two years of totals are worth a chart"


@pytest.mark.parametrize("choice", ["", "?only=published"])
def test_all_indicators(reader: Reader, choice: str) -> None:
    """Chart by chart. Red when the table of `indicators.html` leaves out the first year."""
    client, names = reader
    page = text_of(get(client, f"{YEARS}/indicators{choice}"))
    pictures, written = drawings(page), tables(page)
    assert len(pictures) == len(written)
    assert pictures
    for picture, table in zip(pictures, written, strict=True):
        assert drawn(picture) == by_years(table, names, rf"^({_NUMBER.pattern})")
        assert drawn(picture)


def full_years(table: Table, names: dict[str, str]) -> set[Point]:
    """The figures for whole years of members, every version of them."""
    found = set()
    for group, row in zip(table.of, table.rows, strict=True):
        if len(row) < 7 or not group or "trước khi tham gia" in row[0] or "chưa đủ năm" in row[6]:
            continue
        if value := _NUMBER.match(row[3]):
            found.add((names[row[0]], int(group.split()[1][:4]), value.group()))
    return found


def amount(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", ".").replace("−", "-"))


def plans(table: Table, names: dict[str, str]) -> set[tuple[str, int, Decimal]]:
    """The plans as they are written: without the places that say nothing."""
    return {
        (names[row[0].removesuffix(" trước khi tham gia cụm")], int(group.split()[1][:4]), amount(number))
        for group, row in zip(table.of, table.rows, strict=True)
        if group and len(row) >= 7
        for number in _NUMBER.findall(row[1])
    }


@pytest.mark.parametrize("choice", CHOICES)
def test_one_indicator(reader: Reader, choice: str) -> None:
    """Each version is in the table; the chart has one for every year and member of which there are any.

    Like for like leaves out the years measured on another map, and says so.
    """
    client, names = reader
    page = get(client, f"{YEARS}/indicators").get_data(as_text=True)
    codes = sorted(set(re.findall(r'year-over-year/([A-Z][A-Z0-9_]*)"', page)))
    assert codes
    for code in codes:
        page = text_of(get(client, f"{YEARS}/{code}{choice}"))
        if not (pictures := drawings(page)):
            assert "data-point" not in page
            continue
        (table,) = tables(page)
        points, written = drawn(pictures[0]), full_years(table, names)
        assert points <= written, code
        if "scope=same" not in choice:
            assert {point[:2] for point in points} == {point[:2] for point in written}, code
        targets = {(who, year, amount(value)) for who, year, value in drawn(pictures[0], "target")}
        assert targets <= plans(table, names), code


def test_every_page_with_a_chart_is_proven() -> None:
    """A chart is text that a template lets through as it is. A new one needs its proof here."""
    found = {
        str(path.relative_to(path.parents[1]))
        for path in templates()
        if re.search(r"\{\{ *(chart|picture)\w* *\| *safe", path.read_text("utf-8"))
    }
    assert found == PROVEN.keys()
    assert all(name in globals() for name in PROVEN.values())
