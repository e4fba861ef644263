"""What a preview of a workbook costs beside a bare read of the same file: ratios again, preview and floor in turns.

The file holds the targets of six members over ten years, two hundred rows to a sheet. The preview reads all of it,
finds the heads of every sheet, and says for every row what it means and what it would do to what stands. The parts are
told as well: reading in a process of its own, the same work without that process, and the work of the rules.
"""

import io
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from time import perf_counter

import xlsxwriter
from python_calamine import CalamineWorkbook

from emulation.gateways import workbooks
from emulation.gateways.workbooks import reader
from emulation.rules import importing
from emulation.rules.importing import KnownIndicator
from emulation.vocabulary.grids import Grid, RowState
from emulation.vocabulary.kinds import ImportKind
from tests.bench.measure import interval

MEMBERS, YEARS, ROWS = 6, 10, 200
ROUNDS = 15
HEADS = (
    *("TT", "Chỉ tiêu", "Đơn vị tính", "Dấu", "Mức cam kết", "Đến (khi là khoảng)", "Kết quả năm trước"),
    *("Trọng số", "Văn bản giao", "Đơn vị chủ trì", "Ghi chú"),
)
CATALOGUE = [
    KnownIndicator(number, f"B{number:03d}", f"Chỉ tiêu phát triển {number}", f"Indicator {number}", "%", "%")
    for number in range(1, ROWS + 1)
]


@dataclass(frozen=True)
class Cost:
    """Median of a work ÷ the bare read, its 95 % interval, and its milliseconds."""

    name: str
    ratio: float
    low: float
    high: float
    milliseconds: float


def file() -> bytes:
    """The workbook: a sheet for each member and year, numbers as numbers, every fifth one in percent."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as made:
        percent = made.add_format({"num_format": "0.0%"})
        for sheet in range(MEMBERS * YEARS):
            page = made.add_worksheet(f"M{sheet // YEARS + 1:02d} {2016 + sheet % YEARS}")
            page.write_row(0, 0, ["GIAO ƯỚC THI ĐUA"])
            page.write_row(2, 0, HEADS)
            for row, known in enumerate(CATALOGUE, start=3):
                page.write_row(
                    row,
                    0,
                    [known.id, known.name_vi, "%", "ít nhất (≥)", known.id / 8, None, known.id / 9, 0.5],
                )
                page.write_row(row, 8, [f"Nghị quyết {known.id}/NQ-HĐND", "Sở Tài chính", None])
                if known.id % 5 == 0:
                    page.write_number(row, 4, known.id / 800, percent)
    return content.getvalue()


def bare(content: bytes) -> int:
    """All cells, as the library gives them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return sum(
        len(book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names
    )


def meaning(grids: list[Grid]) -> int:
    """Heads, rows and states of every sheet; gives how many rows would be new or changed."""
    told = 0
    for grid in grids:
        layout = importing.guess(grid, ImportKind.TARGETS)
        assert layout is not None
        rows = importing.read_rows(grid, layout, ImportKind.TARGETS, CATALOGUE)
        states = [importing.compare(row, {"low": Decimal(1)} if row.number % 2 else None) for row in rows]
        told += len(states) - states.count(RowState.WRONG)
    return told


def measure() -> list[Cost]:
    """The preview and its two parts, each beside the bare read."""
    content = file()
    grids = workbooks.read(content, "a.xlsx")
    if meaning(grids) != MEMBERS * YEARS * ROWS:
        raise RuntimeError("the preview does not understand every row")
    works: dict[str, Callable[[], object]] = {
        "preview of 60 sheets × 200 rows": lambda: meaning(workbooks.read(content, "a.xlsx")),
        "  reading, in a process of its own": lambda: workbooks.read(content, "a.xlsx"),
        "  reading, in this process": lambda: reader.answer(content, ".xlsx"),
        "  meaning": lambda: meaning(grids),
    }
    return [_cost(name, work, lambda: bare(content)) for name, work in works.items()]


def _cost(name: str, work: Callable[[], object], floor: Callable[[], object]) -> Cost:
    ratios, times = [], []
    for _round in range(ROUNDS):
        before, own, after = _seconds(floor), _seconds(work), _seconds(floor)
        ratios.append(2 * own / (before + after))
        times.append(own)
    low, high = interval(ratios)
    return Cost(name, statistics.median(ratios), low, high, statistics.median(times) * 1000)


def _seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def report(costs: list[Cost]) -> None:
    """Print the table."""
    print(
        f"\nworkbooks: {ROUNDS} rounds, {MEMBERS} members × {YEARS} years × {ROWS} rows of {len(HEADS)} columns"
    )
    print(f"{'work':38} {'× bare':>8} {'95 %':>15} {'ms':>7}")
    for one in costs:
        print(f"{one.name:38} {one.ratio:8.2f} {f'{one.low:.2f}–{one.high:.2f}':>15} {one.milliseconds:7.0f}")
