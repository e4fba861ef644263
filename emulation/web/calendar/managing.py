"""The secretariat's page of a year's calendar, and counting back anew: what would change, before it is written."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import calendar as queries
from emulation.queries import cycles, holidays
from emulation.queries.extensions import extensions_of
from emulation.queries.places import YearPlace
from emulation.rules import access
from emulation.rules import calendar as rules
from emulation.services import calendar
from emulation.services.calendar import Shift
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import DomainError, NotFound
from emulation.vocabulary.states import Phase
from emulation.web.calendar.forms import ReceivedForm
from emulation.web.calendar.room import room
from emulation.web.shell import here
from emulation.web.shell.addresses import find_address
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import show, writing


@room.get("/clusters/<code>/calendar/manage")
@gate(Action.CALENDAR_EDIT)
def manage(code: str) -> ResponseReturnValue:
    """The calendar of the running year, to be changed."""
    access.require(here.actor(), Action.CALENDAR_EDIT, here.subject())
    running = here.place().running
    if running is None:
        raise NotFound()
    return _page(running)


@room.get("/clusters/<code>/<int:year>/calendar/manage")
@gate(Action.CALENDAR_EDIT)
def manage_year(code: str, year: int) -> ResponseReturnValue:
    """The calendar of a year, to be changed."""
    known = here.year(year)
    access.require(here.actor(), Action.CALENDAR_EDIT, here.subject(known))
    return _page(known)


def _page(known: YearPlace) -> ResponseReturnValue:
    session = here.session()
    table = holidays.calendar(session)
    rows = queries.milestones_of(session, known.id)
    received_on = queries.received_on(session, known.id)
    deadlines = cycles.deadlines_of(session, known.id)
    days = [row.starts_on for row in rows] + [row.due_on for row in deadlines]
    days += [received_on] if received_on else []
    return render_template(
        "calendar/manage.html",
        year=known,
        rows=[(row, rules.next_working_day(row.ends_on or row.starts_on, table)) for row in rows],
        deadlines=[(row, rules.next_working_day(row.due_on, table)) for row in deadlines],
        extensions=[
            (row, rules.next_working_day(row.until_on, table)) for row in extensions_of(session, known.id)
        ],
        received_on=received_on,
        received_moves_to=rules.next_working_day(received_on, table) if received_on else None,
        proposal=calendar.proposal_for(session, known.year),
        moved=_moved(known, received_on),
        unannounced=rules.unannounced(days, table),
        table_address=_table_address(),
        is_closed=known.phase is Phase.CLOSED,
    )


def _moved(known: YearPlace, received_on: object) -> list[Shift]:
    """The milestones that no longer stand where counting puts them: the days off have changed since."""
    if received_on is None:
        return []
    cycle = cycles.get_cycle(here.session(), known.id)
    assert cycle.received_on is not None
    shifts = calendar.preview(
        here.session(), actor=here.actor(), cycle=cycle, received_on=cycle.received_on, with_steps=False
    )
    return [shift for shift in shifts if shift.is_moved]


def _table_address() -> str:
    """The table of days off, for whoever may open it."""
    may_open = access.may_somewhere(here.actor(), Action.HOLIDAY_EDIT)
    return find_address("holidays.index") if may_open else ""


@room.get("/clusters/<code>/<int:year>/calendar/recount")
@gate(Action.CALENDAR_EDIT)
def recounting(code: str, year: int) -> ResponseReturnValue:
    """What counting back from a day would change: the day of the address, else the one that stands or is offered."""
    known = here.year(year)
    access.require(here.actor(), Action.CALENDAR_EDIT, here.subject(known))
    form = _asked_form(known)
    if "received_on" in request.args and not form.validate():
        return _recount_page(known, form, 422)
    return _recount_page(known, form, 200)


def _asked_form(known: YearPlace) -> ReceivedForm:
    """A form that writes nothing and is sent by GET, so that it carries neither token nor key."""
    if "received_on" in request.args:
        return ReceivedForm(formdata=request.args, meta={"csrf": False})
    return _standing_form(known)


def _standing_form(known: YearPlace) -> ReceivedForm:
    cycle = cycles.get_cycle(here.session(), known.id)
    proposal = calendar.proposal_for(here.session(), known.year)
    counted = any(row.days_before is not None for row in queries.milestones_of(here.session(), known.id))
    data = {"received_on": cycle.received_on or proposal.received_on, "with_steps": not counted}
    return ReceivedForm(formdata=None, data=data | {"version": cycle.version})


def _recount_page(known: YearPlace, form: ReceivedForm, status: int) -> ResponseReturnValue:
    session = here.session()
    cycle, shifts, table = cycles.get_cycle(session, known.id), [], holidays.calendar(session)
    if form.received_on.data is not None and not form.errors:
        try:
            shifts = calendar.preview(
                session,
                actor=here.actor(),
                cycle=cycle,
                received_on=form.received_on.data,
                with_steps=form.with_steps.data,
            )
        except DomainError as error:
            show(form, error)
            status = 422
    is_faulty = bool(form.errors or form.form_errors)
    days = [shift.new for shift in shifts] + ([] if is_faulty else [form.received_on.value])
    return render_template(
        "calendar/recount.html",
        year=known,
        form=form,
        version=cycle.version,
        standing_on=cycle.received_on,
        shifts=shifts,
        is_faulty=is_faulty,
        proposal=calendar.proposal_for(session, known.year),
        moves_to=None if is_faulty else rules.next_working_day(form.received_on.value, table),
        unannounced=rules.unannounced(days, table),
    ), status


@room.post("/clusters/<code>/<int:year>/calendar/recount/save")
@gate(Action.CALENDAR_EDIT)
def recount(code: str, year: int) -> ResponseReturnValue:
    """Count back and write."""
    known, form = here.year(year), ReceivedForm()
    access.require(here.actor(), Action.CALENDAR_EDIT, here.subject(known))
    if form.validate_on_submit():
        to = url_for("calendar.manage_year", code=code, year=year)
        newest, about = (lambda: _standing_form(known)), ("cycle", known.id)
        with writing(form, to=to, newest=newest, about=about) as outcome:
            calendar.plan_back(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cycle=cycles.get_cycle(here.session(), known.id),
                version=form.opened_version,
                received_on=form.received_on.value,
                with_steps=form.with_steps.data,
            )
        if outcome:
            flash(gettext("Đã lưu lịch năm %(year)s.", year=year), "success")
            return redirect(outcome.location)
    return _recount_page(known, form, 422)
