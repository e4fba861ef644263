"""The pages on which the chair's secretariat moves, plans and closes a year."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import audit as trail
from emulation.queries import cycles as queries
from emulation.queries.places import YearPlace
from emulation.rules import access, phases
from emulation.rules.openings import DATED
from emulation.services import cycles
from emulation.vocabulary.actions import Action
from emulation.vocabulary.states import Phase
from emulation.web.cycles.forms import ClosingForm, MoveForm, PlanForm, days_of
from emulation.web.cycles.room import room
from emulation.web.shell import here
from emulation.web.shell.addresses import find_address
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing

#: Where an obstacle is removed.
TOPICS = {
    phases.Topic.AGREEMENT: "pledges.agreement",
    phases.Topic.PLEDGES: "pledges.index",
    phases.Topic.RESULTS: "results.index",
    phases.Topic.SCORECARD: "scorecards.show",
    phases.Topic.CROSS_CHECK: "crosschecks.index",
    phases.Topic.TOTALS: "scores.totals",
    phases.Topic.CONFERENCE: "awards.conference",
    phases.Topic.PROPOSALS: "awards.proposals",
}


@room.get("/clusters/<code>/<int:year>/manage")
@gate(Action.CYCLE_MANAGE)
def manage(code: str, year: int) -> ResponseReturnValue:
    """Where the year stands, what is unfinished, and the way forward and back."""
    known = here.year(year)
    access.require(here.actor(), Action.CYCLE_MANAGE, here.subject(known))
    return _manage_page(known, None, 200)


def _manage_page(known: YearPlace, form: MoveForm | None, status: int) -> ResponseReturnValue:
    cycle = queries.get_cycle(here.session(), known.id)
    form = form or MoveForm(formdata=None, data={"version": cycle.version})
    standing = cycles.standing_of(here.session(), cycle)
    return render_template(
        "cycles/manage.html",
        year=known,
        form=form,
        standing=standing,
        obstacles=_obstacles(known, standing.obstacles),
        deadlines=queries.deadlines_of(here.session(), known.id),
        history=trail.timeline(here.session(), "cycle", known.id),
        can_close=access.may(here.actor(), Action.CYCLE_CLOSE, here.subject(known)),
    ), status


def _obstacles(known: YearPlace, found: list[phases.Obstacle]) -> list[dict[str, Any]]:
    """Each obstacle as words and the page on which it is removed."""
    return [
        {
            "text": gettext(obstacle.message, **dict(obstacle.values)),
            "is_hard": obstacle.is_hard,
            "label": gettext(obstacle.topic.label),
            "href": find_address(TOPICS[obstacle.topic], code=here.place().code, year=known.year),
        }
        for obstacle in found
    ]


@room.post("/clusters/<code>/<int:year>/manage/advance")
@gate(Action.CYCLE_MANAGE)
def advance(code: str, year: int) -> ResponseReturnValue:
    """To the next phase."""
    return _move(code, year, is_forward=True)


@room.post("/clusters/<code>/<int:year>/manage/back")
@gate(Action.CYCLE_MANAGE)
def step_back(code: str, year: int) -> ResponseReturnValue:
    """To the phase before."""
    return _move(code, year, is_forward=False)


def _move(code: str, year: int, *, is_forward: bool) -> ResponseReturnValue:
    known, form = here.year(year), MoveForm()
    access.require(here.actor(), Action.CYCLE_MANAGE, here.subject(known))
    verb = cycles.advance if is_forward else cycles.step_back
    if form.validate_on_submit():
        to = url_for("cycles.manage", code=code, year=year)
        with writing(form, to=to, about=("cycle", known.id)) as outcome:
            cycle = verb(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cycle=queries.get_cycle(here.session(), known.id),
                version=form.opened_version,
                reason=form.reason.data or "",
            )
        if outcome:
            words = gettext(cycle.phase.label)
            flash(gettext("Năm %(year)s đang ở giai đoạn “%(phase)s”.", year=year, phase=words), "success")
            return redirect(outcome.location)
    return _manage_page(known, form, 422)


@room.get("/clusters/<code>/<int:year>/manage/deadlines")
@gate(Action.CYCLE_MANAGE)
def deadlines(code: str, year: int) -> ResponseReturnValue:
    """The plan of the year as a form."""
    known = here.year(year)
    access.require(here.actor(), Action.CYCLE_MANAGE, here.subject(known))
    return render_template("cycles/deadlines.html", year=known, form=_plan_form(known), dated=DATED)


def _plan_form(known: YearPlace) -> PlanForm:
    page = queries.get_cycle_page(here.session(), known.id)
    rows = queries.deadlines_of(here.session(), known.id)
    data = {name: getattr(page, name) for name in ("version", *cycles.Plan().heads())}
    data |= days_of((row.phase, row.starts_on, row.due_on) for row in rows)
    return PlanForm(formdata=None, data=data)


@room.post("/clusters/<code>/<int:year>/manage/deadlines")
@gate(Action.CYCLE_MANAGE)
def save_deadlines(code: str, year: int) -> ResponseReturnValue:
    """Save the plan."""
    known, form = here.year(year), PlanForm()
    access.require(here.actor(), Action.CYCLE_MANAGE, here.subject(known))
    if form.validate_on_submit():
        to = url_for("cycles.manage", code=code, year=year)
        newest, about = (lambda: _plan_form(known)), ("cycle", known.id)
        with writing(form, to=to, newest=newest, about=about) as outcome:
            cycles.save_deadlines(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cycle=queries.get_cycle(here.session(), known.id),
                version=form.opened_version,
                plan=form.plan(),
            )
        if outcome:
            flash(gettext("Đã lưu kế hoạch năm %(year)s.", year=year), "success")
            return redirect(outcome.location)
    return render_template("cycles/deadlines.html", year=known, form=form, dated=DATED), 422


@room.get("/clusters/<code>/<int:year>/close")
@gate(Action.CYCLE_CLOSE)
def closing(code: str, year: int) -> ResponseReturnValue:
    """What closing means, what stands against it, and the typed confirmation."""
    known = here.year(year)
    access.require(here.actor(), Action.CYCLE_CLOSE, here.subject(known))
    version = queries.get_cycle(here.session(), known.id).version
    return _closing_page(known, ClosingForm(formdata=None, data={"version": version}), 200)


def _closing_page(known: YearPlace, form: ClosingForm, status: int) -> ResponseReturnValue:
    standing = cycles.standing_of(here.session(), queries.get_cycle(here.session(), known.id))
    ready = known.phase is Phase.AWARDING and not standing.is_blocked
    obstacles = _obstacles(known, standing.obstacles)
    words = phases.CLOSING_WORDS
    return render_template(
        "cycles/close.html", year=known, form=form, ready=ready, obstacles=obstacles, words=words
    ), status


@room.post("/clusters/<code>/<int:year>/close")
@gate(Action.CYCLE_CLOSE)
def close(code: str, year: int) -> ResponseReturnValue:
    """Seal the year."""
    known, form = here.year(year), ClosingForm()
    access.require(here.actor(), Action.CYCLE_CLOSE, here.subject(known))
    if form.validate_on_submit():
        to = url_for("cycles.show", code=code, year=year)
        with writing(form, to=to, about=("cycle", known.id)) as outcome:
            cycles.close(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cycle=queries.get_cycle(here.session(), known.id),
                version=form.opened_version,
                confirmation=form.confirmation.data,
            )
        if outcome:
            flash(gettext("Đã đóng năm thi đua %(year)s.", year=year), "success")
            return redirect(outcome.location)
    return _closing_page(known, form, 422)
