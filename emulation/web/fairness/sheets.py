"""The rows of the analysis of fairness, as its page shows them, for its files."""

from flask_babel import gettext

from emulation.rules.recipients import Part
from emulation.services.fairness import Fairness
from emulation.web.fairness import words
from emulation.web.shell import papers
from emulation.web.shell.filters import label, name
from emulation.web.shell.tables_out import Cell, Grid, Sheet


def fairness_sheet(found: Fairness, code: str, only: bool) -> Sheet:
    """Awards beside ranks, agreement, lost turns, signs of turns, structure of recipients."""
    title = gettext("Công bằng khen thưởng")
    notes = [gettext("Chỉ số liệu công bố")] if only else []
    notes += [f"{label(found.turns.sign)}. {words.sign(found.turns, found.limits)}"]
    notes += [words.trend(one) for one in found.trends] or [words.no_trend(found.limits)]
    notes += words.method(found.limits)
    grids = [_awards(found), _agreement(found), _passed_over(found), _turns(found), _structure(found)]
    every = bool(found.years) and all(year.is_illustrative for year in found.years)
    mark = papers.illustrative(found.is_illustrative, every)
    return Sheet(f"{code}-fairness", title, notes, [grid for grid in grids if grid.rows], mark)


def _awards(found: Fairness) -> Grid:
    columns = [
        ("year", gettext("Năm")),
        ("member", gettext("Thành viên")),
        ("rank", gettext("Hạng")),
        ("points", gettext("Tổng điểm")),
        ("awards", gettext("Đề nghị khen thưởng")),
        ("origin", gettext("Nguồn số liệu")),
    ]
    rows: list[list[Cell]] = [
        [
            year.year,
            name(member),
            cell.row.rank if cell.row else None,
            cell.row.total if cell.row else None,
            words.honours(cell.honours) or (gettext("không được đề nghị") if year.has_honours else None),
            gettext("Minh họa") if year.is_illustrative else None,
        ]
        for year in found.newest_first
        for member in found.members
        if (cell := year.cells[member.id]).is_member
    ]
    return Grid("awards", gettext("Khen thưởng bên cạnh thứ hạng"), columns, rows)


def _agreement(found: Fairness) -> Grid:
    columns = [
        ("year", gettext("Năm")),
        ("n", gettext("Số đơn vị")),
        ("value", gettext("Hệ số")),
        ("most", gettext("Cao nhất có thể")),
        ("told", gettext("Nhận xét")),
    ]
    by_year = [(str(year.year), year.agreement) for year in found.newest_first]
    pooled = [(gettext("Các năm cộng lại"), found.pooled)] if found.years else []
    rows: list[list[Cell]] = [
        [head, one.n, one.value, one.most, words.order(one, found.limits)] for head, one in by_year + pooled
    ]
    return Grid("agreement", gettext("Khen thưởng theo thứ hạng đến mức nào"), columns, rows)


def _passed_over(found: Fairness) -> Grid:
    columns = [
        ("year", gettext("Năm")),
        ("better", gettext("Hạng tốt hơn, mức thấp hơn")),
        ("worse", gettext("Hạng kém hơn, mức cao hơn")),
    ]
    rows: list[list[Cell]] = [[one.year, *words.lost_turn(found, one)] for one in found.passed_over]
    return Grid("passed_over", gettext("Mất lượt theo hạng"), columns, rows)


def _turns(found: Fairness) -> Grid:
    columns = [
        ("what", gettext("Dấu hiệu được xét")),
        ("seen", gettext("Đã thấy")),
        ("chance", gettext("Khả năng ngẫu nhiên")),
    ]
    rows: list[list[Cell]] = [[*row] for row in words.patterns(found.turns)]
    return Grid("turns", gettext("Dấu hiệu luân phiên cờ"), columns, rows)


def _structure(found: Fairness) -> Grid:
    columns = [("year", gettext("Năm")), ("total", gettext("Số đề nghị"))]
    columns += [(part.value, label(part)) for part in Part]
    rows: list[list[Cell]] = [
        [year.year, year.total, *(year.counts[part] for part in Part)] for year in reversed(found.structure)
    ]
    return Grid("structure", gettext("Cơ cấu đối tượng được đề nghị"), columns, rows)
