"""A scorecard as a table: the columns that are written, and what the rows of a table brought along mean (features S1).

A table is one whole: it says what the scorecard shall be. Criteria that it does not name are removed, and while one row
is faulty nothing of it can be written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from emulation.rules import parameter_words
from emulation.rules.importing.values import check_whole, is_nothing, shown
from emulation.rules.parameters import check_params
from emulation.rules.scorecard_changes import Line
from emulation.rules.scorecards import CODE
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.grids import Cell, Fault, Grid
from emulation.vocabulary.kinds import PlanSource, RuleType
from emulation.vocabulary.numbers import parse_number
from emulation.vocabulary.vietnamese import fold, nfc
from emulation.vocabulary.words import N_

#: Field → the head of its column, in the order in which they are written.
HEADS: Mapping[str, str] = {
    "code": N_("Mã"),
    "parent": N_("Thuộc nhóm"),
    "name_vi": N_("Tên tiêu chí"),
    "name_en": N_("Tên tiếng Anh"),
    "max_points": N_("Điểm tối đa"),
    "rule_type": N_("Cách chấm"),
    "params": N_("Tham số"),
    "indicator": N_("Mã chỉ tiêu"),
    "plan_source": N_("Nguồn kế hoạch"),
    "evidence_hint": N_("Minh chứng cần có"),
}
NEEDED = ("code", "name_vi", "max_points")
GROUP = N_("Nhóm")
LONGEST = {"code": 20, "name_vi": 200, "name_en": 200, "evidence_hint": 300, "params": 20_000}
#: Columns in which a dash says nothing.
CHOSEN = frozenset({"parent", "rule_type", "indicator", "plan_source"})
#: Titles and notes stand above the heads.
DEEPEST = 20
MOST_ROWS = 400


@dataclass(frozen=True)
class TableRow:
    """A row as it was read: the line of the sheet, its cells as shown, the values by field, and what is wrong."""

    number: int
    shown: Mapping[str, str]
    values: Mapping[str, Any]
    faults: tuple[Fault, ...] = field(default=())


def cells_of(lines: Sequence[Line]) -> list[list[str | Decimal]]:
    """The rows of the table, in reading order."""
    codes = {line.id: line.code for line in lines}
    return [
        [
            line.code,
            codes[line.parent_id] if line.parent_id is not None else "",
            line.name_vi,
            line.name_en,
            line.max_points,
            line.rule_type.label if line.rule_type else GROUP,
            parameter_words.written(line.rule_type, line.params),
            line.indicator_code or "",
            line.plan_source.label if line.plan_source else "",
            line.evidence_hint,
        ]
        for line in lines
    ]


def read_table(grid: Grid) -> list[TableRow]:
    """Every row below the heads that holds anything. Raises DomainError(field="file") without heads or rows."""
    at, columns = _heads(grid)
    rows = []
    for place, cells in enumerate(grid.rows[at + 1 :], start=grid.first + at + 1):
        own = {name: cells[column] if column < len(cells) else None for name, column in columns.items()}
        if not all(is_nothing(cell) for cell in own.values()):
            rows.append(_row(place, own))
    if len(rows) > MOST_ROWS:
        raise DomainError(N_("Bảng tiêu chí nhận nhiều nhất %(most)s dòng."), field="file", most=MOST_ROWS)
    if not rows:
        raise DomainError(N_("Tệp không có dòng tiêu chí nào dưới dòng tên cột."), field="file")
    return _joined(rows)


def sheet_of(grid: Grid) -> list[list[str]]:
    """The table alone, as text, each row still on its own line: what is carried from the preview to the writing."""
    at, columns = _heads(grid)
    lines: list[list[str]] = [[] for _line in range(grid.first - 1 + at)]
    lines.append([HEADS[name] for name in columns])
    for cells in grid.rows[at + 1 :]:
        lines.append([shown(cells[column]) if column < len(cells) else "" for column in columns.values()])
    return lines


def _heads(grid: Grid) -> tuple[int, dict[str, int]]:
    known = {fold(head): name for name, head in HEADS.items()}
    for place, cells in enumerate(grid.rows[:DEEPEST]):
        found = {
            known[fold(cell)]: column
            for column, cell in enumerate(cells)
            if isinstance(cell, str) and fold(cell) in known
        }
        if all(name in found for name in NEEDED):
            return place, found
    message = N_(
        "Không thấy dòng tên cột. Cần ít nhất “Mã”, “Tên tiêu chí”, “Điểm tối đa”, như trong tệp tải về."
    )
    raise DomainError(message, field="file")


def _row(number: int, cells: Mapping[str, Cell]) -> TableRow:
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for name in (name for name in HEADS if name in cells and (name != "params" or "rule_type" in values)):
        try:
            values[name] = _value(name, cells[name], values)
        except DomainError as error:
            faults.append(Fault(name, error.message, error.values))
    return TableRow(number, {name: shown(cell) for name, cell in cells.items()}, values, tuple(faults))


def _value(name: str, cell: Cell, before: Mapping[str, Any]) -> Any:
    words = _words(name, cell)
    match name:
        case "code":
            if not CODE.fullmatch(words):
                raise DomainError(N_("Mã gồm chữ, số và dấu chấm, ví dụ I.01."), field=name)
        case "name_vi":
            if not words:
                raise DomainError(N_("Nhập tên tiêu chí."), field=name)
        case "max_points":
            return _points(cell)
        case "rule_type":
            return _member(words, [None, *RuleType], name)
        case "plan_source":
            return _member(words, [None, *PlanSource], name)
        case "params":
            return parameter_words.read(before["rule_type"], words)
    return words


def _words(name: str, cell: Cell) -> str:
    """The text of a cell; a code that the sheet took for a number keeps its dot."""
    check_whole(cell, name)
    if cell is None or (name in CHOSEN and is_nothing(cell)):
        return ""
    words = (
        format(cell, "f") if isinstance(cell, Decimal) and name in ("code", "parent") else nfc(shown(cell))
    )
    longest = LONGEST.get(name, 300)
    if len(words) > longest:
        message = N_("%(label)s dài tối đa %(most)s ký tự; ô này có %(count)s ký tự.")
        raise DomainError(message, field=name, label=HEADS[name], most=longest, count=len(words))
    return words


def _points(cell: Cell) -> Decimal:
    points = cell if isinstance(cell, Decimal) else parse_number(shown(cell), label=HEADS["max_points"])
    if points <= 0 or points != round(points, 2) or points >= 10**9:
        raise DomainError(N_("Điểm phải lớn hơn 0."), field="max_points")
    return Decimal(points)


def _member(words: str, members: Sequence[Any], name: str) -> Any:
    """The member with this label; nothing, and "Nhóm", stand for none."""
    if not words or (name == "rule_type" and fold(words) == fold(GROUP)):
        return None
    found = next((one for one in members if one is not None and fold(one.label) == fold(words)), None)
    if found is None:
        choices = ", ".join(one.label for one in members if one is not None)
        raise DomainError(N_("%(label)s phải là một trong: %(choices)s."), label=HEADS[name], choices=choices)
    return found


def _joined(rows: Sequence[TableRow]) -> list[TableRow]:
    """What only shows between rows: codes that stand twice, groups that do not exist or go round in a circle."""
    by_code: dict[str, TableRow] = {}
    found = []
    for row in rows:
        code = str(row.values.get("code", "")).lower()
        twice = [Fault("code", N_("Mã này đã dùng cho tiêu chí khác."))] if code and code in by_code else []
        by_code.setdefault(code, row)
        found.append(TableRow(row.number, row.shown, row.values, (*row.faults, *twice)))
    return [
        TableRow(row.number, row.shown, row.values, (*row.faults, *_parent_faults(row, by_code)))
        for row in found
    ]


def _parent_faults(row: TableRow, by_code: Mapping[str, TableRow]) -> list[Fault]:
    above = str(row.values.get("parent", "")).lower()
    seen = {str(row.values.get("code", "")).lower()}
    if above and (above not in by_code or by_code[above].values.get("rule_type") is not None):
        return [Fault("parent", N_("Tiêu chí cha phải là một nhóm của bảng này."))]
    while above and above in by_code:
        if above in seen:
            return [Fault("parent", N_("Một nhóm không thể nằm dưới chính nó."))]
        seen.add(above)
        above = str(by_code[above].values.get("parent", "")).lower()
    return []


def rule_faults(values: Mapping[str, Any]) -> list[Fault]:
    """What the rules say about a row that would change something: parameters that make no sense."""
    if values["rule_type"] is None:
        return []
    try:
        check_params(values["rule_type"], values["max_points"], values["params"])
    except DomainError as error:
        return [Fault("params", error.message, error.values)]
    return []
