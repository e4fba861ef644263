"""Versions of figures and the choice of the one that is scored; the cluster's own indicators."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.indicators import ActualValue, FigureChoice, Indicator
from emulation.models.rankings import YearRanking
from emulation.queries.figures import figures_of_indicator, scored_figures
from emulation.services import figures, indicators
from emulation.services.figures import FigureDraft
from emulation.services.indicators import IndicatorDraft
from emulation.vocabulary.actor import Subject
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Sealed, Stale
from emulation.vocabulary.kinds import ActualStatus, Direction, Period
from emulation.vocabulary.states import Phase
from tests.factories import results as made
from tests.factories.world import World


def _subject(world: World, city: str | None = "HN") -> Subject:
    return Subject(cluster_id=world.cluster_id, member_id=world.members[city] if city else None)


def _add(session: Session, world: World, who: str = "secretary.hn", **more: Any) -> ActualValue:
    values: dict[str, Any] = {
        "year": 2024,
        "period": Period.YEAR,
        "status": ActualStatus.OFFICIAL,
        "value": Decimal("-6.78"),
        "source": "Niên giám 2024",
        "published_on": date(2025, 6, 30),
    } | more
    return figures.add_version(
        session,
        actor=world.actor(session, who),
        now=world.now,
        subject=_subject(world),
        indicator_id=world.indicators["GRDP_GROWTH"],
        draft=FigureDraft(**values),
    )


def _choose(
    session: Session, world: World, figure_id: int, version: int = 0, reason: str = "Số của cơ quan thống kê."
) -> FigureChoice:
    return figures.choose(
        session,
        actor=world.actor(session, "secretary.hn"),
        now=world.now,
        subject=_subject(world),
        figure_id=figure_id,
        indicator_id=world.indicators["GRDP_GROWTH"],
        version=version,
        reason=reason,
    )


def test_versions_stand_beside_each_other(session: Session, world: World) -> None:
    _add(session, world)
    _add(session, world, value=Decimal("-5.36"), status=ActualStatus.REVISED)
    rows = figures_of_indicator(session, world.indicators["GRDP_GROWTH"], [world.members["HN"]])
    assert [row.value for row in rows] == [Decimal("-6.78"), Decimal("-5.36")]
    with pytest.raises(DomainError, match="đã có với cùng nguồn"):
        _add(session, world)


@pytest.mark.parametrize("who", ["officer.hn", "leader.hn", "secretary.hp", "auditor", "admin"])
def test_only_the_chairs_secretariat_adds(session: Session, world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        _add(session, world, who)


def test_a_chosen_version_counts_before_a_stronger_one(session: Session, world: World) -> None:
    official = _add(session, world)
    _add(session, world, value=Decimal("-5.36"), status=ActualStatus.REVISED)
    choice = _choose(session, world, official.id)
    cell = (world.members["HN"], world.indicators["GRDP_GROWTH"])
    assert scored_figures(session, [world.members["HN"]], 2024)[cell].value == Decimal("-6.78")
    with pytest.raises(Stale):
        _choose(session, world, official.id, version=0)
    again = _choose(session, world, official.id, choice.version, "Vẫn giữ số chính thức.")
    assert again.reason == "Vẫn giữ số chính thức."


def test_choosing_needs_a_reason_and_a_full_year_of_this_member(session: Session, world: World) -> None:
    figure = _add(session, world)
    with pytest.raises(DomainError, match="Nhập lý do"):
        _choose(session, world, figure.id, reason="")
    part = _add(session, world, period=Period.TEN_MONTHS)
    with pytest.raises(DomainError, match="cả năm"):
        _choose(session, world, part.id)
    other = made.figure(session, world, "9", 2024, member_id=world.members["HP"])
    with pytest.raises(NotFound):
        _choose(session, world, other)


def test_a_frozen_year_takes_new_versions_but_no_other_choice(session: Session, world: World) -> None:
    """Red when services/figures.py no longer asks is_frozen."""
    first = _add(session, world)
    choice = _choose(session, world, first.id)
    cycle = Cycle(cluster_id=world.cluster_id, year=2024, phase=Phase.TOTALS)
    session.add(cycle)
    session.flush()
    session.add(
        YearRanking(cycle_id=cycle.id, cluster_id=world.cluster_id, year=2024, member_count=5, tie_rules=[])
    )
    session.flush()
    later = _add(session, world, value=Decimal("-5.36"), status=ActualStatus.REVISED)
    with pytest.raises(Sealed, match="Điểm năm 2024 đã khóa"):
        _choose(session, world, later.id, choice.version)


def test_a_closed_year_takes_new_versions_but_no_other_choice(session: Session, world: World) -> None:
    first = _add(session, world)
    session.add(Cycle(cluster_id=world.cluster_id, year=2024, phase=Phase.CLOSED))
    session.flush()
    with pytest.raises(Sealed):
        _choose(session, world, first.id)
    _add(session, world, value=Decimal("-5.36"), status=ActualStatus.REVISED)


DRAFT = IndicatorDraft("Tỷ lệ đô thị hóa", "%", Direction.HIGHER, 1)


def _new_indicator(
    session: Session, world: World, who: str = "secretary.hn", code: str = "URBAN"
) -> Indicator:
    return indicators.add(
        session,
        actor=world.actor(session, who),
        now=world.now,
        subject=_subject(world, None),
        code=code,
        draft=DRAFT,
    )


def test_the_chairs_secretariat_adds_and_edits_own_indicators(session: Session, world: World) -> None:
    indicator = _new_indicator(session, world)
    subject, actor = _subject(world, None), world.actor(session, "secretary.hn")
    better = IndicatorDraft("Tỷ lệ đô thị hóa", "điểm %", Direction.HIGHER, 2)
    version = indicator.version
    indicators.edit(
        session,
        actor=actor,
        now=world.now,
        subject=subject,
        indicator=indicator,
        version=version,
        draft=better,
    )
    assert (indicator.unit_vi, indicator.decimals, indicator.cluster_id) == ("điểm %", 2, world.cluster_id)
    with pytest.raises(Stale):
        indicators.edit(
            session,
            actor=actor,
            now=world.now,
            subject=subject,
            indicator=indicator,
            version=version,
            draft=DRAFT,
        )


def test_indicator_refusals(session: Session, world: World) -> None:
    with pytest.raises(NotAllowed):
        _new_indicator(session, world, "secretary.hcm")
    with pytest.raises(DomainError, match="đã có trong danh mục"):
        _new_indicator(session, world, code="GRDP_GROWTH")
    shared = session.get(Indicator, world.indicators["GRDP_GROWTH"])
    assert shared is not None
    with pytest.raises(DomainError, match="dùng chung"):
        indicators.edit(
            session,
            actor=world.actor(session, "secretary.hn"),
            now=world.now,
            subject=_subject(world, None),
            indicator=shared,
            version=shared.version,
            draft=DRAFT,
        )
