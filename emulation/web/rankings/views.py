"""Public pages of rankings: one year, all years, one indicator; each also as a file (CSV, XLSX, JSON, PDF)."""

from typing import Any

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.rules import access
from emulation.rules.stories import Told, by_topic
from emulation.services import comparisons, stories, trend_overview, trends
from emulation.services.comparisons import Comparison, YearTable
from emulation.services.trends import Trend
from emulation.vocabulary.actions import Action
from emulation.vocabulary.numbers import find_whole
from emulation.web.rankings import pictures, words
from emulation.web.rankings.comparison_sheets import years_sheet
from emulation.web.rankings.room import room
from emulation.web.rankings.sheets import group_points, year_sheet
from emulation.web.rankings.trend_sheets import trend_sheet
from emulation.web.shell import here, papers, tables_out
from emulation.web.shell.addresses import find_address, only_published
from emulation.web.shell.filters import name
from emulation.web.shell.gate import gate
from emulation.web.shell.limits import limited
from emulation.web.shell.sentences import said
from emulation.web.shell.tables_out import Sheet


def same_scope() -> bool:
    """Whether the reader asked for like with like: the same members of all years, or figures on one map."""
    return request.args.get("scope") == "same"


def href(endpoint: str, **values: Any) -> str:
    """A link within the cluster that keeps the choice “Chỉ số liệu công bố”."""
    choice: dict[str, Any] = {"only": "published"} if only_published() else {}
    return url_for(endpoint, code=here.place().code, **choice, **values)


def switch() -> str:
    """The address of this page with the choice “Chỉ số liệu công bố” turned round."""
    arguments: dict[str, Any] = dict(request.view_args or {})
    arguments |= {name: value for name, value in request.args.items() if name in ("scope", "edition")}
    if not only_published():
        arguments["only"] = "published"
    return url_for(request.endpoint or "", **arguments)


def _table(year: int) -> YearTable:
    """The year in the edition of the address, else as it stands; raises NotFound for "?edition=x"."""
    wanted = request.args.get("edition")
    edition = None if wanted is None else find_whole(wanted) or 0
    return comparisons.year_table(
        here.session(),
        cluster_id=here.place().id,
        known=here.year(year),
        only_published=only_published(),
        edition=edition,
    )


def of_edition(table: YearTable) -> dict[str, int]:
    """What an address says of an older edition; nothing for the one that stands."""
    ranking = table.ranking
    is_older = ranking is not None and ranking.edition < ranking.last_edition
    return {"edition": ranking.edition} if ranking is not None and is_older else {}


def _story(table: YearTable) -> list[Told]:
    """What the published ranking says; nothing without one."""
    if table.ranking is None:
        return []
    return stories.story(
        here.session(),
        cluster_id=here.place().id,
        ranking=table.ranking,
        earlier=table.earlier,
        members=table.members,
    )


@room.get("/clusters/<code>/<int:year>/ranking")
@gate(Action.PAGE_READ)
def year(code: str, year: int) -> ResponseReturnValue:
    """The published ranking of a year, or the words that there is none yet."""
    table = _table(year)
    return render_template(
        "rankings/year.html",
        table=table,
        of_edition=of_edition(table),
        story=by_topic(_story(table)),
        year=here.year(year),
        href=href,
        only=only_published(),
        switch=switch(),
        group_points=group_points,
        robustness=find_address("analysis.published", code=code, year=year),
        has_scorecard="scorecards.show" in current_app.view_functions,
    )


@room.get("/clusters/<code>/<int:year>/ranking.<any(csv, xlsx, json):kind>")
@gate(Action.PAGE_READ)
def year_file(code: str, year: int, kind: str) -> ResponseReturnValue:
    """The same as a file."""
    return tables_out.answer(_year_sheet(year), kind)


@room.get("/clusters/<code>/<int:year>/ranking.pdf")
@gate(Action.PAGE_READ)
@limited("exports")
def year_paper(code: str, year: int) -> ResponseReturnValue:
    """The same on paper."""
    return papers.answer(_year_sheet(year), papers.with_choices(href("rankings.year", year=year)))


def _year_sheet(year: int) -> Sheet:
    table = _table(year)
    return year_sheet(table, _story(table), here.place().code, year, only_published())


def _comparison() -> Comparison:
    place = here.place()
    return comparisons.year_over_year(
        here.session(),
        cluster_id=place.id,
        years=place.years,
        only_published=only_published(),
        same_scope=same_scope(),
    )


def _message(found: Comparison) -> str:
    """The sentence above the chart; empty without a published ranking."""
    if found.summary is None:
        return ""
    names = {line.member.code: name(line.member) for line in found.lines}
    ranked = [one.year for one in found.ranked]
    message = words.sentence(found.summary, names, ranked[-2] if len(ranked) > 1 else None, ranked[-1])
    if not found.same_scope:
        return message
    return str(gettext("Trong %(n)s thành viên được so sánh: %(message)s", n=len(names), message=message))


def _last_story(found: Comparison) -> list[Told]:
    """What the newest ranking that is shown says."""
    if not found.ranked:
        return []
    return stories.story(
        here.session(),
        cluster_id=here.place().id,
        ranking=found.ranked[-1],
        earlier=found.ranked[-2] if len(found.ranked) > 1 else None,
        members=[line.member for line in found.lines],
    )


@room.get("/clusters/<code>/year-over-year")
@gate(Action.PAGE_READ)
def year_over_year(code: str) -> ResponseReturnValue:
    """Ranks, scores and facts of all years side by side."""
    found = _comparison()
    message = _message(found)
    return render_template(
        "rankings/year_over_year.html",
        found=found,
        message=message,
        story=by_topic(_last_story(found)),
        chart_ranks=pictures.ranks_picture(found, message),
        chart_points=pictures.points_picture(found),
        href=href,
        only=only_published(),
        switch=switch(),
        scope={"scope": "same"} if found.same_scope else {},
        words=words,
    )


@room.get("/clusters/<code>/year-over-year.<any(csv, xlsx, json):kind>")
@gate(Action.PAGE_READ)
def year_over_year_file(code: str, kind: str) -> ResponseReturnValue:
    """The same as a file."""
    found = _comparison()
    return tables_out.answer(_years_sheet(found, _message(found)), kind)


@room.get("/clusters/<code>/year-over-year.pdf")
@gate(Action.PAGE_READ)
@limited("exports")
def year_over_year_paper(code: str) -> ResponseReturnValue:
    """The same on paper, with the charts of the page."""
    found = _comparison()
    message = _message(found)
    page = papers.with_choices(href("rankings.year_over_year"))
    return papers.answer(_years_sheet(found, message), page, pictures.comparison_on_paper(found, message))


def _years_sheet(found: Comparison, message: str) -> Sheet:
    told = [message, *(said(one.sentence) for one in _last_story(found))]
    return years_sheet(found, here.place().code, only_published(), told)


def _open_years() -> set[int] | None:
    """The years of which everybody sees what members reported; None for people of the cluster, who see all."""
    is_inside = access.may(here.actor(), Action.RESULT_READ, here.subject())
    return None if is_inside else {year.year for year in here.place().years if year.is_published}


def _trend(indicator: str) -> Trend:
    return trends.trend(
        here.session(),
        cluster_id=here.place().id,
        code=indicator,
        only_published=only_published(),
        same_scope=same_scope(),
        open_years=_open_years(),
    )


@room.get("/clusters/<code>/year-over-year/indicators")
@gate(Action.PAGE_READ)
def indicators(code: str) -> ResponseReturnValue:
    """All indicators, a small chart each. Codes are in capitals, so none is hidden behind this address."""
    found = trend_overview.overview(
        here.session(),
        cluster_id=here.place().id,
        only_published=only_published(),
        open_years=_open_years(),
    )
    said = [(one, words.trend_message(one)) for one in found.trends]
    return render_template(
        "rankings/indicators.html",
        found=found,
        cards=[(one, message, pictures.small_picture(one, found, message)) for one, message in said],
        href=href,
        only=only_published(),
        switch=switch(),
        words=words,
    )


@room.get("/clusters/<code>/year-over-year/<indicator>")
@gate(Action.PAGE_READ)
def indicator(code: str, indicator: str) -> ResponseReturnValue:
    """One indicator over the years: chart, and every version of every figure with its source."""
    found = _trend(indicator)
    return render_template(
        "rankings/indicator.html",
        found=found,
        chart=pictures.trend_picture(found),
        href=href,
        only=only_published(),
        switch=switch(),
        same_scope=same_scope(),
        words=words,
    )


@room.get("/clusters/<code>/year-over-year/<indicator>.<any(csv, xlsx, json):kind>")
@gate(Action.PAGE_READ)
def indicator_file(code: str, indicator: str, kind: str) -> ResponseReturnValue:
    """The same as a file."""
    return tables_out.answer(trend_sheet(_trend(indicator), here.place().code, only_published()), kind)


@room.get("/clusters/<code>/year-over-year/<indicator>.pdf")
@gate(Action.PAGE_READ)
@limited("exports")
def indicator_paper(code: str, indicator: str) -> ResponseReturnValue:
    """The same on paper, with the chart of the page."""
    found = _trend(indicator)
    page = papers.with_choices(href("rankings.indicator", indicator=found.indicator.code))
    sheet = trend_sheet(found, here.place().code, only_published())
    return papers.answer(sheet, page, pictures.trend_on_paper(found))
