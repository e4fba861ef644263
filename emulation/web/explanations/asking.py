"""Asking a member about one line of its sheet, from the page of its appraisal."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import cycles, sheets
from emulation.queries.opened_checks import OpenedPoints, opened_points
from emulation.queries.places import MemberPlace, YearPlace, get_member_of_year
from emulation.rules import access, spreads
from emulation.services import explanations as services
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.states import Phase
from emulation.web.explanations.forms import AskForm
from emulation.web.explanations.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


@dataclass(frozen=True)
class Line:
    """The line of the address: whose it is, what was scored, and what cross-checkers gave once opened."""

    year: YearPlace
    member: MemberPlace
    sheet_version: int
    row: sheets.LineRow
    checks: list[OpenedPoints]


def _line(year: int, member: str, criterion_id: int) -> Line:
    known = here.year(year)
    place = get_member_of_year(here.session(), here.place().id, year, member)
    access.require(here.actor(), Action.EXPLANATION_SETTLE, here.subject(known, place.id))
    page = sheets.find_sheet_page(here.session(), known.id, place.id)
    rows = sheets.lines_of(here.session(), page.id) if page else []
    row = next((one for one in rows if one.criterion_id == criterion_id), None)
    if page is None or row is None:
        raise NotFound()
    checks = opened_points(here.session(), known.id, place.id).get((place.id, criterion_id), [])
    return Line(known, place, page.version, row, checks)


def _page(line: Line, form: AskForm, status: int) -> ResponseReturnValue:
    return render_template("explanations/ask.html", line=line, row=line.row, form=form), status


@room.get("/clusters/<code>/<int:year>/explanations/ask/<member>/<int:criterion_id>")
@gate(Action.EXPLANATION_SETTLE)
def asking(code: str, year: int, member: str, criterion_id: int) -> ResponseReturnValue:
    """The question as a form; the median of the opened checks is offered."""
    line = _line(year, member, criterion_id)
    data = {
        "version": line.sheet_version,
        "points": spreads.median([one.points for one in line.checks]),
        "reason": "\n".join(f"{one.name_vi}: {one.reason}" for one in line.checks if one.reason),
        "due_on": cycles.due_on(here.session(), line.year.id, Phase.EXPLAINING),
    }
    return _page(line, AskForm(formdata=None, data=data), 200)


@room.post("/clusters/<code>/<int:year>/explanations/ask/<member>/<int:criterion_id>")
@gate(Action.EXPLANATION_SETTLE)
def ask(code: str, year: int, member: str, criterion_id: int) -> ResponseReturnValue:
    """Ask the member."""
    line, form = _line(year, member, criterion_id), AskForm()
    if form.validate_on_submit():
        with writing(form, to=url_for("explanations.index", code=code, year=year)) as outcome:
            asked = _ask(line, form)
            outcome.location = url_for("explanations.show", code=code, year=year, explanation_id=asked)
        if outcome:
            flash(gettext("Đã yêu cầu %(member)s giải trình.", member=line.member.name_vi), "success")
            return redirect(outcome.location)
    return _page(line, form, 422)


def _ask(line: Line, form: AskForm) -> int:
    session = here.session()
    return services.request(
        session,
        actor=here.actor(),
        now=here.now(),
        cycle=cycles.get_cycle(session, line.year.id),
        sheet=sheets.get_sheet(session, line.year.id, line.member.id),
        version=form.opened_version,
        criterion_id=line.row.criterion_id,
        points=form.points.data,
        reason=form.reason.data,
        due_on=form.due_on.value,
    ).id
