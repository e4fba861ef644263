"""Permission for a member to be late, with a reason that the member reads (features Y1)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.calendar import Extension
from emulation.models.cycles import Cycle
from emulation.queries import cycles
from emulation.queries import extensions as queries
from emulation.queries.places import MemberPlace
from emulation.rules import access
from emulation.rules import extensions as rules
from emulation.rules.calendar import check_open
from emulation.rules.reasons import check_reason
from emulation.services import audit
from emulation.services.versions import hold_cluster
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.states import Phase


def grant(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    member: MemberPlace,
    phase: Phase,
    until_on: date,
    reason: str,
) -> Extension:
    """Let a member hand in later what a phase asks for; a second permission replaces the first.

    Raises Sealed, or DomainError beside a field. What was handed in before keeps the days that were written down.
    """
    access.require(actor, Action.EXTENSION_GRANT, cycles.subject_of(cycle, member.id))
    check_open(cycle.phase)
    due_on = cycles.due_on(session, cycle.id, phase)
    rules.check_extension(phase=phase, due_on=due_on, until_on=until_on, reason=reason, today=local_date(now))
    hold_cluster(session, cycle.cluster_id)
    row, changes = _written(session, actor, now, cycle, member, phase, until_on, reason)
    audit.record(
        session,
        actor=actor,
        now=now,
        verb="extension.granted",
        about=row,
        changes=changes,
        reason=reason.strip(),
    )
    session.flush()
    return row


def _written(
    session: Session,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    member: MemberPlace,
    phase: Phase,
    until_on: date,
    reason: str,
) -> tuple[Extension, dict[str, Any]]:
    """The permission, new or changed, and what the trail and the member are told of it."""
    row = queries.find_extension(session, cycle.id, member.id, phase)
    before = row.until_on if row else None
    if row is None:
        row = Extension(cycle_id=cycle.id, member_id=member.id, phase=phase)
        session.add(row)
    row.until_on, row.reason = until_on, reason
    row.entered_by_id, row.entered_at = actor.user_id, now
    session.flush()
    return row, {"phase": (phase if before else None, phase), "until_on": (before, until_on)}


def withdraw(
    session: Session, *, actor: Actor, now: datetime, cycle: Cycle, extension: Extension, reason: str
) -> None:
    """Take a permission back, with a reason: the deadline of all counts again. Raises Sealed or DomainError."""
    access.require(actor, Action.EXTENSION_GRANT, cycles.subject_of(cycle, extension.member_id))
    check_open(cycle.phase)
    check_reason(reason)
    audit.record(
        session,
        actor=actor,
        now=now,
        verb="extension.withdrawn",
        about=extension,
        changes={"phase": (extension.phase, None), "until_on": (extension.until_on, None)},
        reason=reason.strip(),
    )
    session.delete(extension)
    session.flush()


def days_late(session: Session, cycle: Cycle, member_id: int, phase: Phase, now: datetime) -> int:
    """Days past the deadline of a member: its grace and a permission count. 0 in time, or without a deadline."""
    due_on = cycles.due_on(session, cycle.id, phase)
    if due_on is None:
        return 0
    until_on = queries.until_on(session, cycle.id, member_id, phase)
    return rules.late(due_on, local_date(now), cycle.grace_days, until_on)
