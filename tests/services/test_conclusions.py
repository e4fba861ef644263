"""The conclusion about a disputed line: one final value with decider and reason, and what it blocks until then."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.models.explanations import Explanation
from emulation.models.scoring import ScoreLine
from emulation.services import totals
from emulation.services.sheets import Appraisal
from emulation.vocabulary.errors import DomainError, NotAllowed, Stale
from emulation.vocabulary.kinds import ExplanationOutcome as Outcome
from emulation.vocabulary.moves import ExplanationMove, SheetMove
from emulation.vocabulary.states import CrossState, ExplanationState, Phase
from tests.factories import explanations as made
from tests.factories import scores as made_scores
from tests.factories.world import World

AFTER = datetime(2025, 10, 24, 3, tzinfo=UTC)  # due on the 20th; the world gives no days of grace


def line_of(session: Session, row: Explanation) -> ScoreLine:
    return session.get_one(ScoreLine, row.line_id, populate_existing=True)


@pytest.mark.parametrize(
    ("outcome", "typed", "points"),
    [
        (Outcome.ACCEPTED, None, "36.5"),
        (Outcome.PARTLY, "30", "30"),
        (Outcome.REJECTED, None, "20"),
        (Outcome.REJECTED, "25", "25"),
    ],
)
def test_the_conclusion_is_the_final_value(
    session: Session, world: World, outcome: Outcome, typed: str | None, points: str
) -> None:
    """Own 36.5, asked 20. Red when `_decide` does not write the line: two values would stand side by side."""
    row = made.settle(session, world, made.sent(session, world), outcome, typed, "Theo biên bản họp")
    line = line_of(session, row)
    assert (row.state, row.outcome, row.outcome_points) == (
        ExplanationState.SETTLED,
        outcome,
        Decimal(points),
    )
    assert (line.appraised, line.appraisal_reason) == (Decimal(points), "Theo biên bản họp")
    assert line.appraised_by_id == row.settled_by_id == world.users["secretary.hn"]
    verbs = ["explanation.settle", "sheet.appraised"]
    events = session.scalars(select(AuditEvent).where(AuditEvent.verb.in_(verbs)).order_by(AuditEvent.verb))
    settled, appraised = list(events)
    assert settled.reason == "Theo biên bản họp"
    assert appraised.changes["I.02 appraised"] == [None, points]


def test_the_sheet_waits_and_can_then_be_reviewed(session: Session, world: World) -> None:
    """Red when `move` does not ask check_reviewable."""
    row = made.sent(session, world)
    sheet = made_scores.sheet_of(session, world, "HP")
    with pytest.raises(DomainError) as refused:
        made_scores.step(session, world, sheet, "secretary.hn", SheetMove.REVIEW)
    assert refused.value.message.startswith("Còn %(n)s tiêu chí chờ kết luận giải trình")
    assert refused.value.values == {"n": 1, "codes": "I.02"}
    made.settle(session, world, row)
    sheet = made_scores.sheet_of(session, world, "HP")
    states = [sheet.state.value]
    made_scores.step(session, world, sheet, "secretary.hn", SheetMove.REVIEW)
    assert [*states, sheet.state.value] == ["explaining", "reviewed"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"points": None}, "points"),
        ({"points": "40.01"}, "points"),
        ({"points": "-1"}, "points"),
        ({"outcome": Outcome.ACCEPTED, "points": "30"}, "points"),
        ({"outcome": Outcome.CONCEDED}, "outcome"),
        ({"outcome": Outcome.UNANSWERED}, "outcome"),
    ],
)
def test_a_faulty_conclusion_is_told_beside_its_field(
    session: Session, world: World, given: dict[str, Any], field: str
) -> None:
    row = made.sent(session, world)
    with pytest.raises(DomainError) as refused:
        made.settle(session, world, row, **given)
    assert refused.value.field == field


def test_what_the_member_conceded_is_concluded_as_that(session: Session, world: World) -> None:
    row = made.requested(session, world)
    made.step(session, world, row, "leader.hp", ExplanationMove.CONCEDE)
    with pytest.raises(DomainError) as refused:
        made.settle(session, world, row, Outcome.REJECTED, None)
    assert refused.value.field == "outcome"
    made.settle(session, world, row, Outcome.CONCEDED, None, "Đơn vị đồng ý với điểm kiểm tra")
    assert line_of(session, row).appraised == Decimal(20)


def test_without_an_answer_it_is_concluded_after_the_deadline_only(session: Session, world: World) -> None:
    made_scores.cycle_of(session, world).grace_days = 0
    row = made.requested(session, world)
    with pytest.raises(DomainError, match="Chưa hết hạn"):
        made.settle(session, world, row, Outcome.UNANSWERED, None)
    made.settle(session, world, row, Outcome.UNANSWERED, None, "Đơn vị không giải trình", now=AFTER)
    assert line_of(session, row).appraised == Decimal(20)


@pytest.mark.parametrize("who", ["secretary.hp", "leader.hp", "officer.hp", "leader.hn", "auditor", "admin"])
def test_only_an_appraiser_of_another_member_concludes(session: Session, world: World, who: str) -> None:
    row = made.sent(session, world)
    with pytest.raises(NotAllowed):
        made.settle(session, world, row, who=who)


def test_a_second_conclusion_is_refused(session: Session, world: World) -> None:
    row = made.sent(session, world)
    version = row.version
    made.settle(session, world, row)
    with pytest.raises(Stale):
        made.settle(session, world, row, version=version)
    with pytest.raises(DomainError, match="không làm được việc này"):
        made.settle(session, world, row)


def test_points_of_an_explained_line_come_from_nowhere_else(session: Session, world: World) -> None:
    """Red when `appraise` forgets check_not_held: a second hand would move what was concluded."""
    ids = made_scores.ground(session, world)
    made_scores.submitted(session, world, ids, "HP")
    row = made.requested(session, world, ids)

    def appraise(points: str) -> None:
        sheet = made_scores.sheet_of(session, world, "HP")
        given = [Appraisal(ids["I.02"], Decimal(points), "Theo biên bản khác")]
        with session.begin_nested():
            made_scores.appraised(session, world, sheet, "HP", given)

    with pytest.raises(DomainError) as refused:
        appraise("10")
    assert refused.value.field == "lines-0-points"
    session.expire_all()
    row = made.again(session, row)
    made.step(session, world, row, "leader.hp", ExplanationMove.CONCEDE)
    made.settle(session, world, row, Outcome.CONCEDED, None, "Đơn vị đồng ý với điểm kiểm tra")
    with pytest.raises(DomainError):
        appraise("10")


def test_an_open_explanation_blocks_the_freeze_and_is_named(session: Session, world: World) -> None:
    ids = made_scores.ground(session, world)
    for city, one, two in made_scores.FIVE[:2]:
        made_scores.reviewed(session, world, ids, city, one=one, two=two)
    for city in ("HP", "DN", "CT"):
        made_scores.submitted(session, world, ids, city)
    made.requested(session, world, ids)
    made.requested(session, world, ids, code="II.01", points=None)
    made_scores.cycle_of(session, world, Phase.TOTALS)
    board = totals.board(session, (world.cycle_id, world.cluster_id, world.year))
    found = [(one.message, one.member.code if one.member else "", one.open_lines) for one in board.blockers]
    assert found[0] == ("Còn %(n)s tiêu chí chờ kết luận giải trình", "HP", 2)
    with pytest.raises(DomainError, match="còn 3 việc chặn"):
        made_scores.freeze(session, world)


def test_a_difference_of_the_opened_check_needs_a_decision(session: Session, world: World) -> None:
    """Own 36.5; checks of 30 and 20 have the median 25. Red when check_reviewable skips the opened checks."""
    ids = made_scores.ground(session, world)
    sheet = made_scores.submitted(session, world, ids, "HP")
    for checker, points in (("DN", "30"), ("CT", "20")):
        made.opened_check(session, world, checker, "HP", ids["I.02"], points)
    with pytest.raises(DomainError) as refused:
        made_scores.step(session, world, sheet, "secretary.hn", SheetMove.REVIEW)
    assert refused.value.values == {"codes": "I.02"}
    sheet = made_scores.sheet_of(session, world, "HP")
    made_scores.appraised(
        session, world, sheet, "HP", [Appraisal(ids["I.02"], Decimal(25), "Theo trung vị kiểm tra")]
    )
    made_scores.step(session, world, sheet, "secretary.hn", SheetMove.REVIEW)
    board = totals.board(session, (world.cycle_id, world.cluster_id, world.year))
    cell = board.cells[world.members["HP"], ids["I.02"]]
    assert (cell.own, cell.check, cell.final, cell.apart) == (
        Decimal("36.5"),
        Decimal(25),
        Decimal(25),
        Decimal("16.5"),
    )


@pytest.mark.parametrize(
    "state", [CrossState.ASSIGNED, CrossState.DRAFT, CrossState.SEALED, CrossState.MISSED]
)
def test_what_is_not_opened_is_nowhere(session: Session, world: World, state: CrossState) -> None:
    """Red when opened_points selects any other state than OPENED."""
    ids = made_scores.ground(session, world)
    sheet = made_scores.submitted(session, world, ids, "HP")
    made.opened_check(session, world, "DN", "HP", ids["I.02"], "3.21", state=state)
    board = totals.board(session, (world.cycle_id, world.cluster_id, world.year))
    assert board.cells[world.members["HP"], ids["I.02"]].check is None
    made_scores.step(session, world, sheet, "secretary.hn", SheetMove.REVIEW)
