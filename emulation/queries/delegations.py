"""Delegations of a cluster's members, and who may be chosen for one."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from emulation.models.accounts import Appointment, User
from emulation.models.clusters import Member, Membership
from emulation.models.delegations import Delegation
from emulation.queries.capacities import holds, lasts
from emulation.queries.rows import rows_as, seen
from emulation.vocabulary.actor import ActingFor, Scope
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import Role, SigningCapacity


@dataclass(frozen=True)
class DelegationRow:
    """A delegation as a list shows it. `counts`: it is in force today, the giver's own role included."""

    id: int
    version: int
    giver_id: int
    giver: str
    receiver_id: int
    receiver: str
    member_id: int
    member: str
    role: Role
    capacity: SigningCapacity
    starts_on: date
    ends_on: date
    document: str
    revoked_at: datetime | None
    counts: bool

    def is_open(self, today: date) -> bool:
        """Whether it counts today or may count later."""
        return self.revoked_at is None and self.ends_on >= today


def delegations_in(session: Session, cluster_id: int, scope: Scope, today: date) -> list[DelegationRow]:
    """The delegations of the cluster's members within the reader's scope, the latest first."""
    of_cluster = select(Membership.member_id).where(Membership.cluster_id == cluster_id)
    within = and_(Delegation.member_id.in_(of_cluster), seen(scope, cluster_id, Delegation.member_id))
    return rows_as(session, DelegationRow, _rows(today).where(within))


def delegations_of_person(session: Session, scope: Scope, user_id: int, today: date) -> list[DelegationRow]:
    """What a person gave or received, of the members of the clusters in `scope`, the latest first."""
    own = or_(Delegation.giver_id == user_id, Delegation.receiver_id == user_id)
    if not scope.everything:
        members = select(Membership.member_id).where(Membership.cluster_id.in_(scope.clusters))
        own = and_(own, Delegation.member_id.in_(members))
    return rows_as(session, DelegationRow, _rows(today).where(own))


def _rows(today: date) -> Select[*tuple[Any, ...]]:
    giver, receiver = aliased(User), aliased(User)
    counts = and_(giver.disabled_at.is_(None), receiver.disabled_at.is_(None), *holds(today))
    return (
        select(
            Delegation.id,
            Delegation.version,
            giver.id,
            giver.full_name,
            receiver.id,
            receiver.full_name,
            Member.id,
            Member.name_vi,
            Delegation.role,
            Delegation.capacity,
            Delegation.starts_on,
            Delegation.ends_on,
            Delegation.document,
            Delegation.revoked_at,
            func.coalesce(counts, false()),
        )
        .join(giver, giver.id == Delegation.giver_id)
        .join(receiver, receiver.id == Delegation.receiver_id)
        .join(Member, Member.id == Delegation.member_id)
        .order_by(Delegation.starts_on.desc(), Delegation.id.desc())
    )


def get_delegation(session: Session, cluster_id: int, delegation_id: int) -> Delegation:
    """A delegation of one of the cluster's members, for a service; raises NotFound."""
    found = session.get(Delegation, delegation_id)
    of_cluster = select(Membership.id).where(Membership.cluster_id == cluster_id)
    if found is None or not session.scalar(
        select(exists(of_cluster.where(Membership.member_id == found.member_id)))
    ):
        raise NotFound()
    return found


def standing_periods(session: Session, giver_id: int, role: Role, member_id: int) -> list[tuple[date, date]]:
    """(first day, last day) of the delegations of this role that nobody has revoked."""
    statement = select(Delegation.starts_on, Delegation.ends_on).where(
        Delegation.giver_id == giver_id,
        Delegation.role == role,
        Delegation.member_id == member_id,
        Delegation.revoked_at.is_(None),
    )
    return [(first, last) for first, last in session.execute(statement)]


def colleagues(session: Session, member_ids: frozenset[int], but: int, today: date) -> list[tuple[int, str]]:
    """(id, "name – title, member") of everybody with a working account at these members, by given name."""
    statement = (
        select(User.id, User.full_name, User.title, Member.name_vi)
        .join(Appointment, Appointment.user_id == User.id)
        .join(Member, Member.id == Appointment.member_id)
        .where(
            Appointment.member_id.in_(member_ids),
            User.id != but,
            User.disabled_at.is_(None),
            User.erased_at.is_(None),
            lasts(Appointment.starts_on, Appointment.ends_on, today),
        )
        .group_by(User.id, User.full_name, User.title, Member.name_vi, User.sort_key)
        .order_by(User.sort_key, User.id)
    )
    return [
        (user_id, f"{name} – {title}, {member}" if title else f"{name} – {member}")
        for user_id, name, title, member in session.execute(statement)
    ]


def roles_at(session: Session, user_id: int, member_id: int, today: date) -> frozenset[Role]:
    """The roles that a person has by appointment at a member on a day."""
    statement = select(Appointment.role).where(
        Appointment.user_id == user_id,
        Appointment.member_id == member_id,
        lasts(Appointment.starts_on, Appointment.ends_on, today),
    )
    return frozenset(session.scalars(statement))


def signed_for(
    session: Session, *, user_id: int, member_id: int, role: Role, at: datetime
) -> ActingFor | None:
    """For whom a person approved something at a moment: None when they had the role themselves."""
    day = local_date(at)
    if role in roles_at(session, user_id, member_id, day):
        return None
    statement = (
        select(User.id, User.full_name, Delegation.capacity)
        .join(User, User.id == Delegation.giver_id)
        .where(
            Delegation.receiver_id == user_id,
            Delegation.member_id == member_id,
            Delegation.role == role,
            Delegation.starts_on <= day,
            Delegation.ends_on >= day,
            or_(Delegation.revoked_at.is_(None), Delegation.revoked_at > at),
        )
        .order_by(Delegation.id)
        .limit(1)
    )
    row = session.execute(statement).one_or_none()
    return None if row is None else ActingFor(*row)
