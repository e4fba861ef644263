"""Disputed lines as desks need them: where each lies, until when, and whose hand is in its answer."""

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.models.explanations import Explanation
from emulation.queries.writers import WRITING
from emulation.vocabulary.desk import Disputed
from emulation.vocabulary.states import ExplanationState


def open_explanations(session: Session, cycle_ids: Collection[int]) -> dict[int, list[Disputed]]:
    """Year → its explanations that are not settled. One statement; none without a year."""
    if not cycle_ids:
        return {}
    row, event = Explanation, AuditEvent
    saved = and_(
        event.object_type == row.__tablename__,
        event.object_id == row.id,
        event.verb.in_(WRITING[row.__tablename__]),
    )
    statement = (
        select(row.id, row.cycle_id, row.member_id, row.state, row.due_on)
        .add_columns(row.written_by_id, row.sent_by_id, event.actor_id)
        .outerjoin(event, saved)
        .where(row.cycle_id.in_(cycle_ids), row.state != ExplanationState.SETTLED)
        .order_by(row.id)
    )
    known: dict[int, Disputed] = {}
    for number, cycle_id, member_id, state, due_on, *people in session.execute(statement):
        hands = frozenset(person for person in people if person is not None)
        one = known.get(number) or Disputed(number, cycle_id, member_id, state, due_on)
        known[number] = replace(one, writers=one.writers | hands)
    found: dict[int, list[Disputed]] = {}
    for one in known.values():
        found.setdefault(one.cycle_id, []).append(one)
    return found
