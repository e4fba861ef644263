"""Members of a cluster by date: who belongs when, in which post, and how to reach them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from emulation.models.clusters import Member, Membership
from emulation.models.terms import Term
from emulation.queries.rows import find_as, rows_as
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import Post, Provenance


@dataclass(frozen=True)
class MemberRow:
    """A member of a year with its post of that year and its public contact."""

    id: int
    code: str
    name_vi: str
    name_en: str
    standing_office: str
    address: str
    phone: str
    email: str
    website: str
    post: Post | None
    post_provenance: Provenance | None


@dataclass(frozen=True)
class ProfileRow:
    """A member as an institution."""

    id: int
    code: str
    name_vi: str
    name_en: str
    protocol_order: int
    standing_office: str
    address: str
    phone: str
    email: str
    website: str
    version: int


@dataclass(frozen=True)
class MembershipRow:
    """One stay of a member in the cluster."""

    id: int
    member_id: int
    code: str
    name_vi: str
    name_en: str
    valid_from: date
    valid_to: date | None
    decision: str
    version: int


def members_with_posts(session: Session, cluster_id: int, year: int) -> list[MemberRow]:
    """The members that count for a year (those of its last day), in protocol order."""
    statement = (
        select(
            Member.id,
            Member.code,
            Member.name_vi,
            Member.name_en,
            Member.standing_office,
            Member.address,
            Member.phone,
            Member.email,
            Member.website,
            Term.post,
            Term.provenance,
        )
        .join(Membership, Membership.member_id == Member.id)
        .outerjoin(Term, and_(Term.cluster_id == cluster_id, Term.member_id == Member.id, Term.year == year))
        .where(
            Membership.cluster_id == cluster_id,
            Membership.valid_from <= date(year, 12, 31),
            Membership.valid_to.is_(None) | (Membership.valid_to > date(year, 12, 31)),
        )
        .order_by(Member.protocol_order, Member.sort_key)
    )
    return rows_as(session, MemberRow, statement)


def first_year(session: Session, cluster_id: int) -> int | None:
    """The year in which the first member joined."""
    first = session.scalar(select(func.min(Membership.valid_from)).where(Membership.cluster_id == cluster_id))
    return first.year if first else None


def find_profile(session: Session, cluster_id: int, code: str) -> ProfileRow | None:
    """A member that the cluster ever had, by its code in any case of letters."""
    names = [getattr(Member, name) for name in ProfileRow.__dataclass_fields__]
    belongs = select(Membership.id).where(
        Membership.cluster_id == cluster_id, Membership.member_id == Member.id
    )
    statement = select(*names).where(func.lower(Member.code) == code.lower(), belongs.exists())
    return find_as(session, ProfileRow, statement)


def get_profile(session: Session, cluster_id: int, code: str) -> ProfileRow:
    """The same; raises NotFound."""
    profile = find_profile(session, cluster_id, code)
    if profile is None:
        raise NotFound()
    return profile


def get_member(session: Session, cluster_id: int, member_id: int) -> Member:
    """The record of a member that the cluster ever had; raises NotFound."""
    belongs = select(Membership.id).where(
        Membership.cluster_id == cluster_id, Membership.member_id == member_id
    )
    member = session.get(Member, member_id) if session.scalar(belongs.limit(1)) else None
    if member is None:
        raise NotFound()
    return member


def get_membership(session: Session, cluster_id: int, membership_id: int) -> Membership:
    """One stay in this cluster; raises NotFound."""
    membership = session.get(Membership, membership_id)
    if membership is None or membership.cluster_id != cluster_id:
        raise NotFound()
    return membership


def memberships_of(session: Session, cluster_id: int, member_id: int | None = None) -> list[MembershipRow]:
    """All stays in the cluster, or those of one member; in protocol order, then by date."""
    statement = (
        select(
            Membership.id,
            Member.id,
            Member.code,
            Member.name_vi,
            Member.name_en,
            Membership.valid_from,
            Membership.valid_to,
            Membership.decision,
            Membership.version,
        )
        .join(Member, Member.id == Membership.member_id)
        .where(Membership.cluster_id == cluster_id)
        .order_by(Member.protocol_order, Member.sort_key, Membership.valid_from)
    )
    if member_id is not None:
        statement = statement.where(Membership.member_id == member_id)
    return rows_as(session, MembershipRow, statement)


def other_member_choices(session: Session, cluster_id: int) -> list[tuple[str, str]]:
    """Members of the installation that may join: all but those whose stay is open, as (id, name)."""
    inside = select(Membership.member_id).where(
        Membership.cluster_id == cluster_id, Membership.valid_to.is_(None)
    )
    statement = (
        select(Member.id, Member.name_vi)
        .where(Member.id.not_in(inside))
        .order_by(Member.protocol_order, Member.sort_key)
    )
    return [(str(member_id), name) for member_id, name in session.execute(statement)]


def find_member_id(session: Session, code: str) -> int | None:
    """The member of the installation with this code, in any case of letters."""
    return session.scalar(select(Member.id).where(func.lower(Member.code) == code.lower()))


def last_order(session: Session) -> int:
    """The highest protocol order in use, 0 when there is none."""
    return session.scalar(select(func.max(Member.protocol_order))) or 0
