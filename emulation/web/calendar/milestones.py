"""Milestones of a year: adding, changing, removing."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import calendar as queries
from emulation.queries import cycles
from emulation.queries.places import YearPlace
from emulation.rules import access
from emulation.services import calendar
from emulation.vocabulary.actions import Action
from emulation.web.calendar.forms import MilestoneForm
from emulation.web.calendar.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import sent_version, writing


def _year(number: int) -> YearPlace:
    known = here.year(number)
    access.require(here.actor(), Action.CALENDAR_EDIT, here.subject(known))
    return known


def _page(
    known: YearPlace, form: MilestoneForm, milestone_id: int | None, status: int
) -> ResponseReturnValue:
    received_on = queries.received_on(here.session(), known.id)
    return render_template(
        "calendar/milestone.html", year=known, form=form, milestone_id=milestone_id, received_on=received_on
    ), status


@room.get("/clusters/<code>/<int:year>/calendar/milestones/new")
@gate(Action.CALENDAR_EDIT)
def new(code: str, year: int) -> ResponseReturnValue:
    """The form for a milestone of one's own."""
    return _page(_year(year), MilestoneForm(formdata=None, data={"is_public": True}), None, 200)


@room.post("/clusters/<code>/<int:year>/calendar/milestones/new")
@gate(Action.CALENDAR_EDIT)
def add(code: str, year: int) -> ResponseReturnValue:
    """Put a milestone into the calendar."""
    known, form = _year(year), MilestoneForm()
    if form.validate_on_submit():
        with writing(form, to=url_for("calendar.manage_year", code=code, year=year)) as outcome:
            calendar.add(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cycle=cycles.get_cycle(here.session(), known.id),
                draft=form.draft(),
            )
        if outcome:
            flash(gettext("Đã thêm mốc “%(title)s”.", title=form.title.data), "success")
            return redirect(outcome.location)
    return _page(known, form, None, 422)


def _form_of(known: YearPlace, milestone_id: int) -> MilestoneForm:
    """A counted milestone shows its number, not the day that follows from it."""
    row = queries.get_milestone(here.session(), known.id, milestone_id)
    data = {name: getattr(row, name) for name in calendar.MilestoneDraft.__dataclass_fields__}
    if row.days_before is not None:
        data |= {"starts_on": None, "ends_on": None}
    return MilestoneForm(formdata=None, data=data | {"version": row.version})


@room.get("/clusters/<code>/<int:year>/calendar/milestones/<int:milestone_id>")
@gate(Action.CALENDAR_EDIT)
def edit(code: str, year: int, milestone_id: int) -> ResponseReturnValue:
    """A milestone as a form."""
    known = _year(year)
    return _page(known, _form_of(known, milestone_id), milestone_id, 200)


@room.post("/clusters/<code>/<int:year>/calendar/milestones/<int:milestone_id>")
@gate(Action.CALENDAR_EDIT)
def save(code: str, year: int, milestone_id: int) -> ResponseReturnValue:
    """Change a milestone."""
    known, form = _year(year), MilestoneForm()
    queries.get_milestone(here.session(), known.id, milestone_id)
    if form.validate_on_submit():
        to = url_for("calendar.manage_year", code=code, year=year)
        newest, about = (lambda: _form_of(known, milestone_id)), ("milestone", milestone_id)
        with writing(form, to=to, newest=newest, about=about) as outcome:
            calendar.edit(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cycle=cycles.get_cycle(here.session(), known.id),
                milestone=queries.get_milestone(here.session(), known.id, milestone_id),
                version=form.opened_version,
                draft=form.draft(),
            )
        if outcome:
            flash(gettext("Đã lưu mốc “%(title)s”.", title=form.title.data), "success")
            return redirect(outcome.location)
    return _page(known, form, milestone_id, 422)


@room.post("/clusters/<code>/<int:year>/calendar/milestones/<int:milestone_id>/remove")
@gate(Action.CALENDAR_EDIT)
def remove(code: str, year: int, milestone_id: int) -> ResponseReturnValue:
    """Take a milestone out of the calendar."""
    known = _year(year)
    with writing(to=url_for("calendar.manage_year", code=code, year=year)) as outcome:
        row = queries.get_milestone(here.session(), known.id, milestone_id)
        title = row.title
        calendar.remove(
            here.session(),
            actor=here.actor(),
            now=here.now(),
            cycle=cycles.get_cycle(here.session(), known.id),
            milestone=row,
            version=sent_version(),
        )
    flash(gettext("Đã bỏ mốc “%(title)s”.", title=title), "success")
    return redirect(outcome.location)
