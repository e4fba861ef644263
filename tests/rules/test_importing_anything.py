"""No cell whatever makes the reading of tables fail, and what we print is read back."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from emulation.rules import importing
from emulation.rules.importing import FIELDS
from emulation.vocabulary.grids import Broken, Cell, DecimalMark, Grid, Layout, Percent, RowState
from emulation.vocabulary.kinds import ImportKind, Operator
from emulation.vocabulary.numbers import format_number
from tests.rules.test_importing import CATALOGUE, NAME, read

CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.text("0123456789.,-–−%≥≤<>= ()từđếnkhông giaoước#\t\n", max_size=24),
    st.sampled_from([NAME, "GRDP_GROWTH", "Không giao", "x", "-", "…", "Trung ương giao", "tỷ đồng"]),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.text(max_size=10).map(Broken),
    st.decimals(-1000, 1000, places=3).map(Percent),
)


@settings(max_examples=300, deadline=None)
@given(
    cells=st.lists(st.lists(CELLS, max_size=18).map(tuple), max_size=6).map(tuple),
    kind=st.sampled_from(ImportKind),
    head=st.integers(0, 3),
    mark=st.sampled_from(DecimalMark),
    shuffled=st.permutations(range(-1, 17)),
)
def test_no_cell_makes_the_reading_fail(
    cells: tuple[tuple[Cell, ...], ...], kind: ImportKind, head: int, mark: DecimalMark, shuffled: list[int]
) -> None:
    """Whatever stands in cells and columns: rows come out, each fault can be told, and each row has a state."""
    grid = Grid("x", cells)
    importing.guess(grid, kind)
    layout = Layout("x", head, dict(zip(FIELDS[kind], shuffled, strict=False)), mark)
    for row in importing.read_rows(grid, layout, kind, CATALOGUE):
        assert all(fault.message % fault.values for fault in row.faults)
        assert importing.compare(row, None) in (RowState.NEW, RowState.WRONG)
        assert importing.compare(row, row.values) in (RowState.SAME, RowState.WRONG)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_no_text_makes_the_pasting_fail(text: str) -> None:
    importing.pasted(text)


@given(st.decimals(-(10**9), 10**9, places=4))
def test_a_number_printed_by_us_reads_back_the_same(number: Decimal) -> None:
    """Printed in either language and read with its mark; in a plan with each sign as well."""
    for language, mark in (("vi", DecimalMark.COMMA), ("en", DecimalMark.DOT)):
        shown = format_number(number, language=language)
        assert read({"plan": "7", "baseline": shown}, mark=mark).values["baseline"] == number
        for sign, operator in (("≥ ", Operator.GE), ("trên ", Operator.GT), ("", Operator.EQ)):
            values = read({"plan": sign + shown}, mark=mark).values
            assert (values["operator"], values["low"]) == (operator, number)
