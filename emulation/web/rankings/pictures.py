"""The charts of this room, drawn from the same values as the tables below them."""

from collections.abc import Mapping
from decimal import Decimal

from flask_babel import gettext

from emulation.gateways.charts import (
    Break,
    BumpSeries,
    LinePoint,
    LineSeries,
    LineWords,
    Status,
    bump_chart,
    line_chart,
)
from emulation.gateways.pdf import Picture
from emulation.services.breaks import YearBreak
from emulation.services.comparisons import Comparison
from emulation.services.trends import Trend
from emulation.vocabulary.kinds import ActualStatus, Provenance
from emulation.web.rankings.words import break_note, unit_of
from emulation.web.shell.filters import name, number, points

STATUS: Mapping[ActualStatus, Status] = {
    ActualStatus.ESTIMATE: "estimate",
    ActualStatus.OFFICIAL: "official",
    ActualStatus.REVISED: "revised",
}

#: With the plans of more members the chart would hold more dashes than lines; the table has them all.
MOST_PLANS = 2


def ranks_picture(found: Comparison, message: str) -> str:
    """Ranks over the published years and the running one; empty when nothing is published."""
    columns = [column for column in found.columns if column.ranking or column.running]
    if not found.ranked:
        return ""
    years = [column.first for column in columns]
    series = []
    for index, line in enumerate(found.lines):
        by_year = {column.first: one for column, one in zip(found.columns, line.standings, strict=True)}
        ranks = {
            year: row.rank if (row := by_year[year].row) else None
            for year in years
            if by_year[year].is_member
        }
        series.append(BumpSeries(line.member.code, name(line.member), index, ranks))
    return bump_chart(
        series,
        years,
        [_mark(one) for one in found.breaks],
        title=gettext("Thứ hạng qua các năm"),
        description=message,
        lanes=max(one.member_count for one in found.ranked),
        illustrative=[one.year for one in found.ranked if one.is_illustrative],
        illustrative_note=gettext("Số trong vòng rỗng là minh họa – không phải số liệu chính thức"),
        running=found.running,
        running_note=gettext("đang thực hiện"),
    )


def points_picture(found: Comparison) -> str:
    """Totals over the published years; empty when fewer than two years have points."""
    rankings = [one for one in found.ranked if any(row.total is not None for row in one.rows)]
    if len(rankings) < 2:
        return ""
    series = []
    for index, line in enumerate(found.lines):
        totals = {
            one.year: LinePoint(row.total, "official", illustrative=one.is_illustrative)
            for one in rankings
            if (row := one.find(line.member.id)) and row.total is not None
        }
        series.append(LineSeries(line.member.code, name(line.member), index, totals))
    return line_chart(
        series,
        [one.year for one in rankings],
        [_mark(one) for one in found.breaks],
        title=gettext("Tổng điểm qua các năm"),
        description=gettext("Mỗi đường là một thành viên; bảng bên trên có đủ các số."),
        unit=gettext("điểm"),
        number=points,
        key=LineWords(
            official=gettext("điểm đã công bố"),
            illustrative=gettext("minh họa (vuông)"),
        ),
        prefix="points",
    )


def trend_picture(found: Trend) -> str:
    """The figures that stand for each year, a line per member; empty when there are none."""
    if not any(one.figures for one in found.points):
        return ""
    series, cut = [], set()
    shows_plans = sum(bool(one.plans) for one in found.points) <= MOST_PLANS
    for index, one in enumerate(found.points):
        figures = {
            year: LinePoint(
                figure.value or Decimal(0),
                STATUS[figure.status],
                illustrative=figure.provenance is Provenance.ILLUSTRATIVE,
            )
            for year, figure in one.figures.items()
        }
        plans = one.plans if shows_plans else {}
        series.append(LineSeries(one.member.code, name(one.member), index, figures, plans))
        cut |= {(year, one.member.code) for year in one.cuts}
    marks = [Break(one.year, one.number, break_note(one), cuts=False) for one in found.breaks]
    marks += [Break(year, 0, "", codes=frozenset({code})) for year, code in sorted(cut)]
    return line_chart(
        series,
        found.years,
        marks,
        title=gettext("Diễn biến chỉ tiêu: %(name)s", name=name(found.indicator)),
        description=gettext("Mỗi đường là một thành viên; bảng có đủ các số và nguồn."),
        unit=unit_of(found.indicator),
        number=lambda value: number(value, found.indicator.decimals),
        key=LineWords(
            estimate=gettext("ước"),
            official=gettext("chính thức"),
            revised=gettext("điều chỉnh"),
            illustrative=gettext("minh họa (vuông)"),
            target=gettext("chỉ tiêu"),
        ),
        prefix="trend",
    )


def comparison_on_paper(found: Comparison, message: str) -> list[Picture]:
    """The charts of the comparison of all years, each with its heading and its words."""
    totals = gettext("Tổng điểm qua các năm")
    drawn = [(ranks_picture(found, message), gettext("Thứ hạng qua các năm"), message)]
    drawn.append((points_picture(found), totals, totals))
    return [Picture(svg, said, heading) for svg, heading, said in drawn if svg]


def trend_on_paper(found: Trend) -> list[Picture]:
    """The chart of an indicator, with its heading."""
    heading = gettext("Biểu đồ diễn biến chỉ tiêu")
    svg = trend_picture(found)
    return [Picture(svg, f"{heading}: {name(found.indicator)}", heading)] if svg else []


def _mark(one: YearBreak) -> Break:
    """Lines stop where boundaries changed, not where the number of members did."""
    return Break(one.year, one.number, break_note(one), cuts=one.on is not None, codes=one.codes)
