"""Passwords without composition theatre; roles with the office they need."""

import pytest

from emulation.rules.accounts import check_appointment, check_password
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Role


@pytest.mark.parametrize(
    "password", ["ngắn quá", "x" * 257, "matkhau12345", "nguyenvanan1", "Thi Đua 2025!", "an.nguyen123"]
)
def test_an_easy_password_is_refused(password: str) -> None:
    with pytest.raises(DomainError) as caught:
        check_password(password, email="an.nguyen@example.org", full_name="Nguyễn Văn An")
    assert caught.value.field == "password"


@pytest.mark.parametrize(
    "password", ["con mèo ngồi trên mái", "aaaa bbbb cccc", "khen thuong va mot cau dai hon nhieu"]
)
def test_a_long_sentence_is_enough(password: str) -> None:
    check_password(password, email="an@example.org", full_name="Nguyễn Văn An")


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
