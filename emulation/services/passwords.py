"""Setting and changing passwords. A new one ends all sign-ins and links of the person, who is told by mail."""

from datetime import datetime

from sqlalchemy.orm import Session

from emulation.gateways import passwords as hashing
from emulation.gateways import seeds
from emulation.models.accounts import User
from emulation.queries.accounts import get_actor
from emulation.queries.context import context_words
from emulation.rules import access
from emulation.rules import passwords as rules
from emulation.rules.privacy import check_not_erased
from emulation.services import audit, links, sign_ins
from emulation.services.letters import SITE, write_letter
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.clock import local, local_date
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import LinkPurpose
from emulation.vocabulary.words import N_

SUBJECT = N_("Mật khẩu vừa được đổi")
BODY = N_(
    "Kính gửi %(name)s,\n\n"
    "Mật khẩu của tài khoản %(email)s vừa được đổi lúc %(at)s. Mọi thiết bị đã được đăng xuất.\n\n"
    "Nếu không phải bạn đổi, hãy đặt lại mật khẩu ngay tại %(link)s và báo cho người quản trị hệ thống."
)


def check(session: Session, *, user: User, password: str, composition: bool) -> None:
    """Raise DomainError for a password that this person may not have."""
    rules.check_password(
        password,
        email=user.email,
        full_name=user.full_name,
        words=(*seeds.context_words(), *context_words(session)),
        composition=composition,
    )


def keep(session: Session, *, actor: Actor, now: datetime, user: User, password: str) -> None:
    """Keep the hash of a checked password; whoever was signed in, or held a link, has to begin anew."""
    user.password_hash = hashing.hash_password(password)
    user.password_set_at = now
    sign_ins.end_all(session, user=user, now=now)
    links.end_all(session, user=user, now=now)
    audit.record(session, actor=actor, now=now, verb="user.password_set", about=user)
    session.flush()


def set_password(
    session: Session, *, actor: Actor, now: datetime, user: User, password: str, composition: bool
) -> None:
    """Set the password of somebody; for oneself, or as an administrator."""
    if actor.user_id != user.id:
        access.require(actor, Action.USER_MANAGE, Subject())
    check_not_erased(user.erased_at)
    check(session, user=user, password=password, composition=composition)
    keep(session, actor=actor, now=now, user=user, password=password)
    tell(session, user=user, now=now)


def set_by_link(
    session: Session, *, token: str, purpose: LinkPurpose, password: str, now: datetime, composition: bool
) -> User | None:
    """Set a password by a mailed link and use the link up; None when it counts no more. Nobody is signed in by this.

    A password that this person may not have raises DomainError and leaves the link as it is.
    """
    user = links.find(session, token=token, purpose=purpose, now=now)
    if user is None:
        return None
    check(session, user=user, password=password, composition=composition)
    if links.use(session, token=token, purpose=purpose, now=now) is None:
        return None
    keep(session, actor=get_actor(session, user, local_date(now)), now=now, user=user, password=password)
    return user


def change_password(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    user: User,
    current: str,
    password: str,
    composition: bool,
) -> None:
    """Change one's own password; the current one is asked for, and is no new one."""
    if not hashing.matches(user.password_hash, current):
        raise DomainError(N_("Mật khẩu hiện tại không đúng."), field="current")
    if hashing.matches(user.password_hash, password):
        raise DomainError(N_("Mật khẩu mới phải khác mật khẩu hiện tại."), field="password")
    set_password(session, actor=actor, now=now, user=user, password=password, composition=composition)


def tell(session: Session, *, user: User, now: datetime) -> None:
    """Write to the person that their password was changed: if it was not them, they learn of it."""
    at = f"{local(now):%H:%M %d/%m/%Y}"
    values = {"name": user.full_name, "email": user.email, "at": at, "link": f"{SITE}/reset"}
    write_letter(
        session,
        key=f"password/{user.id}/{user.version}",
        user_id=user.id,
        to_address=user.email,
        subject=SUBJECT,
        body=BODY % values,
        now=now,
    )
