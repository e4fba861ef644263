"""Ready-made years, rankings, terms, conferences, proposals, figures and plans, written directly."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.awards import AwardForm, Proposal
from emulation.models.clusters import Member, MemberChange, Membership
from emulation.models.conferences import Conference
from emulation.models.cycles import Cycle
from emulation.models.indicators import ActualValue
from emulation.models.pledges import Pledge, PledgeTarget
from emulation.models.rankings import RankingRow, YearRanking
from emulation.models.terms import Term
from emulation.vocabulary.kinds import (
    ActualStatus,
    ChangeKind,
    ConferenceKind,
    Operator,
    PlanSource,
    Post,
    Provenance,
)
from emulation.vocabulary.states import Phase, PledgeState, ProposalState, RankingState
from emulation.vocabulary.vietnamese import fold, sort_key
from tests.factories.world import World
from tests.support.ground import laid

FIVE = ("HN", "HCM", "HP", "DN", "CT")


def year(session: Session, world: World, number: int, **more: Any) -> Cycle:
    """The year, recorded now if it is not there yet. It stays open: a closed one would refuse its rankings."""
    statement = select(Cycle).where(Cycle.cluster_id == world.cluster_id, Cycle.year == number)
    found = session.scalars(statement).one_or_none()
    if found is None:
        found = Cycle(cluster_id=world.cluster_id, year=number, phase=Phase.AWARDING, **more)
        session.add(found)
        laid(session)
    return found


def close(session: Session, world: World, *numbers: int) -> None:
    """Close years once everything in them is written."""
    for number in numbers:
        year(session, world, number).phase = Phase.CLOSED
    laid(session)


def ranking(
    session: Session,
    world: World,
    number: int,
    ranks: dict[str, tuple[int | None, str | None]],
    state: RankingState = RankingState.PUBLISHED,
    rows: dict[str, dict[str, Any]] | None = None,
    **more: Any,
) -> YearRanking:
    """A ranking of a year: city → (rank, total); `rows` adds further values of a city's row."""
    values: dict[str, Any] = {
        "member_count": len(ranks),
        "provenance": Provenance.PUBLISHED,
        "source": f"Báo cáo năm {number}",
        "tie_rules": ["content_one"],
        "frozen_at": datetime(number + 1, 3, 1, 2, 0, tzinfo=UTC),
        "published_at": datetime(number + 1, 3, 20, 2, 0, tzinfo=UTC),
    } | more
    cycle = year(session, world, number)
    found = YearRanking(cycle_id=cycle.id, cluster_id=world.cluster_id, year=number, state=state, **values)
    session.add(found)
    laid(session)
    for position, (city, (rank, total)) in enumerate(ranks.items(), start=1):
        row = RankingRow(ranking_id=found.id, member_id=world.members[city], position=position, rank=rank)
        row.total = Decimal(total) if total is not None else None
        row.groups = {}
        for name, value in ((rows or {}).get(city) or {}).items():
            setattr(row, name, value)
        session.add(row)
    laid(session)
    return found


def term(session: Session, world: World, number: int, city: str, post: Post, **more: Any) -> None:
    """A post of a year."""
    values = {"provenance": Provenance.PUBLISHED, "source": "Hội nghị 09/04/2021"} | more
    found = Term(cluster_id=world.cluster_id, member_id=world.members[city], post=post, year=number, **values)
    found.starts_on, found.ends_on = date(number, 1, 1), date(number + 1, 1, 1)
    session.add(found)
    laid(session)


def conference_of_2020(session: Session, world: World) -> None:
    """The conference of 09/04/2021 with its four proposals (handbook 12, confirmed)."""
    source = "Hội nghị tổng kết Cụm ngày 09/04/2021"
    known: dict[str, Any] = {"provenance": Provenance.PUBLISHED, "source": source}
    cycle = year(session, world, 2020)
    held = Conference(
        cycle_id=cycle.id, kind=ConferenceKind.YEAR_END, held_on=date(2021, 4, 9), place="Hà Nội", **known
    )
    flag = AwardForm(code="gov_flag", name_vi="Cờ thi đua của Chính phủ", position=1)
    paper = AwardForm(code="pm_certificate", name_vi="Bằng khen của Thủ tướng Chính phủ", position=2)
    session.add_all([held, flag, paper])
    laid(session)
    for form, city in ((flag, "HN"), (flag, "HCM"), (paper, "CT"), (paper, "HP")):
        propose(session, world, 2020, form.id, city, conference_id=held.id, **known)
    term(session, world, 2021, "HCM", Post.CHAIR, source=source)
    term(session, world, 2021, "DN", Post.VICE_CHAIR, source=source)


def propose(session: Session, world: World, number: int, form_id: int, city: str, **more: Any) -> Proposal:
    """A proposal of a year."""
    values: dict[str, Any] = {"state": ProposalState.SENT} | more
    found = Proposal(
        cycle_id=year(session, world, number).id,
        member_id=world.members[city],
        award_form_id=form_id,
        entered_at=world.now,
        **values,
    )
    session.add(found)
    laid(session)
    return found


def figure(
    session: Session,
    world: World,
    city: str,
    number: int,
    value: str | None,
    status: ActualStatus = ActualStatus.OFFICIAL,
    indicator: str = "GRDP_GROWTH",
    **more: Any,
) -> ActualValue:
    """One version of a figure."""
    values: dict[str, Any] = {"provenance": Provenance.PUBLISHED, "source": "Tổng cục Thống kê"} | more
    found = ActualValue(
        member_id=world.members[city],
        indicator_id=world.indicators[indicator],
        year=number,
        status=status,
        value=Decimal(value) if value is not None else None,
        entered_at=world.now,
        **values,
    )
    session.add(found)
    laid(session)
    return found


def plan(
    session: Session,
    world: World,
    city: str,
    number: int,
    low: str | None,
    high: str | None = None,
    **more: Any,
) -> PledgeTarget:
    """A target for growth in a signed pledge."""
    cycle = year(session, world, number)
    state = more.pop("state", PledgeState.SIGNED)
    member_id = world.members[city]
    statement = select(Pledge).where(Pledge.cycle_id == cycle.id, Pledge.member_id == member_id)
    pledge = session.scalars(statement).one_or_none()
    if pledge is None:
        pledge = Pledge(cycle_id=cycle.id, member_id=member_id, state=state, entered_at=world.now)
        session.add(pledge)
        laid(session)
    values: dict[str, Any] = {
        "operator": Operator.EQ,
        "plan_source": PlanSource.CITY_COUNCIL,
        "provenance": Provenance.PUBLISHED,
        "source": "Nghị quyết HĐND",
        "indicator_id": world.indicators["GRDP_GROWTH"],
    } | more
    found = PledgeTarget(pledge_id=pledge.id, position=1, **values)
    found.low = Decimal(low) if low is not None else None
    found.high = Decimal(high) if high is not None else None
    session.add(found)
    laid(session)
    return found


def hue_joins(session: Session, world: World) -> None:
    """Huế becomes the sixth member in 2025; four cities get new boundaries on 01/07/2025 (handbook 12)."""
    hue = Member(
        code="HUE", name_vi="Huế", sort_key=sort_key("Huế"), search_text=fold("Huế"), protocol_order=6
    )
    session.add(hue)
    laid(session)
    world.members["HUE"] = hue.id
    joined = Membership(cluster_id=world.cluster_id, member_id=hue.id, valid_from=date(2025, 1, 1))
    session.add(joined)
    for city in ("HCM", "HP", "DN", "CT"):
        change = MemberChange(
            cluster_id=world.cluster_id,
            member_id=world.members[city],
            kind=ChangeKind.BOUNDARY,
            effective_on=date(2025, 7, 1),
            description="Sắp xếp đơn vị hành chính",
        )
        session.add(change)
    laid(session)
