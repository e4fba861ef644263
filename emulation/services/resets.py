"""A forgotten password: a link by mail to the address on record. It proves the address, never the one-time code."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.queries.accounts import find_user_by_email
from emulation.services import audit, links, passwords
from emulation.services.letters import SITE, write_letter
from emulation.vocabulary import tokens
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.clock import local, local_date
from emulation.vocabulary.kinds import LinkPurpose
from emulation.vocabulary.words import N_

SUBJECT = N_("Đặt lại mật khẩu")
BODY = N_(
    "Kính gửi %(name)s,\n\n"
    "Có người vừa xin đặt lại mật khẩu của tài khoản %(email)s. Nếu là bạn, mở liên kết sau:\n%(link)s\n\n"
    "Liên kết dùng được một lần, đến %(until)s. "
    "Nếu không phải bạn, hãy bỏ qua thư này: mật khẩu của bạn vẫn như cũ."
)
PATH = "/reset/"
#: Who stands in the trail: whoever asks has proven nothing yet.
SOMEBODY = N_("Người chưa đăng nhập")


def ask(session: Session, *, address: str, now: datetime, minutes: int) -> None:
    """Write a link to the person with this address. For anybody else the same is worked out, and thrown away.

    Only who has a password already gets a link: invited people have their invitation.
    """
    user = find_user_by_email(session, address)
    token, expires_at = tokens.new_token(), now + timedelta(minutes=minutes)
    body = _body(user, address, token, expires_at)
    if user is None or not user.password_hash or user.disabled_at or user.erased_at:
        return
    links.issue(session, user=user, purpose=LinkPurpose.RESET, now=now, expires_at=expires_at, token=token)
    write_letter(
        session,
        key=f"reset/{user.id}/{secrets.token_hex(8)}",
        user_id=user.id,
        to_address=user.email,
        subject=SUBJECT,
        body=body,
        now=now,
    )
    audit.record(
        session, actor=Actor(None, SOMEBODY, local_date(now)), now=now, verb="user.reset_asked", about=user
    )


def complete(session: Session, *, token: str, password: str, now: datetime, composition: bool) -> User | None:
    """Set a new password by a link and tell the person; see `passwords.set_by_link`."""
    user = passwords.set_by_link(
        session,
        token=token,
        purpose=LinkPurpose.RESET,
        password=password,
        now=now,
        composition=composition,
    )
    if user is not None:
        passwords.tell(session, user=user, now=now)
    return user


def _body(user: User | None, address: str, token: str, expires_at: datetime) -> str:
    values = {
        "name": user.full_name if user else "",
        "email": user.email if user else address,
        "link": f"{SITE}{PATH}{token}",
        "until": f"{local(expires_at):%H:%M %d/%m/%Y}",
    }
    return BODY % values
