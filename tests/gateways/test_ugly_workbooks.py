"""Twenty workbooks as offices send them come out as exactly the rows they mean, or say exactly what is wrong.

Every line below was worked out by hand from the workbook of the same name in `tests/support/ugly.py`: line of the sheet
and indicator, sign with lower and upper bound (– is none), other values; a line with "!" is a fault of the one above.
"""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from emulation.gateways import workbooks
from emulation.rules import importing
from emulation.rules.importing import KnownIndicator
from emulation.vocabulary.grids import DecimalMark, Grid, ReadRow
from emulation.vocabulary.kinds import ImportKind
from tests.support.ugly import WORKBOOKS
from tests.support.ugly import building as ugly

CATALOGUE = (
    KnownIndicator(1, "GRDP_GROWTH", ugly.GROWTH, "GRDP growth rate", "%", "%"),
    KnownIndicator(
        2, "BUDGET_REVENUE", ugly.REVENUE, "State budget revenue in the locality", "tỷ đồng", "bn VND"
    ),
    KnownIndicator(3, "POVERTY_RATE", ugly.POVERTY, "Poverty rate", "%", "%"),
    KnownIndicator(4, "EXPORT", ugly.EXPORT, "Export turnover", "tỷ USD", "bn USD"),
    KnownIndicator(5, "HEALTH_INSURANCE", ugly.INSURANCE, "Health-insurance coverage", "%", "%"),
    KnownIndicator(6, "JOBS_CREATED", ugly.JOBS, "Jobs created", "người", "persons"),
)
CODES = {one.id: one.code for one in CATALOGUE}
EXPECTED: dict[str, tuple[str, ...]] = {
    "titles": (
        "7 GRDP_GROWTH | eq 7.5 –",
        "8 BUDGET_REVENUE | eq 14800 –",
    ),
    "two_lines": (
        "5 GRDP_GROWTH | eq 7.5 – | baseline=7.2 | weight=60 | note=",
        "6 BUDGET_REVENUE | eq 14800 – | baseline=13950.5 | weight=40 | note=dự toán",
        "8 POVERTY_RATE | eq 0.5 – | baseline=0.55 | weight=20.5 | note=",
    ),
    "decomposed": (
        "2 GRDP_GROWTH | ge 7.5 – | owner=Sở Tài chính",
        "3 POVERTY_RATE | le – 0.5 | owner=Sở Nông nghiệp và Môi trường",
        "4 EXPORT | gt 4.3 – | owner=",
    ),
    "percents": (
        "2 GRDP_GROWTH | eq 7.5 –",
        "3 BUDGET_REVENUE | eq 7.5 –",
        "! plan: Đơn vị tính “%” khác với “tỷ đồng” của chỉ tiêu “Thu ngân sách nhà nước trên địa bàn”.",
        "4 POVERTY_RATE | eq 0.5 –",
        "5 EXPORT | eq 4.3 –",
        "! plan: Đơn vị tính “%” khác với “tỷ USD” của chỉ tiêu “Kim ngạch xuất khẩu”.",
        "6 HEALTH_INSURANCE | eq 95 –",
        "7 JOBS_CREATED | eq 12 –",
    ),
    "noise": (
        "2 GRDP_GROWTH | eq 7.2 –",
        "3 BUDGET_REVENUE | eq 14000.3 –",
        "4 POVERTY_RATE | eq 0.3 –",
        "5 EXPORT | eq 43.3333 –",
        "6 HEALTH_INSURANCE | eq 29 –",
        "7 JOBS_CREATED | eq 100000 –",
    ),
    "formulas": (
        "2 GRDP_GROWTH | eq 7.5 –",
        "3 BUDGET_REVENUE | eq – –",
        "! plan: Ô chứa công thức chưa được tính. Mở tệp bằng Excel, lưu lại rồi tải lên.",
        "4 POVERTY_RATE | eq – –",
        "! plan: Ô đang báo lỗi “#DIV/0!”. Sửa ô đó trong tệp rồi tải lên lại.",
        "5 EXPORT | eq – –",
        "! plan: Ô đang báo lỗi “#N/A”. Sửa ô đó trong tệp rồi tải lên lại.",
        "6 HEALTH_INSURANCE | ge 95 –",
        "7 JOBS_CREATED | eq – –",
        "! plan: Ô chứa công thức chưa được tính. Mở tệp bằng Excel, lưu lại rồi tải lên.",
    ),
    "days": (
        "2 GRDP_GROWTH | eq 7.5 – | due_on=2025-12-31",
        "3 BUDGET_REVENUE | eq 14800 – | due_on=2025-11-15",
        "4 POVERTY_RATE | eq 0.5 – | due_on=–",
        "! due_on: Hạn phải là ngày có thật, ví dụ 27/03/2026.",
        "5 EXPORT | eq – – | due_on=2025-12-01",
        "! plan: Chỉ tiêu năm đang là ngày 06/07/2025; Excel có thể đã đổi “6-7” thành ngày. Nhập "
        "lại dạng chữ, ví dụ 6–7.",
        "6 HEALTH_INSURANCE | eq 95 – | due_on=–",
        "! due_on: Hạn phải là ngày có thật, ví dụ 27/03/2026.",
        "7 JOBS_CREATED | eq 30000 – | due_on=–",
    ),
    "hidden": (
        "2 GRDP_GROWTH | eq 7.5 –",
        "3 BUDGET_REVENUE | eq 14800 –",
    ),
    "texts": (
        "2 GRDP_GROWTH | eq 7.5 –",
        "3 BUDGET_REVENUE | eq 14800.5 –",
        "4 POVERTY_RATE | eq -0.5 –",
        "5 EXPORT | eq 4.3 –",
        "6 HEALTH_INSURANCE | eq 95.25 –",
        "7 JOBS_CREATED | eq 1234567 –",
    ),
    "dots": (
        "2 GRDP_GROWTH | eq 7.5 –",
        "3 BUDGET_REVENUE | eq 1.234 –",
        "4 POVERTY_RATE | eq 0.55 –",
        "5 EXPORT | eq 4321 –",
        "6 HEALTH_INSURANCE | eq 95 –",
        "7 JOBS_CREATED | eq 30000 –",
    ),
    "thousands": (
        "2 GRDP_GROWTH | eq 7.5 –",
        "3 BUDGET_REVENUE | eq 14800 –",
        "4 POVERTY_RATE | eq 0.5 –",
        "5 EXPORT | eq 1.234 –",
        "6 HEALTH_INSURANCE | eq 95 –",
        "7 JOBS_CREATED | eq 30000 –",
    ),
    "signs": (
        "2 GRDP_GROWTH | range 6.5 7 | plan_source=city_council",
        "3 BUDGET_REVENUE | eq – – | plan_source=city_council",
        "! plan: “118.300” có thể là 118300 hoặc 118,300. Nhập lại là 118300 hoặc 118,300.",
        "4 POVERTY_RATE | lt – 0.5 | plan_source=city_council",
        "5 EXPORT | range 6.5 7 | plan_source=city_council",
        "6 HEALTH_INSURANCE | ge 95 – | plan_source=city_council",
        "7 JOBS_CREATED | le – 30000 | plan_source=city_council",
        "8 GRDP_GROWTH | range 6.5 7 | plan_source=central",
        "9 BUDGET_REVENUE | eq – – | plan_source=central",
        "! plan: “14.800” có thể là 14800 hoặc 14,800. Nhập lại là 14800 hoặc 14,800.",
        "10 POVERTY_RATE | le – 0.5 | plan_source=central",
        "11 EXPORT | eq 5 – | plan_source=central | note=khoảng 5",
        "12 HEALTH_INSURANCE | gt 90 – | plan_source=central",
        "13 JOBS_CREATED | eq – – | plan_source=central",
        "! plan: “30.000” có thể là 30000 hoặc 30,000. Nhập lại là 30000 hoặc 30,000.",
    ),
    "columns": (
        "13 GRDP_GROWTH | ge 7.5 – | baseline=7.2 | weight=60 | source=Nghị quyết 12/NQ-HĐND",
        "14 BUDGET_REVENUE | range 14800 15000 | baseline=– | weight=40.25 | source=",
        "15 POVERTY_RATE | le – 0.5 | baseline=0.6 | weight=– | source=",
        "16 EXPORT | gt 4.3 – | baseline=– | weight=10.125 | source=",
        "! weight: Trọng số có nhiều hơn 2 chữ số thập phân.",
        "17 HEALTH_INSURANCE | range 95 90 | baseline=– | weight=– | source=",
        "! high: Mức “đến” phải lớn hơn mức “từ”.",
        "18 JOBS_CREATED | eq 30000 – | baseline=– | weight=– | source=",
        "! operator: Dấu phải là một trong: đúng bằng, ít nhất (≥), trên (>), không quá (≤), dưới "
        "(<), trong khoảng … đến ….",
    ),
    "waived": (
        "2 GRDP_GROWTH | eq – – | not_assigned=True | not_assigned_reason=Không có cơ sở tính",
        "3 BUDGET_REVENUE | eq – – | not_assigned=True | not_assigned_reason=đã có chỉ tiêu thu nội địa",
        "4 POVERTY_RATE | eq – – | not_assigned=True | not_assigned_reason=",
        "! not_assigned_reason: Nhập lý do không giao.",
        "5 EXPORT | eq 4.3 –",
        "6 HEALTH_INSURANCE | eq – –",
        "! not_assigned: Không giao phải là “Không giao” hoặc để trống.",
    ),
    "doubles": (
        "2 BUDGET_REVENUE | eq 14500 – | plan_source=central",
        "3 BUDGET_REVENUE | eq 14800 – | plan_source=city_council",
        "4 GRDP_GROWTH | eq 7.5 – | plan_source=city_council",
        "! indicator: Chỉ tiêu này đã có ở dòng 6 với cùng nguồn kế hoạch.",
        "5 POVERTY_RATE | eq 0.5 – | plan_source=city_council",
        "6 GRDP_GROWTH | eq 8 – | plan_source=city_council",
        "! indicator: Chỉ tiêu này đã có ở dòng 4 với cùng nguồn kế hoạch.",
        "7 EXPORT | eq 4 – | plan_source=city_council",
        "! plan_source: Nguồn kế hoạch phải là một trong: Trung ương giao, HĐND giao.",
    ),
    "strangers": (
        "2 ? | eq 1.2 –",
        "! indicator: Không có chỉ tiêu “Tỷ lệ hộ nghèo đa chiều” trong danh mục. Có phải là “Tỷ lệ "
        "hộ nghèo”?",
        "3 ? | eq 80 –",
        "! indicator: Không có chỉ tiêu “Chỉ số hạnh phúc của người dân” trong danh mục.",
        "4 EXPORT | eq 4300 –",
        "! unit: Đơn vị tính “triệu USD” khác với “tỷ USD” của chỉ tiêu “Kim ngạch xuất khẩu”.",
        "5 BUDGET_REVENUE | eq 14800 –",
        "! unit: Đơn vị tính “đồng” khác với “tỷ đồng” của chỉ tiêu “Thu ngân sách nhà nước trên địa bàn”.",
        "6 HEALTH_INSURANCE | eq 95 –",
        "! unit: Đơn vị tính “người” khác với “%” của chỉ tiêu “Tỷ lệ bao phủ bảo hiểm y tế”.",
        "7 ? | eq 30000 –",
        "! indicator: Chọn chỉ tiêu.",
    ),
    "remarks": (
        "2 GRDP_GROWTH | eq 7.5 – | note=theo NQ 12; ước",
        "3 BUDGET_REVENUE | eq 14800 – | note=",
        "4 EXPORT | eq 4300 – | note=",
        "! plan: Đơn vị tính “triệu USD” khác với “tỷ USD” của chỉ tiêu “Kim ngạch xuất khẩu”.",
        "5 POVERTY_RATE | eq – – | note=",
        "! plan: Chỉ tiêu năm phải là số, ví dụ 7,5.",
        "6 HEALTH_INSURANCE | eq 95 – | note=trừ lực lượng vũ trang 2%",
        "7 JOBS_CREATED | eq 30000 – | note=",
        "! plan: Đơn vị tính “lao động” khác với “người” của chỉ tiêu “Số lao động được giải quyết "
        "việc làm”.",
    ),
    "gaps": (
        "3 GRDP_GROWTH | eq 0 – | baseline=– | owner=",
        "6 POVERTY_RATE | eq – – | baseline=0.6 | owner=Sở Nội vụ",
        "! plan: Nhập chỉ tiêu năm, ví dụ 7,5.",
        "8 EXPORT | eq 4.3 – | baseline=0 | owner=",
    ),
    "report": (
        "2 GRDP_GROWTH | status=estimate | value=7.1 | forecast=7.6 | confidence=sure | "
        "confidence_reason= | source=Cục Thống kê | note=",
        "3 BUDGET_REVENUE | value=7420.5 | status=official | forecast=– | confidence=worried | "
        "confidence_reason= | source= | note=chính thức",
        "! confidence_reason: Nhập lý do khi chọn “Còn lo”.",
        "4 EXPORT | status=estimate | value=2.1 | forecast=– | confidence=unlikely | "
        "confidence_reason=Thiếu đơn hàng | source= | note=x; >2,1",
        "6 HEALTH_INSURANCE | value=94.25 | forecast=– | confidence=– | confidence_reason= | source= | note=",
        "! status: Loại số liệu phải là một trong: ước, chính thức, điều chỉnh.",
        "7 JOBS_CREATED | status=official | value=0 | confidence=– | confidence_reason= | source= | note=",
        "! forecast: Dự báo cả năm phải là số, ví dụ 7,5.",
    ),
    "old": (
        "5 GRDP_GROWTH | eq 7.5 – | baseline=7.15 | owner=Sở Tài chính | due_on=2025-12-31 | note=",
        "6 BUDGET_REVENUE | eq 14800 – | baseline=13950.5 | owner=Sở Tài chính | due_on=– | note=dự "
        "toán HĐND giao",
        "7 POVERTY_RATE | le – 0.5 | baseline=0.9 | owner=Sở Nội vụ | due_on=– | note=",
        "8 EXPORT | eq – – | owner= | due_on=– | note=",
        "! plan: Nhập chỉ tiêu năm, ví dụ 7,5.",
        "! baseline: Ô đang báo lỗi “#N/A”. Sửa ô đó trong tệp rồi tải lên lại.",
    ),
    "separated": (
        "3 GRDP_GROWTH | ge 7.5 – | weight=60.5 | note==theo NQ",
        "4 BUDGET_REVENUE | eq 14800.5 – | weight=40 | note=dòng 1 dòng 2",
    ),
}


def said(value: Any) -> str:
    """A value as the expectations write it."""
    if value is None:
        return "–"
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


def told(row: ReadRow) -> list[str]:
    """A row as the expectations write it; that something is not "không giao" goes without saying."""
    values = dict(row.values)
    if values.get("not_assigned") is False and not values["not_assigned_reason"]:
        del values["not_assigned"], values["not_assigned_reason"]
    head = [f"{row.number} {CODES.get(values.pop('indicator_id', 0), '?')}"]
    if "operator" in values:
        head.append(" ".join(said(values.pop(name)) for name in ("operator", "low", "high")))
    faults = [f"! {fault.field}: {fault.message % fault.values}" for fault in row.faults]
    return [" | ".join([*head, *(f"{name}={said(value)}" for name, value in values.items())]), *faults]


def sheet(name: str) -> Grid:
    """The first sheet of the workbook that can be seen."""
    file_name, made = WORKBOOKS[name]
    return next(grid for grid in workbooks.read(made(), file_name) if not grid.is_hidden)


def rows(grid: Grid, kind: ImportKind = ImportKind.TARGETS, mark: DecimalMark | None = None) -> list[str]:
    """What the sheet says, with heads and decimal mark guessed, or with the mark that somebody chose."""
    layout = importing.guess(grid, kind)
    assert layout is not None
    chosen = replace(layout, mark=mark) if mark else layout
    return [line for row in importing.read_rows(grid, chosen, kind, CATALOGUE) for line in told(row)]


def test_there_are_twenty() -> None:
    assert len(WORKBOOKS) >= 20
    assert WORKBOOKS.keys() == EXPECTED.keys()


def test_a_mark_that_the_table_contradicts_settles_nothing() -> None:
    """Decimal comma was chosen, "7.5" and "0.55" stand there: one dot and three digits are asked about (message 7)."""
    assert rows(sheet("dots"), mark=DecimalMark.COMMA)[:6] == [
        "2 GRDP_GROWTH | eq 7.5 –",
        "3 BUDGET_REVENUE | eq – –",
        "! plan: “1.234” có thể là 1234 hoặc 1,234. Nhập lại là 1234 hoặc 1,234.",
        "4 POVERTY_RATE | eq 0.55 –",
        "5 EXPORT | eq – –",
        "! plan: “4,321” có thể là 4321 hoặc 4,321. Nhập lại là 4321 hoặc 4,321.",
    ]


def test_a_hidden_sheet_is_flagged() -> None:
    file_name, made = WORKBOOKS["hidden"]
    found = [(grid.name, grid.is_hidden) for grid in workbooks.read(made(), file_name)]
    assert found == [("Năm 2024", True), ("Năm 2025", False), ("Ghi chú", False)]


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook_says_what_it_means(name: str) -> None:
    """Each of these, once removed, turned some of them red: the percent cells and the merged cells that `reader` fills,
    `broken` of `openxml`, the percents of `biff`, the years on a second line in `heads`, the decimal mark in `values`,
    the doubles, `is_section` and `_speaks`, `check_target`, the units beside numbers in `indicators`.
    """
    kind = ImportKind.RESULTS if name == "report" else ImportKind.TARGETS
    assert rows(sheet(name), kind) == list(EXPECTED[name])
