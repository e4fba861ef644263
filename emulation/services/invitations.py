"""Accounts by invitation: nobody knows another's password, not even on the first day."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.queries.holidays import calendar
from emulation.rules import access
from emulation.rules.working_days import add_working_days
from emulation.services import audit, links, passwords
from emulation.services.letters import SITE, write_letter
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.clock import LOCAL_ZONE, local_date
from emulation.vocabulary.dates import format_date
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import LinkPurpose
from emulation.vocabulary.words import N_

SUBJECT = N_("Lời mời dùng Hệ thống quản lý thi đua, khen thưởng")
BODY = N_(
    "Kính gửi %(name)s,\n\n"
    "Bạn được mời dùng Hệ thống quản lý thi đua, khen thưởng. Tên đăng nhập là %(email)s.\n\n"
    "Mở liên kết sau để đặt mật khẩu của riêng bạn:\n%(link)s\n\n"
    "Liên kết dùng được một lần, đến hết ngày %(day)s. Đừng chuyển thư này cho người khác. "
    "Nếu bạn không chờ lời mời này, hãy bỏ qua thư."
)
PATH = "/invitation/"


@dataclass(frozen=True)
class Sent:
    """A new invitation: its token, shown to nobody but the invited, and the last day on which it counts."""

    token: str
    last_day: date


def invite(session: Session, *, actor: Actor, now: datetime, user: User, working_days: int) -> Sent:
    """Write an invitation to a person without a password; earlier ones end.

    It counts until the end of the given working day after today. Raises DomainError for somebody who has a
    password already or whose account is closed.
    """
    access.require(actor, Action.USER_MANAGE, Subject())
    if user.disabled_at or user.erased_at:
        raise DomainError(N_("Tài khoản này đã khóa nên không gửi được lời mời."))
    if user.password_hash:
        raise DomainError(N_("Người này đã đặt mật khẩu. Ai quên mật khẩu thì tự đặt lại ở trang đăng nhập."))
    last_day = add_working_days(local_date(now), working_days, calendar(session))
    expires_at = datetime.combine(last_day + timedelta(days=1), time.min, LOCAL_ZONE)
    token = links.issue(session, user=user, purpose=LinkPurpose.INVITATION, now=now, expires_at=expires_at)
    _write(session, user=user, token=token, last_day=last_day, now=now)
    audit.record(session, actor=actor, now=now, verb="user.invited", about=user)
    return Sent(token, last_day)


def accept(session: Session, *, token: str, password: str, now: datetime, composition: bool) -> User | None:
    """Set the first password by an invitation; see `passwords.set_by_link`."""
    return passwords.set_by_link(
        session,
        token=token,
        purpose=LinkPurpose.INVITATION,
        password=password,
        now=now,
        composition=composition,
    )


def _write(session: Session, *, user: User, token: str, last_day: date, now: datetime) -> None:
    values = {
        "name": user.full_name,
        "email": user.email,
        "link": f"{SITE}{PATH}{token}",
        "day": format_date(last_day),
    }
    write_letter(
        session,
        key=f"invitation/{user.id}/{secrets.token_hex(8)}",
        user_id=user.id,
        to_address=user.email,
        subject=SUBJECT,
        body=BODY % values,
        now=now,
    )
