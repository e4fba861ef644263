"""Delegations: one person lets another act in a role for a time, and takes it back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.delegations import Delegation
from emulation.queries import delegations as queries
from emulation.queries.accounts import get_user
from emulation.rules import access
from emulation.rules import delegations as rules
from emulation.rules.reasons import FOR_THE_TRAIL, check_reason
from emulation.services import audit, sign_ins
from emulation.services.versions import hold_user, require_version
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import NotAllowed
from emulation.vocabulary.kinds import Role, SigningCapacity

#: Whose approval a member's records need.
LEADER = Role.MEMBER_LEADER


class Submitted(Protocol):
    """A record of a member that says who approved it and when."""

    @property
    def member_id(self) -> int:
        """Whose record."""

    @property
    def submitted_by_id(self) -> int | None:
        """Who approved it."""

    @property
    def submitted_at(self) -> datetime | None:
        """When."""


@dataclass(frozen=True)
class DelegationDraft:
    """What a delegation says; both days belong to it."""

    role: Role
    member_id: int
    receiver_id: int
    capacity: SigningCapacity
    starts_on: date
    ends_on: date
    document: str = ""


def grant(
    session: Session, *, actor: Actor, now: datetime, cluster_id: int, draft: DelegationDraft
) -> Delegation:
    """Pass one's own role on for a time; the receiver signs in anew. Raises DomainError with the field."""
    subject = Subject(cluster_id=cluster_id, member_id=draft.member_id)
    access.require(actor, Action.DELEGATION_GRANT, subject)
    giver_id = _in_person(actor, draft.role, draft.member_id)
    hold_user(session, giver_id)
    receiver = get_user(session, draft.receiver_id)
    _check(session, draft, giver_id, receiver, local_date(now))
    delegation = Delegation(
        giver_id=giver_id,
        receiver_id=receiver.id,
        member_id=draft.member_id,
        role=draft.role,
        capacity=draft.capacity,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        document=draft.document,
        entered_by_id=actor.user_id,
        entered_at=now,
    )
    session.add(delegation)
    session.flush()
    sign_ins.end_all(session, user=receiver, now=now)
    audit.record(
        session,
        actor=actor,
        now=now,
        verb="delegation.granted",
        about=delegation,
        changes=audit.born(delegation, [*DelegationDraft.__dataclass_fields__, "giver_id"]),
        cluster_id=cluster_id,
    )
    return delegation


def _in_person(actor: Actor, role: Role, member_id: int) -> int:
    """The giver: somebody who holds this very role of this member without acting for somebody else."""
    own = [c for c in actor.capacities if c.acting_for is None and (c.role, c.member_id) == (role, member_id)]
    if not own or actor.user_id is None:
        raise NotAllowed()
    return actor.user_id


def _check(session: Session, draft: DelegationDraft, giver_id: int, receiver: User, today: date) -> None:
    roles = queries.roles_at(session, receiver.id, draft.member_id, today)
    rules.check_receiver(
        giver_id=giver_id,
        receiver_id=receiver.id,
        is_active=receiver.disabled_at is None and receiver.erased_at is None,
        works_there=bool(roles),
        roles=roles,
        role=draft.role,
    )
    rules.check_capacity(draft.role, draft.capacity, document=draft.document, title=receiver.title)
    rules.check_dates(draft.starts_on, draft.ends_on, today)
    standing = queries.standing_periods(session, giver_id, draft.role, draft.member_id)
    rules.check_overlap(draft.starts_on, draft.ends_on, standing)


def revoke(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cluster_id: int,
    delegation: Delegation,
    version: int,
    reason: str,
) -> Delegation:
    """Take a delegation back with a reason; it ends at the receiver's next request. Raises Stale or DomainError."""
    subject = Subject(cluster_id=cluster_id, member_id=delegation.member_id)
    access.require(actor, Action.DELEGATION_GRANT, subject)
    _in_person(actor, delegation.role, delegation.member_id)
    require_version(delegation, version)
    is_revoked = delegation.revoked_at is not None
    rules.check_revocable(is_revoked=is_revoked, ends_on=delegation.ends_on, today=local_date(now))
    check_reason(reason, FOR_THE_TRAIL)
    changes = audit.change(delegation, {"revoked_at": now})
    session.flush()
    sign_ins.end_all(session, user=get_user(session, delegation.receiver_id), now=now)
    audit.record(
        session,
        actor=actor,
        now=now,
        verb="delegation.revoked",
        about=delegation,
        changes=changes,
        cluster_id=cluster_id,
        reason=reason,
    )
    return delegation


def signed_as(session: Session, page: Submitted | None) -> str:
    """In whose place a member's record was approved: "TUQ. Nguyễn Văn A"; nothing when a leader did it in person."""
    if page is None or page.submitted_by_id is None or page.submitted_at is None:
        return ""
    acting_for = queries.signed_for(
        session, user_id=page.submitted_by_id, member_id=page.member_id, role=LEADER, at=page.submitted_at
    )
    return acting_for.words if acting_for else ""
