"""Accounts: adding people, their appointments, closing. Passwords are set by their owners (services/invitations)."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from emulation.models.accounts import Appointment, User
from emulation.queries.accounts import (
    find_user_by_email,
    get_user,
    has_appointment,
)
from emulation.queries.appointments import administrators, roles_from
from emulation.rules import access
from emulation.rules import accounts as rules
from emulation.rules import appointments as together
from emulation.rules.privacy import check_not_erased
from emulation.services import audit, links, sign_ins
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
    title: str = "",
    is_demo: bool = False,
) -> User:
    """Add a person, who cannot sign in before setting a password. Raises DomainError for a taken address."""
    access.require(actor, Action.USER_MANAGE, Subject())
    email = email.strip().lower()
    if find_user_by_email(session, email):
        raise DomainError(N_("Địa chỉ %(email)s đã có tài khoản."), field="email", email=email)
    user = User(
        email=email,
        full_name=full_name,
        title=title,
        sort_key=given_name_key(full_name),
        search_text=fold(f"{full_name} {email}"),
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
    ends_on: date | None = None,
) -> Appointment:
    """Give a person a role from a day until, but not including, another; they sign in anew.

    Raises DomainError when the role needs a member or a cluster and has none, or does not go with the others.
    """
    access.require(actor, Action.USER_MANAGE, Subject())
    check_not_erased(user.erased_at)
    together.check_not_self(actor.user_id, user.id)
    rules.check_appointment(role, member_id=member_id, cluster_id=cluster_id)
    starts_on = starts_on or local_date(now)
    together.check_period(starts_on, ends_on)
    together.check_together(role, roles_from(session, user.id, starts_on))
    if has_appointment(session, user.id, role, member_id, cluster_id, starts_on):
        raise DomainError(N_("Người này đã có vai trò đó."), field="role")
    appointment = Appointment(
        user_id=user.id,
        role=role,
        member_id=member_id,
        cluster_id=cluster_id,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    session.add(appointment)
    session.flush()
    sign_ins.end_all(session, user=user, now=now)
    born = audit.born(appointment)
    audit.record(session, actor=actor, now=now, verb="user.appointed", about=appointment, changes=born)
    return appointment


def set_disabled(session: Session, *, actor: Actor, now: datetime, user: User, disabled: bool) -> None:
    """Close or reopen an account; closing ends all sign-ins and links at once."""
    access.require(actor, Action.USER_MANAGE, Subject())
    check_not_erased(user.erased_at)
    if disabled:
        together.check_administrators(administrators(session, local_date(now), but_user=user.id))
    changes = audit.change(user, {"disabled_at": now if disabled else None})
    if disabled:
        sign_ins.end_all(session, user=user, now=now)
        links.end_all(session, user=user, now=now)
    verb = "user.disabled" if disabled else "user.enabled"
    audit.record(session, actor=actor, now=now, verb=verb, about=user, changes=changes)


def person(session: Session, user_id: int) -> User:
    """The person with this id; raises NotFound."""
    return get_user(session, user_id)
