"""A ranking taken apart: groups are the sums of their criteria, and together they give the total."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules.breakdown import lead_of, node_sums
from emulation.rules.totals import TotalLine, final_points, total_of
from emulation.vocabulary.kinds import RuleType

D = Decimal
POINTS = st.decimals("0", "70", places=2)


@dataclass(frozen=True)
class Node:
    """A node of a tree."""

    id: int
    parent_id: int | None
    rule_type: RuleType | None


TREE = (
    Node(1, None, None),
    Node(2, 1, RuleType.RATIO_CAP),
    Node(3, 1, None),
    Node(4, 3, RuleType.MANUAL),
    Node(5, 3, RuleType.BAND),
    Node(6, None, None),
    Node(7, 6, RuleType.BOOLEAN),
    Node(8, 6, RuleType.PENALTY),
    Node(9, None, RuleType.BONUS),
)


def test_groups_sum_their_children_without_bonus_and_penalty() -> None:
    """Red when a penalty inside a group is counted in the group."""
    points = {2: D("64.75"), 4: D("36.5"), 5: None, 7: D(20), 8: D(-3), 9: D(6)}
    assert node_sums(TREE, points) == {
        1: D("101.25"),
        2: D("64.75"),
        3: D("36.5"),
        4: D("36.5"),
        5: None,
        6: D(20),
        7: D(20),
        8: D(-3),
        9: D(6),
    }
    assert node_sums(TREE, {})[1] is None


@pytest.mark.parametrize(
    ("points", "best", "leaders", "gap"),
    [
        ({"HN": D(70), "HP": D("67.02"), "DN": D(70)}, D(70), ("HN", "DN"), D("2.98")),
        ({"HN": D(20), "HP": D(20)}, D(20), ("HN", "HP"), D(0)),
        ({"HN": D("-1.5"), "HP": D(0)}, D(0), ("HP",), D("1.5")),
    ],
)
def test_who_leads_and_by_how_much(
    points: dict[str, Decimal], best: Decimal, leaders: tuple[str, ...], gap: Decimal
) -> None:
    found = lead_of(points)
    assert found is not None
    assert (found.best, found.leaders, found.gap) == (best, leaders, gap)


def test_one_member_leads_nobody() -> None:
    assert lead_of({"HN": D(70)}) is None
    assert lead_of({}) is None


@given(st.lists(st.tuples(POINTS, st.booleans()), min_size=6, max_size=6))
def test_sums_shown_equal_the_stored_total(drawn: list[tuple[Decimal, bool]]) -> None:
    """Groups + bonus + penalty = total; with criteria that were not assigned, the scaled sum in their place."""
    leaves = [node for node in TREE if node.rule_type is not None]
    lines, points = [], {}
    for node, (given_points, not_assigned) in zip(leaves, drawn, strict=True):
        assert node.rule_type is not None
        value = -given_points if node.rule_type is RuleType.PENALTY else given_points
        top = "II" if node.id in (7, 8) else "B" if node.id == 9 else "I"
        lines.append(TotalLine(top, D(70), node.rule_type, value, None, None, not_assigned))
        points[node.id] = None if not_assigned else value
    total = total_of(lines, {place: final_points(line) for place, line in enumerate(lines)})
    sums = node_sums(TREE, points)
    shown = (sums[1] or D(0)) + (sums[6] or D(0))
    assert shown == total.raw
    assert sums[3] == (
        None if points[4] is None and points[5] is None else (points[4] or D(0)) + (points[5] or D(0))
    )
    extra = (points[8] or D(0)) + (points[9] or D(0))
    assert total.scaled + extra == total.total
    if not total.is_scaled:
        assert shown + extra == total.total
