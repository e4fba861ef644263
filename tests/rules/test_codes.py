"""Who needs a code, how far a sign-in has come, and which codes count."""

import pytest

from emulation.rules.codes import (
    Standing,
    check_may_remove,
    grouped,
    is_code,
    is_recovery_code,
    needs_code,
    standing,
    steps_that_count,
    tidy,
)
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Role, SignInLevel

PASSWORD, CODE = SignInLevel.PASSWORD, SignInLevel.CODE


@pytest.mark.parametrize(
    ("role", "needed"),
    [
        (Role.ADMIN, True),
        (Role.SECRETARIAT, True),
        (Role.COUNCIL_MEMBER, True),
        (Role.MEMBER_OFFICER, False),
        (Role.MEMBER_LEADER, False),
        (Role.TELLER, False),
        (Role.AUDITOR, False),
    ],
)
def test_three_roles_need_a_code(role: Role, needed: bool) -> None:
    assert needs_code({role}) is needed
    assert needs_code({role, Role.MEMBER_OFFICER}) is needed


def test_every_role_is_decided() -> None:
    assert len(Role) == 7, "a new role: say in NEEDS_CODE whether it needs a code, and here"


@pytest.mark.parametrize(
    ("level", "roles", "has_code", "expected"),
    [
        (PASSWORD, {Role.AUDITOR}, False, Standing.WHOLE),
        (PASSWORD, set(), False, Standing.WHOLE),
        (PASSWORD, {Role.AUDITOR}, True, Standing.ENTER_CODE),
        (PASSWORD, {Role.ADMIN}, True, Standing.ENTER_CODE),
        (PASSWORD, {Role.ADMIN}, False, Standing.SET_UP),
        (PASSWORD, {Role.MEMBER_OFFICER, Role.COUNCIL_MEMBER}, False, Standing.SET_UP),
        (CODE, {Role.ADMIN}, True, Standing.WHOLE),
        (CODE, {Role.ADMIN}, False, Standing.WHOLE),
    ],
)
def test_how_far_a_sign_in_has_come(
    level: SignInLevel, roles: set[Role], has_code: bool, expected: Standing
) -> None:
    assert standing(level, roles, has_code=has_code) is expected


@pytest.mark.parametrize(
    ("typed", "code", "recovery"),
    [
        ("123456", True, False),
        ("123 456", True, False),
        (" 12-34 56\t", True, False),
        ("12345", False, False),
        ("1234567", False, False),
        ("12345a", False, False),
        ("١٢٣٤٥٦", False, False),
        ("abcd-efgh-ijkl-mnop-qrst-uv23", False, True),
        ("ABCDEFGHIJKLMNOPQRSTUV23", False, True),
        ("ABCDEFGHIJKLMNOPQRSTUV18", False, False),
        ("", False, False),
    ],
)
def test_spaces_and_dashes_do_not_matter(typed: str, code: bool, recovery: bool) -> None:
    assert is_code(tidy(typed)) is code
    assert is_recovery_code(tidy(typed)) is recovery


@pytest.mark.asvs("6.5.1")
@pytest.mark.parametrize(
    ("last", "counting"),
    [(None, [99, 100, 101]), (98, [99, 100, 101]), (99, [100, 101]), (100, [101]), (101, []), (500, [])],
)
def test_a_step_counts_around_now_and_never_twice(last: int | None, counting: list[int]) -> None:
    assert list(steps_that_count(100, last)) == counting


def test_recovery_codes_are_written_in_groups() -> None:
    assert grouped("ABCDEFGHIJKL") == "ABCD-EFGH-IJKL"


def test_nobody_takes_their_own_code_away() -> None:
    check_may_remove(is_own=False)
    with pytest.raises(DomainError):
        check_may_remove(is_own=True)
