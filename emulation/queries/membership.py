"""Who was a member when, and when boundaries changed: the ground of every comparison over years."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from emulation.models.clusters import Member, MemberChange, Membership
from emulation.vocabulary.kinds import ChangeKind


@dataclass(frozen=True)
class MemberOverTime:
    """A member with its times in the cluster (from, until but not including) and its boundary changes."""

    id: int
    code: str
    name_vi: str
    name_en: str
    spells: tuple[tuple[date, date | None], ...] = ()
    boundaries: tuple[date, ...] = ()

    def is_member(self, year: int) -> bool:
        """Whether it counts for an emulation year: a member on the year's last day."""
        last = date(year, 12, 31)
        return any(start <= last and (end is None or end > last) for start, end in self.spells)

    def is_before(self, year: int) -> bool:
        """Whether the year lies before its first year in the cluster."""
        return all(start > date(year, 12, 31) for start, _end in self.spells)


def members_over_time(session: Session, cluster_id: int) -> list[MemberOverTime]:
    """Everybody who ever was a member, in protocol order, in one statement."""
    statement = (
        select(
            Member.id,
            Member.code,
            Member.name_vi,
            Member.name_en,
            Membership.valid_from,
            Membership.valid_to,
            MemberChange.effective_on,
        )
        .join(Membership, and_(Membership.member_id == Member.id, Membership.cluster_id == cluster_id))
        .outerjoin(
            MemberChange,
            and_(
                MemberChange.member_id == Member.id,
                MemberChange.cluster_id == cluster_id,
                MemberChange.kind == ChangeKind.BOUNDARY,
            ),
        )
        .order_by(Member.protocol_order, Member.sort_key, Membership.valid_from, MemberChange.effective_on)
    )
    found: dict[int, MemberOverTime] = {}
    for member_id, code, name_vi, name_en, start, end, changed in session.execute(statement):
        one = found.get(member_id) or MemberOverTime(member_id, code, name_vi, name_en)
        spells = one.spells if (start, end) in one.spells else (*one.spells, (start, end))
        known = changed is None or changed in one.boundaries
        boundaries = one.boundaries if known else (*one.boundaries, changed)
        found[member_id] = replace(one, spells=spells, boundaries=boundaries)
    return list(found.values())
