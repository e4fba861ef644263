"""Explanations of a year: the list, one with its answer, its steps, and its conclusion."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import audit as trail
from emulation.queries import explanations as queries
from emulation.rules import access
from emulation.services import conclusions
from emulation.services import explanations as services
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.moves import ExplanationMove
from emulation.web.explanations.desk import Desk, desk_of
from emulation.web.explanations.forms import AnswerForm, SettleForm, StepForm
from emulation.web.explanations.room import room
from emulation.web.shell import here
from emulation.web.shell.fields import Form
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing

#: What stays among the member's own people.
WITHIN = frozenset({"explanation.saved", "explanation.request_approval", "explanation.return"})
STEPS = frozenset(ExplanationMove) - {ExplanationMove.SETTLE}


@room.get("/clusters/<code>/<int:year>/explanations")
@gate(Action.EXPLANATION_READ)
def index(code: str, year: int) -> ResponseReturnValue:
    """The explanations that the reader may see, and how far each is."""
    known = here.year(year)
    scope = access.scope_of(here.actor(), Action.EXPLANATION_READ)
    rows = queries.explanations_of(here.session(), known.id, here.place().id, scope)
    return render_template("explanations/index.html", year=known, rows=rows)


@room.get("/clusters/<code>/<int:year>/explanations/<int:explanation_id>")
@gate(Action.EXPLANATION_READ)
def show(code: str, year: int, explanation_id: int) -> ResponseReturnValue:
    """The three values, the question, the answer, and what the reader can do now."""
    return _page(desk_of(year, explanation_id), None, 200)


def _answer(desk: Desk) -> AnswerForm:
    return AnswerForm(formdata=None, data={"version": desk.row.version, "text": desk.row.text})


def _page(desk: Desk, form: Form | None, status: int) -> ResponseReturnValue:
    data = {"version": desk.row.version}
    settling = form if isinstance(form, SettleForm) else SettleForm(formdata=None, data=data)
    steps = desk.steps
    return render_template(
        "explanations/show.html",
        desk=desk,
        row=desk.row,
        form=form,
        answer=form if isinstance(form, AnswerForm) else _answer(desk),
        stepping=form if isinstance(form, StepForm) else StepForm(formdata=None, data=data),
        settling=settling.offering(desk.outcomes),
        steps=[step for step in steps if step is not ExplanationMove.SETTLE],
        can_settle=ExplanationMove.SETTLE in steps,
        may_write=desk.may_write,
        history=_history(desk),
        can_audit=access.may(here.actor(), Action.AUDIT_READ, here.subject(desk.year, desk.row.member_id)),
        today=here.today(),
    ), status


def _history(desk: Desk) -> list[trail.EventRow]:
    """What happened; how the member's people came to their answer is for themselves."""
    events = trail.timeline(here.session(), "explanation", desk.row.id)
    return [event for event in events if desk.is_own or event.verb not in WITHIN]


@room.post("/clusters/<code>/<int:year>/explanations/<int:explanation_id>")
@gate(Action.EXPLANATION_WRITE)
def save(code: str, year: int, explanation_id: int) -> ResponseReturnValue:
    """Save the answer."""
    desk, form = desk_of(year, explanation_id), AnswerForm()
    access.require(here.actor(), Action.EXPLANATION_WRITE, here.subject(desk.year, desk.row.member_id))
    if form.validate_on_submit():
        about = ("explanation", desk.row.id)
        to = url_for("explanations.show", **desk.where)
        newest = lambda: _answer(desk_of(year, explanation_id))  # noqa: E731
        with writing(form, to=to, newest=newest, about=about) as outcome:
            services.save(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                explanation=queries.get_explanation(here.session(), desk.year.id, desk.row.id),
                version=form.opened_version,
                text=form.text.data,
            )
        if outcome:
            flash(gettext("Đã lưu giải trình."), "success")
            return redirect(outcome.location)
    return _page(desk, form, 422)


@room.post("/clusters/<code>/<int:year>/explanations/<int:explanation_id>/move/<step>")
@gate(Action.EXPLANATION_READ)
def move(code: str, year: int, explanation_id: int, step: str) -> ResponseReturnValue:
    """One step of the member's own people."""
    desk, form = desk_of(year, explanation_id), StepForm()
    if step not in {one.value for one in STEPS}:
        raise NotFound()
    if form.validate_on_submit():
        to = url_for("explanations.show", **desk.where)
        with writing(form, to=to, about=("explanation", desk.row.id)) as outcome:
            _move(desk, form, ExplanationMove(step))
        if outcome:
            flash(gettext("%(step)s: đã ghi.", step=gettext(ExplanationMove(step).label)), "success")
            return redirect(outcome.location)
    return _page(desk, form, 422)


def _move(desk: Desk, form: StepForm, step: ExplanationMove) -> None:
    services.move(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        explanation=queries.get_explanation(here.session(), desk.year.id, desk.row.id),
        version=form.opened_version,
        step=step,
        reason=form.reason.data,
    )


@room.post("/clusters/<code>/<int:year>/explanations/<int:explanation_id>/settle")
@gate(Action.EXPLANATION_SETTLE)
def settle(code: str, year: int, explanation_id: int) -> ResponseReturnValue:
    """Conclude: the points become final for the line."""
    desk = desk_of(year, explanation_id)
    access.require(here.actor(), Action.EXPLANATION_SETTLE, here.subject(desk.year, desk.row.member_id))
    form = SettleForm().offering(desk.outcomes)
    if form.validate_on_submit():
        to = url_for("explanations.show", **desk.where)
        with writing(form, to=to, about=("explanation", desk.row.id)) as outcome:
            _settle(desk, form)
        if outcome:
            flash(gettext("Đã ghi kết luận giải trình."), "success")
            return redirect(outcome.location)
    return _page(desk, form, 422)


def _settle(desk: Desk, form: SettleForm) -> None:
    conclusions.settle(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        explanation=queries.get_explanation(here.session(), desk.year.id, desk.row.id),
        version=form.opened_version,
        conclusion=form.conclusion(),
    )
