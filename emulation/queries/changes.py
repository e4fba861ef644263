"""The dated history of a cluster: joining, leaving, new names, mergers, new boundaries (features C3)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import CompoundSelect, Date, cast, literal, null, select, union_all
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

    Joining and leaving follow from the dates of membership; what was written about that day wins over them.
    """
    rows = _woven(session.execute(_statement(cluster_id, member_id)))
    ordered = sorted(rows, key=lambda pair: (-pair[1].on.toordinal(), pair[0], pair[1].kind.value))
    return [change for _order, change in ordered]


def _statement(cluster_id: int, member_id: int | None) -> CompoundSelect[Any]:
    """What was written, and every stay (without a kind) with its two days."""
    who = (Member.code, Member.name_vi, Member.name_en)
    written = (
        select(MemberChange.effective_on, cast(null(), Date).label("until"), MemberChange.kind, *who)
        .add_columns(MemberChange.description, MemberChange.decision)
        .add_columns(MemberChange.provenance, MemberChange.source, Member.protocol_order)
        .join(Member, Member.id == MemberChange.member_id)
        .where(MemberChange.cluster_id == cluster_id)
    )
    no_kind = cast(null(), MemberChange.kind.type)
    stays = (
        select(Membership.valid_from, Membership.valid_to, no_kind, *who)
        .add_columns(literal(""), Membership.decision)
        .add_columns(Membership.provenance, Membership.source, Member.protocol_order)
        .join(Member, Member.id == Membership.member_id)
        .where(Membership.cluster_id == cluster_id)
    )
    if member_id is not None:
        written = written.where(MemberChange.member_id == member_id)
        stays = stays.where(Membership.member_id == member_id)
    return union_all(written, stays)


def _woven(found: Iterable[Any]) -> list[tuple[int, ChangeRow]]:
    """Protocol order and change; a stay gives what nobody wrote down."""
    derived: dict[tuple[date, ChangeKind, str], tuple[int, ChangeRow]] = {}
    told: dict[tuple[date, ChangeKind, str], tuple[int, ChangeRow]] = {}
    others: list[tuple[int, ChangeRow]] = []
    for start, end, kind, code, vi, en, *words, order in found:
        row = ChangeRow(start, kind or ChangeKind.JOINED, code, vi, en, *words)
        if kind is None:
            derived[(start, ChangeKind.JOINED, code)] = (order, row)
            if end is not None:
                left = replace(row, on=end, kind=ChangeKind.LEFT, decision="")
                derived[(end, ChangeKind.LEFT, code)] = (order, left)
        elif kind in (ChangeKind.JOINED, ChangeKind.LEFT):
            told[(start, kind, code)] = (order, row)
        else:
            others.append((order, row))
    return [*(derived | told).values(), *others]
