"""Which roles one person may hold together, when a role ends, and who must always be left (decisions 2)."""

from collections.abc import Collection
from datetime import date

from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Role
from emulation.vocabulary.words import N_

#: Whoever manages accounts or watches the others does nothing else: no scoring, no voting, no entering.
ALONE = frozenset({Role.ADMIN, Role.AUDITOR})


def check_together(role: Role, held: Collection[Role]) -> None:
    """Administrators and auditors hold no other role. `held` are the roles the person has or will have."""
    others = frozenset(held) - {role}
    if others and (role in ALONE or others & ALONE):
        first = sorted(others & ALONE or others)[0]
        message = N_("Vai trò “%(role)s” không đi cùng vai trò “%(other)s”.")
        raise DomainError(message, field="role", role=role.label, other=Role(first).label)


def check_not_self(actor_id: int | None, user_id: int) -> None:
    """Nobody gives themselves a role."""
    if actor_id == user_id:
        raise DomainError(N_("Không tự ghi vai trò cho mình được. Cần một quản trị khác."))


def check_period(starts_on: date, ends_on: date | None) -> None:
    """A role lasts a day at least; its end is the first day without it."""
    if ends_on is not None and ends_on <= starts_on:
        message = N_("Ngày kết thúc phải sau ngày bắt đầu (%(day)s).")
        raise DomainError(message, field="ends_on", day=f"{starts_on:%d/%m/%Y}")


def check_end(standing_end: date | None, ends_on: date, today: date) -> None:
    """A role ends today or later: what was done with it stays right. What is over does not end again."""
    if standing_end is not None and standing_end <= today:
        raise DomainError(N_("Vai trò này đã kết thúc."))
    if ends_on < today:
        message = N_("Ngày kết thúc không thể trước hôm nay (%(day)s).")
        raise DomainError(message, field="ends_on", day=f"{today:%d/%m/%Y}")


def check_administrators(left: int) -> None:
    """Somebody must always be able to manage accounts. `left`: how many would be left."""
    if left < 1:
        raise DomainError(N_("Phải còn ít nhất một người quản trị hệ thống đang dùng tài khoản."))
