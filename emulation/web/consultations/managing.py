"""Preparing a consultation, and its steps from opening to the dossier."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import audit as trail
from emulation.queries import cycles, holidays, rulebook
from emulation.queries import disclosures as queries
from emulation.queries.places import YearPlace
from emulation.rules import access
from emulation.rules import disclosures as rules
from emulation.rules.rule_heads import DISCLOSURE
from emulation.rules.working_days import add_working_days
from emulation.services import disclosures as services
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.moves import DisclosureMove
from emulation.web.consultations.desk import Desk, managed
from emulation.web.consultations.forms import DisclosureForm, StepForm
from emulation.web.consultations.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import sent_version, writing


@room.get("/clusters/<code>/<int:year>/consultations/new")
@gate(Action.DISCLOSURE_MANAGE)
def new(code: str, year: int) -> ResponseReturnValue:
    """An empty draft; `?proposal=` ticks the proposal one comes from. The days come from the rulebook."""
    known = _managed_year(year)
    calendar, day = holidays.calendar(here.session()), _basis_day(known)
    usual = next((row for row in rulebook.rules_on(here.session(), day) if row.code == rules.USUAL), None)
    data = {
        "title": gettext("Lấy ý kiến về đề nghị khen thưởng năm %(year)s", year=year),
        "opens_on": add_working_days(here.today(), 1, calendar),
        "working_days": int(usual.amount) if usual and usual.amount is not None else None,
        "proposals": [request.args["proposal"]] if "proposal" in request.args else [],
    }
    return _edit_page(known, DisclosureForm(formdata=None, data=data), None, 200)


@room.post("/clusters/<code>/<int:year>/consultations/new")
@gate(Action.DISCLOSURE_MANAGE)
def create(code: str, year: int) -> ResponseReturnValue:
    """Write the draft; nothing is public yet."""
    known = _managed_year(year)
    form = DisclosureForm().offering(_choices(known))
    if form.validate_on_submit():
        with writing(form, to=url_for("consultations.index", code=code, year=year)) as outcome:
            made = services.draft(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cycle=cycles.get_cycle(here.session(), known.id),
                written=form.draft(),
            )
            outcome.location = url_for("consultations.manage", code=code, year=year, disclosure_id=made.id)
        if outcome:
            flash(gettext("Đã lưu nháp đợt lấy ý kiến."), "success")
            return redirect(outcome.location)
    return _edit_page(known, form, None, 422)


@room.get("/clusters/<code>/<int:year>/consultations/<int:disclosure_id>/edit")
@gate(Action.DISCLOSURE_MANAGE)
def edit(code: str, year: int, disclosure_id: int) -> ResponseReturnValue:
    """The draft as a form."""
    desk = managed(year, disclosure_id)
    rules.check_editable(desk.row.state)
    return _edit_page(desk.year, _form_of(desk), desk, 200)


@room.post("/clusters/<code>/<int:year>/consultations/<int:disclosure_id>/edit")
@gate(Action.DISCLOSURE_MANAGE)
def save(code: str, year: int, disclosure_id: int) -> ResponseReturnValue:
    """Save the draft."""
    desk = managed(year, disclosure_id)
    form = DisclosureForm().offering(_choices(desk.year))
    if form.validate_on_submit():
        to, newest = (
            url_for("consultations.manage", **desk.where),
            lambda: _form_of(managed(year, disclosure_id)),
        )
        with writing(form, to=to, newest=newest, about=("disclosure", disclosure_id)) as outcome:
            services.edit(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                disclosure=queries.get_disclosure(here.session(), desk.year.id, disclosure_id),
                version=form.opened_version,
                written=form.draft(),
            )
        if outcome:
            flash(gettext("Đã lưu nháp đợt lấy ý kiến."), "success")
            return redirect(outcome.location)
    return _edit_page(desk.year, form, desk, 422)


@room.post("/clusters/<code>/<int:year>/consultations/<int:disclosure_id>/drop")
@gate(Action.DISCLOSURE_MANAGE)
def drop(code: str, year: int, disclosure_id: int) -> ResponseReturnValue:
    """Throw the draft away."""
    desk = managed(year, disclosure_id)
    with writing(to=url_for("consultations.index", code=code, year=year)) as outcome:
        services.drop(
            here.session(),
            actor=here.actor(),
            now=here.now(),
            disclosure=queries.get_disclosure(here.session(), desk.year.id, disclosure_id),
            version=sent_version(),
        )
    flash(gettext("Đã bỏ bản nháp."), "success")
    return redirect(outcome.location)


@room.get("/clusters/<code>/<int:year>/consultations/<int:disclosure_id>/manage")
@gate(Action.DISCLOSURE_MANAGE)
def manage(code: str, year: int, disclosure_id: int) -> ResponseReturnValue:
    """How far it is, and the one step that comes next."""
    desk = managed(year, disclosure_id)
    return _manage_page(desk, StepForm(formdata=None, data={"version": desk.row.version}), 200)


@room.post("/clusters/<code>/<int:year>/consultations/<int:disclosure_id>/manage/<step>")
@gate(Action.DISCLOSURE_MANAGE)
def move(code: str, year: int, disclosure_id: int, step: str) -> ResponseReturnValue:
    """Open, close, note that all is answered, or report."""
    desk, form = managed(year, disclosure_id), StepForm()
    if step not in {one.value for one in DisclosureMove}:
        raise NotFound()
    if form.validate_on_submit():
        to = url_for("consultations.manage", **desk.where)
        with writing(form, to=to, about=("disclosure", disclosure_id)) as outcome:
            _move(desk, form, DisclosureMove(step))
        if outcome:
            flash(gettext("%(step)s: đã ghi.", step=gettext(DisclosureMove(step).label)), "success")
            return redirect(outcome.location)
    return _manage_page(desk, form, 422)


def _move(desk: Desk, form: StepForm, step: DisclosureMove) -> None:
    services.move(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        disclosure=queries.get_disclosure(here.session(), desk.year.id, desk.row.id),
        version=form.opened_version,
        step=step,
        points=form.summary.data,
    )


def _managed_year(year: int) -> YearPlace:
    known = here.year(year)
    access.require(here.actor(), Action.DISCLOSURE_MANAGE, here.subject(known))
    return known


def _choices(known: YearPlace) -> list[tuple[str, str]]:
    words = gettext("%(nominee)s – “%(form)s”")
    rows = queries.candidates_of(here.session(), known.id)
    return [(str(row.proposal_id), words % {"nominee": row.nominee, "form": row.form_vi}) for row in rows]


def _basis_day(known: YearPlace) -> date:
    """The day for which rules are read: when the first dossier is expected, else today."""
    rows = queries.candidates_of(here.session(), known.id)
    return min((row.planned_on for row in rows if row.planned_on is not None), default=here.today())


def _form_of(desk: Desk) -> DisclosureForm:
    names = ("title", "introduction", "opens_on", "working_days", "announced_at", "version")
    data = {name: getattr(desk.row, name) for name in names}
    data["proposals"] = [str(one.proposal_id) for one in desk.nominees]
    return DisclosureForm(formdata=None, data=data).offering(_choices(desk.year))


def _edit_page(known: YearPlace, form: DisclosureForm, desk: Desk | None, status: int) -> ResponseReturnValue:
    day = _basis_day(known)
    return render_template(
        "consultations/edit.html",
        year=known,
        desk=desk,
        form=form.offering(_choices(known)),
        basis=rulebook.rules_for(here.session(), day, here.place().id).of(DISCLOSURE).standing,
        basis_day=day,
    ), status


def _manage_page(desk: Desk, form: StepForm, status: int) -> ResponseReturnValue:
    session = here.session()
    return render_template(
        "consultations/manage.html",
        desk=desk,
        row=desk.row,
        form=form,
        step=rules.find_move(desk.row.state),
        counts=rules.tally(queries.states_of(session, desk.row.id)),
        history=trail.timeline(session, "disclosure", desk.row.id),
        today=here.today(),
    ), status
