"""A scorecard as a table: what the rows mean, and every way in which they can be wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest

from emulation.rules import scorecard_tables as rules
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.grids import Broken, Cell, Grid
from emulation.vocabulary.kinds import PlanSource, RuleType

D = Decimal
HEAD = list(rules.HEADS.values())
GROUP_ROW: list[Cell] = ["I", None, "Kinh tế", None, D(60), "Nhóm", None, None, None, None]
LEAF_ROW: list[Cell] = [
    *("I.01", "I", "Tăng trưởng", "Growth", D(60), "Tỷ lệ, chặn ở bội số", "bội số = 1,1"),
    *("GRDP_GROWTH", "HĐND giao", "Báo cáo"),
]


@dataclass(frozen=True)
class Line:
    id: int
    code: str
    name_vi: str
    max_points: Decimal
    parent_id: int | None = None
    rule_type: RuleType | None = None
    params: dict[str, Any] = field(default_factory=dict)
    indicator_id: int | None = None
    plan_source: PlanSource | None = None
    name_en: str = ""
    evidence_hint: str = ""
    indicator_code: str | None = None


def grid(*rows: Sequence[Cell], head: Sequence[Cell] = HEAD, above: int = 2) -> Grid:
    heads: list[list[Cell]] = [["Bảng tiêu chí chấm điểm năm 2025"], [None]]
    return Grid("1", tuple(tuple(row) for row in (*heads[:above], head, *rows)))


def faults(*rows: Sequence[Cell], head: Sequence[Cell] = HEAD) -> list[tuple[str, str]]:
    found = rules.read_table(grid(*rows, head=head))
    return [(fault.field, fault.message) for row in found for fault in row.faults]


def test_rows_are_read_below_their_heads_wherever_these_stand() -> None:
    rows = rules.read_table(grid(GROUP_ROW, [None] * 10, LEAF_ROW))
    assert [row.number for row in rows] == [4, 6]
    assert dict(rows[1].values) == {
        "code": "I.01",
        "parent": "I",
        "name_vi": "Tăng trưởng",
        "name_en": "Growth",
        "max_points": D(60),
        "rule_type": RuleType.RATIO_CAP_X,
        "params": {"x": "1.1"},
        "indicator": "GRDP_GROWTH",
        "plan_source": PlanSource.CITY_COUNCIL,
        "evidence_hint": "Báo cáo",
    }
    assert (rows[0].values["rule_type"], rows[0].values["params"]) == (None, {})


def test_columns_stand_in_any_order_and_without_marks_and_some_may_lack() -> None:
    found = rules.read_table(grid(["Tên", D(5), "II"], head=["ten tieu chi", "ĐIỂM TỐI ĐA", "ma"]))
    assert dict(found[0].values) == {"code": "II", "name_vi": "Tên", "max_points": D(5)}


def test_cells_are_written_in_the_order_of_the_heads() -> None:
    lines = [
        Line(7, "I", "Kinh tế", D(60)),
        Line(
            9,
            *("I.01", "Tăng trưởng", D(60), 7, RuleType.RATIO_CAP_X, {"x": "1.1"}, 3),
            plan_source=PlanSource.CITY_COUNCIL,
            name_en="Growth",
            evidence_hint="Báo cáo",
            indicator_code="GRDP_GROWTH",
        ),
    ]
    assert rules.cells_of(lines) == [
        ["I", "", "Kinh tế", "", D(60), "Nhóm", "", "", "", ""],
        LEAF_ROW,
    ]


def row(**values: Cell) -> list[Cell]:
    cells = dict(zip(rules.HEADS, LEAF_ROW, strict=True)) | values
    return list(cells.values())


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"code": "I 1"}, "Mã gồm chữ, số và dấu chấm, ví dụ I.01."),
        ({"code": "~3"}, "Mã gồm chữ, số và dấu chấm, ví dụ I.01."),
        ({"name_vi": None}, "Nhập tên tiêu chí."),
        ({"max_points": None}, "%(label)s phải là số, ví dụ 7,5."),
        ({"max_points": "1.234"}, "có thể là"),
        ({"max_points": D(0)}, "Điểm phải lớn hơn 0."),
        ({"max_points": D("1.005")}, "Điểm phải lớn hơn 0."),
        ({"max_points": Broken("#N/A")}, "Ô đang báo lỗi"),
        ({"rule_type": "Bốc thăm"}, "%(label)s phải là một trong"),
        ({"params": "x"}, "Không đọc được tham số"),
        ({"plan_source": "Bộ"}, "%(label)s phải là một trong"),
        ({"parent": "IX"}, "Tiêu chí cha phải là một nhóm của bảng này."),
        ({"parent": "I.01"}, "Tiêu chí cha phải là một nhóm của bảng này."),
        ({"code": "i", "parent": None}, "Mã này đã dùng cho tiêu chí khác."),
        ({"name_vi": "a" * 201}, "dài tối đa"),
    ],
)
def test_each_fault_stands_beside_its_cell(values: dict[str, Cell], expected: str) -> None:
    found = faults(GROUP_ROW, row(**values))
    assert len(found) == 1, found
    assert found[0][0] == next(iter(values)) and expected in found[0][1]


def test_groups_that_go_round_in_a_circle_are_told() -> None:
    one, other = row(code="A", rule_type="Nhóm", params=None), row(code="B", rule_type="Nhóm", params=None)
    one[1], other[1] = "B", "A"
    assert [fault[0] for fault in faults(one, other)] == ["parent", "parent"]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (grid(GROUP_ROW, head=["Mã", "Tên"]), "Không thấy dòng tên cột"),
        (grid(), "không có dòng tiêu chí nào"),
        (grid(*[GROUP_ROW] * 401), "nhiều nhất"),
        (Grid("1", ()), "Không thấy dòng tên cột"),
    ],
)
def test_what_is_no_table_is_refused_as_a_whole(table: Grid, message: str) -> None:
    with pytest.raises(DomainError, match=message) as refused:
        rules.read_table(table)
    assert refused.value.field == "file"


def test_the_carried_table_keeps_the_numbers_of_the_lines() -> None:
    carried = rules.sheet_of(grid(GROUP_ROW, LEAF_ROW))
    again = Grid("1", tuple(tuple(cell or None for cell in line) for line in carried))
    first, second = rules.read_table(grid(GROUP_ROW, LEAF_ROW)), rules.read_table(again)
    assert [(one.number, dict(one.values)) for one in first] == [
        (one.number, dict(one.values)) for one in second
    ]


def test_parameters_that_make_no_sense_are_told() -> None:
    values = {"rule_type": RuleType.RATIO_CAP_X, "max_points": D(60), "params": {"x": "0.9"}}
    assert [fault.field for fault in rules.rule_faults(values)] == ["params"]
    assert rules.rule_faults(values | {"rule_type": None}) == []
