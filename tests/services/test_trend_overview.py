"""All indicators on one page: the same years for all, nothing that readers may not see yet."""

from decimal import Decimal

from sqlalchemy.orm import Session

from emulation.rules.trend_messages import Message
from emulation.services.trend_overview import Overview, overview
from emulation.vocabulary.kinds import Period, Provenance
from tests.factories import rankings as made
from tests.factories.world import World


def seen(
    session: Session, world: World, *, only: bool = False, open_years: set[int] | None = None
) -> Overview:
    session.flush()
    return overview(session, cluster_id=world.cluster_id, only_published=only, open_years=open_years)


def test_indicators_share_their_years_and_those_without_whole_years_are_only_named(
    session: Session, world: World
) -> None:
    """Red when `others` takes the indicators that have a message."""
    made.figure(session, world, "HN", 2021, "5.5")
    made.figure(session, world, "HP", 2024, "4.0", indicator="POVERTY_RATE")
    made.figure(session, world, "HP", 2024, "3.5", indicator="POVERTY_RATE", period=Period.MID_YEAR)
    made.figure(session, world, "HP", 2024, "12", indicator="PCI_RANK", period=Period.MID_YEAR)
    found = seen(session, world)
    assert found.years == (2021, 2022, 2023, 2024)
    assert [one.indicator.code for one in found.trends] == ["GRDP_GROWTH", "POVERTY_RATE"]
    assert [one.code for one in found.others] == ["PCI_RANK"]
    assert found.trends[1].message == Message(2024, ("HP",), Decimal("4.0"), 1)


def test_made_up_figures_are_marked_or_left_out(session: Session, world: World) -> None:
    made.figure(session, world, "HN", 2023, "5.5")
    made.figure(session, world, "HN", 2024, "6", provenance=Provenance.ILLUSTRATIVE, source="")
    (one,) = seen(session, world).trends
    assert one.is_illustrative
    (other,) = seen(session, world, only=True).trends
    assert not other.is_illustrative
    assert other.message == Message(2023, ("HN",), Decimal("5.5"), 1)


def test_what_members_reported_waits_for_its_year(session: Session, world: World) -> None:
    """Red when `is_open` is not asked: 2025 would show before its ranking is published."""
    made.figure(session, world, "HN", 2024, "5.5")
    made.figure(session, world, "HN", 2025, "9.9", provenance=Provenance.RECORDED, source="Báo cáo")
    assert seen(session, world, open_years={2024}).years == (2024,)
    assert seen(session, world, open_years=None).years == (2024, 2025)


def test_years_before_joining_are_not_drawn(session: Session, world: World) -> None:
    made.hue_joins(session, world)
    made.figure(session, world, "HUE", 2023, "5.5")
    made.figure(session, world, "HN", 2023, "6.5")
    (one,) = seen(session, world).trends
    assert [points.member.code for points in one.drawn] == ["HN"]


def test_without_figures_there_is_nothing(session: Session, world: World) -> None:
    found = seen(session, world)
    assert (found.years, found.trends, found.others) == ((), (), ())
