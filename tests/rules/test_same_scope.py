"""Ranks among the same members of all years: worked cases, and what holds for any order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules.same_scope import Shared, common, reranked

Ranks = dict[int, int | None]


@pytest.mark.parametrize(
    ("years", "kept"),
    [
        ([], set()),
        ([{1: 1, 2: 2}], {1, 2}),
        ([{1: 1, 2: 2, 3: 3}, {1: 2, 3: 1, 4: 3}], {1, 3}),
        ([{1: 1, 2: None}, {1: 1, 2: 2}], {1}),
        ([{1: 1}, {2: 1}], set()),
    ],
)
def test_compared_is_who_has_a_rank_in_every_year(years: list[Ranks], kept: set[int]) -> None:
    """Red when a row without a rank counts as one."""
    assert common(years) == kept


@pytest.mark.parametrize(
    ("ranks", "kept", "found"),
    [
        ({1: 1, 2: 2, 3: 3}, {1, 3}, {1: Shared(1, False), 3: Shared(2, False)}),
        ({1: 1, 2: 2, 3: 2, 4: 4}, {2, 3, 4}, {2: Shared(1, True), 3: Shared(1, True), 4: Shared(3, False)}),
        (
            {1: 1, 2: 2, 3: 2, 4: 4},
            {1, 3, 4},
            {1: Shared(1, False), 3: Shared(2, False), 4: Shared(3, False)},
        ),
        ({1: 5, 2: None}, {1}, {1: Shared(1, False)}),
    ],
)
def test_ranks_close_up_where_others_are_left_out(
    ranks: Ranks, kept: set[int], found: dict[int, Shared]
) -> None:
    assert reranked(ranks, kept) == found


orders = st.lists(st.integers(0, 8), min_size=1, max_size=15).map(
    lambda steps: {member: 1 + sum(other < step for other in steps) for member, step in enumerate(steps)}
)


@given(ranks=orders, data=st.data())
def test_order_and_ties_among_the_kept_stay_as_published(ranks: dict[int, int], data: st.DataObject) -> None:
    """For each pair of those kept: ahead stays ahead, level stays level. Red when `order` is a set."""
    kept = data.draw(st.sets(st.sampled_from(sorted(ranks)), min_size=1))
    found = reranked(dict(ranks), kept)
    assert found.keys() == kept
    for one in kept:
        for other in kept:
            assert (ranks[one] < ranks[other]) == (found[one].rank < found[other].rank)
            assert (ranks[one] == ranks[other]) == (found[one].rank == found[other].rank)
        level = [other for other in kept if ranks[other] == ranks[one]]
        assert found[one].is_tied == (len(level) > 1)


@given(ranks=orders, data=st.data())
def test_ranks_run_from_one_to_the_number_compared(ranks: dict[int, int], data: st.DataObject) -> None:
    """A rank is one more than the members ahead; without ties they are 1, 2, … k."""
    kept = data.draw(st.sets(st.sampled_from(sorted(ranks)), min_size=1))
    found = sorted(one.rank for one in reranked(dict(ranks), kept).values())
    assert found[0] == 1
    assert found[-1] <= len(kept)
    for rank in set(found):
        assert sum(other < rank for other in found) == rank - 1
    if len(set(found)) == len(found):
        assert found == list(range(1, len(kept) + 1))
