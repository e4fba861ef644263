"""Totals of years share a scale only when they are out of the same maximum; what is drawn is said."""

import re
from decimal import Decimal

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories import rankings as made
from tests.factories.world import World
from tests.support.pages import get, text_of
from tests.support.ranked import YEARS

FIRST: dict[str, tuple[int | None, str | None]] = {"HN": (1, "540"), "HP": (2, "510")}
SECOND: dict[str, tuple[int | None, str | None]] = {"HN": (1, "955.5"), "HP": (2, "912.3")}


def drawn(client: FlaskClient) -> tuple[str, set[str]]:
    page = text_of(get(client, YEARS))
    start = page.find("points-card")
    return page, set(re.findall(r'data-point="([^"]*)"', page[start:])) if start > 0 else set()


def test_years_with_one_maximum_are_drawn_in_points(
    session: Session, world: World, client: FlaskClient
) -> None:
    made.ranking(session, world, 2023, FIRST, max_points=Decimal(1000))
    made.ranking(session, world, 2024, SECOND, max_points=Decimal(1000))
    session.commit()
    page, found = drawn(client)
    assert found == {"HN 2023 540,00", "HP 2023 510,00", "HN 2024 955,50", "HP 2024 912,30"}
    assert "Điểm tối đa của mọi năm được vẽ: 1.000 điểm." in page


def test_another_maximum_makes_it_percentages_in_chart_table_and_file(
    session: Session, world: World, client: FlaskClient
) -> None:
    """540 of 600 is 90 %, 955,50 of 1.000 is 95,55 %. Red when `scale_of` asks only for the last year."""
    made.ranking(session, world, 2022, FIRST)
    made.ranking(session, world, 2023, FIRST, max_points=Decimal(600))
    made.ranking(session, world, 2024, SECOND, max_points=Decimal(1000))
    session.commit()
    page, found = drawn(client)
    assert found == {"HN 2023 90,00", "HP 2023 85,00", "HN 2024 95,55", "HP 2024 91,23"}
    assert "% điểm tối đa của năm" in page
    assert "biểu đồ vẽ tỷ lệ so với điểm tối đa của từng năm" in page
    assert "Không vẽ năm 2022: chưa ghi nhận điểm tối đa." in page
    assert "540,00 (90,00%)" in page
    lines = get(client, f"{YEARS}.csv").get_data().decode("utf-8-sig").splitlines()
    assert any("hạng 1/2;955,50;95,55;không đổi;hạng 1/2;540,00;90,00;" in line for line in lines)


def test_unknown_maxima_are_said(session: Session, world: World, client: FlaskClient) -> None:
    made.ranking(session, world, 2023, FIRST)
    made.ranking(session, world, 2024, SECOND)
    session.commit()
    page, found = drawn(client)
    assert "HN 2024 955,50" in found
    assert "Chưa ghi nhận điểm tối đa của các năm" in page
