"""The lines and points of an indicator."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from emulation.services import trends
from emulation.services.trends import Trend
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import ActualStatus, Boundary, Operator, Period
from tests.factories import rankings as made
from tests.factories.world import World


def read(session: Session, world: World, same_scope: bool = False) -> Trend:
    return trends.trend(
        session, cluster_id=world.cluster_id, code="grdp_growth", only_published=False, same_scope=same_scope
    )


def test_an_unknown_indicator_is_not_found(session: Session, world: World) -> None:
    with pytest.raises(NotFound):
        trends.trend(session, cluster_id=world.cluster_id, code="NO", only_published=False, same_scope=False)


def test_the_revised_version_stands_for_the_cell_and_each_has_its_percent(
    session: Session, world: World
) -> None:
    made.figure(session, world, "HN", 2023, "6.27")
    made.figure(session, world, "HN", 2023, "6.5", ActualStatus.REVISED)
    made.plan(session, world, "HN", 2023, "7", operator=Operator.GE)
    lines = read(session, world).lines
    assert [(one.figure.value if one.figure else None, one.counts, one.leads) for one in lines] == [
        (Decimal("6.2700"), False, True),
        (Decimal("6.5000"), True, False),
    ]
    assert [one.shares[0].percent for one in lines] == [Decimal("89.57"), Decimal("92.86")]


def test_part_of_a_year_has_no_percent_and_no_point(session: Session, world: World) -> None:
    made.figure(session, world, "HN", 2025, "8.2", period=Period.MID_YEAR)
    made.plan(session, world, "HN", 2025, "8")
    found = read(session, world)
    assert [one.shares[0].percent for one in found.lines] == [None]
    assert not any(one.figures for one in found.points)


def test_the_line_is_cut_where_the_map_changes(session: Session, world: World) -> None:
    made.figure(session, world, "HP", 2024, "11.01")
    made.figure(session, world, "HP", 2025, "11.81", boundary=Boundary.NEW)
    made.figure(session, world, "HN", 2024, "6.52")
    made.figure(session, world, "HN", 2025, "8.2")
    points = {one.member.code: one for one in read(session, world).points}
    assert points["HP"].cuts == {2025}
    assert points["HN"].cuts == frozenset()


def test_like_for_like_leaves_out_years_on_another_map(session: Session, world: World) -> None:
    made.figure(session, world, "HP", 2023, "10.34")
    made.figure(session, world, "HP", 2024, "11.01")
    made.figure(session, world, "HP", 2025, "11.81", boundary=Boundary.NEW)
    points = {one.member.code: one for one in read(session, world, same_scope=True).points}
    assert list(points["HP"].figures) == [2023, 2024]
    assert points["HP"].cuts == frozenset()


def test_a_year_before_membership_has_a_line_but_no_point(session: Session, world: World) -> None:
    made.hue_joins(session, world)
    made.figure(session, world, "HUE", 2024, "8.15")
    found = read(session, world)
    assert [one.before_joining for one in found.lines] == [True]
    assert not any(one.figures for one in found.points)
