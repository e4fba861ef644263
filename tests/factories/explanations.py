"""Explanations at every stage, on the small scorecard of factories/scores: I.02 is the line in dispute."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.crosschecks import CrossLine, CrossRoster, CrossSheet
from emulation.models.explanations import Explanation
from emulation.queries.explanations import get_explanation
from emulation.services import conclusions, explanations
from emulation.services.conclusions import Conclusion
from emulation.vocabulary.kinds import ExplanationOutcome
from emulation.vocabulary.moves import ExplanationMove
from emulation.vocabulary.states import CrossState, Phase
from tests.factories import scores as made
from tests.factories.world import World
from tests.support.ground import laid

DUE = date(2025, 10, 20)
WHY = "Minh chứng chưa đủ cho mức điểm này"
ANSWER = "Đã bổ sung báo cáo của Công an thành phố"


def requested(
    session: Session,
    world: World,
    ids: dict[str, int] | None = None,
    city: str = "HP",
    code: str = "I.02",
    **more: Any,
) -> Explanation:
    """The appraiser asks about a line; without `ids` the ground is laid and the city's sheet submitted first."""
    if ids is None:
        ids = made.ground(session, world)
        made.submitted(session, world, ids, city)
    cycle = made.cycle_of(session, world, Phase.EXPLAINING)
    sheet = made.sheet_of(session, world, city)
    values: dict[str, Any] = {"points": Decimal(20), "reason": WHY, "due_on": DUE, "version": sheet.version}
    who = more.pop("who", made.appraiser_of(city))
    return explanations.request(
        session,
        actor=world.actor(session, who),
        now=world.now,
        cycle=cycle,
        sheet=sheet,
        criterion_id=ids[code],
        **values | more,
    )


def written(
    session: Session, world: World, row: Explanation, who: str = "officer.hp", **more: Any
) -> Explanation:
    """The member's officer writes the answer."""
    values: dict[str, Any] = {"version": row.version, "text": ANSWER}
    return explanations.save(
        session, actor=world.actor(session, who), now=world.now, explanation=row, **values | more
    )


def step(
    session: Session,
    world: World,
    row: Explanation,
    who: str,
    move: ExplanationMove,
    reason: str = "",
    **more: Any,
) -> Explanation:
    """One step by a person of the cast."""
    values: dict[str, Any] = {"version": row.version, "now": world.now}
    return explanations.move(
        session,
        actor=world.actor(session, who),
        explanation=row,
        step=move,
        reason=reason,
        **values | more,
    )


def sent(session: Session, world: World, **more: Any) -> Explanation:
    """An explanation that Hải Phòng's leader has sent."""
    row = written(session, world, requested(session, world, **more))
    step(session, world, row, "officer.hp", ExplanationMove.REQUEST_APPROVAL)
    return step(session, world, row, "leader.hp", ExplanationMove.SEND)


def settle(
    session: Session,
    world: World,
    row: Explanation,
    outcome: ExplanationOutcome = ExplanationOutcome.PARTLY,
    points: str | None = "30",
    reason: str = "Minh chứng đủ cho một phần",
    who: str = "secretary.hn",
    **more: Any,
) -> Explanation:
    """The appraiser concludes."""
    values: dict[str, Any] = {"version": row.version, "now": world.now}
    conclusion = Conclusion(outcome, Decimal(points) if points is not None else None, reason)
    return conclusions.settle(
        session, actor=world.actor(session, who), explanation=row, conclusion=conclusion, **values | more
    )


def again(session: Session, row: Explanation) -> Explanation:
    """The record as it stands in the database."""
    return get_explanation(session, row.cycle_id, row.id)


def opened_check(
    session: Session, world: World, checker: str, city: str, criterion_id: int, points: str, **more: Any
) -> CrossSheet:
    """A cross-check sheet of one line, written directly; opened unless `state` says otherwise."""
    roster = session.query(CrossRoster).filter_by(cycle_id=world.cycle_id).one_or_none()
    if roster is None:
        roster = CrossRoster(cycle_id=world.cycle_id, entered_at=world.now, opened_at=world.now)
        session.add(roster)
        laid(session)
    values: dict[str, Any] = {"state": CrossState.DRAFT}
    sheet = CrossSheet(
        roster_id=roster.id,
        cycle_id=world.cycle_id,
        checker_id=world.members[checker],
        member_id=world.members[city],
        **values,
    )
    session.add(sheet)
    laid(session)
    line = CrossLine(cross_sheet_id=sheet.id, criterion_id=criterion_id, points=Decimal(points), reason=WHY)
    session.add(line)
    laid(session)
    sheet.state = more.get("state", CrossState.OPENED)
    laid(session)
    return sheet
