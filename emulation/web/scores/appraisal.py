"""The appraisal of a member's sheet by the secretariat of chair or vice-chair, never of its own."""

from dataclasses import replace

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import cycles
from emulation.queries import sheets as records
from emulation.rules import access
from emulation.rules.cycles import OPEN, Work
from emulation.rules.sheets import APPRAISABLE
from emulation.services import sheets
from emulation.vocabulary.actions import Action
from emulation.vocabulary.states import ExplanationState
from emulation.web.scores.desk import Desk, desk_of, filled_group
from emulation.web.scores.forms import AppraisalForm, MoveForm, ReviewForm, appraisal_data
from emulation.web.scores.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


def _desk(year: int, member: str) -> Desk:
    desk = desk_of(year, member)
    access.require(here.actor(), Action.SCORE_APPRAISE, here.subject(desk.year, desk.member.id))
    return desk


def _form_of(desk: Desk) -> ReviewForm:
    lines = [appraisal_data(line) for line in desk.group.lines] if desk.group else []
    return ReviewForm(formdata=None, data={"version": desk.version, "lines": lines})


def _page(desk: Desk, form: ReviewForm, status: int) -> ResponseReturnValue:
    cycle = cycles.get_cycle(here.session(), desk.year.id)
    is_open = desk.page is not None and desk.page.state in APPRAISABLE
    writers = desk.page.writers if desk.page else frozenset[int]()
    asking = replace(here.subject(desk.year, desk.member.id), entered_by=writers)
    return render_template(
        "scores/review.html",
        desk=desk,
        form=form,
        editable=is_open and desk.year.phase in OPEN[Work.APPRAISE],
        held=_held(desk),
        can_ask=is_open
        and cycle.uses_explaining
        and desk.year.phase in OPEN[Work.EXPLAIN]
        and access.may(here.actor(), Action.EXPLANATION_SETTLE, asking),
        steps=sheets.steps_for(here.actor(), cycle, desk.page) if desk.page else [],
        moving=MoveForm(formdata=None, data={"version": desk.version}),
    ), status


@room.get("/clusters/<code>/<int:year>/scores/<member>/review")
@gate(Action.SCORE_APPRAISE)
def review(code: str, year: int, member: str) -> ResponseReturnValue:
    """One group: what the member says, and what the appraisal says."""
    desk = _desk(year, member)
    return _page(desk, _form_of(desk), 200)


@room.post("/clusters/<code>/<int:year>/scores/<member>/review")
@gate(Action.SCORE_APPRAISE)
def appraise(code: str, year: int, member: str) -> ResponseReturnValue:
    """Record the appraised points of one group and go on to the next."""
    desk, form = _desk(year, member), ReviewForm()
    group = filled_group(desk, form)
    if form.validate_on_submit():
        following = desk.following or group.node.code
        to = url_for("scores.review", code=code, year=year, member=member, group=following)
        about = desk.about
        with writing(form, to=to, newest=lambda: _form_of(_desk(year, member)), about=about) as outcome:
            _appraise(desk, form)
        if outcome:
            flash(gettext("Đã ghi điểm thẩm định của nhóm %(group)s.", group=group.node.code), "success")
            return redirect(outcome.location)
    return _page(desk, form, 422)


def _appraise(desk: Desk, form: ReviewForm) -> None:
    assert desk.group is not None
    rows = {str(line.criterion_id): line for line in desk.group.lines}
    sheets.appraise(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        sheet=records.get_sheet(here.session(), desk.year.id, desk.member.id),
        version=form.opened_version,
        lines=[_given(desk, rows[entry.form.criterion.data], entry.form) for entry in form.lines],
    )


def _given(desk: Desk, row: records.LineRow, form: AppraisalForm) -> sheets.Appraisal:
    """The line as it was typed; what its explanation concluded stands."""
    if row.criterion_id in _held(desk):
        return sheets.Appraisal(row.criterion_id, row.appraised, row.appraisal_reason)
    return form.given(row)


def _held(desk: Desk) -> set[int]:
    """The criteria whose points come from their explanation, until the sheet is scored anew after its conclusion."""
    return {
        key
        for key, row in desk.explained.items()
        if row.state is not ExplanationState.SETTLED or row.outcome_points == row.appraised
    }
