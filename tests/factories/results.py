"""Ready-made reports and figures."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.indicators import ActualValue
from emulation.models.results import ResultReport
from emulation.queries.places import known_members
from emulation.queries.results import find_report
from emulation.services import results
from emulation.services.pledges import TargetDraft
from emulation.services.results import LineDraft
from emulation.vocabulary.kinds import ActualStatus, Operator, Period, Provenance
from emulation.vocabulary.moves import ReportMove
from emulation.vocabulary.states import Phase
from tests.factories import pledges as made
from tests.factories.world import World
from tests.support.ground import laid


def reporting(
    world: World, session: Session, cities: tuple[str, ...] = ("HN",), phase: Phase = Phase.MID_YEAR
) -> None:
    """A year in a reporting phase: the cities have agreed pledges for growth and poverty. Committed."""
    for city in cities:
        poverty = TargetDraft(
            world.indicators["POVERTY_RATE"], operator=Operator.LE, high=Decimal("0.5"), source="NQ 02"
        )
        made.accepted(session, world, city, targets=[made.growth(world), poverty])
    session.commit()
    world.set_phase(phase)
    session.expire_all()


def line(world: World, value: str | None = "6.8", code: str = "GRDP_GROWTH", **more: Any) -> LineDraft:
    """A line for growth, or another indicator; None leaves it blank."""
    return LineDraft(
        indicator_id=world.indicators[code], value=None if value is None else Decimal(value), **more
    )


def draft(
    session: Session,
    world: World,
    city: str = "HN",
    period: Period = Period.MID_YEAR,
    **more: Any,
) -> ResultReport:
    """A draft with one line, written by the city's officer."""
    cycle = session.get(Cycle, world.cycle_id)
    assert cycle is not None
    values: dict[str, Any] = {"version": 0, "lines": [line(world)]} | more
    results.save(
        session,
        actor=world.actor(session, f"officer.{city.lower()}"),
        now=world.now,
        cycle=cycle,
        member_id=world.members[city],
        period=period,
        **values,
    )
    return record(session, world, city, period)


def record(
    session: Session, world: World, city: str = "HN", period: Period = Period.MID_YEAR
) -> ResultReport:
    """The report as it stands now."""
    found = find_report(session, world.cycle_id, world.members[city], period)
    assert found is not None
    return found


def step(
    session: Session,
    world: World,
    report: ResultReport,
    who: str,
    move: ReportMove,
    reason: str = "",
    lines: Mapping[int, str] = results.NO_REASONS,
) -> ResultReport:
    """One move by a person of the cast; `lines` are reasons by indicator id."""
    (place,) = (p for p in known_members(session, world.cluster_id) if p.id == report.member_id)
    return results.move(
        session,
        actor=world.actor(session, who),
        now=world.now,
        report=report,
        member=place,
        version=report.version,
        step=move,
        reason=reason,
        line_reasons=lines,
    )


def submitted(session: Session, world: World, city: str = "HN", **more: Any) -> ResultReport:
    """A report that the city's leader has submitted."""
    report = draft(session, world, city, **more)
    step(session, world, report, f"officer.{city.lower()}", ReportMove.REQUEST_APPROVAL)
    return step(session, world, report, f"leader.{city.lower()}", ReportMove.SUBMIT)


def accepted(session: Session, world: World, city: str = "HN", **more: Any) -> ResultReport:
    """A report that the chair's secretariat has accepted."""
    report = submitted(session, world, city, **more)
    return step(session, world, report, "secretary.hn", ReportMove.ACCEPT)


def figure(session: Session, world: World, value: str | None, year: int = 2025, **more: Any) -> int:
    """A version of a figure of Hà Nội's growth, written directly; returns its id."""
    values: dict[str, Any] = {
        "member_id": world.members["HN"],
        "indicator_id": world.indicators["GRDP_GROWTH"],
        "period": Period.YEAR,
        "status": ActualStatus.OFFICIAL,
        "published_on": date(year + 1, 1, 6),
        "provenance": Provenance.PUBLISHED,
        "source": "Cục Thống kê",
        "entered_at": datetime(2025, 10, 1, tzinfo=UTC),
    } | more
    row = ActualValue(year=year, value=None if value is None else Decimal(value), **values)
    session.add(row)
    laid(session)
    return row.id


def next_year(session: Session, world: World) -> None:
    """The year after, open for pledges."""
    session.add(
        Cycle(cluster_id=world.cluster_id, year=world.year + 1, phase=Phase.PLEDGING, opened_at=world.now)
    )
    laid(session)
