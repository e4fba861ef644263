"""The dated history of a cluster: joining, leaving, new names, mergers, new boundaries (features C3)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.clusters import Member, MemberChange, Membership
from emulation.vocabulary.kinds import ChangeKind, Provenance


@dataclass(frozen=True)
class ChangeRow:
    """Something dated that happened to a member: joining, leaving, a new name, a merger, a new boundary."""

    on: date
    kind: ChangeKind
    code: str
    name_vi: str
    name_en: str
    description: str
    decision: str
    provenance: Provenance
    source: str


def changes_of(session: Session, cluster_id: int, member_id: int | None = None) -> list[ChangeRow]:
    """What happened in the cluster or to one member, newest first.

    Joining and leaving follow from the dates of membership; a written change of the same day says more and wins.
    """
    who = (Member.code, Member.name_vi, Member.name_en)
    written = (
        select(
            MemberChange.effective_on,
            MemberChange.kind,
            *who,
            MemberChange.description,
            MemberChange.decision,
            MemberChange.provenance,
            MemberChange.source,
            Member.protocol_order,
        )
        .join(Member, Member.id == MemberChange.member_id)
        .where(MemberChange.cluster_id == cluster_id)
    )
    stays = (
        select(Membership.valid_from, Membership.valid_to, *who, Membership.decision)
        .add_columns(Membership.provenance, Membership.source, Member.protocol_order)
        .join(Member, Member.id == Membership.member_id)
        .where(Membership.cluster_id == cluster_id)
    )
    if member_id is not None:
        written = written.where(MemberChange.member_id == member_id)
        stays = stays.where(Membership.member_id == member_id)
    found: dict[tuple[date, ChangeKind, str], tuple[int, ChangeRow]] = {}
    for start, end, code, vi, en, decision, provenance, source, order in session.execute(stays):
        row = ChangeRow(start, ChangeKind.JOINED, code, vi, en, "", decision, provenance, source)
        found[(start, ChangeKind.JOINED, code)] = (order, row)
        if end is not None:
            gone = ChangeRow(end, ChangeKind.LEFT, code, vi, en, "", "", provenance, source)
            found[(end, ChangeKind.LEFT, code)] = (order, gone)
    for *values, order in session.execute(written):
        change = ChangeRow(*values)
        key = (change.on, change.kind, change.code)
        if change.kind not in (ChangeKind.JOINED, ChangeKind.LEFT):
            key = (change.on, change.kind, f"{change.code} {change.description}")
        found[key] = (order, change)
    ordered = sorted(found.values(), key=lambda pair: (-pair[1].on.toordinal(), pair[0], pair[1].kind.value))
    return [change for _order, change in ordered]
