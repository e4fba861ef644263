"""The rotation: tables worked by hand, and what holds for every cluster."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules.terms import (
    Held,
    Seat,
    check_dates,
    check_exception,
    check_posts,
    forecast,
    next_chair,
    years_since,
)
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Post, RotationRule

HN, HCM, HP, DN, CT, HUE = 1, 2, 3, 4, 5, 6
FIVE = [Seat(member, member, date(2011, 1, 1)) for member in (HN, HCM, HP, DN, CT)]
SIX = [*FIVE, Seat(HUE, 6, date(2025, 1, 1))]
FIXED, VICE, WAIT = RotationRule.FIXED_ORDER, RotationRule.VICE_BECOMES_CHAIR, RotationRule.LONGEST_WAIT


def chairs(*pairs: tuple[int, int]) -> list[Held]:
    """Chairs as (year, member)."""
    return [Held(member, Post.CHAIR, year) for year, member in pairs]


@pytest.mark.parametrize(
    ("rule", "seats", "held", "year", "skip", "expected"),
    [
        (FIXED, FIVE, [], 2011, (), HN),
        (FIXED, FIVE, chairs((2021, HCM)), 2022, (), HP),
        (FIXED, FIVE, chairs((2024, CT)), 2025, (), HN),
        (FIXED, FIVE, chairs((2021, HCM)), 2022, (HP,), DN),
        (FIXED, FIVE, chairs((2021, HCM)), 2022, (HP, DN, CT, HN), HCM),
        (FIXED, SIX, chairs((2024, CT)), 2025, (), HN),  # Huế joins in 2025 and does not start at once
        (FIXED, SIX, chairs((2029, CT)), 2030, (), HUE),
        (FIXED, SIX, chairs((2030, HUE)), 2031, (), HN),
        (WAIT, FIVE, [], 2011, (), HN),
        (WAIT, FIVE, chairs((2017, DN), (2018, HP), (2021, HCM)), 2022, (), HN),
        (WAIT, SIX, chairs((2021, HCM), (2022, DN), (2023, HP), (2024, CT), (2025, HN)), 2026, (), HCM),
        (WAIT, SIX, chairs((2026, HCM), (2027, DN), (2028, HP), (2029, CT), (2025, HN)), 2030, (), HUE),
        (WAIT, FIVE, chairs((2021, HCM), (2022, DN), (2023, HP), (2024, CT), (2025, HN)), 2026, (HCM,), DN),
        (VICE, FIVE, [*chairs((2021, HCM)), Held(DN, Post.VICE_CHAIR, 2021)], 2022, (), DN),
        (VICE, FIVE, [*chairs((2021, HCM)), Held(DN, Post.VICE_CHAIR, 2021)], 2022, (DN,), HN),
        (VICE, FIVE, chairs((2020, HN), (2021, HCM)), 2022, (), HP),  # no vice-chair known: who waits longest
    ],
)
def test_whose_turn_it_is(
    rule: RotationRule, seats: list[Seat], held: list[Held], year: int, skip: tuple[int, ...], expected: int
) -> None:
    assert next_chair(rule, seats, held, year, frozenset(skip)).member_id == expected


def test_nobody_is_left() -> None:
    turn = next_chair(FIXED, FIVE, [], 2026, frozenset({HN, HCM, HP, DN, CT}))
    assert (turn.member_id, turn.skipped) == (None, (HN, HCM, HP, DN, CT))


def test_who_has_left_is_not_chosen_and_does_not_stop_the_order() -> None:
    seats = [Seat(HN, 1, date(2011, 1, 1)), Seat(HCM, 2, date(2011, 1, 1), date(2025, 6, 1)), FIVE[2]]
    assert next_chair(FIXED, seats, chairs((2024, HN)), 2025).member_id == HP
    assert next_chair(FIXED, seats, chairs((2024, HCM)), 2025).member_id == HP


def test_the_reason_names_the_last_chair_and_its_year() -> None:
    turn = next_chair(FIXED, FIVE, chairs((2021, HCM)), 2025)
    assert (turn.other, turn.since) == (HCM, 2021)
    assert turn.why % {"name": "TP. Hồ Chí Minh", "since": 2021} == (
        "Đứng sau TP. Hồ Chí Minh (Cụm trưởng năm 2021) trong thứ tự cố định."
    )


def test_ten_years_ahead_with_the_new_member_last() -> None:
    """From the chair of 2025 on: one round of six, then again."""
    expected = [HCM, HP, DN, CT, HUE, HN, HCM, HP, DN, CT]
    turns = forecast(FIXED, SIX, chairs((2025, HN)), 2026)
    assert [turn.member_id for turn in turns] == expected
    assert [turn.year for turn in turns] == list(range(2026, 2036))


def test_ten_years_ahead_for_vice_chairs_who_move_up() -> None:
    held = [*chairs((2021, HCM)), Held(DN, Post.VICE_CHAIR, 2021)]
    assert [turn.member_id for turn in forecast(VICE, FIVE, held, 2022, 5)] == [DN, HN, HP, CT, HCM]


def test_years_since_the_last_chair() -> None:
    held = [*chairs((2011, HCM), (2021, HCM)), Held(DN, Post.VICE_CHAIR, 2021)]
    assert years_since(held, HCM, 2025) == 4
    assert years_since(held, DN, 2025) is None


clusters = st.integers(min_value=1, max_value=12).map(
    lambda size: [Seat(member, member, date(2000, 1, 1)) for member in range(1, size + 1)]
)


@given(clusters, st.sampled_from([FIXED, WAIT]), st.integers(0, 11))
def test_every_member_gets_exactly_one_turn_per_round(
    seats: list[Seat], rule: RotationRule, offset: int
) -> None:
    """Red when `_after_last` or `_longest_wait` looks at anything but the order."""
    start = [Held(seats[offset % len(seats)].member_id, Post.CHAIR, 2010)]
    turns = forecast(rule, seats, start, 2011, 3 * len(seats))
    for first in range(0, len(turns), len(seats)):
        round_of = [turn.member_id for turn in turns[first : first + len(seats)]]
        assert sorted(round_of, key=str) == sorted((seat.member_id for seat in seats), key=str)


@given(clusters, st.sampled_from(list(RotationRule)), st.sets(st.integers(1, 12)))
def test_a_skipped_member_is_never_next_and_a_year_has_one_turn(
    seats: list[Seat], rule: RotationRule, skip: set[int]
) -> None:
    held = [Held(seats[0].member_id, Post.CHAIR, 2010), Held(seats[-1].member_id, Post.VICE_CHAIR, 2010)]
    turns = forecast(rule, seats, held, 2011, 10, {2011: frozenset(skip)})
    assert turns[0].member_id not in skip
    assert len({turn.year for turn in turns}) == 10
    assert (turns[0].member_id is None) == all(seat.member_id in skip for seat in seats)


@given(clusters, st.sampled_from(list(RotationRule)))
def test_a_new_member_comes_after_all_who_were_there(seats: list[Seat], rule: RotationRule) -> None:
    """With everybody's turn before it known, the newcomer of 2025 is chair only when each had one since."""
    newcomer = Seat(99, 0, date(2025, 1, 1))
    before = [Held(seat.member_id, Post.CHAIR, 2024 - len(seats) + n) for n, seat in enumerate(seats, 1)]
    turns = [turn.member_id for turn in forecast(rule, [*seats, newcomer], before, 2025, len(seats) + 1)]
    assert 99 in turns
    assert turns.index(99) >= len(seats) - (rule is RotationRule.VICE_BECOMES_CHAIR)


def test_posts_of_a_year() -> None:
    check_posts(HN, (HCM, HP))
    check_posts(None, (HCM,))
    for chair, vices, message in (
        (None, (), "Chọn Cụm trưởng hoặc"),
        (HN, (HCM, HN), "không thể vừa là Cụm trưởng vừa là Cụm phó"),
        (HN, (HCM, HCM), "hai lần"),
    ):
        with pytest.raises(DomainError, match=message):
            check_posts(chair, vices)


def test_a_term_ends_after_it_starts() -> None:
    check_dates(date(2025, 1, 1), None)
    check_dates(date(2025, 1, 1), date(2025, 1, 2))
    with pytest.raises(DomainError, match=r"phải sau ngày bắt đầu \(01/01/2025\)"):
        check_dates(date(2025, 1, 1), date(2025, 1, 1))


@pytest.mark.parametrize(
    ("year", "chosen", "has_history", "reason", "refused"),
    [
        (2026, HCM, True, "", False),
        (2026, DN, True, "", True),
        (2026, DN, True, "abcd", True),
        (2026, DN, True, "Năm kỷ niệm", False),
        (2026, DN, False, "", False),  # the first term of a cluster has no turn to leave
        (2018, DN, True, "", False),  # history is recorded, not chosen
    ],
)
def test_a_choice_outside_the_turn_needs_a_reason(
    year: int, chosen: int, has_history: bool, reason: str, refused: bool
) -> None:
    turn = next_chair(FIXED, FIVE, chairs((year - 1, HN)), year)
    if refused:
        with pytest.raises(DomainError, match="Nhập lý do") as error:
            check_exception(turn, chosen, has_history=has_history, today=date(2025, 10, 15), reason=reason)
        assert error.value.field == "exception_reason"
    else:
        check_exception(turn, chosen, has_history=has_history, today=date(2025, 10, 15), reason=reason)
