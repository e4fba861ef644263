"""Roles with the office they need."""

import pytest

from emulation.rules.accounts import check_appointment
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Role


@pytest.mark.parametrize("role", list(Role))
def test_a_role_asks_for_its_office(role: Role) -> None:
    of_member = {Role.MEMBER_OFFICER, Role.MEMBER_LEADER, Role.SECRETARIAT, Role.COUNCIL_MEMBER}
    needed = "member" if role in of_member else "cluster" if role is Role.TELLER else None
    if needed is None:
        check_appointment(role, member_id=None, cluster_id=None)
        return
    with pytest.raises(DomainError) as caught:
        check_appointment(role, member_id=None, cluster_id=None)
    assert caught.value.field == needed
