"""One-time codes: setting them up, accepting each of them once, and the lost phone."""

import base64
import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from emulation.db import unaudited
from emulation.gateways import totp
from emulation.gateways.secrets import Damaged, Safe
from emulation.models.accounts import User
from emulation.rules import access
from emulation.rules import codes as rules
from emulation.services import audit, devices, recovery_codes, sign_ins
from emulation.services.letters import write_letter
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.clock import local
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.words import N_

log = logging.getLogger(__name__)
SUBJECT_SET_UP = N_("Mã xác thực vừa được thiết lập")
BODY_SET_UP = N_(
    "Kính gửi %(name)s,\n\nMã xác thực của tài khoản %(email)s vừa được thiết lập lúc %(at)s.\n\n"
    "Nếu không phải bạn làm, hãy báo ngay cho người quản trị hệ thống."
)
SUBJECT_REMOVED = N_("Mã xác thực vừa được gỡ")
BODY_REMOVED = N_(
    "Kính gửi %(name)s,\n\nQuản trị hệ thống vừa gỡ mã xác thực của tài khoản %(email)s lúc %(at)s. "
    "Lần đăng nhập tới bạn thiết lập mã mới.\n\n"
    "Nếu bạn không yêu cầu, hãy báo ngay cho người quản trị hệ thống."
)


@dataclass(frozen=True)
class Checker:
    """What it takes to look at a code: the safe with the seeds, and the present step of 30 seconds."""

    safe: Safe
    step: int


@dataclass(frozen=True)
class SetUp:
    """A set-up that has begun. `sealed` travels in the form; nothing is written until a code confirms it."""

    sealed: str
    secret: str
    address: str


def begin(user: User, *, checker: Checker, issuer: str, sealed: str = "") -> SetUp:
    """A new seed for the person, or the one that a form brought back."""
    seed = _unsealed(user, checker.safe, sealed) or totp.new_seed()
    kept = checker.safe.put(seed, _owner(user, "set-up"))
    return SetUp(
        base64.urlsafe_b64encode(kept).decode(),
        rules.grouped(totp.written(seed)),
        totp.address(seed, account=user.email, issuer=issuer),
    )


def confirm(
    session: Session, *, actor: Actor, now: datetime, user: User, checker: Checker, sealed: str, typed: str
) -> list[str]:
    """Finish a set-up with a code of the new phone; gives the recovery codes, shown once.

    Raises DomainError for a wrong code. The code counts as used: it does not open a sign-in any more.
    """
    seed = _unsealed(user, checker.safe, sealed)
    if seed is None:
        raise DomainError(N_("Trang này đã cũ. Hãy quét lại hình mã và nhập mã mới."), field="code")
    step = totp.matching_step(seed, rules.tidy(typed), rules.steps_that_count(checker.step, None))
    if step is None:
        raise DomainError(
            N_("Mã chưa đúng. Kiểm tra giờ của điện thoại rồi nhập mã đang hiện."), field="code"
        )
    before = user.totp_confirmed_at
    user.totp_seed = checker.safe.put(seed, _owner(user))
    user.totp_confirmed_at, user.totp_last_step = now, step
    shown = recovery_codes.make_anew(session, user)
    changes = {"totp_confirmed_at": (before, now)}
    audit.record(session, actor=actor, now=now, verb="user.code_set_up", about=user, changes=changes)
    _tell(session, user, now, SUBJECT_SET_UP, BODY_SET_UP)
    return shown


def accept(
    session: Session, *, actor: Actor, now: datetime, user: User, checker: Checker, typed: str
) -> bool:
    """Whether this code, of the phone or from the recovery list, is right; it is used up then."""
    code = rules.tidy(typed)
    if rules.is_recovery_code(code):
        if not recovery_codes.use(session, user, code, now):
            return False
        audit.record(session, actor=actor, now=now, verb="user.recovery_code_used", about=user)
        return True
    seed = _seed(user, checker.safe) if rules.is_code(code) else None
    if seed is None:
        return False
    steps = rules.steps_that_count(checker.step, user.totp_last_step)
    step = totp.matching_step(seed, code, steps)
    return step is not None and _use_step(session, user, step) and _renew(session, user, checker.safe, seed)


def make_recovery_codes(session: Session, *, actor: Actor, now: datetime, user: User) -> list[str]:
    """New recovery codes in place of all earlier ones; shown once."""
    access.require(actor, Action.ACCOUNT_SECURE, Subject())
    if user.id != actor.user_id or user.totp_confirmed_at is None:
        raise DomainError(N_("Hãy thiết lập mã xác thực trước."))
    shown = recovery_codes.make_anew(session, user)
    audit.record(session, actor=actor, now=now, verb="user.recovery_codes_made", about=user)
    return shown


def remove(session: Session, *, actor: Actor, now: datetime, user: User, reason: str) -> None:
    """An administrator takes the code of somebody away whose phone is lost; all their devices are signed out."""
    access.require(actor, Action.USER_MANAGE, Subject())
    rules.check_may_remove(is_own=user.id == actor.user_id)
    if user.totp_confirmed_at is None:
        raise DomainError(N_("Người này chưa thiết lập mã xác thực."))
    changes = {"totp_confirmed_at": (user.totp_confirmed_at, None)}
    user.totp_seed = user.totp_confirmed_at = user.totp_last_step = None
    recovery_codes.forget(session, user)
    devices.forget_all(session, user=user)
    sign_ins.end_all(session, user=user, now=now)
    audit.record(
        session, actor=actor, now=now, verb="user.code_removed", about=user, changes=changes, reason=reason
    )
    _tell(session, user, now, SUBJECT_REMOVED, BODY_REMOVED)


def codes_of_cast(session: Session, *, checker: Checker) -> dict[str, str]:
    """The codes that the demo shows beside its people, by address: each the next one that counts."""
    shown = {}
    for user in session.scalars(select(User).where(User.is_demo, User.totp_confirmed_at.is_not(None))):
        steps = list(rules.steps_that_count(checker.step, user.totp_last_step))
        seed = _seed(user, checker.safe)
        if seed is not None and steps:
            shown[user.email] = totp.code_at(seed, checker.step if checker.step in steps else steps[-1])
    return shown


def give_to_cast(user: User, *, safe: Safe, now: datetime) -> None:
    """The fixed seed of a person of the demo: the same in every demo, so that a phone can be set up once."""
    seed = hashlib.sha256(f"demo {user.email}".encode()).digest()[: totp.SEED_BYTES]
    user.totp_seed, user.totp_confirmed_at = safe.put(seed, _owner(user)), now


def _tell(session: Session, user: User, now: datetime, subject: str, body: str) -> None:
    values = {"name": user.full_name, "email": user.email, "at": f"{local(now):%H:%M %d/%m/%Y}"}
    write_letter(
        session,
        key=f"code {user.id} {now.isoformat()} {subject}",
        to_address=user.email,
        subject=subject,
        body=body % values,
        now=now,
        user_id=user.id,
    )


def _owner(user: User, what: str = "code") -> str:
    return f"{what} of user {user.id}"


def _unsealed(user: User, safe: Safe, sealed: str) -> bytes | None:
    try:
        return safe.take(base64.urlsafe_b64decode(sealed.encode()), _owner(user, "set-up"))
    except (Damaged, ValueError):
        return None


def _seed(user: User, safe: Safe) -> bytes | None:
    if user.totp_seed is None or user.totp_confirmed_at is None:
        return None
    try:
        return safe.take(user.totp_seed, _owner(user))
    except Damaged:
        log.error(
            "the one-time code of user %s cannot be read: changed, or written under a key that is gone",
            user.id,
        )
        return None


def _use_step(session: Session, user: User, step: int) -> bool:
    """One statement, so that of many at once only one finds the step unused."""
    unused = or_(User.totp_last_step.is_(None), User.totp_last_step < step)
    used = session.execute(
        unaudited(update(User).where(User.id == user.id, unused).values(totp_last_step=step))
    )
    return getattr(used, "rowcount", 0) == 1


def _renew(session: Session, user: User, safe: Safe, seed: bytes) -> bool:
    """After a change of keys: keep the seed under the present one, unless somebody set up another meanwhile."""
    kept = user.totp_seed
    if kept is not None and not safe.is_present(kept, _owner(user)):
        fresh = safe.put(seed, _owner(user))
        session.execute(
            unaudited(update(User).where(User.id == user.id, User.totp_seed == kept).values(totp_seed=fresh))
        )
    return True
