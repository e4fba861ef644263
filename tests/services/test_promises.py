"""The tracker: which figure counts, what a reader may see of it, and the level that follows."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from emulation.queries.places import YearPlace, members_of_year
from emulation.services import promises
from emulation.services.pledges import TargetDraft
from emulation.services.promises import City
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.kinds import ActualStatus, Operator, Period, Provenance
from emulation.vocabulary.states import Phase, RankingState
from tests.factories import pledges as made
from tests.factories import results as figures
from tests.factories.world import World

RECORDED: dict[str, Any] = {"provenance": Provenance.RECORDED, "published_on": None}


@pytest.fixture
def _signed(session: Session, world: World) -> None:
    """Hà Nội has signed for growth, revenue and poverty; one plan is illustrative, one target not assigned."""
    targets = [
        made.growth(world, operator=Operator.GE),
        TargetDraft(
            world.indicators["BUDGET_REVENUE"],
            low=Decimal(1000),
            source="NQ 02",
            provenance=Provenance.ILLUSTRATIVE,
        ),
        TargetDraft(
            world.indicators["POVERTY_RATE"], operator=Operator.LE, high=Decimal("0.5"), source="NQ 3"
        ),
        TargetDraft(
            world.indicators["PCI_RANK"], not_assigned=True, not_assigned_reason="Không giao cho thành phố"
        ),
    ]
    made.accepted(session, world, targets=targets)
    made.accepted(session, world, "HP")
    made.signed_agreement(session, world, ("HN",))


def hn(
    session: Session, world: World, *, who: str = "", only: bool = False, ranking: RankingState | None = None
) -> City:
    """Hà Nội's promises as a reader sees them."""
    year = YearPlace(world.cycle_id, 2025, Phase.PLEDGING, Provenance.RECORDED, ranking)
    found = promises.tracker(
        session,
        actor=world.actor(session, who) if who else Actor(None, "", local_date(world.now)),
        subject=Subject(cluster_id=world.cluster_id),
        year=year,
        members=members_of_year(session, world.cluster_id, 2025),
        only_published=only,
    )
    return found.cities[0]


def levels(city: City) -> list[str]:
    return [one.level.value for one in city.promises]


@pytest.mark.usefixtures("_signed")
def test_without_figures_there_is_no_evidence(session: Session, world: World) -> None:
    """What is not assigned is no promise."""
    city = hn(session, world)
    assert [one.row.code for one in city.promises] == ["GRDP_GROWTH", "BUDGET_REVENUE", "POVERTY_RATE"]
    assert levels(city) == ["no_evidence"] * 3
    assert (city.has_signed, city.percent_done) == (True, Decimal(0))


@pytest.mark.usefixtures("_signed")
def test_only_signed_pledges_are_promises(session: Session, world: World) -> None:
    """Hải Phòng's is agreed but not signed. Red when signed_promises does not ask for SIGNED."""
    year = YearPlace(world.cycle_id, 2025, Phase.PLEDGING, Provenance.RECORDED, None)
    found = promises.tracker(
        session,
        actor=world.actor(session, "secretary.hn"),
        subject=Subject(cluster_id=world.cluster_id),
        year=year,
        members=members_of_year(session, world.cluster_id, 2025),
    )
    assert [(city.member.code, city.has_signed, len(city.promises)) for city in found.cities] == [
        ("HN", True, 3),
        ("HCM", False, 0),
        ("HP", False, 0),
        ("DN", False, 0),
        ("CT", False, 0),
    ]


@pytest.mark.usefixtures("_signed")
def test_the_level_follows_the_newest_figure(session: Session, world: World) -> None:
    """Growth 7.4 of 7.5 → 98.67%; revenue 480 of 1000 at mid-year; poverty 0.4 of at most 0.5."""
    figures.figure(session, world, "7.4", published_on=None)
    revenue: dict[str, Any] = {"indicator_id": world.indicators["BUDGET_REVENUE"], "period": Period.MID_YEAR}
    figures.figure(session, world, "480", **revenue)
    figures.figure(session, world, "0.4", indicator_id=world.indicators["POVERTY_RATE"])
    city = hn(session, world)
    assert levels(city) == ["basic", "limited", "done"]
    share = city.promises[0].share
    assert share is not None and round(share, 2) == Decimal("98.67")
    assert [(level.value, n) for level, n in city.counts[:3]] == [("done", 1), ("basic", 1), ("limited", 1)]


@pytest.mark.usefixtures("_signed")
def test_a_rate_is_not_kept_at_mid_year_but_an_amount_is(session: Session, world: World) -> None:
    """Growth may fall again; revenue only grows. Red when `grows` is not asked in _kept."""
    figures.figure(session, world, "8", period=Period.MID_YEAR)
    revenue: dict[str, Any] = {"indicator_id": world.indicators["BUDGET_REVENUE"], "period": Period.MID_YEAR}
    figures.figure(session, world, "1001", **revenue)
    assert levels(hn(session, world))[:2] == ["basic", "done"]


@pytest.mark.usefixtures("_signed")
def test_what_members_reported_is_public_with_the_ranking(session: Session, world: World) -> None:
    """Inside the cluster at once; outside once the year is published. Red when `hides_reported` is False."""
    figures.figure(session, world, "7.6", **RECORDED)
    assert levels(hn(session, world))[0] == "no_evidence"
    assert levels(hn(session, world, who="outsider"))[0] == "no_evidence"
    assert levels(hn(session, world, who="officer.dn"))[0] == "done"
    assert levels(hn(session, world, ranking=RankingState.FROZEN))[0] == "no_evidence"
    assert levels(hn(session, world, ranking=RankingState.PUBLISHED))[0] == "done"


@pytest.mark.usefixtures("_signed")
def test_a_hidden_figure_does_not_hide_the_one_below_it(session: Session, world: World) -> None:
    """The published estimate counts for the public although a stronger, reported one stands."""
    figures.figure(session, world, "7.0", status=ActualStatus.ESTIMATE)
    figures.figure(session, world, "7.6", status=ActualStatus.REVISED, **RECORDED)
    assert levels(hn(session, world))[0] == "basic"
    assert levels(hn(session, world, who="officer.dn"))[0] == "done"


@pytest.mark.usefixtures("_signed")
def test_published_values_only(session: Session, world: World) -> None:
    """Neither invented plans nor invented figures. Red when `_shows` is True for all."""
    figures.figure(session, world, "7.6", provenance=Provenance.ILLUSTRATIVE)
    city = hn(session, world)
    assert levels(city)[0] == "done"
    assert [one.is_illustrative for one in city.promises] == [True, True, False]
    city = hn(session, world, only=True)
    assert [one.row.code for one in city.promises] == ["GRDP_GROWTH", "POVERTY_RATE"]
    assert levels(city) == ["no_evidence", "no_evidence"]
    assert not any(one.is_illustrative for one in city.promises)


@pytest.mark.usefixtures("_signed")
def test_a_version_without_an_amount_is_no_evidence(session: Session, world: World) -> None:
    figures.figure(session, world, None, note="Trên 120%")
    city = hn(session, world)
    assert levels(city)[0] == "no_evidence"
