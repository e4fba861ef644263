"""XLSX bytes, read back by another library: values are what they were, and nothing is a formula."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from emulation.gateways.sheets import Table, workbook_bytes, xlsx_bytes

HARMFUL = (
    *("=1+1", "+1", "-cmd", "@SUM(A1)", "\t=1", "\r=1", "|calc", "%0A=1", "＝1+1", "＋1", "－1", "＠x", " =1"),
    *('=cmd|"/c calc"!A1', "=HYPERLINK(\"https://evil.example\")", "{=1+1}", "https://evil.example", "mailto:a@b.c"),
    *("internal:Sheet1!A1", "{{7*7}}", "1e5", "001", "TRUE", "#REF!"),
)  # fmt: skip
#: What may stand in a cell: XML carries no control signs, and readers turn a carriage return into a line end.
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=60
)


def cells(content: bytes, sheet: int = 0) -> list[list[Any]]:
    """All cells from the first on."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(sheet).to_python(skip_empty_area=False)


def markup(content: bytes) -> str:
    """The sheets and their relations as they are written."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist() if "worksheets/" in name)


def test_title_notes_head_and_rows() -> None:
    content = xlsx_bytes(
        "Bảng xếp hạng năm 2024",
        ["Thành viên", "Điểm", "Ngày"],
        [["Đà Nẵng", Decimal("947.25"), date(2025, 3, 22)], ["Cần Thơ", None, None]],
        ["Minh họa – không phải số liệu chính thức."],
    )
    assert cells(content) == [
        ["Bảng xếp hạng năm 2024", "", ""],
        ["Minh họa – không phải số liệu chính thức.", "", ""],
        ["", "", ""],
        ["Thành viên", "Điểm", "Ngày"],
        ["Đà Nẵng", 947.25, date(2025, 3, 22)],
        ["Cần Thơ", "", ""],
    ]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (5, 5.0),
        (-3, -3.0),
        (Decimal("-9.77"), -9.77),
        (Decimal("0.10"), 0.1),
        (10**15, "1000000000000000"),
        (Decimal("NaN"), "NaN"),
        (date(2025, 10, 15), date(2025, 10, 15)),
        (datetime(2025, 10, 15, 3, 30, tzinfo=UTC), datetime(2025, 10, 15, 10, 30)),
        (date(1890, 5, 19), "1890-05-19"),
        ("947,25", "947,25"),
        ("-5", "-5"),
        ("a\nb", "a\nb"),
        ("x" * 40_000, "x" * 32_767),
        ("\ud800", "\ufffd"),
    ],
)
def test_values_keep_their_kind(cell: Any, read: Any) -> None:
    """A number is a number, a day a day, text text. Red when strings_to_numbers is on, or a day is text."""
    assert cells(xlsx_bytes("x", ["Giá trị"], [[cell]]))[3] == [read]


def test_places_behind_the_comma_are_kept() -> None:
    content = xlsx_bytes("x", ["a"], [[Decimal("947.50")]])
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert 'formatCode="0.00"' in packed.read("xl/styles.xml").decode()


@pytest.mark.asvs("1.2.10", "1.3.3")
@pytest.mark.parametrize("text", HARMFUL)
def test_no_text_becomes_a_formula_or_a_link(text: str) -> None:
    """In title, note, head and cell. Red when a cell is written with `write` and strings_to_formulas is on."""
    content = xlsx_bytes(text, [text], [[text]], [text])
    assert "<f>" not in markup(content) and "hyperlink" not in markup(content)
    read = [row[0] for row in cells(content)]
    assert [one for one in read if one != ""] == [text.replace("\r", "\n")] * 4 or read[4] == text


@pytest.mark.asvs("1.2.10")
@given(rows=st.lists(st.lists(TEXTS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_text_comes_back_as_it_was(rows: list[list[str]]) -> None:
    """Also behind signs that mean something to a spreadsheet."""
    risky = [[sign + text for sign, text in zip("=@", row, strict=True)] for row in rows]
    content = xlsx_bytes("x", ["a", "b"], risky)
    assert cells(content)[3:] == risky
    assert "<f>" not in markup(content)


def test_each_table_has_its_sheet() -> None:
    """Names of sheets are short, without forbidden signs, and no two alike."""
    long = "Thứ hạng và điểm [của cụm] qua các năm: *tất cả*"
    content = workbook_bytes([Table(long, ["a"], [["1"]]), Table(long, ["a"], [["2"]]), Table("", [], [])])
    names = CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names
    assert names == ["1. Thứ hạng và điểm của cụm qua", "2. Thứ hạng và điểm của cụm qua", "3."]
    assert [cells(content, place)[-1] for place in (0, 1)] == [["1"], ["2"]]
