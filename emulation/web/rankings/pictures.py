"""The charts of this room, drawn from the same values as the tables below them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from flask_babel import gettext

from emulation.gateways.charts import (
    SMALL,
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
from emulation.queries.rankings import PublishedRanking, RankedMember
from emulation.services.breaks import YearBreak
from emulation.services.comparisons import Comparison
from emulation.services.trend_overview import Overview, SmallTrend
from emulation.services.trends import MemberPoints, Trend
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
    if not found.ranked or not found.lines:
        return ""
    years = [column.first for column in columns]
    series = []
    for line in found.lines:
        by_year = {column.first: one for column, one in zip(found.columns, line.standings, strict=True)}
        ranks = {
            year: row.rank if (row := by_year[year].row) else None
            for year in years
            if by_year[year].is_member
        }
        series.append(BumpSeries(line.member.code, name(line.member), line.index, ranks))
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
    """Totals over the published years, on one scale (`found.scale`); empty when fewer than two years have any."""
    is_percent = found.scale.is_percent
    rankings = [one for one in found.ranked if any(_drawn(found, one, row) is not None for row in one.rows)]
    if len(rankings) < 2:
        return ""
    series = []
    for line in found.lines:
        totals = {
            one.year: LinePoint(value, "official", illustrative=one.is_illustrative)
            for one in rankings
            if (row := one.find(line.member.id)) and (value := _drawn(found, one, row)) is not None
        }
        series.append(LineSeries(line.member.code, name(line.member), line.index, totals))
    return line_chart(
        series,
        [one.year for one in rankings],
        [_mark(one) for one in found.breaks],
        title=gettext("Tổng điểm qua các năm"),
        description=gettext("Mỗi đường là một thành viên; bảng bên trên có đủ các số."),
        unit=gettext("% điểm tối đa của năm") if is_percent else gettext("điểm"),
        number=points,
        key=LineWords(
            official=gettext("điểm đã công bố"),
            illustrative=gettext("minh họa (vuông)"),
        ),
        prefix="points",
    )


def _drawn(found: Comparison, ranking: PublishedRanking, row: RankedMember) -> Decimal | None:
    return found.percent_of(ranking, row) if found.scale.is_percent else row.total


def trend_picture(found: Trend) -> str:
    """The figures that stand for each year, a line per member; empty when there are none."""
    if not any(one.figures for one in found.points):
        return ""
    shows_plans = sum(bool(one.plans) for one in found.points) <= MOST_PLANS
    return line_chart(
        _series(found.points, shows_plans),
        found.years,
        _marks(found.breaks, found.points),
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


def small_picture(one: SmallTrend, found: Overview, message: str) -> str:
    """One indicator among all, on the years of all."""
    return line_chart(
        _series(one.points, shows_plans=False),
        found.years,
        _marks(found.breaks, one.points),
        title=name(one.indicator),
        description=message,
        unit=unit_of(one.indicator),
        number=lambda value: number(value, one.indicator.decimals),
        look=SMALL,
        prefix=f"trend-{one.indicator.id}",
    )


def _series(members: Sequence[MemberPoints], shows_plans: bool) -> list[LineSeries]:
    """A line per member; those without figures keep their place, so that strokes stay."""
    found = []
    for index, one in enumerate(members):
        figures = {
            year: LinePoint(
                figure.value or Decimal(0),
                STATUS[figure.status],
                illustrative=figure.provenance is Provenance.ILLUSTRATIVE,
            )
            for year, figure in one.figures.items()
        }
        plans = one.plans if shows_plans else {}
        found.append(LineSeries(one.member.code, name(one.member), index, figures, plans))
    return found


def _marks(breaks: Sequence[YearBreak], members: Sequence[MemberPoints]) -> list[Break]:
    """The marks of all, and where the line of a member stops because it was measured on another map."""
    cut = {(year, one.member.code) for one in members for year in one.cuts}
    marks = [Break(one.year, one.number, break_note(one), cuts=False) for one in breaks]
    return marks + [Break(year, 0, "", codes=frozenset({code})) for year, code in sorted(cut)]


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
