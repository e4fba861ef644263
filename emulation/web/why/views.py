"""“Vì sao?” sheets for insiders and for everybody, and the ranking of a year down to the criterion."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from emulation.queries.places import MemberPlace, YearPlace, get_member_of_year
from emulation.services import breakdown, why
from emulation.services.why import WhySheet
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.web.shell import here, papers, tables_out
from emulation.web.shell.addresses import only_published
from emulation.web.shell.gate import gate
from emulation.web.shell.limits import limited
from emulation.web.why import words
from emulation.web.why.room import room
from emulation.web.why.sheets import breakdown_sheet


def _page(found: WhySheet | None, year: YearPlace, member: MemberPlace) -> ResponseReturnValue:
    """The whole sheet, or the line of the address alone; raises NotFound for a line that is not there."""
    code = request.args.get("line", "")
    if found is not None and code:
        found = found.only(code)
        if found is None:
            raise NotFound()
    return render_template(
        "why/sheet.html",
        sheet=found,
        year=year,
        member=member,
        line=code,
        words=words,
        endpoint=request.endpoint,
    )


@room.get("/clusters/<code>/<int:year>/scores/<member>/why")
@gate(Action.SCORE_READ)
def internal(code: str, year: int, member: str) -> ResponseReturnValue:
    """The sheet with people, all stages and papers, for those who read the member's scores."""
    known = here.year(year)
    place = get_member_of_year(here.session(), here.place().id, year, member)
    found = why.internal_sheet(
        here.session(),
        actor=here.actor(),
        subject=here.subject(known, place.id),
        year=known,
        member=place,
    )
    return _page(found, known, place)


@room.get("/clusters/<code>/<int:year>/ranking/<member>/why")
@gate(Action.PAGE_READ)
def public(code: str, year: int, member: str) -> ResponseReturnValue:
    """The published sheet without people; not found until the ranking is published."""
    known = here.year(year)
    if not known.is_published:
        raise NotFound()
    place = get_member_of_year(here.session(), here.place().id, year, member)
    return _page(why.public_sheet(here.session(), year=known, member=place), known, place)


@room.get("/clusters/<code>/<int:year>/ranking/criteria")
@gate(Action.PAGE_READ)
def criteria(code: str, year: int) -> ResponseReturnValue:
    """Every criterion of a published year with the points of all members."""
    known = here.year(year)
    found = breakdown.of_year(here.session(), cluster_id=here.place().id, year=known)
    return render_template("why/criteria.html", found=found, year=known, only=only_published(), words=words)


@room.get("/clusters/<code>/<int:year>/ranking/criteria.<any(csv, xlsx, json):kind>")
@gate(Action.PAGE_READ)
def criteria_file(code: str, year: int, kind: str) -> ResponseReturnValue:
    """The same as a file."""
    known = here.year(year)
    found = breakdown.of_year(here.session(), cluster_id=here.place().id, year=known)
    return tables_out.answer(breakdown_sheet(found, here.place().code, year, only_published()), kind)


@room.get("/clusters/<code>/<int:year>/ranking/criteria.pdf")
@gate(Action.PAGE_READ)
@limited("exports")
def criteria_paper(code: str, year: int) -> ResponseReturnValue:
    """The same on paper."""
    known = here.year(year)
    found = breakdown.of_year(here.session(), cluster_id=here.place().id, year=known)
    page = url_for("why.criteria", code=code, year=year)
    sheet = breakdown_sheet(found, here.place().code, year, only_published())
    return papers.answer(sheet, papers.with_choices(page))
