"""What people may act as on a day: appointments, delegations, and what follows from memberships and terms."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Subquery,
    and_,
    bindparam,
    exists,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from emulation.models.accounts import Appointment, User
from emulation.models.clusters import Membership
from emulation.models.delegations import Delegation
from emulation.models.terms import Term
from emulation.vocabulary.actor import ActingFor, Actor, Capacity
from emulation.vocabulary.kinds import Post


def actors_on(session: Session, today: date) -> list[Actor]:
    """The people with an open account and a capacity on the day, by given name. One statement."""
    return _actors(session, _everybody(), {"today": today})


def find_actor(session: Session, user_id: int, today: date) -> Actor | None:
    """One person with their capacities of the day; None without any. One statement."""
    return next(iter(_actors(session, _one(), {"today": today, "user_id": user_id})), None)


def _actors(session: Session, statement: Select[Any], given: Mapping[str, Any]) -> list[Actor]:
    today = given["today"]
    people: dict[tuple[int, str], dict[Any, dict[str, set[int]]]] = {}
    for row in session.execute(statement, given).mappings():
        offices = people.setdefault((row["user_id"], row["full_name"]), {})
        _gather(offices.setdefault(_key(row), {"clusters": set(), "chair": set(), "vice": set()}), row)
    return [
        Actor(user_id, name, today, tuple(_capacity(key, sets) for key, sets in offices.items()))
        for (user_id, name), offices in people.items()
    ]


def _key(row: Mapping[Any, Any]) -> Any:
    acting_for = None
    if row["giver_id"] is not None:
        acting_for = ActingFor(row["giver_id"], row["giver_name"], row["signing"])
    return row["role"], row["member_id"], row["cluster_id"], acting_for


def _gather(sets: dict[str, set[int]], row: Mapping[Any, Any]) -> None:
    own, of_member = row["cluster_id"], row["of_cluster"]
    if own is not None:
        sets["clusters"].add(own)
    elif of_member is not None:
        sets["clusters"].add(of_member)
    if row["post"] is not None and own in (None, of_member):
        sets["chair" if row["post"] is Post.CHAIR else "vice"].add(of_member)


def _capacity(key: Any, sets: dict[str, set[int]]) -> Capacity:
    role, member_id, cluster_id, acting_for = key
    clusters, chair, vice = (frozenset(sets[name]) for name in ("clusters", "chair", "vice"))
    return Capacity(role, member_id, cluster_id, clusters, chair, vice, acting_for)


@cache
def _everybody() -> Select[Any]:
    """Built once, like the next: every request asks, and putting the question together takes longer than its answer."""
    return _offices(bindparam("today", type_=Date())).where(User.disabled_at.is_(None))


@cache
def _one() -> Select[Any]:
    return _offices(bindparam("today", type_=Date())).where(User.id == bindparam("user_id"))


def _offices(today: Any) -> Select[Any]:
    """The roles of the day with the clusters of their member and the posts it holds there."""
    office = _held(today)
    in_cluster = and_(
        Membership.member_id == office.c.member_id, lasts(Membership.valid_from, Membership.valid_to, today)
    )
    holds_post = and_(
        Term.member_id == office.c.member_id,
        Term.cluster_id == Membership.cluster_id,
        lasts(Term.starts_on, Term.ends_on, today),
    )
    return (
        select(office, User.full_name, Membership.cluster_id.label("of_cluster"), Term.post)
        .join(User, User.id == office.c.user_id)
        .outerjoin(Membership, in_cluster)
        .outerjoin(Term, holds_post)
        .order_by(User.sort_key, User.id, office.c.is_lent, office.c.position)
    )


def _held(today: Any) -> Subquery:
    """Own roles and those held by delegation."""
    lent, own = Delegation, Appointment
    giver = aliased(User)
    borrowed = (
        select(
            lent.receiver_id.label("user_id"),
            lent.role.label("role"),
            lent.member_id.label("member_id"),
            type_coerce(null(), own.cluster_id.type).label("cluster_id"),
            lent.giver_id.label("giver_id"),
            giver.full_name.label("giver_name"),
            lent.capacity.label("signing"),
            literal(1).label("is_lent"),
            lent.id.label("position"),
        )
        .join(giver, giver.id == lent.giver_id)
        .where(giver.disabled_at.is_(None), *holds(today))
    )
    nothing = (null(), null(), null(), literal(0))
    appointed = select(own.user_id, own.role, own.member_id, own.cluster_id, *nothing, own.id)
    return union_all(borrowed, appointed.where(lasts(own.starts_on, own.ends_on, today))).subquery("office")


def holds(today: Any) -> tuple[ColumnElement[bool], ...]:
    """When a delegation counts: on its days, while the giver has the role and the receiver works for the member."""
    lent, giving, receiving = Delegation, aliased(Appointment), aliased(Appointment)
    return (
        lent.revoked_at.is_(None),
        lent.starts_on <= today,
        lent.ends_on >= today,
        exists(
            select(giving.id).where(
                giving.user_id == lent.giver_id,
                giving.role == lent.role,
                giving.member_id == lent.member_id,
                lasts(giving.starts_on, giving.ends_on, today),
            )
        ),
        exists(
            select(receiving.id).where(
                receiving.user_id == lent.receiver_id,
                receiving.member_id == lent.member_id,
                lasts(receiving.starts_on, receiving.ends_on, today),
            )
        ),
    )


def lasts(start: Any, end: Any, day: Any) -> ColumnElement[bool]:
    """Whether a time from `start` until, but not including, `end` holds the day."""
    return and_(start <= day, or_(end.is_(None), end > day))
