"""The sections of the achievement report that people write."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import dossiers as queries
from emulation.queries.proposals import get_proposal
from emulation.rules import access, lint
from emulation.rules import dossiers as rules
from emulation.rules.dossiers import REPORT
from emulation.services import dossier_kinds, dossier_reports
from emulation.vocabulary.actions import Action
from emulation.web.dossiers.desk import Desk, desk_of, task_of
from emulation.web.dossiers.forms import report_form
from emulation.web.dossiers.room import room
from emulation.web.shell import here
from emulation.web.shell.fields import Form
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


def _officers_desk(year: int, proposal_id: int) -> Desk:
    """The dossier, for the officers of the member who write its report."""
    desk = desk_of(year, proposal_id)
    access.require(here.actor(), Action.DOSSIER_EDIT, desk.subject)
    kind = task_of(desk, REPORT).kind
    rules.check_provider(kind, access.ways(here.actor(), Action.DOSSIER_EDIT, desk.subject))
    return desk


def _form_of(desk: Desk) -> Form:
    proposal_id = desk.dossier.place.id
    parts = queries.parts_of(here.session(), proposal_id)
    data = {code: part.text for code, part in parts.items()}
    kind = report_form(_sections(), needs_reason=desk.needs_reason)
    return kind(formdata=None, data=data | {"version": dossier_reports.version_of(parts)})


def _sections() -> tuple[tuple[str, str], ...]:
    return tuple((one.code, one.title) for one in dossier_kinds.sections())


@room.get("/clusters/<code>/<int:year>/proposals/<int:proposal_id>/dossier/report")
@gate(Action.DOSSIER_EDIT)
def report(code: str, year: int, proposal_id: int) -> ResponseReturnValue:
    """The sections as a form."""
    desk = _officers_desk(year, proposal_id)
    return _page(desk, _form_of(desk), 200)


@room.post("/clusters/<code>/<int:year>/proposals/<int:proposal_id>/dossier/report")
@gate(Action.DOSSIER_EDIT)
def report_save(code: str, year: int, proposal_id: int) -> ResponseReturnValue:
    """Save the sections: as far as they are, nothing is checked but their length."""
    desk = _officers_desk(year, proposal_id)
    form = report_form(_sections(), needs_reason=desk.needs_reason)()
    if form.validate_on_submit():
        to, about = url_for("dossiers.show", **desk.where), ("proposal", proposal_id)
        with writing(form, to=to, newest=lambda: _form_of(desk), about=about) as outcome:
            dossier_reports.save(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                proposal=get_proposal(here.session(), proposal_id),
                version=form.opened_version,
                texts=form.values(*(code for code, _title in _sections())),
                reason=form["reason"].data if "reason" in form else "",
            )
        if outcome:
            flash(gettext("Đã lưu các phần của báo cáo thành tích."), "success")
            return redirect(outcome.location)
    return _page(desk, form, 422)


def _page(desk: Desk, form: Form, status: int) -> ResponseReturnValue:
    parts = dossier_kinds.sections()
    blank = [one.code for one in parts if lint.is_blank(form[one.code].data or "")]
    return render_template("dossiers/report.html", desk=desk, form=form, parts=parts, blank=blank), status
