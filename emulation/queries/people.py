"""People as the administrator's and the auditor's pages show them: searched, filtered, in pages."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, func, or_, select, true
from sqlalchemy.orm import Session

from emulation.models.accounts import Appointment, User
from emulation.models.clusters import Cluster, Member, Membership
from emulation.queries.capacities import lasts
from emulation.vocabulary.actor import Scope
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import Role
from emulation.vocabulary.vietnamese import fold

PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; empty means all. `state`: active or disabled. Pages count from 1."""

    words: str = ""
    role: Role | None = None
    member_id: int | None = None
    state: str = ""
    page: int = 1


@dataclass(frozen=True)
class RoleRow:
    """A role with the names of its member and cluster; `ends_on` is the first day without it."""

    id: int
    role: Role
    member: str
    cluster: str
    starts_on: date
    ends_on: date | None

    def is_over(self, today: date) -> bool:
        """Whether it ended."""
        return self.ends_on is not None and self.ends_on <= today


@dataclass(frozen=True)
class PersonRow:
    """A person of a list."""

    id: int
    full_name: str
    title: str
    email: str
    disabled_at: datetime | None
    last_sign_in_at: datetime | None
    roles: tuple[RoleRow, ...] = ()


@dataclass(frozen=True)
class PeoplePage:
    """A page of people, and how many there are in all."""

    rows: list[PersonRow] = field(default_factory=list)
    total: int = 0
    page: int = 1

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE))


def people_page(session: Session, scope: Scope, wanted: Wanted, today: date) -> PeoplePage:
    """People within the reader's scope, by given name, with the roles that are not over: three statements."""
    narrowed = (_within(scope), *_conditions(wanted, today))
    total = session.scalar(select(func.count()).select_from(User).where(*narrowed)) or 0
    page = min(max(1, wanted.page), max(1, -(-total // PAGE)))
    columns = (User.id, User.full_name, User.title, User.email, User.disabled_at, User.last_sign_in_at)
    statement = select(*columns).where(*narrowed).order_by(User.sort_key, User.id)
    found = session.execute(statement.limit(PAGE).offset((page - 1) * PAGE)).all()
    roles = _roles(session, scope, [row.id for row in found])
    rows = [
        PersonRow(*row, roles=tuple(role for role in roles[row.id] if not role.is_over(today)))
        for row in found
    ]
    return PeoplePage(rows, total, page)


def find_person(session: Session, scope: Scope, user_id: int) -> User:
    """A person within the reader's scope; raises NotFound."""
    person = session.scalars(select(User).where(User.id == user_id, _within(scope))).one_or_none()
    if person is None:
        raise NotFound()
    return person


def roles_of(session: Session, scope: Scope, user_id: int) -> list[RoleRow]:
    """All roles of a person that lie within the reader's scope, past ones included."""
    return _roles(session, scope, [user_id])[user_id]


def person_choices(session: Session, scope: Scope) -> list[tuple[str, str]]:
    """Everybody within the reader's scope as (id, name), by given name."""
    statement = select(User.id, User.full_name).where(_within(scope)).order_by(User.sort_key, User.id)
    return [(str(user_id), name) for user_id, name in session.execute(statement)]


def _roles(session: Session, scope: Scope, user_ids: list[int]) -> defaultdict[int, list[RoleRow]]:
    own = Appointment
    statement = (
        select(
            own.user_id,
            own.id,
            own.role,
            func.coalesce(Member.name_vi, ""),
            func.coalesce(Cluster.name_vi, ""),
            own.starts_on,
            own.ends_on,
        )
        .outerjoin(Member, Member.id == own.member_id)
        .outerjoin(Cluster, Cluster.id == own.cluster_id)
        .where(own.user_id.in_(user_ids), _role_within(scope))
        .order_by(own.starts_on.desc(), own.id.desc())
    )
    found: defaultdict[int, list[RoleRow]] = defaultdict(list)
    for row in session.execute(statement):
        found[row[0]].append(RoleRow(*row[1:]))
    return found


def _role_within(scope: Scope) -> ColumnElement[bool]:
    """A role within a cluster of the scope: of the cluster itself or of one of its members."""
    if scope.everything:
        return true()
    members = select(Membership.member_id).where(Membership.cluster_id.in_(scope.clusters))
    return or_(Appointment.cluster_id.in_(scope.clusters), Appointment.member_id.in_(members))


def _within(scope: Scope) -> ColumnElement[bool]:
    return true() if scope.everything else _has_role(_role_within(scope))


def _has_role(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(select(Appointment.id).where(Appointment.user_id == User.id, *conditions).correlate(User))


def _conditions(wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for word in fold(wanted.words).split():
        found.append(User.search_text.contains(word, autoescape=True))
    role = [] if wanted.role is None else [Appointment.role == wanted.role]
    member = [] if wanted.member_id is None else [Appointment.member_id == wanted.member_id]
    if role or member:
        found.append(_has_role(*role, *member, lasts(Appointment.starts_on, Appointment.ends_on, today)))
    if wanted.state:
        disabled = User.disabled_at.is_not(None)
        found.append(disabled if wanted.state == "disabled" else ~disabled)
    return found
