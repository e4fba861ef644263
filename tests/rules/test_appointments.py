"""Roles held together, roles that end, and the administrator who must be left."""

from datetime import date

import pytest

from emulation.rules import appointments as rules
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Role

TODAY = date(2025, 10, 15)


@pytest.mark.parametrize(
    ("role", "held", "goes"),
    [
        (Role.MEMBER_OFFICER, [], True),
        (Role.MEMBER_LEADER, [Role.MEMBER_OFFICER], True),
        (Role.ADMIN, [Role.ADMIN], True),
        (Role.ADMIN, [Role.MEMBER_OFFICER], False),
        (Role.MEMBER_OFFICER, [Role.ADMIN], False),
        (Role.SECRETARIAT, [Role.AUDITOR], False),
        (Role.AUDITOR, [Role.ADMIN], False),
        (Role.AUDITOR, [], True),
    ],
)
def test_administrators_and_auditors_hold_no_other_role(role: Role, held: list[Role], goes: bool) -> None:
    if goes:
        rules.check_together(role, held)
        return
    with pytest.raises(DomainError) as caught:
        rules.check_together(role, held)
    assert caught.value.field == "role"


def test_nobody_gives_themselves_a_role() -> None:
    rules.check_not_self(1, 2)
    with pytest.raises(DomainError):
        rules.check_not_self(2, 2)


@pytest.mark.parametrize(
    ("ends_on", "goes"), [(None, True), (date(2025, 10, 16), True), (TODAY, False), (date(2025, 1, 1), False)]
)
def test_a_role_lasts_a_day_at_least(ends_on: date | None, goes: bool) -> None:
    if goes:
        rules.check_period(TODAY, ends_on)
        return
    with pytest.raises(DomainError):
        rules.check_period(TODAY, ends_on)


@pytest.mark.parametrize(
    ("standing", "ends_on", "goes"),
    [
        (None, TODAY, True),
        (None, date(2026, 1, 1), True),
        (date(2026, 1, 1), TODAY, True),
        (None, date(2025, 10, 14), False),
        (date(2025, 10, 15), TODAY, False),
    ],
)
def test_a_role_ends_today_or_later(standing: date | None, ends_on: date, goes: bool) -> None:
    if goes:
        rules.check_end(standing, ends_on, TODAY)
        return
    with pytest.raises(DomainError):
        rules.check_end(standing, ends_on, TODAY)


def test_an_administrator_is_left() -> None:
    rules.check_administrators(1)
    with pytest.raises(DomainError):
        rules.check_administrators(0)
