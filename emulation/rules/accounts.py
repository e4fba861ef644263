"""What a password and an appointment must be."""

from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Role
from emulation.vocabulary.vietnamese import fold
from emulation.vocabulary.words import N_

SHORTEST = 12
LONGEST = 256
#: Words of our context that make a password easy to guess, folded (quality/reliability, row 42).
CONTEXT_WORDS = (
    "thidua",
    "thi dua",
    "khenthuong",
    "khen thuong",
    "cumtruong",
    "matkhau",
    "password",
    "123456",
)
OF_MEMBER = frozenset({Role.MEMBER_OFFICER, Role.MEMBER_LEADER, Role.SECRETARIAT, Role.COUNCIL_MEMBER})
OF_CLUSTER = frozenset({Role.TELLER})


def check_password(password: str, *, email: str, full_name: str) -> None:
    """Long enough, and not made of the person's own words. No demands about digits or capitals."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise DomainError(
            N_("Mật khẩu phải dài từ %(low)s đến %(high)s ký tự."),
            field="password",
            low=SHORTEST,
            high=LONGEST,
        )
    folded = fold(password)
    own = (fold(email.split("@")[0]), fold(full_name), fold(full_name).replace(" ", ""))
    for word in (*CONTEXT_WORDS, *own):
        if len(word) >= 4 and word in folded and len(folded) - len(word) < 8:
            raise DomainError(N_("Mật khẩu chứa từ dễ đoán. Chọn một cụm từ khác."), field="password")


def check_appointment(role: Role, *, member_id: int | None, cluster_id: int | None) -> None:
    """Roles of an office need a member; tellers need a cluster."""
    if role in OF_MEMBER and member_id is None:
        raise DomainError(N_("Vai trò này cần chọn thành viên của cụm."), field="member")
    if role in OF_CLUSTER and cluster_id is None:
        raise DomainError(N_("Vai trò này cần chọn cụm thi đua."), field="cluster")
