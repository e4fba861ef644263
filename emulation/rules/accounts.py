"""What an appointment must be."""

from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Role
from emulation.vocabulary.words import N_

OF_MEMBER = frozenset({Role.MEMBER_OFFICER, Role.MEMBER_LEADER, Role.SECRETARIAT, Role.COUNCIL_MEMBER})
OF_CLUSTER = frozenset({Role.TELLER})


def check_appointment(role: Role, *, member_id: int | None, cluster_id: int | None) -> None:
    """Roles of an office need a member; tellers need a cluster."""
    if role in OF_MEMBER and member_id is None:
        raise DomainError(N_("Vai trò này cần chọn thành viên của cụm."), field="member")
    if role in OF_CLUSTER and cluster_id is None:
        raise DomainError(N_("Vai trò này cần chọn cụm thi đua."), field="cluster")
