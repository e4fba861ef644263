"""Permissions to be late: granting one, and taking it back; both say why."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import cycles
from emulation.queries import extensions as queries
from emulation.queries.places import YearPlace, get_member_of_year, members_of_year
from emulation.rules import access
from emulation.rules.extensions import ASKED
from emulation.services import extensions
from emulation.vocabulary.actions import Action
from emulation.vocabulary.dates import format_date
from emulation.vocabulary.errors import NotFound
from emulation.web.calendar.forms import ExtensionForm, ReasonForm
from emulation.web.calendar.room import room
from emulation.web.shell import here
from emulation.web.shell.filters import name
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


def _year(number: int) -> YearPlace:
    known = here.year(number)
    access.require(here.actor(), Action.EXTENSION_GRANT, here.subject(known))
    return known


def _with_members(form: ExtensionForm, known: YearPlace) -> ExtensionForm:
    members = members_of_year(here.session(), here.place().id, known.year)
    form.member.choices = [("", "–"), *((member.code, name(member)) for member in members)]
    return form


def _page(known: YearPlace, form: ExtensionForm, status: int) -> ResponseReturnValue:
    deadlines = [row for row in cycles.deadlines_of(here.session(), known.id) if row.phase in ASKED]
    return render_template("calendar/extension.html", year=known, form=form, deadlines=deadlines), status


@room.get("/clusters/<code>/<int:year>/calendar/extensions/new")
@gate(Action.EXTENSION_GRANT)
def granting(code: str, year: int) -> ResponseReturnValue:
    """Who may be late with what, until when and why."""
    known = _year(year)
    return _page(known, _with_members(ExtensionForm(formdata=None), known), 200)


@room.post("/clusters/<code>/<int:year>/calendar/extensions/new")
@gate(Action.EXTENSION_GRANT)
def grant(code: str, year: int) -> ResponseReturnValue:
    """Let a member be late."""
    known = _year(year)
    form = _with_members(ExtensionForm(), known)
    if form.validate_on_submit():
        member = get_member_of_year(here.session(), here.place().id, year, form.member.data)
        with writing(form, to=url_for("calendar.manage_year", code=code, year=year)) as outcome:
            extensions.grant(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cycle=cycles.get_cycle(here.session(), known.id),
                member=member,
                phase=form.phase.data,
                until_on=form.until_on.value,
                reason=form.reason.data or "",
            )
        if outcome:
            day = format_date(form.until_on.value)
            message = gettext("%(member)s được nộp muộn đến hết %(day)s.", member=name(member), day=day)
            flash(message, "success")
            return redirect(outcome.location)
    return _page(known, form, 422)


def _row(known: YearPlace, extension_id: int) -> queries.ExtensionRow:
    for row in queries.extensions_of(here.session(), known.id):
        if row.id == extension_id:
            return row
    raise NotFound()


@room.get("/clusters/<code>/<int:year>/calendar/extensions/<int:extension_id>/withdraw")
@gate(Action.EXTENSION_GRANT)
def withdrawing(code: str, year: int, extension_id: int) -> ResponseReturnValue:
    """Why the permission ends."""
    known = _year(year)
    row = _row(known, extension_id)
    return render_template("calendar/withdraw.html", year=known, row=row, form=ReasonForm(formdata=None))


@room.post("/clusters/<code>/<int:year>/calendar/extensions/<int:extension_id>/withdraw")
@gate(Action.EXTENSION_GRANT)
def withdraw(code: str, year: int, extension_id: int) -> ResponseReturnValue:
    """Take a permission back: the deadline of all counts again."""
    known, form = _year(year), ReasonForm()
    row = _row(known, extension_id)
    if form.validate_on_submit():
        with writing(form, to=url_for("calendar.manage_year", code=code, year=year)) as outcome:
            extensions.withdraw(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cycle=cycles.get_cycle(here.session(), known.id),
                extension=queries.get_extension(here.session(), known.id, extension_id),
                reason=form.reason.data or "",
            )
        if outcome:
            flash(gettext("Đã thôi cho phép %(member)s nộp muộn.", member=name(row)), "success")
            return redirect(outcome.location)
    return render_template("calendar/withdraw.html", year=known, row=row, form=form), 422
