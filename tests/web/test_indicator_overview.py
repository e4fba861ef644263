"""The page with a small chart for every indicator."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from emulation.models.indicators import Indicator
from emulation.rules.indicators import check_code
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Direction, Provenance
from tests.factories import rankings as made
from tests.factories.world import World
from tests.support.pages import get, text_of
from tests.support.ranked import YEARS

PAGE = f"{YEARS}/indicators"


def test_each_indicator_has_chart_message_table_and_a_link(
    session: Session, world: World, client: FlaskClient
) -> None:
    for city, before, after in (("HN", "6.27", "6.52"), ("HP", "10.34", "11.01"), ("DN", "7", "7")):
        made.figure(session, world, city, 2023, before)
        made.figure(session, world, city, 2024, after)
    made.figure(session, world, "HN", 2024, "0.03", indicator="POVERTY_RATE")
    made.figure(
        session, world, "CT", 2024, "1.5", indicator="POVERTY_RATE", provenance=Provenance.ILLUSTRATIVE
    )
    session.commit()
    page = text_of(get(client, PAGE))
    assert page.count('class="card small-chart"') == 2
    assert (
        "Năm 2024, Hải Phòng cao nhất: 11,01 %; so với năm 2023: 2 thành viên tăng, 0 giảm, 1 không đổi."
        in page
    )
    growth, poverty = page.split('class="card small-chart"')[1:]
    assert "Năm 2024, Hà Nội thấp nhất: 0,03 %." in poverty
    assert "Minh họa" in poverty
    assert "Minh họa" not in growth
    assert f'href="{YEARS}/GRDP_GROWTH"' in growth
    assert 'data-point="HP 2024 11,01"' in growth
    assert growth.count("<details") == 1
    assert "PCI" not in page


def test_address_does_not_hide_an_indicator(session: Session, world: World, client: FlaskClient) -> None:
    """A code cannot be "indicators"; one named INDICATORS has its own page beside the page of all."""
    with pytest.raises(DomainError):
        check_code("indicators", ())
    check_code("INDICATORS", ())
    own = Indicator(
        code="INDICATORS",
        cluster_id=world.cluster_id,
        name_vi="Số chỉ tiêu hoàn thành",
        unit_vi="chỉ tiêu",
        direction=Direction.HIGHER,
        decimals=0,
        position=99,
    )
    session.add(own)
    session.flush()
    world.indicators["INDICATORS"] = own.id
    made.figure(session, world, "HN", 2024, "31", indicator="INDICATORS")
    session.commit()
    of_all = text_of(get(client, PAGE))
    assert "<h1>Mọi chỉ tiêu bằng biểu đồ" in re.sub(r"<h1[^>]*>", "<h1>", of_all)
    assert f'href="{YEARS}/INDICATORS"' in of_all
    assert "Diễn biến chỉ tiêu: Số chỉ tiêu hoàn thành" in text_of(get(client, f"{YEARS}/INDICATORS"))


def test_choice_of_published_figures_is_kept(session: Session, world: World, client: FlaskClient) -> None:
    made.figure(session, world, "HN", 2024, "6", provenance=Provenance.ILLUSTRATIVE, source="")
    session.commit()
    assert "small-chart" in text_of(get(client, PAGE))
    page = text_of(get(client, f"{PAGE}?only=published"))
    assert 'class="card small-chart"' not in page
    assert "Chưa có số liệu công bố" in page


def test_without_figures_the_page_says_so(world: World, client: FlaskClient) -> None:
    assert "Chưa có chỉ tiêu nào có số liệu." in text_of(get(client, PAGE))
