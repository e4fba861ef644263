"""How firm a ranking is and what three rankings say: inside from the freeze on, for everybody once published."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from emulation.queries.places import YearPlace
from emulation.rules import access
from emulation.services import analysis as services
from emulation.services.analysis import Analysis
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.web.analysis import words
from emulation.web.analysis.room import room
from emulation.web.analysis.sheets import analysis_sheet
from emulation.web.shell import here, papers, tables_out
from emulation.web.shell.gate import gate
from emulation.web.shell.limits import limited


def _inside(year: int) -> tuple[YearPlace, Analysis | None]:
    known = here.year(year)
    access.require(here.actor(), Action.TOTALS_READ, here.subject(known))
    where = {"cluster_id": here.place().id, "year": year}
    return known, services.of_year(here.session(), **where, states=services.FROZEN)


def _outside(year: int) -> tuple[YearPlace, Analysis]:
    """Nothing of it is known to anybody until the ranking is published."""
    known = here.year(year)
    where = {"cluster_id": here.place().id, "year": year}
    found = (
        services.of_year(here.session(), **where, states=services.PUBLISHED) if known.is_published else None
    )
    if found is None:
        raise NotFound()
    return known, found


def _page(known: YearPlace, found: Analysis | None, *, is_public: bool) -> str:
    return render_template(
        "analysis/show.html",
        year=known,
        found=found,
        is_public=is_public,
        words=words,
        limits=services.limits(),
    )


@room.get("/clusters/<code>/<int:year>/analysis")
@gate(Action.TOTALS_READ)
def show(code: str, year: int) -> ResponseReturnValue:
    """The analysis of frozen scores, or the words that they are not frozen yet."""
    known, found = _inside(year)
    return _page(known, found, is_public=False)


@room.get("/clusters/<code>/<int:year>/analysis.<any(csv, xlsx, json):kind>")
@gate(Action.TOTALS_READ)
def show_file(code: str, year: int, kind: str) -> ResponseReturnValue:
    """The same as a file."""
    _known, found = _inside(year)
    return tables_out.answer(analysis_sheet(found, code, year), kind)


@room.get("/clusters/<code>/<int:year>/analysis.pdf")
@gate(Action.TOTALS_READ)
@limited("exports")
def show_paper(code: str, year: int) -> ResponseReturnValue:
    """The same on paper."""
    _known, found = _inside(year)
    page = url_for("analysis.show", code=code, year=year)
    return papers.answer(analysis_sheet(found, code, year), papers.with_choices(page))


@room.get("/clusters/<code>/<int:year>/ranking/robustness")
@gate(Action.PAGE_READ)
def published(code: str, year: int) -> ResponseReturnValue:
    """The analysis of a published ranking."""
    known, found = _outside(year)
    return _page(known, found, is_public=True)


@room.get("/clusters/<code>/<int:year>/ranking/robustness.<any(csv, xlsx, json):kind>")
@gate(Action.PAGE_READ)
def published_file(code: str, year: int, kind: str) -> ResponseReturnValue:
    """The same as a file."""
    _known, found = _outside(year)
    return tables_out.answer(analysis_sheet(found, code, year), kind)


@room.get("/clusters/<code>/<int:year>/ranking/robustness.pdf")
@gate(Action.PAGE_READ)
@limited("exports")
def published_paper(code: str, year: int) -> ResponseReturnValue:
    """The same on paper."""
    _known, found = _outside(year)
    page = url_for("analysis.published", code=code, year=year)
    return papers.answer(analysis_sheet(found, code, year), papers.with_choices(page))
