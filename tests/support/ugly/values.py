"""Workbooks that are ugly in their cells: formats, formulas, numbers as text, signs, words beside numbers."""

from datetime import date
from typing import Any

from tests.support.ugly.building import (
    EXPORT,
    GROWTH,
    HEADS,
    INSURANCE,
    JOBS,
    POVERTY,
    REVENUE,
    Formula,
    Sheet,
    Shown,
    book,
    plans,
)


def percents() -> bytes:
    """Percent by format, percent in words only, percent where the indicator counts money."""
    return book(
        Sheet(
            plans(
                *(
                    Shown(0.075, "0.0%"),
                    Shown(0.075, "0.00%"),
                    Shown(0.5, '0.0" %"'),
                    "4,3%",
                    Shown(0.95, "0%"),
                ),
                Shown(12, r"0\%"),
            )
        )
    )


def noise() -> bytes:
    """Numbers that binary fractions cannot hold, and formulas with more places than anybody reads."""
    return book(
        Sheet(
            plans(
                *(7.1999999999999993, Formula("=0.1+0.2+14000", 14000.300000000001), 0.1 + 0.2),
                *(Formula("=130/3", 43.333333333333336), Shown(0.29 * 1, "0.00%"), 1e5),
            )
        )
    )


def formulas() -> bytes:
    """A formula with its value, one that was never computed, errors, an empty result, text as a result."""
    rows = plans(
        Formula("=D9+0.5", 7.5),
        Formula("=SUM(E2:E3)"),
        Formula("=1/0", "#DIV/0!"),
        Formula("=NA()", "#N/A"),
        Formula('="≥ "&95', "≥ 95"),
        Formula("=SUM(E2:E9)", 0),
    )
    return book(Sheet(rows))


def days() -> bytes:
    """Days as days, as text, a day that does not exist, and "6-7" that Excel made a day of."""
    rows: list[list[Any]] = [
        ["Chỉ tiêu", "Kế hoạch", "Thời hạn hoàn thành"],
        [GROWTH, 7.5, date(2025, 12, 31)],
        [REVENUE, 14800, "15/11/2025"],
        [POVERTY, 0.5, "31/02/2025"],
        [EXPORT, date(2025, 7, 6), "1.12.2025"],
        [INSURANCE, 95, "cuối năm"],
        [JOBS, 30000, "–"],
    ]
    return book(Sheet(rows))


def texts() -> bytes:
    """Numbers typed as text, in the ways they are typed."""
    return book(Sheet(plans("7,50", "14.800,5", " −0,5 ", "4.3", "95,25 %", "1\u00a0234\u00a0567")))


def dots() -> bytes:
    """Decimal dots beside numbers with one dot and three digits: they may mean two things."""
    return book(Sheet(plans("7.5", "1.234", "0.55", "4,321", "95", "30 000")))


def thousands() -> bytes:
    """One dot and three digits, and nothing that speaks for decimals behind a dot."""
    return book(Sheet(plans("7,5", "14.800", "0,5", "1,234", "95", "30.000")))


def signs() -> bytes:
    """Signs and bounds together, in signs and in words."""
    names = [GROWTH, REVENUE, POVERTY, EXPORT, INSURANCE, JOBS]
    plans = ["từ 6,5 đến 7%", "> 118.300 tỷ đồng", "dưới 0,5", "6,5 - 7", "95% trở lên", "tối đa 30 000"]
    more = [
        *("6,5–7", "≥14.800", "<= 0.5%", "khoảng 5", "phấn đấu đạt trên 90%", "ít nhất 30.000 người"),
    ]
    rows: list[list[Any]] = [["Chỉ tiêu", "Nguồn kế hoạch", "Mục tiêu năm 2025"]]
    rows += [[name, "HĐND giao", plan] for name, plan in zip(names, plans, strict=True)]
    rows += [[name, "Trung ương giao", plan] for name, plan in zip(names, more, strict=True)]
    return book(Sheet(rows))


def waived() -> bytes:
    """ "Không giao" in its own column, in the place of the plan, with and without a reason."""
    rows: list[list[Any]] = [
        ["Chỉ tiêu", "Chỉ tiêu năm", "Không giao", "Lý do không giao"],
        [GROWTH, None, "x", "Không có cơ sở tính"],
        [REVENUE, "Không giao (đã có chỉ tiêu thu nội địa)", None, None],
        [POVERTY, "Không giao", None, None],
        [EXPORT, 4.3, "Không", None],
        [INSURANCE, None, "có lẽ", None],
    ]
    return book(Sheet(rows))


def strangers() -> bytes:
    """Names that nobody knows, one that is nearly known, units that do not fit."""
    rows: list[list[Any]] = [
        list(HEADS),
        [1, "Tỷ lệ hộ nghèo đa chiều", "%", 1.2],
        [2, "Chỉ số hạnh phúc của người dân", "điểm", 80],
        [3, EXPORT, "triệu USD", 4300],
        [4, REVENUE, "đồng", "14.800"],
        [5, INSURANCE, "người", 95],
        [6, None, "người", 30000],
    ]
    return book(Sheet(rows))


def remarks() -> bytes:
    """Words beside numbers: the unit, a remark in brackets, another unit, a sentence."""
    rows: list[list[Any]] = [
        ["Nội dung", "Phấn đấu năm 2025", "Ghi chú"],
        [GROWTH, "7,5 (ước)", "theo NQ 12"],
        [REVENUE, "14.800 tỷ đồng", None],
        [EXPORT, "4.300 triệu USD", None],
        [POVERTY, "giảm 0,5 điểm phần trăm", None],
        [INSURANCE, "95 % (trừ lực lượng vũ trang 2%)", None],
        [JOBS, "30.000 lao động", None],
    ]
    return book(Sheet(rows))
