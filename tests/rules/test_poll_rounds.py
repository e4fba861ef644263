"""Rounds: order by agreed score then votes, a new round among those equal at the last slot, slots that stay empty."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules.poll_rounds import Chosen, Counted, check_round, choose, next_round
from emulation.vocabulary.errors import DomainError


def nominees(*facts: tuple[int, str, int]) -> list[Counted]:
    """(key, agreed score, votes for)."""
    return [Counted(key, Decimal(score), votes) for key, score, votes in facts]


@pytest.mark.parametrize(
    ("passing", "slots", "chosen"),
    [
        (nominees((1, "950", 5), (2, "940", 6)), 2, Chosen((1, 2))),
        (nominees((1, "950", 5)), 2, Chosen((1,), empty=1)),
        (nominees(), 2, Chosen((), empty=2)),
        (nominees((1, "930", 6), (2, "940", 5), (3, "950", 5)), 2, Chosen((3, 2), without=(1,))),
        (nominees((1, "940", 5), (2, "940", 6), (3, "950", 5)), 2, Chosen((3, 2), without=(1,))),
        (nominees((1, "950", 5), (2, "940", 5), (3, "940", 5)), 2, Chosen((1,), again=(2, 3))),
        (
            nominees((1, "940", 5), (2, "940", 5), (3, "940", 5), (4, "930", 6)),
            2,
            Chosen((), again=(1, 2, 3), without=(4,)),
        ),
        (nominees((1, "940", 5)), 0, Chosen((), without=(1,))),
    ],
)
def test_who_gets_a_slot(passing: list[Counted], slots: int, chosen: Chosen) -> None:
    """Red when the votes for come before the agreed score, or when equal ones at the last slot are cut."""
    assert choose(passing, slots) == chosen


@given(st.lists(st.tuples(st.integers(900, 903), st.integers(3, 6)), max_size=8), st.integers(0, 8))
def test_nobody_is_lost_and_no_slot_is_given_twice(facts: list[tuple[int, int]], slots: int) -> None:
    passing = [Counted(key, Decimal(score), votes) for key, (score, votes) in enumerate(facts)]
    found = choose(passing, slots)
    assert sorted(found.chosen + found.again + found.without) == list(range(len(facts)))
    assert len(found.chosen) + found.empty <= slots
    assert not found.again or len(found.chosen) < slots < len(found.chosen) + len(found.again)


def test_rounds_follow_each_other_and_are_recorded_once() -> None:
    """Red when either refusal of `check_round` is taken out."""
    day = date(2025, 3, 20)
    assert (next_round([]), next_round([1, 2])) == (1, 3)
    check_round(1, day, [])
    check_round(2, day, [1])
    with pytest.raises(DomainError, match=r"Lượt 1 ngày 20/03/2025 đã được ghi") as caught:
        check_round(1, day, [1])
    assert caught.value.field == "round"
    with pytest.raises(DomainError, match="chưa có lượt 2"):
        check_round(3, day, [1])
