"""Opening a year: who takes part, when, and what is taken over from the year before."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import copies, places
from emulation.queries import cycles as queries
from emulation.queries.terms import terms_of
from emulation.rules import access
from emulation.rules.openings import DATED, proposed, shifted
from emulation.services import cycles
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.web.cycles.forms import OpeningForm, days_of
from emulation.web.cycles.room import room
from emulation.web.cycles.views import FIRST_YEAR, LAST_YEAR
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


@room.get("/clusters/<code>/<int:year>/setup")
@gate(Action.CYCLE_OPEN)
def setup(code: str, year: int) -> ResponseReturnValue:
    """The proposal for a year that does not exist yet; an existing one is managed."""
    access.require(here.actor(), Action.CYCLE_OPEN, here.subject())
    if here.place().find_year(year):
        return redirect(url_for("cycles.show", code=code, year=year))
    return _page(year, _proposal(year), 200)


def _proposal(year: int) -> OpeningForm:
    """Last year's plan, moved on; without one a proposal of ours."""
    before = copies.find_year_before(here.session(), here.place().id, _real(year))
    data = cycles.Plan().heads() | {"version": 0, "with_contents": True, "with_scorecard": True}
    rows = proposed(year)
    if before is not None:
        data |= {name: getattr(before, name) for name in data if name in cycles.Plan().heads()}
        last = [(row.phase, row.starts_on, row.due_on) for row in before.deadlines]
        rows = shifted(last, year - before.year) or rows
    return OpeningForm(formdata=None, data=data | days_of(rows))


def _real(year: int) -> int:
    if not FIRST_YEAR <= year < LAST_YEAR:
        raise NotFound()
    return year


def _page(year: int, form: OpeningForm, status: int) -> ResponseReturnValue:
    session, place = here.session(), here.place()
    before = copies.find_year_before(session, place.id, _real(year))
    return render_template(
        "cycles/setup.html",
        number=year,
        form=form,
        dated=DATED,
        members=places.members_of_year(session, place.id, year),
        posts=terms_of(session, place.id, year=year),
        offer=copies.offer_of(session, before) if before else None,
    ), status


@room.post("/clusters/<code>/<int:year>/setup")
@gate(Action.CYCLE_OPEN)
def open_year(code: str, year: int) -> ResponseReturnValue:
    """Open the year as planned."""
    form = OpeningForm()
    if form.validate_on_submit():
        with writing(form, to=url_for("cycles.show", code=code, year=_real(year))) as outcome:
            cycles.open_year(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cluster=queries.get_cluster(here.session(), here.place().id),
                year=year,
                plan=form.plan(),
                with_contents=form.with_contents.data,
                with_scorecard=form.with_scorecard.data,
            )
        if outcome:
            flash(gettext("Đã mở năm thi đua %(year)s.", year=year), "success")
            return redirect(outcome.location)
    access.require(here.actor(), Action.CYCLE_OPEN, here.subject())
    return _page(year, form, 422)
