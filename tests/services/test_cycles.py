"""Years: opened, planned, moved and closed by the right people, and nothing else."""

from datetime import date

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.models.audit import AuditEvent
from emulation.models.clusters import Cluster, Membership
from emulation.models.cycles import Cycle, Deadline
from emulation.models.terms import Term
from emulation.queries.cycles import deadlines_of
from emulation.services import cycles
from emulation.services.cycles import Plan
from emulation.vocabulary.errors import DomainError, NotAllowed, Sealed, Stale
from emulation.vocabulary.kinds import ConferenceKind
from emulation.vocabulary.states import Phase, RankingState
from tests.conftest import unchanged
from tests.factories import years as made
from tests.factories.world import World

PLAN = Plan(
    theme="Đoàn kết, sáng tạo",
    deadlines=[
        (Phase.PLEDGING, date(2026, 1, 15), date(2026, 3, 31)),
        (Phase.FIRST_HALF, date(2026, 4, 1), date(2026, 6, 30)),
    ],
)
OVERLAP = Plan(
    deadlines=[
        (Phase.PLEDGING, date(2026, 1, 15), date(2026, 4, 1)),
        (Phase.FIRST_HALF, date(2026, 4, 1), date(2026, 6, 30)),
    ]
)
REASON = "Đã thống nhất với các thành viên."


def opened(
    session: Session, world: World, who: str = "secretary.hn", year: int = 2026, plan: Plan = PLAN
) -> Cycle:
    cluster = session.get(Cluster, world.cluster_id)
    assert cluster is not None
    actor = world.actor(session, who)
    return cycles.open_year(session, actor=actor, now=world.now, cluster=cluster, year=year, plan=plan)


def test_a_year_opens_with_its_plan_and_one_event(session: Session, world: World) -> None:
    cycle = opened(session, world)
    assert (cycle.phase, cycle.theme, cycle.opened_at) == (Phase.PLANNING, "Đoàn kết, sáng tạo", world.now)
    rows = [(row.phase.value, row.starts_on, row.due_on) for row in deadlines_of(session, cycle.id)]
    assert rows == [
        ("pledging", date(2026, 1, 15), date(2026, 3, 31)),
        ("first_half", date(2026, 4, 1), date(2026, 6, 30)),
    ]
    (event,) = session.scalars(select(AuditEvent))
    assert (event.verb, event.cycle_id) == ("cycle.opened", cycle.id)
    assert event.changes["pledging"] == [None, "2026-01-15 – 2026-03-31"]


@pytest.mark.parametrize("who", ["officer.hn", "leader.hn", "secretary.hcm", "auditor", "outsider", "admin"])
def test_only_the_chairs_secretariat_opens_a_year(session: Session, world: World, who: str) -> None:
    """Red when FIRST_STEPS in rules/access.py loses Where.NO_CHAIR (the administrator)."""
    with pytest.raises(NotAllowed):
        opened(session, world, who)


def test_the_administrator_opens_the_first_year_while_there_is_no_chair(
    session: Session, world: World
) -> None:
    session.execute(delete(Term))
    assert opened(session, world, "admin").year == 2026
    with pytest.raises(NotAllowed):
        opened(session, world, "secretary.hn", 2027)


@pytest.mark.parametrize(
    ("year", "plan", "message"),
    [
        (2025, PLAN, "Năm thi đua 2025 đã được mở"),
        (2027, PLAN, "Năm kế tiếp được mở là 2026"),
        (2026, OVERLAP, "chồng nhau"),
    ],
)
def test_a_year_twice_skipped_or_overlapping_is_refused(
    world: World, year: int, plan: Plan, message: str
) -> None:
    with unchanged(world.database), world.database.writing() as session:  # noqa: SIM117
        with pytest.raises(DomainError, match=message), unit_of_work(session):
            opened(session, world, year=year, plan=plan)


def test_a_year_without_members_is_refused(session: Session, world: World) -> None:
    session.execute(delete(Membership))
    actor = world.actor(session, "admin")
    session.execute(delete(Term))
    cluster = session.get(Cluster, world.cluster_id)
    assert cluster is not None
    with pytest.raises(DomainError, match="Chưa có thành viên nào"):
        cycles.open_year(session, actor=actor, now=world.now, cluster=cluster, year=2026, plan=PLAN)


def planned(session: Session, world: World, who: str = "secretary.hn", **more: object) -> Cycle:
    cycle = made.cycle_of(session, world)
    values = {"version": cycle.version, "plan": PLAN} | more
    actor = world.actor(session, who)
    return cycles.save_deadlines(session, actor=actor, now=world.now, cycle=cycle, **values)  # type: ignore[arg-type]


def test_a_new_plan_replaces_the_dates_and_moves_the_version(session: Session, world: World) -> None:
    before = made.cycle_of(session, world).version
    cycle = planned(session, world)
    assert [row.phase.value for row in deadlines_of(session, cycle.id)] == ["pledging", "first_half"]
    assert cycle.version == before + 1
    (event,) = session.scalars(select(AuditEvent))
    assert event.changes["totals"] == ["2026-02-01 – 2026-03-10", None]
    assert event.changes["theme"] == ["", "Đoàn kết, sáng tạo"]


@pytest.mark.parametrize("who", ["secretary.hcm", "leader.hn", "officer.hn", "admin", "auditor"])
def test_only_the_chairs_secretariat_plans_and_moves(session: Session, world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        planned(session, world, who)
    with pytest.raises(NotAllowed):
        advanced(session, world, who)


def test_a_stale_plan_an_overlap_and_a_closed_year_are_refused(session: Session, world: World) -> None:
    with pytest.raises(Stale):
        planned(session, world, version=0)
    with pytest.raises(DomainError, match="“Đăng ký giao ước” đến 01/04/2026"):
        planned(session, world, plan=OVERLAP)
    made.ready_to_close(session, world).phase = Phase.CLOSED
    session.flush()
    with pytest.raises(Sealed):
        planned(session, world)


def test_the_phase_in_which_the_year_is_cannot_be_switched_off(session: Session, world: World) -> None:
    made.cycle_of(session, world).phase = Phase.EXPLAINING
    session.flush()
    with pytest.raises(DomainError, match="không bỏ giai đoạn này được") as caught:
        planned(session, world, plan=Plan(uses_explaining=False))
    assert caught.value.field == "uses_explaining"


def advanced(session: Session, world: World, who: str = "secretary.hn", reason: str = REASON) -> Cycle:
    cycle = made.cycle_of(session, world)
    actor = world.actor(session, who)
    return cycles.advance(
        session, actor=actor, now=world.now, cycle=cycle, version=cycle.version, reason=reason
    )


def stepped_back(session: Session, world: World, reason: str = REASON) -> Cycle:
    cycle = made.cycle_of(session, world)
    actor = world.actor(session, "secretary.hn")
    return cycles.step_back(
        session, actor=actor, now=world.now, cycle=cycle, version=cycle.version, reason=reason
    )


FORWARD = [
    ("planning", "pledging"),
    ("pledging", "first_half"),
    ("first_half", "mid_year"),
    ("mid_year", "second_half"),
    ("second_half", "self_scoring"),
    ("self_scoring", "cross_checking"),
    ("cross_checking", "explaining"),
    ("explaining", "totals"),
    ("totals", None),
    ("conference", None),
    ("awarding", None),
    ("closed", None),
]
BACKWARD = {"conference": "totals", "awarding": None, "closed": None, "planning": None} | {
    following: phase for phase, following in FORWARD if following
}


@pytest.mark.parametrize(("phase", "following"), FORWARD)
def test_every_phase_forward_with_nothing_done_but_a_reason(
    session: Session, world: World, phase: str, following: str | None
) -> None:
    made.cycle_of(session, world).phase = Phase(phase)
    session.flush()
    if following is None:
        with pytest.raises(DomainError):
            advanced(session, world)
    else:
        assert advanced(session, world).phase.value == following


@pytest.mark.parametrize("phase", list(Phase))
def test_every_phase_backward(session: Session, world: World, phase: Phase) -> None:
    made.cycle_of(session, world).phase = phase
    session.flush()
    expected = BACKWARD[phase.value]
    if expected is None:
        with pytest.raises(DomainError):
            stepped_back(session, world)
    else:
        assert stepped_back(session, world).phase.value == expected


def test_unfinished_work_is_passed_only_with_a_reason_that_is_kept(session: Session, world: World) -> None:
    with pytest.raises(DomainError, match="Còn việc chưa xong"):
        advanced(session, world, reason="")
    advanced(session, world)
    (event,) = session.scalars(select(AuditEvent))
    assert (event.verb, event.reason, event.changes) == (
        "cycle.advanced",
        REASON,
        {"phase": ["pledging", "first_half"]},
    )


def test_a_step_back_without_a_reason_or_with_a_stale_version_is_refused(
    session: Session, world: World
) -> None:
    with pytest.raises(DomainError, match="Nhập lý do"):
        stepped_back(session, world, "  x  ")
    cycle = made.cycle_of(session, world)
    actor = world.actor(session, "secretary.hn")
    for verb in (cycles.advance, cycles.step_back):
        with pytest.raises(Stale):
            verb(session, actor=actor, now=world.now, cycle=cycle, version=cycle.version - 1, reason=REASON)


def test_the_way_through_totals_and_conference(session: Session, world: World) -> None:
    cycle = made.cycle_of(session, world)
    cycle.phase = Phase.TOTALS
    ranking = made.ranking(session, world, RankingState.FINALISED)
    assert advanced(session, world, reason="").phase is Phase.CONFERENCE
    with pytest.raises(DomainError, match="chưa được công bố"):
        advanced(session, world)
    ranking.state = RankingState.PUBLISHED
    made.conference(session, world, ConferenceKind.MID_YEAR)
    with pytest.raises(DomainError, match="Chưa ghi hội nghị tổng kết"):
        advanced(session, world)
    made.conference(session, world)
    with pytest.raises(DomainError, match="đã công bố"):
        stepped_back(session, world)
    assert advanced(session, world, reason="").phase is Phase.AWARDING


def closed(session: Session, world: World, who: str = "leader.hn", typed: str = "ĐÓNG NĂM") -> Cycle:
    cycle = made.cycle_of(session, world)
    actor = world.actor(session, who)
    return cycles.close(
        session, actor=actor, now=world.now, cycle=cycle, version=cycle.version, confirmation=typed
    )


@pytest.mark.parametrize("who", ["leader.hn", "secretary.hn"])
def test_the_chairs_people_close_a_year_whose_ranking_is_published(
    session: Session, world: World, who: str
) -> None:
    made.ready_to_close(session, world)
    cycle = closed(session, world, who, " đóng  năm ")
    assert (cycle.phase, cycle.closed_at) == (Phase.CLOSED, world.now)
    (event,) = session.scalars(select(AuditEvent))
    assert event.verb == "cycle.closed"
    with pytest.raises(Sealed):
        closed(session, world, who)


@pytest.mark.parametrize("who", ["leader.hcm", "secretary.hcm", "officer.hn", "admin", "auditor"])
def test_nobody_else_closes(session: Session, world: World, who: str) -> None:
    made.ready_to_close(session, world)
    with pytest.raises(NotAllowed):
        closed(session, world, who)


def test_wrong_words_wrong_phase_and_unpublished_do_not_close(session: Session, world: World) -> None:
    with pytest.raises(DomainError, match="Chỉ đóng được năm"):
        closed(session, world)
    cycle = made.cycle_of(session, world)
    cycle.phase = Phase.AWARDING
    ranking = made.ranking(session, world, RankingState.FINALISED)
    with pytest.raises(DomainError, match="chưa được công bố"):
        closed(session, world)
    ranking.state = RankingState.PUBLISHED
    session.flush()
    with pytest.raises(DomainError, match="Gõ ĐÓNG NĂM") as caught:
        closed(session, world, typed="DONG NAM")
    assert caught.value.field == "confirmation"


def test_the_standing_names_neighbours_and_obstacles(session: Session, world: World) -> None:
    cycle = made.cycle_of(session, world)
    standing = cycles.standing_of(session, cycle)
    assert (standing.next, standing.previous, standing.is_blocked) == (
        Phase.FIRST_HALF,
        Phase.PLANNING,
        False,
    )
    assert [item.topic.value for item in standing.obstacles] == ["agreement", "pledges"]
    cycle.phase = Phase.TOTALS
    assert cycles.standing_of(session, cycle).is_blocked
    made.ready_to_close(session, world)
    standing = cycles.standing_of(session, cycle)
    assert (standing.next, standing.previous) == (None, None)


def test_a_deadline_row_of_a_phase_stands_once(session: Session, world: World) -> None:
    planned(session, world)
    planned(session, world)
    rows = session.scalars(select(Deadline.phase).where(Deadline.cycle_id == world.cycle_id)).all()
    assert sorted(rows) == ["first_half", "pledging"]
