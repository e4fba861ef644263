"""What is different between two scorecards, seen from either side."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules.scorecard_changes import Change, compare, sum_change
from emulation.vocabulary.kinds import CardChange, PlanSource, RuleType

D = Decimal


@dataclass(frozen=True)
class Line:
    id: int
    code: str
    max_points: Decimal
    parent_id: int | None = None
    rule_type: RuleType | None = RuleType.MANUAL
    params: Mapping[str, Any] = field(default_factory=dict)
    indicator_id: int | None = None
    plan_source: PlanSource | None = None
    name_vi: str = "Tên"
    name_en: str = ""
    evidence_hint: str = ""
    indicator_code: str | None = None


TREE = (
    Line(1, "I", D(60), None, None),
    Line(2, "I.01", D(40), 1, RuleType.RATIO_CAP_X, {"x": "1.10"}),
    Line(3, "I.02", D(20), 1),
    Line(4, "II", D(40), None, None),
    Line(5, "II.01", D(40), 4),
)


def changed(position: int, **values: Any) -> tuple[Line, ...]:
    return (*TREE[:position], replace(TREE[position], **values), *TREE[position + 1 :])


def words(changes: list[Change]) -> list[tuple[str, str, Any, Any]]:
    return [(change.kind.value, change.code, change.was, change.now) for change in changes]


def test_the_same_scorecard_has_no_differences() -> None:
    assert compare(TREE, TREE) == []
    assert compare(TREE, changed(1, params={"x": "1.1"})) == []
    assert (
        compare(
            TREE,
            tuple(
                replace(line, id=line.id + 10, parent_id=line.parent_id and line.parent_id + 10)
                for line in TREE
            ),
        )
        == []
    )


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (changed(2, max_points=D(25)), [("points", "I.02", D(20), D(25))]),
        (changed(2, name_vi="Khác"), [("renamed", "I.02", ("Tên", ""), ("Khác", ""))]),
        (changed(2, parent_id=4), [("moved", "I.02", "I", "II")]),
        (changed(2, rule_type=RuleType.BOOLEAN), [("rule", "I.02", RuleType.MANUAL, RuleType.BOOLEAN)]),
        (changed(1, params={"x": "1.2"}), [("params", "I.01", {"x": D("1.10")}, {"x": D("1.2")})]),
        (changed(2, evidence_hint="Báo cáo"), [("evidence", "I.02", "", "Báo cáo")]),
        (
            changed(1, indicator_code="GRDP"),
            [("source", "I.01", (None, None), ("GRDP", None))],
        ),
        (TREE[:4], [("removed", "II.01", None, None)]),
        ((TREE[0], TREE[2], TREE[1], *TREE[3:]), [("order", "I", ["I.01", "I.02"], ["I.02", "I.01"])]),
        ((*TREE[3:], *TREE[:3]), [("order", "", ["I", "II"], ["II", "I"])]),
    ],
)
def test_each_difference_is_told(new: tuple[Line, ...], expected: list[Any]) -> None:
    """Red when PARAMS compares the texts ("1.10" against "1.1"), or when ORDER looks at all children."""
    assert words(compare(TREE, new)) == expected


def test_differences_are_counted_by_kind() -> None:
    new = (*changed(2, max_points=D(25), name_vi="Khác")[:4], Line(9, "II.02", D(40), 4))
    assert sum_change(compare(TREE, new)) == {
        CardChange.ADDED: 1,
        CardChange.REMOVED: 1,
        CardChange.RENAMED: 1,
        CardChange.POINTS: 1,
    }


MIRROR = {CardChange.ADDED: CardChange.REMOVED, CardChange.REMOVED: CardChange.ADDED}


@st.composite
def trees(draw: Any) -> tuple[Line, ...]:
    codes = draw(st.lists(st.sampled_from("ABCDEFGH"), min_size=1, max_size=6, unique=True))
    lines: list[Line] = []
    for number, code in enumerate(codes, start=1):
        groups = [line.id for line in lines if line.rule_type is None]
        parent = draw(st.sampled_from([None, *groups]))
        rule = draw(st.sampled_from([None, RuleType.MANUAL, RuleType.RATIO_CAP]))
        lines.append(Line(number, code, D(draw(st.integers(1, 3))), parent, rule))
    return tuple(lines)


@given(trees(), trees())
def test_from_the_other_side_old_and_new_change_places(
    one: tuple[Line, ...], other: tuple[Line, ...]
) -> None:
    """Antisymmetric. Red when REMOVED forgets a line, or ORDER looks from one side only."""

    def key(kind: CardChange, code: str, was: Any, now: Any) -> tuple[str, str, str, str]:
        return kind.value, code.lower(), repr(was), repr(now)

    there = sorted(key(each.kind, each.code, each.was, each.now) for each in compare(one, other))
    back = sorted(key(MIRROR.get(e.kind, e.kind), e.code, e.now, e.was) for e in compare(other, one))
    assert there == back
    assert compare(one, one) == []
