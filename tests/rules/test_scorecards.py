"""A tree of criteria: what adds up, what does not, what may stand under what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules import scorecards as rules
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import PlanSource, RuleType
from emulation.vocabulary.states import ScorecardState

D = Decimal


@dataclass(frozen=True)
class Leaf:
    """A criterion without a database."""

    id: int
    code: str
    max_points: Decimal
    parent_id: int | None = None
    rule_type: RuleType | None = RuleType.MANUAL
    params: Mapping[str, Any] = field(default_factory=dict)
    indicator_id: int | None = None
    plan_source: PlanSource | None = None


def group(number: int, code: str, points: str, parent: int | None = None) -> Leaf:
    return Leaf(number, code, D(points), parent, None)


GOOD = [
    group(1, "I", "600"),
    Leaf(2, "I.01", D(400), 1),
    Leaf(3, "I.02", D(200), 1),
    Leaf(4, "II", D(400)),
    Leaf(5, "B", D(20), None, RuleType.BONUS, {"cap": "20", "items": [{"name": "Cờ", "pts": "6"}]}),
    group(6, "P", "10"),
    Leaf(7, "P.1", D(10), 6, RuleType.PENALTY, {"cap": "10", "items": [{"name": "Chậm", "pts": "1"}]}),
]


def told(total: str, nodes: list[Leaf]) -> list[str]:
    return [str(fault) for fault in rules.faults_of(D(total), nodes)]


def test_a_tree_that_adds_up_has_no_faults() -> None:
    assert told("1000", GOOD) == []
    rules.check_tree(D(1000), GOOD)
    assert rules.sums(GOOD) == {1: D(600), 6: D(10)}


def test_bonus_and_penalty_stand_outside_the_sum() -> None:
    """Red when `counted` in sum_of holds every child."""
    assert rules.sum_of(GOOD, None) == D(1000)


def changed(number: int, **more: Any) -> list[Leaf]:
    return [
        Leaf(**{**{name: getattr(leaf, name) for name in Leaf.__dataclass_fields__}, **more})
        if leaf.id == number
        else leaf
        for leaf in GOOD
    ]


@pytest.mark.asvs("2.2.3")
@pytest.mark.parametrize(
    ("total", "nodes", "faults"),
    [
        ("1000", [], ["Chưa có tiêu chí."]),
        ("1000", changed(2, max_points=D(405)), ["I: Tổng tiêu chí con 605, tiêu chí cha 600"]),
        ("1000", changed(4, max_points=D("400.5")), ["Tổng các nhóm 1.000,5, tổng điểm của bảng 1.000"]),
        ("1000", changed(3, code="I.01"), ["I.01: Mã này đã dùng cho tiêu chí khác."]),
        ("1000", changed(4, rule_type=None), ["II: Thêm tiêu chí con hoặc chọn quy tắc chấm."]),
        (
            "1000",
            changed(1, rule_type=RuleType.MANUAL),
            ["I: Nhóm có tiêu chí con thì không có quy tắc chấm riêng."],
        ),
        ("1000", changed(4, rule_type=RuleType.RATIO_CAP), ["II: Chọn chỉ tiêu."]),
        ("1000", changed(4, rule_type=RuleType.RATIO_CAP, indicator_id=1), ["II: Chọn nguồn kế hoạch."]),
        ("1000", changed(4, rule_type=RuleType.BOOLEAN), ["II: Cần ít nhất một dòng."]),
        (
            "1000",
            changed(
                4,
                rule_type=RuleType.RATIO_CAP_X,
                indicator_id=1,
                plan_source=PlanSource.CENTRAL,
                params={"x": "0.5"},
            ),
            ["II: Bội số chặn trên phải từ 1 trở lên, ví dụ 1,10."],
        ),
        ("1000", changed(6, max_points=D(12)), ["P: Tổng tiêu chí con 10, tiêu chí cha 12"]),
    ],
)
def test_what_is_wrong_is_named(total: str, nodes: list[Leaf], faults: list[str]) -> None:
    assert told(total, nodes) == faults
    with pytest.raises(DomainError):
        rules.check_tree(D(total), nodes)


def test_the_refusal_to_issue_names_the_code() -> None:
    with pytest.raises(DomainError) as caught:
        rules.check_tree(D(1000), changed(2, max_points=D(405)))
    assert str(caught.value) == "I: Tổng tiêu chí con 605, tiêu chí cha 600."


@pytest.mark.parametrize("code", ["", "I 01", "I..1", ".I", "I/1", "i.01", "A%s"])
def test_codes_that_are_refused(code: str) -> None:
    with pytest.raises(DomainError) as caught:
        rules.check_code(code, ["I.01"])
    assert caught.value.field == "code"


@pytest.mark.parametrize("parent", [2, 99])
def test_a_parent_is_a_group_of_the_same_tree(parent: int) -> None:
    with pytest.raises(DomainError) as caught:
        rules.check_parent(GOOD, None, parent)
    assert caught.value.field == "parent"


def test_a_group_cannot_stand_under_itself() -> None:
    nodes = [group(1, "A", "10"), group(2, "A.1", "10", 1), group(3, "A.1.1", "10", 2)]
    for parent in (1, 2, 3):
        with pytest.raises(DomainError, match="chính nó"):
            rules.check_parent(nodes, 1, parent)
    rules.check_parent(nodes, 3, 1)


@pytest.mark.parametrize("points", [D(0), D(-1)])
def test_points_are_more_than_nothing(points: Decimal) -> None:
    with pytest.raises(DomainError):
        rules.check_points(points)


def test_tie_rules_are_known_and_not_repeated() -> None:
    rules.check_ties([])
    rules.check_ties(["fewer_penalties", "content_one", "secret_ballot"])
    for codes in (["content_one", "content_one"], ["lot"]):
        with pytest.raises(DomainError) as caught:
            rules.check_ties(codes)
        assert caught.value.field == "ties"


def test_only_a_draft_is_edited_and_only_an_issued_one_renewed() -> None:
    rules.check_editable(ScorecardState.DRAFT)
    rules.check_new_edition(ScorecardState.ISSUED, has_sheets=False)
    with pytest.raises(DomainError):
        rules.check_editable(ScorecardState.ISSUED)
    with pytest.raises(DomainError):
        rules.check_new_edition(ScorecardState.DRAFT, has_sheets=False)
    with pytest.raises(DomainError):
        rules.check_new_edition(ScorecardState.ISSUED, has_sheets=True)


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=12), st.integers(-50, 50))
def test_a_group_is_faulty_exactly_when_its_children_miss_its_points(points: list[int], off: int) -> None:
    total = D(sum(points) + off)
    if total <= 0:
        return
    nodes = [group(1, "I", str(total))]
    nodes += [Leaf(number, f"I.{number}", D(each), 1) for number, each in enumerate(points, start=2)]
    assert bool(told(str(total), nodes)) == (off != 0)


def test_reading_order_goes_depth_first() -> None:
    nodes = [GOOD[3], GOOD[0], GOOD[2], GOOD[1]]
    assert [(node.code, depth) for node, depth in rules.reading_order(nodes)] == [
        ("II", 0),
        ("I", 0),
        ("I.02", 1),
        ("I.01", 1),
    ]
