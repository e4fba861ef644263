"""Which column means what, and which cells the clipboard brings."""

from decimal import Decimal as D

import pytest

from emulation.rules import importing
from emulation.rules.importing import FIELDS, KnownIndicator
from emulation.vocabulary.grids import Cell, Grid
from emulation.vocabulary.kinds import ImportKind, PlanSource

TARGETS = ImportKind.TARGETS
CATALOGUE = (KnownIndicator(1, "GRDP_GROWTH", "Tốc độ tăng", "Growth", "%", "%"),)


def test_every_field_can_be_guessed_by_its_own_label() -> None:
    """What we write as heads is found again: an export can be brought in."""
    for kind, fields in FIELDS.items():
        heads = tuple(words.label for words in fields.values())
        layout = importing.guess(Grid("x", (heads,)), kind)
        assert layout is not None and layout.columns == {field: at for at, field in enumerate(fields)}


@pytest.mark.parametrize(
    ("upper", "lower", "columns"),
    [
        (
            (),
            ("Chỉ tiêu", "Kế hoạch 2024", "Thực hiện 2024", "Kế hoạch 2025"),
            {"indicator": 0, "plan": 3, "baseline": 2},
        ),
        ((), ("Chỉ tiêu năm 2025", "ĐVT", "Kế hoạch"), {"indicator": 0, "unit": 1, "plan": 2}),
        ((), ("Chỉ tiêu", "Chỉ tiêu năm 2025"), {"indicator": 0, "plan": 1}),
        (("Chỉ tiêu", "Kế hoạch năm 2025", None), (None, "Từ", "Đến"), {"indicator": 0, "low": 1, "high": 2}),
        (("Chỉ tiêu", "Kế hoạch", None), (None, D(2024), D(2025)), {"indicator": 0, "plan": 2}),
        ((), ("Chỉ tiêu", "Kế hoạch", "Tỷ lệ hoàn thành kế hoạch"), {"indicator": 0, "plan": 1}),
        ((), ("Từ ngày", "Đến ngày", "Nội dung họp"), None),
        ((), ("Chỉ tiêu", "Đơn vị tính"), None),
    ],
)
def test_heads(upper: tuple[Cell, ...], lower: tuple[Cell, ...], columns: dict[str, int] | None) -> None:
    rows = (upper, lower) if upper else (lower,)
    layout = importing.guess(Grid("x", rows), TARGETS)
    assert (dict(layout.columns) if layout else None) == columns


def test_a_plan_of_the_centre_says_so_in_its_head() -> None:
    grid = Grid("x", (("Chỉ tiêu", "Kế hoạch Trung ương giao"), ("GRDP_GROWTH", D(7))))
    layout = importing.guess(grid, TARGETS)
    assert layout is not None
    found = importing.read_rows(grid, layout, TARGETS, CATALOGUE)
    assert found[0].values["plan_source"] is PlanSource.CENTRAL


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\r\nc\td\r\n", (("a", "b"), ("c", "d"))),
        ('a\t"b\n""c"""\nd', (("a", 'b "c"'), ("d",))),
        ('"a" b\tc\n"d\te', (('"a" b', "c"), ('"d', "e"))),
        ("a\n\nb\n\n\n", (("a",), (None,), ("b",))),
        ("\ta", ((None, "a"),)),
        ("", ()),
    ],
)
def test_cells_off_the_clipboard(text: str, rows: tuple[tuple[str | None, ...], ...]) -> None:
    assert importing.pasted(text).rows == rows


def test_heads_at_a_line_that_somebody_chose() -> None:
    """Also when the words that tell the years stand on the line above; unfamiliar words mean nothing."""
    grid = Grid(
        "x",
        (
            ("Chỉ tiêu", "Năm 2024", None, "Năm 2025"),
            (None, "KH", "TH", "KH"),
            ("GRDP_GROWTH", D(1), D(2), D(3)),
        ),
    )
    assert importing.guess_at(grid, TARGETS, 1).columns == {"indicator": 0, "plan": 3, "baseline": 2}
    assert importing.guess_at(grid, TARGETS, 2).columns == {}
    assert importing.guess_at(grid, TARGETS, 99).columns == {}


def test_the_reasons_of_faulty_rows_are_no_field() -> None:
    """The file of faulty rows comes back mended, with what was wrong still in its last column."""
    layout = importing.guess(Grid("x", (("Chỉ tiêu", "Kết quả", "Lý do lỗi"),)), ImportKind.RESULTS)
    assert layout is not None and layout.columns == {"indicator": 0, "value": 1}
