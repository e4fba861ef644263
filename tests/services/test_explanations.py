"""Asking, answering and sending: who, when, with which reason, and what the trail and the sheet keep of it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.models.cycles import Deadline
from emulation.models.notices import Notice
from emulation.services import explanations
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Stale
from emulation.vocabulary.kinds import ExplanationOutcome
from emulation.vocabulary.moves import ExplanationMove
from emulation.vocabulary.states import ExplanationState, Phase, SheetState
from tests.factories import explanations as made
from tests.factories import scores as made_scores
from tests.factories.world import World


def told(session: Session, world: World) -> dict[str, set[str]]:
    """Person → the deeds they were told of."""
    names = {number: name for name, number in world.users.items()}
    found: dict[str, set[str]] = {}
    for notice in session.scalars(select(Notice)):
        found.setdefault(names[notice.user_id], set()).add(notice.values["deed"])
    return found


def test_asking_moves_the_sheet_and_tells_the_members_people(session: Session, world: World) -> None:
    row = made.requested(session, world)
    assert (row.state, row.asked_points, row.due_on) == (
        ExplanationState.REQUESTED,
        Decimal(20),
        date(2025, 10, 20),
    )
    assert row.asked_by_id == world.users["secretary.hn"]
    assert made_scores.sheet_of(session, world, "HP").state is SheetState.EXPLAINING
    event = session.scalars(select(AuditEvent).where(AuditEvent.verb == "explanation.requested")).one()
    assert (event.member_id, event.reason) == (world.members["HP"], made.WHY)
    deed = "đã yêu cầu giải trình"
    assert {who for who, deeds in told(session, world).items() if deed in deeds} == {
        "officer.hp",
        "leader.hp",
    }


def test_the_first_question_moves_the_sheet_and_the_second_finds_it_there(
    session: Session, world: World
) -> None:
    ids = made_scores.ground(session, world)
    made_scores.submitted(session, world, ids, "HP")
    made.requested(session, world, ids)
    made.requested(session, world, ids, code="II.01", points=None)
    moved = select(AuditEvent).where(AuditEvent.verb == "sheet.explain")
    assert len(session.scalars(moved).all()) == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"points": Decimal("40.01")}, "points"),
        ({"points": Decimal("-0.01")}, "points"),
        ({"due_on": date(2025, 10, 14)}, "due_on"),
    ],
)
def test_a_faulty_question_is_told_beside_its_field(
    session: Session, world: World, wrong: dict[str, Any], field: str
) -> None:
    """The world stands at 15/10/2025; I.02 has at most 40 points."""
    with pytest.raises(DomainError) as refused:
        made.requested(session, world, **wrong)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "who", ["secretary.hp", "officer.hp", "leader.hp", "officer.hn", "leader.hn", "auditor", "admin"]
)
def test_only_an_appraiser_asks(session: Session, world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        made.requested(session, world, who=who)


def test_nobody_asks_their_own_member_and_the_vice_chair_asks_the_chair(
    session: Session, world: World
) -> None:
    ids = made_scores.ground(session, world)
    made_scores.submitted(session, world, ids, "HN")
    with pytest.raises(NotAllowed):
        made.requested(session, world, ids, "HN", who="secretary.hn")
    assert made.requested(session, world, ids, "HN").asked_by_id == world.users["secretary.hcm"]


def test_a_line_is_asked_about_once_and_only_under_appraisal(session: Session, world: World) -> None:
    ids = made_scores.ground(session, world)
    made_scores.scored(session, world, ids, "HP")
    with pytest.raises(DomainError, match="không yêu cầu giải trình được"):
        made.requested(session, world, ids)
    made_scores.cycle_of(session, world, Phase.SELF_SCORING)
    made_scores.submitted(session, world, ids, "DN")
    made.requested(session, world, ids, "DN")
    with pytest.raises(DomainError, match="đã được yêu cầu"):
        made.requested(session, world, ids, "DN")
    with pytest.raises(Stale):
        made.requested(session, world, ids, "DN", code="II.01", version=1)


def test_a_year_without_explanations_asks_for_none(session: Session, world: World) -> None:
    made_scores.cycle_of(session, world).uses_explaining = False
    with pytest.raises(DomainError, match="không có bước giải trình"):
        made.requested(session, world)


def test_writing_and_sending_by_two_people(session: Session, world: World) -> None:
    """Red when `writers_of` forgets who saved: the officer who leads too would send their own words."""
    row = made.written(session, world, made.requested(session, world))
    assert row.written_by_id == world.users["officer.hp"]
    made.step(session, world, row, "officer.hp", ExplanationMove.REQUEST_APPROVAL)
    with pytest.raises(DomainError, match="không sửa được"):
        made.written(session, world, row)
    with pytest.raises(NotAllowed):
        made.step(session, world, row, "officer.hp", ExplanationMove.SEND)
    made.step(session, world, row, "leader.hp", ExplanationMove.SEND)
    assert (row.state, row.sent_by_id, row.days_late) == (
        ExplanationState.SENT,
        world.users["leader.hp"],
        0,
    )
    assert "đã gửi giải trình" in told(session, world)["secretary.hn"]


def test_a_leader_returns_with_a_reason_and_the_officer_mends(session: Session, world: World) -> None:
    row = made.written(session, world, made.requested(session, world))
    made.step(session, world, row, "officer.hp", ExplanationMove.REQUEST_APPROVAL)
    with pytest.raises(DomainError) as refused:
        made.step(session, world, row, "leader.hp", ExplanationMove.RETURN, " ")
    assert refused.value.field == "reason"
    made.step(session, world, row, "leader.hp", ExplanationMove.RETURN, "Nêu rõ số văn bản")
    assert (row.state, row.return_reason) == (ExplanationState.REQUESTED, "Nêu rõ số văn bản")
    made.written(session, world, row, text="Báo cáo số 12/BC-CA của Công an thành phố")
    made.step(session, world, row, "officer.hp", ExplanationMove.REQUEST_APPROVAL)
    assert row.return_reason == ""


def test_nothing_empty_goes_to_the_leader(session: Session, world: World) -> None:
    row = made.requested(session, world)
    with pytest.raises(DomainError) as refused:
        made.step(session, world, row, "officer.hp", ExplanationMove.REQUEST_APPROVAL)
    assert refused.value.field == "text"
    with pytest.raises(DomainError) as refused:
        made.written(session, world, row, text=" ")
    assert refused.value.field == "text"


def test_a_leader_agrees_instead_of_answering(session: Session, world: World) -> None:
    row = made.requested(session, world)
    with pytest.raises(NotAllowed):
        made.step(session, world, row, "officer.hp", ExplanationMove.CONCEDE)
    made.step(session, world, row, "leader.hp", ExplanationMove.CONCEDE)
    assert (row.state, row.outcome) == (ExplanationState.SENT, ExplanationOutcome.CONCEDED)
    assert made_scores.sheet_of(session, world, "HP").lines[1].appraised is None  # the appraiser decides


def test_without_points_in_the_question_there_is_nothing_to_agree_with(
    session: Session, world: World
) -> None:
    row = made.requested(session, world, points=None)
    with pytest.raises(DomainError, match="không kèm điểm"):
        made.step(session, world, row, "leader.hp", ExplanationMove.CONCEDE)


@pytest.mark.parametrize(
    ("day", "days"),
    [(20, 0), (23, 0), (24, 4)],  # due on the 20th, three days of grace
)
def test_late_answers_are_taken_and_marked(session: Session, world: World, day: int, days: int) -> None:
    made_scores.cycle_of(session, world).grace_days = 3
    row = made.written(session, world, made.requested(session, world))
    made.step(session, world, row, "officer.hp", ExplanationMove.REQUEST_APPROVAL)
    late = datetime(2025, 10, day, 3, tzinfo=UTC)
    made.step(session, world, row, "leader.hp", ExplanationMove.SEND, now=late)
    assert row.days_late == days


def test_a_question_without_a_day_takes_that_of_the_phase(session: Session, world: World) -> None:
    row = made.written(session, world, made.requested(session, world))
    row.due_on = None
    deadline = Deadline(cycle_id=world.cycle_id, phase=Phase.EXPLAINING)
    deadline.starts_on, deadline.due_on = date(2025, 10, 1), date(2025, 10, 10)
    session.add(deadline)
    made_scores.cycle_of(session, world).grace_days = 0
    session.flush()
    made.step(session, world, row, "officer.hp", ExplanationMove.REQUEST_APPROVAL)
    made.step(session, world, row, "leader.hp", ExplanationMove.SEND)
    assert row.days_late == 5  # 15/10 is five days after 10/10


def test_stale_answers_and_closed_phases_are_refused(session: Session, world: World) -> None:
    row = made.requested(session, world)
    with pytest.raises(Stale):
        made.written(session, world, row, version=row.version + 1)
    with pytest.raises(Stale):
        made.step(session, world, row, "leader.hp", ExplanationMove.CONCEDE, version=row.version + 1)
    made_scores.cycle_of(session, world, Phase.CONFERENCE)
    with pytest.raises(DomainError, match="Giải trình"):
        made.written(session, world, row)


def test_settling_is_no_step_of_the_member(session: Session, world: World) -> None:
    row = made.sent(session, world)
    with pytest.raises(NotFound):
        made.step(session, world, row, "leader.hp", ExplanationMove.SETTLE)


def test_asking_by_itself_names_nobody(session: Session, world: World) -> None:
    ids = made_scores.ground(session, world)
    sheet = made_scores.submitted(session, world, ids, "HP")
    cycle = made_scores.cycle_of(session, world, Phase.EXPLAINING)
    asked = explanations.Asked(sheet.lines[1].id, sheet.member_id, Decimal(20), made.WHY)
    who = world.actor(session, "secretary.hn")
    (row,) = explanations.ask(
        session, actor=who, now=world.now, cycle=cycle, asked=[asked], due_on=made.DUE, by_itself=True
    )
    assert row.asked_by_id is None
