"""Who wrote what now stands in a record: the ground of four eyes, read from the trail."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent

#: The verbs with which people write contents, by the table of the record. Computing and moving write none.
WRITING: Mapping[str, tuple[str, ...]] = {
    "pledge": ("pledge.saved", "pledge.recorded_from_paper"),
    "result_report": ("result.saved",),
    "score_sheet": ("sheet.prepared", "sheet.saved"),
    "cross_sheet": ("cross.saved",),
    "explanation": ("explanation.saved",),
    "proposal": ("proposal.drafted", "proposal.edited"),
    "campaign_registration": ("registration.saved",),
}
#: Before somebody has approved the contents of today; an approval from an earlier round counts no more.
UNAPPROVED = frozenset({"draft", "requested", "awaiting_approval", "returned", "withdrawn"})


def who_wrote(
    session: Session,
    table: str,
    row_id: int,
    state: str,
    entered_by_id: int | None,
    approved_by_id: int | None = None,
) -> frozenset[int]:
    """Everybody whose hand is in a record: all who saved it and, once it lies on the next desk, who approved it."""
    event = AuditEvent
    saved = select(event.actor_id).where(
        event.object_type == table, event.object_id == row_id, event.verb.in_(WRITING[table])
    )
    people = {*session.scalars(saved), entered_by_id, None if state in UNAPPROVED else approved_by_id}
    return frozenset(person for person in people if person is not None)
