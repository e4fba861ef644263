"""Opening a year: the proposal beside the year before, a page to check everything, and only then the act."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import cycles as queries
from emulation.queries.terms import terms_of
from emulation.rules import access
from emulation.rules.openings import DATED
from emulation.services import cycles, openings
from emulation.services.openings import Differences
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import DomainError, NotFound
from emulation.vocabulary.states import Phase
from emulation.vocabulary.words import N_
from emulation.web.cycles.forms import OpeningForm, days_of
from emulation.web.cycles.room import room
from emulation.web.cycles.views import FIRST_YEAR, LAST_YEAR
from emulation.web.shell import here
from emulation.web.shell.filters import day, weekday
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import show, writing

MOVED = N_("Đã chuyển từ %(day)s (ngày nghỉ) sang ngày làm việc kế tiếp.")
RESTING = N_("Không phải ngày làm việc; ngày làm việc kế tiếp: %(day)s.")


@room.get("/clusters/<code>/<int:year>/setup")
@gate(Action.CYCLE_OPEN)
def setup(code: str, year: int) -> ResponseReturnValue:
    """The proposal for a year that does not exist yet; an existing one is managed."""
    access.require(here.actor(), Action.CYCLE_OPEN, here.subject())
    if here.place().find_year(year):
        return redirect(url_for("cycles.show", code=code, year=year))
    return _page(year, _proposal(year), 200)


def _proposal(year: int) -> OpeningForm:
    """Last year's plan, moved on to working days; without one a proposal of ours."""
    plan, rows = openings.proposed(here.session(), here.place().id, _real(year))
    data = plan.heads() | {"version": 0, "with_contents": True, "with_scorecard": True}
    return OpeningForm(formdata=None, data=data | days_of(rows))


def _real(year: int) -> int:
    if not FIRST_YEAR <= year < LAST_YEAR:
        raise NotFound()
    return year


def _differences(year: int, form: OpeningForm) -> Differences:
    """The new year beside the one before, with the dates of the form as far as they can be read."""
    rows = [(phase, *(field.data for field in form.days_of(phase))) for phase in DATED]
    dated = [row for row in rows if row[1] is not None and row[2] is not None]
    return openings.differences(here.session(), cluster_id=here.place().id, year=_real(year), deadlines=dated)


def _page(year: int, form: OpeningForm, status: int) -> ResponseReturnValue:
    found = _differences(year, form)
    return render_template(
        "cycles/setup.html",
        number=year,
        form=form,
        dated=DATED,
        found=found,
        notes=_notes(found),
        posts=terms_of(here.session(), here.place().id, year=year),
    ), status


def _notes(found: Differences) -> dict[Phase, str]:
    """Beside the two days of a phase: its last day in the year before, and why the proposal is another day."""
    notes = {}
    for row in found.phases:
        words = [gettext("Năm trước: đến %(day)s.", day=day(row.old))] if row.old and found.offer else []
        if row.moved_from and row.new:
            words.append(gettext(MOVED, day=weekday(row.moved_from)))
        if row.moves_to:
            words.append(gettext(RESTING, day=weekday(row.moves_to)))
        notes[row.phase] = " ".join(words)
    return notes


@room.post("/clusters/<code>/<int:year>/setup/check")
@gate(Action.CYCLE_OPEN)
def check_opening(code: str, year: int) -> ResponseReturnValue:
    """Everything that would be opened, to be read once more; faults lead back to the form. Writes nothing."""
    access.require(here.actor(), Action.CYCLE_OPEN, here.subject())
    form = OpeningForm()
    if not form.validate_on_submit() or not _could_open(year, form):
        return _page(year, form, 422)
    return render_template(
        "cycles/check_opening.html",
        number=_real(year),
        form=form,
        found=_differences(year, form),
        posts=terms_of(here.session(), here.place().id, year=year),
    )


def _could_open(year: int, form: OpeningForm) -> bool:
    try:
        openings.check(
            here.session(),
            actor=here.actor(),
            now=here.now(),
            cluster_id=here.place().id,
            year=_real(year),
            plan=form.plan(),
        )
    except DomainError as error:
        show(form, error)
        return False
    return True


@room.post("/clusters/<code>/<int:year>/setup/change")
@gate(Action.CYCLE_OPEN)
def change_opening(code: str, year: int) -> ResponseReturnValue:
    """Back from the check to the form, with everything that was typed. Writes nothing."""
    access.require(here.actor(), Action.CYCLE_OPEN, here.subject())
    return _page(_real(year), OpeningForm(), 200)


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
