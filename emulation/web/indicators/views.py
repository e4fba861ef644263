"""Pages of the catalogue: the list, adding and editing an indicator."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import indicators as queries
from emulation.queries.indicators import IndicatorRow, get_indicator_row
from emulation.rules import access
from emulation.rules import indicators as rules
from emulation.services import indicators
from emulation.vocabulary.actions import Action
from emulation.web.indicators.forms import IndicatorForm, NewIndicatorForm
from emulation.web.indicators.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


@room.get("/clusters/<code>/indicators")
@gate(Action.PAGE_READ)
def index(code: str) -> ResponseReturnValue:
    """The shared indicators and the cluster's own."""
    rows = queries.indicators_for(here.session(), here.place().id)
    editable = access.may(here.actor(), Action.INDICATOR_EDIT, here.subject())
    return render_template("indicators/index.html", rows=rows, editable=editable)


@room.get("/clusters/<code>/indicators/new")
@gate(Action.INDICATOR_EDIT)
def new(code: str) -> ResponseReturnValue:
    """The form for a new indicator."""
    access.require(here.actor(), Action.INDICATOR_EDIT, here.subject())
    return _form_page(NewIndicatorForm(formdata=None, data={"decimals": 2}), None, 200)


def _form_page(form: IndicatorForm, indicator: IndicatorRow | None, status: int) -> ResponseReturnValue:
    return render_template("indicators/edit.html", form=form, indicator=indicator), status


@room.post("/clusters/<code>/indicators/new")
@gate(Action.INDICATOR_EDIT)
def add(code: str) -> ResponseReturnValue:
    """Add an indicator to the cluster's catalogue."""
    access.require(here.actor(), Action.INDICATOR_EDIT, here.subject())
    form = NewIndicatorForm()
    if form.validate_on_submit():
        with writing(form, to=url_for("indicators.index", code=code)) as outcome:
            indicators.add(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                subject=here.subject(),
                code=form.code.data,
                draft=form.draft(),
            )
        if outcome:
            flash(gettext("Đã thêm chỉ tiêu “%(name)s”.", name=form.name_vi.data), "success")
            return redirect(outcome.location)
    return _form_page(form, None, 422)


@room.get("/clusters/<code>/indicators/<indicator>/edit")
@gate(Action.INDICATOR_EDIT)
def edit(code: str, indicator: str) -> ResponseReturnValue:
    """The form for one of the cluster's own indicators."""
    row = _own(indicator)
    return _form_page(_form_of(row), row, 200)


def _own(code: str) -> IndicatorRow:
    access.require(here.actor(), Action.INDICATOR_EDIT, here.subject())
    row = get_indicator_row(here.session(), here.place().id, code)
    rules.check_own(row.cluster_id)
    return row


def _form_of(row: IndicatorRow) -> IndicatorForm:
    data = {name: getattr(row, name) for name in indicators.IndicatorDraft.__dataclass_fields__}
    return IndicatorForm(formdata=None, data=data | {"version": row.version})


@room.post("/clusters/<code>/indicators/<indicator>/edit")
@gate(Action.INDICATOR_EDIT)
def save(code: str, indicator: str) -> ResponseReturnValue:
    """Change one of the cluster's own indicators."""
    row, form = _own(indicator), IndicatorForm()
    if form.validate_on_submit():
        to = url_for("indicators.show", code=code, indicator=row.code)
        about = ("indicator", row.id)
        with writing(form, to=to, newest=lambda: _form_of(_own(indicator)), about=about) as outcome:
            indicators.edit(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                subject=here.subject(),
                indicator=queries.get_indicator(here.session(), row.id),
                version=form.opened_version,
                draft=form.draft(),
            )
        if outcome:
            flash(gettext("Đã sửa chỉ tiêu “%(name)s”.", name=form.name_vi.data), "success")
            return redirect(outcome.location)
    return _form_page(form, row, 422)
