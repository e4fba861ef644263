"""People and their signed-in devices."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session, with_expression

from emulation.models.accounts import Appointment, User
from emulation.models.clusters import Cluster, Member
from emulation.models.notices import Notice
from emulation.models.sign_ins import SignIn
from emulation.queries.capacities import find_actor
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import Role


@dataclass(frozen=True)
class PersonRow:
    """A person in the list of users: name, address, roles as (role, member name, cluster name)."""

    id: int
    full_name: str
    email: str
    disabled: bool
    roles: tuple[tuple[Role, str, str], ...]


def find_user_by_email(session: Session, email: str) -> User | None:
    """The person with this address, whatever its letters' case."""
    return session.scalars(select(User).where(User.email == email.strip().lower())).one_or_none()


def get_user(session: Session, user_id: int) -> User:
    """The person; raises NotFound."""
    user = session.get(User, user_id)
    if user is None:
        raise NotFound()
    return user


def find_sign_in(session: Session, token_hash: str) -> tuple[SignIn, User] | None:
    """The device with this token and its person, who brings along how many notices are unread."""
    row = session.execute(_sign_in(), {"token_hash": token_hash}).one_or_none()
    return None if row is None else (row[0], row[1])


@cache
def _sign_in() -> Select[SignIn, User]:
    unread = select(func.count(Notice.id)).where(Notice.user_id == User.id, Notice.read_at.is_(None))
    return (
        select(SignIn, User)
        .join(User, User.id == SignIn.user_id)
        .options(with_expression(User.unread, unread.scalar_subquery()))
        .where(SignIn.token_hash == bindparam("token_hash"))
    )


def get_actor(session: Session, user: User, today: date) -> Actor:
    """The person with all capacities of the day: appointments, delegations, memberships and posts by date."""
    return find_actor(session, user.id, today) or Actor(user.id, user.full_name, today)


def demo_cast(session: Session) -> list[PersonRow]:
    """The people of the demo in the order of its cast, for its sign-in page."""
    return sorted(_people(session, User.is_demo.is_(True)), key=lambda person: person.id)


def _people(session: Session, *conditions: ColumnElement[bool]) -> list[PersonRow]:
    statement = (
        select(
            User.id,
            User.full_name,
            User.email,
            User.disabled_at,
            Appointment.role,
            func.coalesce(Member.name_vi, ""),
            func.coalesce(Cluster.name_vi, ""),
        )
        .outerjoin(Appointment, Appointment.user_id == User.id)
        .outerjoin(Member, Member.id == Appointment.member_id)
        .outerjoin(Cluster, Cluster.id == Appointment.cluster_id)
        .where(*conditions)
        .order_by(User.sort_key, User.id, Appointment.id)
    )
    found: dict[int, PersonRow] = {}
    for user_id, full_name, email, disabled_at, role, member, cluster in session.execute(statement):
        person = found.get(user_id) or PersonRow(user_id, full_name, email, disabled_at is not None, ())
        roles = person.roles if role is None else (*person.roles, (role, member, cluster))
        found[user_id] = PersonRow(user_id, full_name, email, person.disabled, roles)
    return list(found.values())


def has_demo_people(session: Session) -> bool:
    """Whether any account comes from the demo."""
    return session.scalar(select(User.id).where(User.is_demo).limit(1)) is not None


def has_appointment(
    session: Session, user_id: int, role: Role, member_id: int | None, cluster_id: int | None, day: date
) -> bool:
    """Whether the person holds this role for this member or cluster and will hold it after `day`."""
    statement = select(Appointment.id).where(
        Appointment.user_id == user_id,
        Appointment.role == role,
        Appointment.member_id.is_not_distinct_from(member_id),
        Appointment.cluster_id.is_not_distinct_from(cluster_id),
        or_(Appointment.ends_on.is_(None), Appointment.ends_on > day),
    )
    return session.scalar(statement.limit(1)) is not None
