"""Workbooks that are ugly in their shape: heads, merged cells, places, sheets, kinds of file."""

import csv
import io
import unicodedata
from typing import Any

from tests.support.ugly.building import (
    EXPORT,
    GROWTH,
    INSURANCE,
    JOBS,
    OLD,
    POVERTY,
    REVENUE,
    Formula,
    Over,
    Sheet,
    Shown,
    book,
    plans,
)


def titles() -> bytes:
    """Addressee, motto and title above; signature below."""
    return book(
        Sheet(
            [
                [
                    Over("UBND THÀNH PHỐ ĐÀ NẴNG", right=1),
                    None,
                    Over("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", right=1),
                ],
                [],
                [Over("PHỤ LỤC: CHỈ TIÊU GIAO ƯỚC THI ĐUA NĂM 2025", right=3)],
                ["(Kèm theo Công văn số 123/UBND-NC)"],
                [],
                *plans(7.5, 14800),
                [],
                [None, None, None, "Đà Nẵng, ngày 15 tháng 3 năm 2025"],
                [None, "Nơi nhận:", None, "TM. ỦY BAN NHÂN DÂN"],
                [None, "- Như trên;", None, "CHỦ TỊCH"],
            ]
        )
    )


def two_lines() -> bytes:
    """Heads on two lines with merged cells, the new year before the old one, numbered columns, sections, a sum."""
    return book(
        Sheet(
            [
                [
                    *(Over("TT", down=1), Over("Chỉ tiêu", down=1), Over("Đơn vị tính", down=1)),
                    *(Over("Năm 2025", right=1), None, Over("Năm 2024", right=1), None),
                    *(Over("Trọng số", down=1), Over("Ghi chú", down=1)),
                ],
                [None, None, None, "Kế hoạch", "So với thực hiện 2024 (%)", "Kế hoạch", "Thực hiện"],
                ["(1)", "(2)", "(3)", "(4)", "(5=4/7)", "(6)", "(7)", "(8)", "(9)"],
                [Over("I. LĨNH VỰC KINH TẾ (2 CHỈ TIÊU)", right=8)],
                [1, GROWTH, "%", 7.5, Formula("=D5/G5*100", 104.166666666667), 7, 7.2, 60, None],
                [2, REVENUE, "tỷ đồng", 14800, Formula("=D6/G6*100", 106.09), 14000, 13950.5, 40, "dự toán"],
                ["II", "LĨNH VỰC XÃ HỘI"],
                [3, POVERTY, "%", 0.5, None, 0.6, 0.55, 20.5, None],
                [None, "Tổng cộng", None, None, None, None, None, Formula("=SUM(H5:H8)", 120.5)],
            ]
        )
    )


def decomposed() -> bytes:
    """Everything in the other spelling of Unicode, capitals, numbering before the names, double spaces."""
    rows: list[list[Any]] = [
        ["STT", "TÊN CHỈ TIÊU", "ĐƠN VỊ", "CHỈ TIÊU NĂM 2025", "CƠ QUAN CHỦ TRÌ"],
        ["1.1", "1.1. TỐC ĐỘ TĂNG  TỔNG SẢN PHẨM TRÊN ĐỊA BÀN", "%", "≥ 7,5", "Sở Tài chính"],
        ["-", "- Tỉ lệ hộ nghèo", "phần trăm", "không quá 0,5", "Sở Nông nghiệp\nvà Môi trường"],
        ["a)", "a) Kim ngạch xuất khẩu (tỷ USD)", "Tỉ USD", "trên 4,3", ""],
    ]
    return book(Sheet([[unicodedata.normalize("NFD", cell) for cell in row] for row in rows]))


def hidden() -> bytes:
    """A hidden sheet with last year's numbers before the one that is meant, and a sheet of words behind it."""
    return book(
        Sheet(plans(6.5, 14000), name="Năm 2024", is_hidden=True),
        Sheet(plans(7.5, 14800), name="Năm 2025"),
        Sheet([["Ghi chú: số liệu do các sở cung cấp"]], name="Ghi chú"),
    )


def columns() -> bytes:
    """Sign and bounds in columns of their own, as the system itself writes them, in another order and place."""
    head = [
        "Đến (khi là khoảng)",
        "Mức cam kết",
        "Dấu",
        "Mã chỉ tiêu",
        "Văn bản giao",
        "Kết quả năm trước",
        "Trọng số",
    ]
    rows: list[list[Any]] = [
        head,
        [None, 7.5, "ít nhất (≥)", "GRDP_GROWTH", "Nghị quyết 12/NQ-HĐND", 7.2, 60],
        [15000, 14800, "trong khoảng … đến …", "BUDGET_REVENUE", None, None, 40.25],
        [0.5, None, "không quá (≤)", "POVERTY_RATE", None, 0.6, None],
        [None, 4.3, "trên (>)", "EXPORT", None, None, 10.125],
        [90, 95, "trong khoảng … đến …", "HEALTH_INSURANCE", None, None, None],
        [None, 30000, "xấp xỉ", "JOBS_CREATED", None, None, None],
    ]
    return book(Sheet(rows, first=(11, 3)))


def doubles() -> bytes:
    """The same indicator twice for one source, and once for each of two sources in merged cells."""
    rows: list[list[Any]] = [
        ["Chỉ tiêu", "Cấp giao", "Chỉ tiêu được giao"],
        [Over(REVENUE, down=1), "TW", 14500],
        [None, "HĐND TP", 14800],
        [GROWTH, "HĐND", 7.5],
        [POVERTY, None, 0.5],
        ["GRDP_GROWTH", "HĐND giao", 8],
        [EXPORT, "Quận giao", 4],
    ]
    return book(Sheet(rows))


def gaps() -> bytes:
    """Dashes and dots for nothing, blank lines, zero, and formats down to the last line of the sheet."""

    def formats(made: Any, page: Any) -> None:
        page.write_blank(1_048_575, 16_383, None, made.add_format({"num_format": "0.0%"}))

    rows: list[list[Any]] = [
        ["Chỉ tiêu", "Kế hoạch", "Thực hiện năm 2024", "Đơn vị chủ trì"],
        [],
        [GROWTH, 0, "-", "–"],
        ["   ", None, None, None],
        [REVENUE, "…", "–", "—"],
        [POVERTY, "...", 0.6, "Sở Nội vụ"],
        [],
        [EXPORT, 4.3, 0, None],
        [INSURANCE],
    ]
    return book(Sheet(rows, after=formats))


def report() -> bytes:
    """Results of half a year, beside those of the year before and a comparison."""
    rows: list[list[Any]] = [
        [
            *(
                "TT",
                "Chỉ tiêu",
                "Đơn vị tính",
                "Kế hoạch 2025",
                "6 tháng năm 2024",
                "Ước thực hiện 6 tháng năm 2025",
            ),
            *(
                "Đạt kế hoạch (%)",
                "Loại số liệu",
                "Dự báo cả năm",
                "Khả năng đạt",
                "Lý do",
                "Nguồn",
                "Ghi chú",
            ),
        ],
        [1, GROWTH, "%", "≥ 7,5", 6.4, 7.1, 94.7, "ước", 7.6, "Tin chắc", None, "Cục Thống kê", None],
        [
            2,
            REVENUE,
            "tỷ đồng",
            14800,
            7000,
            "7.420,5 (chính thức)",
            50,
            None,
            "-",
            "Còn lo",
            None,
            None,
            None,
        ],
        [
            3,
            EXPORT,
            "tỷ USD",
            "> 4,3",
            2,
            ">2,1",
            None,
            "sơ bộ",
            None,
            "khó đạt",
            "Thiếu đơn hàng",
            None,
            "x",
        ],
        [4, POVERTY, "%", 0.5, 0.6, "–", None, None, None, None, None, None, None],
        [5, INSURANCE, "%", 95, 94, Shown(0.9425, "0.0%"), None, "tạm", None, None, None, None, None],
        [6, JOBS, "người", 30000, 15000, 0, None, "Chính thức", "6–7", None, None, None, None],
    ]
    return book(Sheet(rows))


def old() -> bytes:
    """An .xls of Excel 97: merged heads, percent formats, a day, an error, a hidden sheet."""
    return OLD.read_bytes()


def separated() -> bytes:
    """A CSV as Excel saves it here: semicolons, decimal commas, a line break in a cell, an apostrophe of ours."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows(
        [
            ["Biểu số 1", "", "", ""],
            ["Chỉ tiêu", "Kế hoạch", "Trọng số", "Ghi chú"],
            [unicodedata.normalize("NFD", GROWTH), "≥ 7,5", "60,5", "'=theo NQ"],
            [REVENUE, "14.800,5", "40", "dòng 1\ndòng 2"],
        ]
    )
    return text.getvalue().encode("utf-8-sig")
