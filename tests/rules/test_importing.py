"""What rows of offices' tables mean (handbook 13 and 14), and what is said where they mean nothing."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from emulation.rules import importing
from emulation.rules.importing import KnownIndicator
from emulation.vocabulary.grids import (
    Broken,
    Cell,
    DecimalMark,
    Fault,
    Grid,
    Layout,
    Percent,
    ReadRow,
    RowState,
)
from emulation.vocabulary.kinds import ActualStatus, Confidence, ImportKind, Operator, PlanSource

NAME = "Tốc độ tăng tổng sản phẩm trên địa bàn (GRDP)"
GROWTH = KnownIndicator(1, "GRDP_GROWTH", NAME, "GRDP growth rate", "%", "%")
REVENUE = KnownIndicator(
    2, "BUDGET_REVENUE", "Thu ngân sách nhà nước trên địa bàn", "Revenue", "tỷ đồng", "bn VND"
)
LAND = KnownIndicator(3, "GREEN", "Diện tích cây xanh bình quân", "Green space", "m2/người", "m2/person")
CATALOGUE = (GROWTH, REVENUE, LAND)
TARGETS, RESULTS = ImportKind.TARGETS, ImportKind.RESULTS
Row = dict[str, Cell]


def read(cells: Row, kind: ImportKind = TARGETS, mark: DecimalMark = DecimalMark.COMMA) -> ReadRow:
    """The one row of a table with these columns; the indicator is GRDP growth unless a cell says otherwise."""
    cells = {"indicator": "GRDP_GROWTH", **cells}
    layout = Layout("x", 0, {field: at for at, field in enumerate(cells)}, mark)
    found = importing.read_rows(Grid("x", (tuple(cells), tuple(cells.values()))), layout, kind, CATALOGUE)
    assert len(found) == 1
    return found[0]


def faults(row: ReadRow) -> list[str]:
    """The faults as they are told."""
    return [f"{fault.field}: {fault.message % fault.values}" for fault in row.faults]


def plan(cell: Cell, indicator: str = "GRDP_GROWTH") -> tuple[Any, ...]:
    """Sign and bounds of a cell, or what is wrong with it."""
    row = read({"indicator": indicator, "plan": cell})
    if row.faults:
        return tuple(faults(row))
    return tuple(row.values[name] for name in ("operator", "low", "high"))


D = Decimal
A_DAY = (
    "plan: Chỉ tiêu năm đang là ngày 06/07/2025; Excel có thể đã đổi “6-7” thành ngày. "
    "Nhập lại dạng chữ, ví dụ 6–7."
)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (D("7.5"), (Operator.EQ, D("7.5"), None)),
        (Percent("7.5"), (Operator.EQ, D("7.5"), None)),
        ("7,5", (Operator.EQ, D("7.5"), None)),
        ("7.5%", (Operator.EQ, D("7.5"), None)),
        ("-9,77", (Operator.EQ, D("-9.77"), None)),
        ("− 0,5".replace(" ", ""), (Operator.EQ, D("-0.5"), None)),
        ("= 7,5", (Operator.EQ, D("7.5"), None)),
        ("≥ 7,5", (Operator.GE, D("7.5"), None)),
        (">=7,5%", (Operator.GE, D("7.5"), None)),
        ("ít nhất 7,5", (Operator.GE, D("7.5"), None)),
        ("TỐI THIỂU 7,5", (Operator.GE, D("7.5"), None)),
        ("từ 7,5% trở lên", (Operator.GE, D("7.5"), None)),
        ("từ 7,5", (Operator.GE, D("7.5"), None)),
        ("> 20", (Operator.GT, D(20), None)),
        ("trên 4,3", (Operator.GT, D("4.3"), None)),
        ("phấn đấu đạt trên 90%", (Operator.GT, D(90), None)),
        ("≤ 0,5", (Operator.LE, None, D("0.5"))),
        ("không quá 0,5", (Operator.LE, None, D("0.5"))),
        ("0,5 trở xuống", (Operator.LE, None, D("0.5"))),
        ("< 0,5", (Operator.LT, None, D("0.5"))),
        ("dưới 0,5%", (Operator.LT, None, D("0.5"))),
        ("6,5–7", (Operator.RANGE, D("6.5"), D(7))),
        ("6,5 - 7", (Operator.RANGE, D("6.5"), D(7))),
        ("6,5%-7%", (Operator.RANGE, D("6.5"), D(7))),
        ("từ 6,5 đến 7", (Operator.RANGE, D("6.5"), D(7))),
        ("trong khoảng 6,5 … 7", (Operator.RANGE, D("6.5"), D(7))),
        ("-5 – -3", (Operator.RANGE, D(-5), D(-3))),
        ("khoảng 7,5", (Operator.EQ, D("7.5"), None)),
        ("7 – 6,5", ("plan: Mức “đến” phải lớn hơn mức “từ”.",)),
        ("cao hơn năm trước", ("plan: Chỉ tiêu năm phải là số, ví dụ 7,5.",)),
        ("7,5 và 8", ("plan: Chỉ tiêu năm phải là số, ví dụ 7,5.",)),
        ("7,12345", ("plan: Chỉ tiêu năm có nhiều hơn 4 chữ số thập phân.",)),
        (D("1e14"), ("plan: Chỉ tiêu năm phải là số, ví dụ 7,5.",)),
        ("7,5 tỷ đồng", (f"plan: Đơn vị tính “tỷ đồng” khác với “%” của chỉ tiêu “{NAME}”.",)),
        ("#REF!", ("plan: Ô đang báo lỗi “#REF!”. Sửa ô đó trong tệp rồi tải lên lại.",)),
        (Broken("=A1"), ("plan: Ô chứa công thức chưa được tính. Mở tệp bằng Excel, lưu lại rồi tải lên.",)),
        (date(2025, 7, 6), (A_DAY,)),
    ],
)  # fmt: skip
def test_signs_and_bounds_in_one_cell(cell: Cell, expected: tuple[Any, ...]) -> None:
    """Handbook 13. Red for the words without `_SIGNS`, for the ranges without `_RANGE`."""
    assert plan(cell) == expected


@pytest.mark.parametrize(
    ("raw", "mark", "expected"),
    [
        ("1.234", DecimalMark.COMMA, D(1234)),
        ("1.234", DecimalMark.DOT, D("1.234")),
        ("1,234", DecimalMark.COMMA, D("1.234")),
        ("1,234", DecimalMark.DOT, D(1234)),
        ("14 800", DecimalMark.COMMA, D(14800)),
        ("14.800,5", DecimalMark.DOT, D("14800.5")),
        ("1.234.567", DecimalMark.DOT, D(1234567)),
        ("7.5", DecimalMark.COMMA, D("7.5")),
    ],
)
def test_the_chosen_mark_settles_what_may_mean_two_things(
    raw: str, mark: DecimalMark, expected: Decimal
) -> None:
    """Red when `text_number` hands the text to `parse_number` as it is."""
    assert read({"plan": "7", "baseline": raw}, mark=mark).values["baseline"] == expected


def test_another_number_of_the_table_contradicts_the_mark() -> None:
    row = read({"plan": "7.5", "baseline": "1.234"})
    assert faults(row) == ["baseline: “1.234” có thể là 1234 hoặc 1,234. Nhập lại là 1234 hoặc 1,234."]


@pytest.mark.parametrize("words", ["m2/người", "M2/NGƯỜI", "(m2/người)", "m2/person"])
def test_the_unit_behind_a_number_is_no_remark(words: str) -> None:
    row = read({"indicator": "GREEN", "plan": f"12,5 {words}", "unit": words})
    assert (row.values["low"], row.values.get("note"), row.faults) == (D("12.5"), None, ())


@pytest.mark.parametrize(
    ("said", "found"),
    [
        *(("GRDP_GROWTH", 1), ("grdp_growth", 1), ("GRDP_GROWTH – tốc độ tăng", 1)),
        *(
            ("Toc do tang tong san pham tren dia ban", 1),
            ("1. Tốc độ tăng tổng sản phẩm trên địa bàn (%)", 1),
        ),
        *(("II.3) THU NGÂN SÁCH NHÀ NƯỚC TRÊN ĐỊA BÀN", 2), ("grdp growth rate", 1), ("Thu ngân sách", None)),
    ],
)
def test_an_indicator_is_found_by_code_or_name(said: str, found: int | None) -> None:
    assert read({"indicator": said, "plan": D(7)}).values.get("indicator_id") == found


OTHER_UNIT = f"indicator: Đơn vị tính “triệu đồng” khác với “tỷ đồng” của chỉ tiêu “{REVENUE.name_vi}”."


@pytest.mark.parametrize(
    ("title", "name", "expected"),
    [
        ("Đơn vị tính: triệu đồng", REVENUE.name_vi, [OTHER_UNIT]),
        ("(ĐVT: Tỉ đồng)", REVENUE.name_vi, []),
        ("Đơn vị tính: tỷ đồng, %", REVENUE.name_vi, []),
        (None, f"{REVENUE.name_vi} (triệu đồng)", [OTHER_UNIT]),
        (None, f"{REVENUE.name_vi} (tỷ đồng)", []),
        (None, f"{REVENUE.name_vi} (NSNN)", []),
    ],
)
def test_a_unit_in_title_or_name_is_not_passed_over(title: Cell, name: str, expected: list[str]) -> None:
    """A thousandfold is the worst mistake a table can bring."""
    grid = Grid("x", ((title,), ("Chỉ tiêu", "Kế hoạch"), (name, D(14800))))
    rows = importing.read_rows(grid, Layout("x", 1, {"indicator": 0, "plan": 1}), TARGETS, CATALOGUE)
    assert [faults(row) for row in rows] == [expected]


def test_two_indicators_of_one_name_are_told_apart_by_code_only() -> None:
    twins = (GROWTH, KnownIndicator(9, "OTHER", GROWTH.name_vi, "Other", "%", "%"))
    grid = Grid("x", (("a", "b"), (GROWTH.name_vi, D(7)), ("OTHER", D(8))))
    found = importing.read_rows(grid, Layout("x", 0, {"indicator": 0, "plan": 1}), TARGETS, twins)
    assert [row.values.get("indicator_id") for row in found] == [None, 9]


def test_a_line_that_numbers_the_columns_is_no_row() -> None:
    """But a code of two signs in the first line is one."""
    short = (KnownIndicator(7, "B1", "Tên", "Name", "%", "%"),)
    layout = Layout("x", 0, {"indicator": 0, "plan": 1, "weight": 2})
    grid = Grid("x", (("a", "b", "c"), ("(1)", "(2)", "(3=2/1)"), ("B1", D(7), D(1)), ("(1)", "(2)", "(3)")))
    found = importing.read_rows(grid, layout, TARGETS, short)
    assert [(row.number, row.values.get("indicator_id")) for row in found] == [(3, 7), (4, None)]
    later = Grid("x", (("a", "b", "c"), ("B1", "7", "1")))
    assert len(importing.read_rows(later, layout, TARGETS, short)) == 1


def test_columns_that_are_absent_leave_their_keys_out() -> None:
    assert read({"owner": "Sở Tài chính"}).values == {"indicator_id": 1, "owner": "Sở Tài chính"}
    assert read({"value": "7,1 (ước)"}, RESULTS).values == {
        "indicator_id": 1,
        "value": D("7.1"),
        "status": ActualStatus.ESTIMATE,
        "note": "ước",
    }


def test_all_fields_of_a_target() -> None:
    cells: Row = {
        "plan": "≥ 7,5",
        "plan_source": "TTg giao",
        "baseline": D("7.2"),
        "weight": "60,5",
        "owner": "Sở Tài chính",
        "source": "QĐ 123",
        "due_on": "31/12/2025",
        "note": "x",
        "unit": "%",
    }
    row = read(cells)
    assert row.faults == ()
    assert row.values == {
        "indicator_id": 1,
        "plan_source": PlanSource.CENTRAL,
        "operator": Operator.GE,
        "low": D("7.5"),
        "high": None,
        "not_assigned": False,
        "not_assigned_reason": "",
        "baseline": D("7.2"),
        "weight": D("60.5"),
        "owner": "Sở Tài chính",
        "source": "QĐ 123",
        "due_on": date(2025, 12, 31),
        "note": "x",
    }


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"value": ">4,3"}, (D("4.3"), ">4,3")),
        ({"value": "trên 4,3%", "note": "a"}, (D("4.3"), "a; trên 4,3%")),
        ({"value": "khoảng 5"}, (D(5), "khoảng 5")),
        ({"value": "0"}, (D(0), None)),
        ({"value": "-", "note": "a"}, (None, "a")),
    ],
)
def test_an_inexact_result_keeps_its_words_in_the_note(cells: Row, expected: tuple[Any, ...]) -> None:
    """Handbook 13: the note is kept, nothing is made up."""
    values = read(cells, RESULTS).values
    assert (values["value"], values.get("note")) == expected


def test_doubt_without_a_reason_is_a_fault() -> None:
    row = read({"value": D(7), "confidence": "Còn lo", "confidence_reason": None}, RESULTS)
    assert row.values["confidence"] is Confidence.WORRIED
    assert faults(row) == ["confidence_reason: Nhập lý do khi chọn “Còn lo”."]


def test_too_many_words_are_a_fault() -> None:
    assert faults(read({"owner": "x" * 201})) == [
        "owner: Đơn vị chủ trì dài tối đa 200 ký tự; ô này có 201 ký tự."
    ]


STANDING = {
    "operator": Operator.GE,
    "low": D("7.50"),
    "high": None,
    "note": "",
    "owner": "Sở",
    "weight": None,
}


@pytest.mark.parametrize(
    ("values", "standing", "state"),
    [
        ({"low": D("7.5"), "note": ""}, STANDING, RowState.SAME),
        ({"indicator_id": 1, "plan_source": PlanSource.CENTRAL, "low": D("7.5")}, STANDING, RowState.SAME),
        ({"due_on": None}, STANDING, RowState.SAME),
        ({"low": D(8)}, STANDING, RowState.CHANGED),
        ({"owner": ""}, STANDING, RowState.CHANGED),
        ({"weight": D(0)}, STANDING, RowState.CHANGED),
        ({"low": D(8)}, None, RowState.NEW),
    ],
)
def test_a_row_beside_what_stands(
    values: dict[str, Any], standing: dict[str, Any] | None, state: RowState
) -> None:
    """0 is not nothing. Red for `weight` when `compare` takes what is false for nothing."""
    assert importing.compare(ReadRow(2, {}, values), standing) is state
    assert importing.compare(ReadRow(2, {}, values, (Fault("low", "x"),)), standing) is RowState.WRONG
