"""Accounts: adding people, their appointments and passwords."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from emulation.gateways import passwords
from emulation.models.accounts import Appointment, User
from emulation.queries.accounts import (
    find_user_by_email,
    get_user,
    has_appointment,
)
from emulation.rules import access
from emulation.rules import accounts as rules
from emulation.rules.privacy import check_not_erased
from emulation.services import audit, sign_ins
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Role
from emulation.vocabulary.vietnamese import fold, given_name_key
from emulation.vocabulary.words import N_


def add_user(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    email: str,
    full_name: str,
    password: str,
    title: str = "",
    is_demo: bool = False,
) -> User:
    """Add a person. Raises DomainError for a taken address or a password that is too easy."""
    access.require(actor, Action.USER_MANAGE, Subject())
    email = email.strip().lower()
    if find_user_by_email(session, email):
        raise DomainError(N_("Địa chỉ %(email)s đã có tài khoản."), field="email", email=email)
    rules.check_password(password, email=email, full_name=full_name)
    user = User(
        email=email,
        full_name=full_name,
        title=title,
        sort_key=given_name_key(full_name),
        search_text=fold(f"{full_name} {email}"),
        password_hash=passwords.hash_password(password),
        is_demo=is_demo,
    )
    session.add(user)
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        verb="user.added",
        about=user,
        changes=audit.born(user, ["email", "full_name"]),
    )
    return user


def appoint(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    user: User,
    role: Role,
    member_id: int | None,
    cluster_id: int | None,
    starts_on: date | None = None,
) -> Appointment:
    """Give a person a role. Raises DomainError when the role needs a member or a cluster and has none."""
    access.require(actor, Action.USER_MANAGE, Subject())
    check_not_erased(user.erased_at)
    rules.check_appointment(role, member_id=member_id, cluster_id=cluster_id)
    if has_appointment(session, user.id, role, member_id, cluster_id):
        raise DomainError(N_("Người này đã có vai trò đó."), field="role")
    appointment = Appointment(
        user_id=user.id,
        role=role,
        member_id=member_id,
        cluster_id=cluster_id,
        starts_on=starts_on or local_date(now),
    )
    session.add(appointment)
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        verb="user.appointed",
        about=appointment,
        changes=audit.born(appointment),
    )
    return appointment


def set_password(session: Session, *, actor: Actor, now: datetime, user: User, password: str) -> None:
    """Set a password and end all sign-ins of the person."""
    if actor.user_id != user.id:
        access.require(actor, Action.USER_MANAGE, Subject())
    rules.check_password(password, email=user.email, full_name=user.full_name)
    user.password_hash = passwords.hash_password(password)
    sign_ins.end_all(session, user=user, now=now)
    audit.record(session, actor=actor, now=now, verb="user.password_set", about=user)


def change_password(
    session: Session, *, actor: Actor, now: datetime, user: User, current: str, password: str
) -> None:
    """Change one's own password; the current one is asked for."""
    if not passwords.matches(user.password_hash, current):
        raise DomainError(N_("Mật khẩu hiện tại không đúng."), field="current")
    set_password(session, actor=actor, now=now, user=user, password=password)


def set_disabled(session: Session, *, actor: Actor, now: datetime, user: User, disabled: bool) -> None:
    """Close or reopen an account; closing ends all sign-ins at once."""
    access.require(actor, Action.USER_MANAGE, Subject())
    check_not_erased(user.erased_at)
    changes = audit.change(user, {"disabled_at": now if disabled else None})
    if disabled:
        sign_ins.end_all(session, user=user, now=now)
    verb = "user.disabled" if disabled else "user.enabled"
    audit.record(session, actor=actor, now=now, verb=verb, about=user, changes=changes)


def person(session: Session, user_id: int) -> User:
    """The person with this id; raises NotFound."""
    return get_user(session, user_id)
