"""The proposal for a new year and what is different from the year before."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from emulation.models.clusters import Member, MemberChange, Membership
from emulation.models.cycles import Cycle
from emulation.models.pledges import Agreement, AgreementContent
from emulation.services import openings
from emulation.services.plans import Plan
from emulation.vocabulary.errors import DomainError, NotAllowed
from emulation.vocabulary.kinds import ChangeKind
from emulation.vocabulary.states import Phase
from tests.factories import calendars, years
from tests.factories.world import World
from tests.support.ground import laid


def found(session: Session, world: World, deadlines: Any = None, year: int = 2026) -> openings.Differences:
    rows = openings.proposed(session, world.cluster_id, year)[1] if deadlines is None else deadlines
    return openings.differences(session, cluster_id=world.cluster_id, year=year, deadlines=rows)


def test_the_proposal_is_last_years_plan_on_working_days(session: Session, world: World) -> None:
    """Last year's last days a year later: 30/11/2026 is a Monday; 31/07/2026 a Friday; 10/03/2027 a Wednesday."""
    calendars.days_off(session, world)
    cycle = session.get_one(Cycle, world.cycle_id)
    cycle.theme, cycle.grace_days = "Đoàn kết", 7
    laid(session)
    plan, rows = openings.proposed(session, world.cluster_id, 2026)
    due = {phase: due_on for phase, _starts_on, due_on in rows}
    assert (plan.theme, plan.grace_days) == ("Đoàn kết", 7)
    assert due == {
        Phase.PLEDGING: date(2026, 3, 31),
        Phase.FIRST_HALF: date(2026, 6, 30),
        Phase.MID_YEAR: date(2026, 7, 31),
        Phase.SECOND_HALF: date(2026, 11, 30),
        Phase.SELF_SCORING: date(2027, 1, 15),
        Phase.TOTALS: date(2027, 3, 10),
    }


def test_a_day_off_is_moved_and_the_reason_is_told(session: Session, world: World) -> None:
    """31/07/2027 is a Saturday, so the proposal of 2027 from the plan of 2025 says Monday."""
    row = {one.phase: one for one in found(session, world, year=2027).phases}[Phase.MID_YEAR]
    assert (row.old, row.new, row.moved_from) == (date(2025, 7, 31), date(2027, 8, 2), date(2027, 7, 31))
    assert row.moves_to is None


def test_a_typed_day_off_is_answered_with_the_next_working_day(session: Session, world: World) -> None:
    calendars.days_off(session, world)
    typed = [(Phase.PLEDGING, date(2026, 1, 15), date(2026, 2, 17))]  # Tết
    row = found(session, world, typed).phases[0]
    assert (row.new, row.moves_to, row.moved_from) == (date(2026, 2, 17), date(2026, 2, 23), None)
    assert found(session, world, typed).unannounced == [2026]


def test_members_who_joined_left_and_were_renamed_are_told(session: Session, world: World) -> None:
    """Red when the members of the year before are those of another day."""
    hue = Member(code="HUE", name_vi="Huế", sort_key="hue", search_text="hue", protocol_order=9)
    session.add(hue)
    laid(session)
    session.add(Membership(cluster_id=world.cluster_id, member_id=hue.id, valid_from=date(2026, 1, 1)))
    stay = session.query(Membership).filter_by(member_id=world.members["CT"]).one()
    stay.valid_to = date(2026, 7, 1)
    for on, kind in ((date(2026, 5, 1), ChangeKind.RENAMED), (date(2025, 5, 1), ChangeKind.BOUNDARY)):
        change = MemberChange(cluster_id=world.cluster_id, member_id=world.members["HP"], kind=kind)
        change.effective_on, change.description = on, "Tên mới"
        session.add(change)
    laid(session)
    known = found(session, world)
    assert [member.code for member in known.joined] == ["HUE"]
    assert [member.code for member in known.left] == ["CT"]
    assert [(row.code, row.kind) for row in known.altered] == [("HP", ChangeKind.RENAMED)]
    assert [member.code for member in known.members] == ["HN", "HCM", "HP", "DN", "HUE"]


def test_what_is_copied_is_counted(session: Session, world: World) -> None:
    years.scorecard(session, world)
    agreement = Agreement(cycle_id=world.cycle_id)
    session.add(agreement)
    laid(session)
    session.add_all(
        AgreementContent(agreement_id=agreement.id, position=number, text=f"Nội dung {number}")
        for number in range(3)
    )
    laid(session)
    offer = found(session, world).offer
    assert offer is not None
    assert (offer.year, offer.contents, offer.criteria, offer.edition, offer.indicators) == (2025, 3, 2, 1, 1)


def test_the_first_year_has_nothing_to_differ_from(session: Session, world: World) -> None:
    known = found(session, world, year=2020)
    assert known.offer is None and not (known.joined or known.left or known.altered)
    assert all(row.old is None for row in known.phases) and len(known.phases) == 11


def test_the_check_refuses_what_opening_would_refuse(session: Session, world: World) -> None:
    def check(who: str = "secretary.hn", year: int = 2026, plan: Plan = Plan()) -> None:  # noqa: B008
        actor = world.actor(session, who)
        values = {"cluster_id": world.cluster_id, "year": year, "plan": plan}
        openings.check(session, actor=actor, now=world.now, **values)  # type: ignore[arg-type]

    check()
    with pytest.raises(NotAllowed):
        check("secretary.hcm")
    with pytest.raises(DomainError, match="đã được mở"):
        check(year=2025)
    overlap = [
        (Phase.PLEDGING, date(2026, 1, 1), date(2026, 4, 1)),
        (Phase.FIRST_HALF, date(2026, 4, 1), date(2026, 6, 1)),
    ]
    with pytest.raises(DomainError, match="chồng nhau"):
        check(plan=Plan(deadlines=overlap))
