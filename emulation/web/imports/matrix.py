"""The matrix of results as a table of a file: the order of the screen, one line per indicator and member."""

from decimal import Decimal

from flask_babel import gettext

from emulation.gateways.sheets import Cell as Value
from emulation.gateways.sheets import Table
from emulation.services.progress import Cell, Line, Progress
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.numbers import half_up
from emulation.web.imports.words import bounds
from emulation.web.shell.filters import label, name


def matrix_table(found: Progress) -> Table:
    """Plan, figure with its standing, percent of the plan and the word for it."""
    head = [
        gettext("Chỉ tiêu"),
        gettext("Đơn vị tính"),
        gettext("Thành viên"),
        gettext("Cam kết"),
        gettext("Số mới nhất"),
        gettext("Loại số liệu"),
        gettext("Kỳ"),
        gettext("Phần trăm kế hoạch"),
        gettext("Đánh giá"),
        gettext("Xuất xứ"),
    ]
    rows = [_row(line, cell) for line in found.lines for cell in line.cells if cell is not None]
    return Table("", head, rows)


def _row(line: Line, cell: Cell) -> list[Value]:
    figure = cell.figure
    percents = [one.percent for one in cell.standings if one.percent is not None]
    origins = {one.plan.provenance for one in cell.standings} | ({figure.provenance} if figure else set())
    invented = Provenance.ILLUSTRATIVE in origins
    return [
        name(line.indicator),
        line.indicator.unit_vi,
        name(cell.member),
        "; ".join(bounds(vars(one.plan)) for one in cell.standings),
        _exact(figure.value) if figure and figure.value is not None else None,
        label(figure.status) if figure else None,
        label(figure.period) if figure else None,
        half_up(percents[0]) if percents else None,
        label(cell.light) if cell.standings else None,
        label(Provenance.ILLUSTRATIVE) if invented else None,
    ]


def _exact(value: Decimal) -> Decimal:
    return Decimal(format(value.normalize(), "f"))
