"""Waivers: asking that a required paper need not come, and agreeing as a second person."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries.proposals import get_proposal
from emulation.rules import access
from emulation.services import dossier_waivers
from emulation.vocabulary.actions import Action
from emulation.web.dossiers.desk import desk_of, task_of
from emulation.web.dossiers.forms import ReasonForm
from emulation.web.dossiers.papers import opened, page, paper_form
from emulation.web.dossiers.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import sent_version, writing


@room.post("/clusters/<code>/<int:year>/proposals/<int:proposal_id>/dossier/<kind>/waive")
@gate(Action.DOSSIER_EDIT)
def ask(code: str, year: int, proposal_id: int, kind: str) -> ResponseReturnValue:
    """Ask for a waiver, with the reason."""
    (desk, task), form = opened(year, proposal_id, kind), ReasonForm()
    if form.validate_on_submit():
        with writing(form, to=url_for("dossiers.show", **desk.where)) as outcome:
            dossier_waivers.ask(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                proposal=get_proposal(here.session(), proposal_id),
                kind=kind,
                version=form.opened_version,
                reason=form.reason.data,
            )
        if outcome:
            flash(gettext("Đã xin miễn tài liệu. Cần một người khác đồng ý."), "success")
            return redirect(outcome.location)
    return page(desk, task, paper_form(desk, task), 422, faulty=form, part="waive")


@room.post("/clusters/<code>/<int:year>/proposals/<int:proposal_id>/dossier/<kind>/agree")
@gate(Action.DOSSIER_WAIVE)
def agree(code: str, year: int, proposal_id: int, kind: str) -> ResponseReturnValue:
    """Agree to a waiver that somebody else has asked for."""
    desk = desk_of(year, proposal_id)
    access.require(here.actor(), Action.DOSSIER_WAIVE, desk.subject)
    task_of(desk, kind)
    with writing(to=url_for("dossiers.show", **desk.where)) as outcome:
        dossier_waivers.approve(
            here.session(),
            actor=here.actor(),
            now=here.now(),
            proposal=get_proposal(here.session(), proposal_id),
            kind=kind,
            version=sent_version(),
        )
    flash(gettext("Đã đồng ý miễn tài liệu."), "success")
    return redirect(outcome.location)
