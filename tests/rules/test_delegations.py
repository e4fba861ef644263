"""What may be passed on, how it is signed, to whom and when: tables of cases."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules import delegations as rules
from emulation.rules.reasons import check_reason
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Role, SigningCapacity

TODAY = date(2025, 10, 15)
TM, KT, TL, TUQ = SigningCapacity


@pytest.mark.parametrize("role", list(Role))
def test_only_leaders_and_council_members_pass_their_role_on(role: Role) -> None:
    assert rules.is_delegable(role) is (role in (Role.MEMBER_LEADER, Role.COUNCIL_MEMBER))


@pytest.mark.parametrize(
    ("role", "capacity", "document", "title", "field"),
    [
        (Role.MEMBER_LEADER, TUQ, "15/GUQ-UBND", "", None),
        (Role.MEMBER_LEADER, TUQ, "", "Chánh Văn phòng", "document"),
        (Role.MEMBER_LEADER, TUQ, "   ", "Chánh Văn phòng", "document"),
        (Role.MEMBER_LEADER, TL, "Quy chế làm việc", "", None),
        (Role.MEMBER_LEADER, TL, "", "Chánh Văn phòng", "document"),
        (Role.MEMBER_LEADER, KT, "", "Phó Chủ tịch", None),
        (Role.MEMBER_LEADER, KT, "15/GUQ-UBND", "", "receiver"),
        (Role.MEMBER_LEADER, TM, "", "Phó Chủ tịch", None),
        (Role.MEMBER_LEADER, TM, "", " ", "receiver"),
        (Role.COUNCIL_MEMBER, TUQ, "15/GUQ-UBND", "", None),
        (Role.COUNCIL_MEMBER, KT, "15/GUQ-UBND", "Phó Chủ tịch", "capacity"),
        (Role.COUNCIL_MEMBER, TM, "15/GUQ-UBND", "Phó Chủ tịch", "capacity"),
        (Role.COUNCIL_MEMBER, TL, "15/GUQ-UBND", "Phó Chủ tịch", "capacity"),
        (Role.SECRETARIAT, TUQ, "15/GUQ-UBND", "Chánh Văn phòng", "office"),
        (Role.ADMIN, TUQ, "15/GUQ-UBND", "Chánh Văn phòng", "office"),
    ],
)
def test_each_capacity_has_its_condition(
    role: Role, capacity: SigningCapacity, document: str, title: str, field: str | None
) -> None:
    """Decree 30/2020, article 13. Red when TUQ or TL leave NEEDS_PAPER, or KT leaves NEEDS_TITLE."""
    if field is None:
        rules.check_capacity(role, capacity, document=document, title=title)
        return
    with pytest.raises(DomainError) as caught:
        rules.check_capacity(role, capacity, document=document, title=title)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("starts", "ends", "field"),
    [
        (date(2025, 10, 15), date(2025, 10, 15), None),
        (date(2025, 12, 1), date(2025, 12, 31), None),
        (date(2025, 10, 14), date(2025, 12, 31), "starts_on"),
        (date(2025, 10, 16), date(2025, 10, 15), "ends_on"),
    ],
)
def test_it_never_reaches_back_and_ends_on_a_day(starts: date, ends: date, field: str | None) -> None:
    if field is None:
        rules.check_dates(starts, ends, TODAY)
        return
    with pytest.raises(DomainError) as caught:
        rules.check_dates(starts, ends, TODAY)
    assert caught.value.field == field


GOOD = {
    "giver_id": 1,
    "receiver_id": 2,
    "is_active": True,
    "works_there": True,
    "roles": {Role.MEMBER_OFFICER},
    "role": Role.MEMBER_LEADER,
}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({}, None),
        ({"receiver_id": 1}, "cho chính mình"),
        ({"is_active": False}, "cùng đơn vị"),
        ({"works_there": False}, "cùng đơn vị"),
        ({"roles": {Role.MEMBER_LEADER}}, "đã có vai trò “Lãnh đạo duyệt”"),
    ],
)
def test_who_may_receive(change: dict[str, object], sentence: str | None) -> None:
    values = GOOD | change
    if sentence is None:
        rules.check_receiver(**values)  # type: ignore[arg-type]
        return
    with pytest.raises(DomainError, match=sentence) as caught:
        rules.check_receiver(**values)  # type: ignore[arg-type]
    assert caught.value.field == "receiver"


days = st.integers(min_value=1, max_value=28).map(lambda day: date(2025, 11, day))
periods = st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))


@given(new=periods, standing=st.lists(periods, max_size=3))
def test_two_delegations_never_share_a_day(new: tuple[date, date], standing: list[tuple[date, date]]) -> None:
    """Red when either comparison in `check_overlap` loses its "or equal"."""
    wanted = set(range(new[0].day, new[1].day + 1))
    shares = any(wanted & set(range(first.day, last.day + 1)) for first, last in standing)
    if shares:
        with pytest.raises(DomainError):
            rules.check_overlap(*new, standing)
    else:
        rules.check_overlap(*new, standing)


@pytest.mark.parametrize(
    ("is_revoked", "ends_on", "works"),
    [(False, TODAY, True), (False, date(2025, 10, 14), False), (True, date(2025, 12, 1), False)],
)
def test_what_is_over_is_not_taken_back(is_revoked: bool, ends_on: date, works: bool) -> None:
    if works:
        rules.check_revocable(is_revoked=is_revoked, ends_on=ends_on, today=TODAY)
        return
    with pytest.raises(DomainError):
        rules.check_revocable(is_revoked=is_revoked, ends_on=ends_on, today=TODAY)


def test_taking_back_needs_a_reason() -> None:
    check_reason("Đi công tác về sớm")
    with pytest.raises(DomainError):
        check_reason(" ốm ")


@pytest.mark.parametrize(("capacity", "letters"), [(TM, "TM."), (KT, "KT."), (TL, "TL."), (TUQ, "TUQ.")])
def test_the_letters_before_a_signature(capacity: SigningCapacity, letters: str) -> None:
    assert rules.short(capacity) == letters
