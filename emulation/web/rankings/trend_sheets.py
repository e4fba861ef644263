"""The rows of an indicator over the years, as its page shows them, for its files."""

from flask_babel import gettext

from emulation.queries.trends import PlanRow
from emulation.services.trends import Trend, TrendLine
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.numbers import half_up
from emulation.web.rankings.words import break_notes, line_notes, only_note, origin_words, spoken, unit_of
from emulation.web.shell import papers
from emulation.web.shell.filters import label, name, number
from emulation.web.shell.tables_out import Cell, Grid, Sheet


def trend_sheet(found: Trend, code: str, only: bool) -> Sheet:
    """Every version of every figure of an indicator, with the plans beside it."""
    title = gettext("Diễn biến chỉ tiêu: %(name)s", name=name(found.indicator))
    unit = gettext("Đơn vị: %(unit)s.", unit=unit_of(found.indicator))
    columns = [
        ("year", gettext("Năm")),
        ("member", gettext("Thành viên")),
        ("plan", gettext("Kế hoạch")),
        ("plan_source", gettext("Nguồn kế hoạch")),
        ("result", gettext("Kết quả")),
        ("status", gettext("Loại số liệu")),
        ("percent", gettext("So với kế hoạch")),
        ("provenance", gettext("Xuất xứ")),
        ("source", gettext("Nguồn")),
        ("note", gettext("Ghi chú")),
    ]
    rows = [_row(line, found) for line in found.lines]
    notes = [*only_note(only), unit, *break_notes(found.breaks)]
    file = f"{code}-{found.indicator.code.lower()}"
    stacks = [
        (gettext("Kết quả"), ("result", "status")),
        (gettext("Xuất xứ của kết quả"), ("provenance", "source")),
    ]
    known = [line.figure.provenance for line in found.lines if line.figure]
    known += [share.plan.provenance for line in found.lines for share in line.shares]
    made_up = [provenance is Provenance.ILLUSTRATIVE for provenance in known]
    mark = papers.illustrative(any(made_up), bool(made_up) and all(made_up))
    return Sheet(file, title, notes, [Grid("figures", title, columns, rows, stacks)], mark)


def _row(line: TrendLine, found: Trend) -> list[Cell]:
    figure = line.figure
    plans = [spoken("pledges/_bounds.html", "bounds", share.plan) for share in line.shares]
    sources = [_plan_source(share.plan) for share in line.shares]
    percents = [f"{number(share.percent, 2)}%" for share in line.shares if share.percent is not None]
    value = None
    if figure is not None and figure.value is not None:
        value = half_up(figure.value, found.indicator.decimals)
    return [
        line.year,
        name(line.member),
        "; ".join(plans) or None,
        "; ".join(sources) or None,
        value,
        label(figure.status) if figure else None,
        "; ".join(percents) or None,
        label(figure.provenance) if figure else None,
        (figure.source or None) if figure else None,
        "; ".join(line_notes(line)) or None,
    ]


def _plan_source(plan: PlanRow) -> str:
    return f"{label(plan.plan_source)} ({origin_words(plan.provenance, plan.source)})"
