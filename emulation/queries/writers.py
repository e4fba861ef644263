"""Who wrote what now stands in a record: the ground of four eyes, read from the trail."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import and_, false, or_, select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent

#: The verbs with which people write contents, by the table of the record. Computing and moving write none.
WRITING: Mapping[str, tuple[str, ...]] = {
    "pledge": ("pledge.saved", "pledge.recorded_from_paper"),
    "result_report": ("result.saved",),
    "score_sheet": ("sheet.prepared", "sheet.saved"),
    "proposal": ("proposal.drafted", "proposal.edited"),
}
#: Before somebody has approved the contents of today; an approval from an earlier round counts no more.
UNAPPROVED = frozenset({"draft", "awaiting_approval", "returned", "withdrawn"})


def writers_by_row(
    session: Session, rows: Mapping[str, Collection[int]]
) -> dict[tuple[str, int], frozenset[int]]:
    """(table, id) → everybody who ever saved the record, in one statement. `rows` maps tables to ids."""
    event = AuditEvent
    wanted = [
        and_(event.object_type == table, event.object_id.in_(ids), event.verb.in_(WRITING[table]))
        for table, ids in rows.items()
        if ids
    ]
    statement = select(event.object_type, event.object_id, event.actor_id).distinct()
    found: dict[tuple[str, int], set[int]] = defaultdict(set)
    for table, row_id, actor_id in session.execute(statement.where(or_(false(), *wanted))):
        if actor_id is not None:
            found[table, row_id].add(actor_id)
    return {key: frozenset(people) for key, people in found.items()}


def who_wrote(
    session: Session,
    table: str,
    row_id: int,
    state: str,
    entered_by_id: int | None,
    approved_by_id: int | None = None,
) -> frozenset[int]:
    """Everybody whose hand is in a record: all who saved it and, once it lies on the next desk, who approved it."""
    people = {entered_by_id, None if state in UNAPPROVED else approved_by_id}
    saved = writers_by_row(session, {table: (row_id,)}).get((table, row_id), frozenset())
    return saved | frozenset(person for person in people if person is not None)
