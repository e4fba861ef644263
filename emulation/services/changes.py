"""What happens to a member of a cluster: leaving it, a new name, a merger, a new boundary (features C3)."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.clusters import Cluster, Member, MemberChange, Membership
from emulation.queries import terms
from emulation.rules import access
from emulation.rules import members as rules
from emulation.services import audit
from emulation.services.clusters import subject_of
from emulation.services.members import names_of, spans_of
from emulation.services.versions import require_version, touch
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.kinds import ChangeKind, Provenance


@dataclass(frozen=True)
class ChangeDraft:
    """A new name, a merger or a new boundary, as somebody typed it."""

    kind: ChangeKind
    effective_on: date
    description: str
    decision: str = ""
    new_name_vi: str = ""
    new_name_en: str = ""
    provenance: Provenance = Provenance.RECORDED
    source: str = ""
    note: str = ""


def leave(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cluster: Cluster,
    membership: Membership,
    version: int,
    left_on: date,
    decision: str = "",
) -> Membership:
    """End a stay: the member belongs to the cluster until the day before. Raises Stale or DomainError."""
    today = local_date(now)
    access.require(actor, Action.MEMBER_EDIT, subject_of(session, cluster.id, today, membership.member_id))
    require_version(membership, version)
    last_post_day = terms.last_post_day(session, cluster.id, membership.member_id)
    rules.check_leaving(rules.Span(membership.valid_from, membership.valid_to), left_on, last_post_day)
    changes = audit.change(membership, {"valid_to": left_on})
    change = MemberChange(
        cluster_id=cluster.id,
        member_id=membership.member_id,
        kind=ChangeKind.LEFT,
        effective_on=left_on,
        description="",
        decision=decision,
    )
    session.add(change)
    session.flush()
    written = audit.born(change)
    audit.record(session, actor=actor, now=now, verb="member.change_written", about=change, changes=written)
    audit.record(session, actor=actor, now=now, verb="member.left", about=membership, changes=changes)
    return membership


def record_change(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cluster: Cluster,
    member: Member,
    version: int,
    draft: ChangeDraft,
) -> MemberChange:
    """Write down a dated change; a new name is given to the member at once. Raises Stale or DomainError."""
    today = local_date(now)
    access.require(actor, Action.MEMBER_EDIT, subject_of(session, cluster.id, today, member.id))
    require_version(member, version)
    rules.check_change(
        draft.kind,
        draft.effective_on,
        spans_of(session, cluster.id, member.id),
        new_name=draft.new_name_vi,
        today=today,
    )
    values = asdict(draft)
    del values["new_name_vi"], values["new_name_en"]
    changes = _renamed(member, draft)
    change = MemberChange(cluster_id=cluster.id, member_id=member.id, **values)
    session.add(change)
    session.flush()
    changes |= audit.born(change, ["kind", "effective_on", "description", "decision"])
    audit.record(
        session,
        actor=actor,
        now=now,
        verb="member.changed",
        about=member,
        changes=changes,
        cluster_id=cluster.id,
        member_id=member.id,
    )
    return change


def _renamed(member: Member, draft: ChangeDraft) -> dict[str, tuple[Any, Any]]:
    """A new name is given at once; any other change only moves the member's version on."""
    if draft.kind is not ChangeKind.RENAMED:
        touch(member)
        return {}
    names = names_of(member.code, draft.new_name_vi, draft.new_name_en or member.name_en)
    return audit.change(member, names)
