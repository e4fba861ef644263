"""Asking members to explain disputed lines (features S6; handbook 3 and 4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.explanations import Explanation
from emulation.services import audit
from emulation.vocabulary.actor import Actor


@dataclass(frozen=True)
class Asked:
    """A line to explain: whose it is, the points that the check proposes, and why."""

    line_id: int
    member_id: int
    points: Decimal | None
    reason: str


def ask(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    asked: Sequence[Asked],
    due_on: date | None,
    by_itself: bool = False,
) -> list[Explanation]:
    """Open one explanation per line. The caller has required the right to; `by_itself`: nobody chose the lines."""
    found = []
    for one in asked:
        explanation = Explanation(
            cycle_id=cycle.id,
            member_id=one.member_id,
            line_id=one.line_id,
            asked_points=one.points,
            asked_reason=one.reason,
            asked_at=now,
            asked_by_id=None if by_itself else actor.user_id,
            due_on=due_on,
        )
        session.add(explanation)
        session.flush()
        audit.record(
            session,
            actor=actor,
            now=now,
            verb="explanation.requested",
            about=explanation,
            changes=audit.born(explanation, ["line_id", "asked_points", "due_on"]),
            reason=one.reason,
        )
        found.append(explanation)
    return found
