"""The administrator's table of public holidays: by year, adding a day, editing one."""

from datetime import date
from itertools import groupby

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import holidays as queries
from emulation.services import holidays
from emulation.services.holidays import HolidayDraft
from emulation.vocabulary.actions import Action
from emulation.vocabulary.dates import format_date
from emulation.vocabulary.errors import NotFound
from emulation.web.holidays.forms import HolidayForm
from emulation.web.holidays.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


@room.get("/admin/holidays")
@gate(Action.HOLIDAY_EDIT)
def index() -> ResponseReturnValue:
    """All days, the newest year first."""
    rows = queries.holidays(here.session())
    tables = [(year, list(days)) for year, days in groupby(rows, key=lambda row: row.day.year)]
    return render_template("holidays/index.html", tables=tables[::-1])


@room.get("/admin/holidays/new")
@gate(Action.HOLIDAY_EDIT)
def new() -> ResponseReturnValue:
    """The form for a day that is not in the table."""
    return render_template("holidays/edit.html", form=HolidayForm(formdata=None), known=None)


@room.post("/admin/holidays/new")
@gate(Action.HOLIDAY_EDIT)
def add() -> ResponseReturnValue:
    """Add a day."""
    form = HolidayForm()
    if form.validate_on_submit():
        with writing(form, to=url_for("holidays.index")) as outcome:
            holidays.add(here.session(), actor=here.actor(), now=here.now(), draft=form.draft())
        if outcome:
            flash(gettext("Đã thêm ngày %(day)s.", day=format_date(form.day.value)), "success")
            return redirect(outcome.location)
    return render_template("holidays/edit.html", form=form, known=None), 422


@room.get("/admin/holidays/<day>/edit")
@gate(Action.HOLIDAY_EDIT)
def edit(day: str) -> ResponseReturnValue:
    """The form for a day of the table."""
    return render_template("holidays/edit.html", form=_form_of(_day(day)), known=_day(day))


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise NotFound() from error


def _form_of(day: date) -> HolidayForm:
    row = queries.get_holiday(here.session(), day)
    data = {name: getattr(row, name) for name in HolidayDraft.__dataclass_fields__}
    return HolidayForm(formdata=None, data=data | {"version": row.version})


@room.post("/admin/holidays/<day>/edit")
@gate(Action.HOLIDAY_EDIT)
def save(day: str) -> ResponseReturnValue:
    """Change what is written about a day."""
    known, form = _day(day), HolidayForm()
    row = queries.get_holiday(here.session(), known)
    if form.validate_on_submit():
        to, about = url_for("holidays.index"), ("holiday", row.id)
        with writing(form, to=to, newest=lambda: _form_of(known), about=about) as outcome:
            holidays.edit(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                holiday=row,
                version=form.opened_version,
                draft=form.draft(),
            )
        if outcome:
            flash(gettext("Đã sửa ngày %(day)s.", day=format_date(form.day.value)), "success")
            return redirect(outcome.location)
    return render_template("holidays/edit.html", form=form, known=known), 422
