"""Who is to be told: ids of people by role, member, cluster and post, as of a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, literal, or_, select
from sqlalchemy.orm import Session

from emulation.models.accounts import Appointment, User
from emulation.models.campaigns import Campaign, CampaignRegistration, CampaignReport
from emulation.models.clusters import Cluster, Member, Membership
from emulation.models.cycles import Cycle
from emulation.models.terms import Term
from emulation.queries.capacities import actors_on
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.kinds import Post, Role


@dataclass(frozen=True)
class Setting:
    """Where a deed happened: the year and its cluster, and the member (code and name), if it was about one.

    Campaigns belong to no year: theirs is 0, and `title` is the campaign's name.
    """

    cluster_id: int
    code: str
    year: int
    member: str
    member_name: str
    campaign_id: int | None = None
    title: str = ""


def setting(session: Session, cycle_id: int, member_id: int | None) -> Setting:
    """The year of a deed, in one statement."""
    statement = (
        select(Cycle.cluster_id, Cluster.code, Cycle.year, Member.code, Member.name_vi)
        .join(Cluster, Cluster.id == Cycle.cluster_id)
        .outerjoin(Member, Member.id == member_id)
        .where(Cycle.id == cycle_id)
    )
    cluster_id, code, year, member, name = session.execute(statement).one()
    return Setting(cluster_id, code, year, member or "", name or "")


def setting_of_campaign(session: Session, table: str, row_id: int, member_id: int | None) -> Setting | None:
    """The campaign of a deed about it, about a registration in it or a report on it; None for any other table."""
    source = {
        "campaign": select(literal(row_id, Integer)),
        "campaign_registration": select(CampaignRegistration.campaign_id).where(
            CampaignRegistration.id == row_id
        ),
        "campaign_report": select(CampaignReport.campaign_id).where(CampaignReport.id == row_id),
    }.get(table)
    if source is None:
        return None
    statement = (
        select(Cluster.id, Cluster.code, Member.code, Member.name_vi, Campaign.id, Campaign.name)
        .select_from(Campaign)
        .join(Cluster, Cluster.id == Campaign.cluster_id)
        .outerjoin(Member, Member.id == member_id)
        .where(Campaign.id == source.scalar_subquery())
    )
    cluster_id, code, member, name, campaign_id, title = session.execute(statement).one()
    return Setting(cluster_id, code, 0, member or "", name or "", campaign_id, title)


def administrators(session: Session, today: date) -> set[int]:
    """Everybody who administers the installation."""
    return set(session.scalars(_appointed([Role.ADMIN], today)))


def workers(session: Session, today: date) -> list[User]:
    """Everybody with an open account and a role today."""
    roled = _appointed(list(Role), today).scalar_subquery()
    open_ones = select(User).where(User.disabled_at.is_(None), User.erased_at.is_(None), User.id.in_(roled))
    return list(session.scalars(open_ones.order_by(User.id)))


def actors_of_cluster(session: Session, cluster_id: int, today: date) -> list[Actor]:
    """Everybody with an open account who acts for the cluster or one of its members today, delegates too."""
    everybody = actors_on(session, today)
    return [
        actor for actor in everybody if any(cluster_id in capacity.clusters for capacity in actor.capacities)
    ]


def of_member(session: Session, member_id: int, roles: Collection[Role], today: date) -> set[int]:
    """The people of a member who hold one of these roles."""
    return set(session.scalars(_appointed(roles, today).where(Appointment.member_id == member_id)))


def of_post(session: Session, cluster_id: int, post: Post, roles: Collection[Role], today: date) -> set[int]:
    """The people with one of these roles at the member that holds the post today."""
    holds = and_(
        Term.cluster_id == cluster_id, Term.post == post, _lasts(Term.starts_on, Term.ends_on, today)
    )
    people = _appointed(roles, today).join(Term, and_(Term.member_id == Appointment.member_id, holds))
    return set(session.scalars(people))


def of_cluster(session: Session, cluster_id: int, roles: Collection[Role], today: date) -> set[int]:
    """The people with one of these roles at the members of the cluster, and its own people."""
    in_cluster = select(Membership.member_id).where(
        Membership.cluster_id == cluster_id, _lasts(Membership.valid_from, Membership.valid_to, today)
    )
    own = or_(Appointment.member_id.in_(in_cluster), Appointment.cluster_id == cluster_id)
    return set(session.scalars(_appointed(roles, today).where(own)))


def _appointed(roles: Collection[Role], today: date) -> Select[Any]:
    lasting = _lasts(Appointment.starts_on, Appointment.ends_on, today)
    return select(Appointment.user_id).where(Appointment.role.in_(roles), lasting)


def _lasts(start: Any, end: Any, day: date) -> ColumnElement[bool]:
    return and_(start <= day, or_(end.is_(None), end > day))
