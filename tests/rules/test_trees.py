"""Moving a criterion in its tree, and what a new one is called and worth."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules import trees
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import RuleType
from emulation.vocabulary.moves import TreeMove
from tests.rules.test_scorecards import Leaf, group

D = Decimal
TREE = [
    group(1, "I", "600"),
    Leaf(2, "I.01", D(400), 1),
    group(3, "I.02", "200", 1),
    Leaf(4, "I.03", D(100), 1),
    group(5, "II", "300"),
]


def children(places: list[trees.Place], parent: int | None) -> list[int]:
    return [own for own, above in places if above == parent]


@pytest.mark.parametrize(
    ("criterion", "step", "below_1", "top"),
    [
        (2, TreeMove.UP, [2, 3, 4], [1, 5]),  # at the end of its group it stays
        (4, TreeMove.DOWN, [2, 3, 4], [1, 5]),
        (3, TreeMove.UP, [3, 2, 4], [1, 5]),
        (2, TreeMove.DOWN, [3, 2, 4], [1, 5]),
        (5, TreeMove.UP, [2, 3, 4], [5, 1]),
        (4, TreeMove.IN, [2, 3], [1, 5]),
        (5, TreeMove.IN, [2, 3, 4, 5], [1]),
        (3, TreeMove.OUT, [2, 4], [1, 3, 5]),
    ],
)
def test_a_step_changes_places_as_a_person_expects(
    criterion: int, step: TreeMove, below_1: list[int], top: list[int]
) -> None:
    """Red when OUT inserts behind the last root instead of right behind the parent (`behind` in `_out`)."""
    places = trees.moved(TREE, criterion, step)
    assert (children(places, 1), children(places, None)) == (below_1, top)


@pytest.mark.parametrize(
    ("criterion", "step", "message"),
    [
        (1, TreeMove.IN, "Không có tiêu chí nào cùng cấp ở ngay trên"),
        (3, TreeMove.IN, "có cách chấm riêng"),
        (5, TreeMove.OUT, "đã đứng riêng"),
    ],
)
def test_there_is_not_always_somewhere_to_go(criterion: int, step: TreeMove, message: str) -> None:
    with pytest.raises(DomainError, match=message):
        trees.moved(TREE, criterion, step)


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from(list(TreeMove))), max_size=12))
def test_no_steps_lose_or_double_a_criterion(steps: list[tuple[int, TreeMove]]) -> None:
    nodes = list(TREE)
    for index, step in steps:
        try:
            places = trees.moved(nodes, nodes[index].id, step)
        except DomainError:
            continue
        by_id = {node.id: node for node in nodes}
        nodes = [
            Leaf(own, by_id[own].code, by_id[own].max_points, above, by_id[own].rule_type)
            for own, above in places
        ]
    assert sorted(node.id for node in nodes) == [1, 2, 3, 4, 5]
    reached: set[int] = set()
    pending: list[int | None] = [None]
    while pending:
        above = pending.pop()
        found = [node.id for node in nodes if node.parent_id == above]
        reached |= set(found)
        pending += found
    assert len(reached) == 5


@pytest.mark.parametrize(
    ("taken", "beside", "group_code", "found"),
    [
        (["I"], "I", "", "II"),
        (["I", "II", "III"], "III", "", "IV"),
        (["VIII"], "VIII", "", "IX"),
        (["I.01"], "I.01", "", "I.02"),
        (["I.09"], "I.09", "", "I.10"),
        (["I.01", "I.02"], "I.01", "", "I.03"),
        (["I.01", "i.02"], "I.01", "", "I.03"),
        (["B"], "B", "", "B2"),
        (["B", "B2"], "B", "", "B3"),
        (["I"], "", "I", "I.01"),
        ([], "", "", "I"),
    ],
)
def test_a_new_code_counts_on(taken: list[str], beside: str, group_code: str, found: str) -> None:
    assert trees.next_code(taken, beside, group_code) == found


def test_a_new_row_gets_what_its_group_lacks() -> None:
    assert trees.missing_points(D(1000), TREE, None) == D(100)
    assert trees.missing_points(D(1000), TREE, 3) == D(200)
    assert trees.missing_points(D(1000), TREE, 1) == D(1)
    full = [*TREE[:3], TREE[4], Leaf(6, "B", D(20), None, RuleType.PENALTY)]
    assert trees.missing_points(D(950), full, None) == D(50)
