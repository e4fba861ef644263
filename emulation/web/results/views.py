"""Pages of results: the matrix of a year, one report, its form and its moves."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import audit as trail
from emulation.queries import cycles
from emulation.queries import results as queries
from emulation.queries.places import members_of_year
from emulation.rules import results as rules
from emulation.rules.access import may_within, require
from emulation.services import delegations, progress, results
from emulation.vocabulary.actions import Action
from emulation.vocabulary.clock import local
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.moves import ReportMove
from emulation.vocabulary.states import ReportState
from emulation.vocabulary.words import N_
from emulation.web.results.desk import Desk, Row, days_late_now, desk_of, extension_of, rows_of_desk
from emulation.web.results.forms import ReportForm, rows_of
from emulation.web.results.periods import PERIODS, SLUGS
from emulation.web.results.room import room
from emulation.web.shell import here
from emulation.web.shell.filters import moment
from emulation.web.shell.gate import gate
from emulation.web.shell.returning import MoveForm, move_form
from emulation.web.shell.writing import writing


@room.get("/clusters/<code>/<int:year>/results")
@gate(Action.RESULT_READ)
def index(code: str, year: int) -> ResponseReturnValue:
    """Member × indicator: plan, latest figure, percent, a word; what is in danger; every member's reports."""
    known = here.year(year)
    members = members_of_year(here.session(), here.place().id, year)
    found = progress.overview(
        here.session(),
        actor=here.actor(),
        subject=here.subject(known),
        year=known,
        members=members,
        period=PERIODS.get(request.args.get("period", "")),
    )
    return render_template(
        "results/index.html",
        year=known,
        members=members,
        progress=found,
        slugs=SLUGS,
        chosen=request.args.get("period", ""),
        current=rules.current_period(known.phase),
        own=here.actor().member_ids,
        can_import=may_within(here.actor(), Action.RESULT_EDIT, here.subject(known)),
    )


@room.get("/clusters/<code>/<int:year>/results/<member>/<period>")
@gate(Action.RESULT_READ)
def show(code: str, year: int, member: str, period: str) -> ResponseReturnValue:
    """One report: plan, last year, result, forecast, source; no scores and no votes."""
    desk = desk_of(year, member, period)
    lines = queries.lines_of(here.session(), desk.page.id) if desk.page else []
    return _page(desk, move_form(desk.version, (line.indicator_id for line in lines)), 200)


def _page(desk: Desk, form: MoveForm, status: int) -> ResponseReturnValue:
    session, rows = here.session(), rows_of_desk(desk)
    cycle = cycles.get_cycle(session, desk.year.id)
    history = trail.timeline(session, "result_report", desk.page.id) if desk.page else []
    return render_template(
        "results/show.html",
        desk=desk,
        rows=rows,
        form=form,
        blanks=sum(row.line is None or row.line.value is None for row in rows),
        steps=results.steps_for(here.actor(), cycle, desk.page) if desk.page else [],
        history=history,
        accepted=_accepted(desk, history),
        late=days_late_now(desk),
        signed_as=delegations.signed_as(session, desk.page),
        due=cycles.due_on(session, cycle.id, rules.DEADLINES[desk.period]),
        extension=extension_of(desk),
        today=here.today(),
    ), status


def _accepted(desk: Desk, history: list[trail.EventRow]) -> trail.EventRow | None:
    """By whom and when the report that stands was accepted, from the trail."""
    if desk.page is None or desk.page.state is not ReportState.ACCEPTED:
        return None
    return next((event for event in history if event.verb == "result.accept"), None)


@room.get("/clusters/<code>/<int:year>/results/<member>/<period>/edit")
@gate(Action.RESULT_EDIT)
def edit(code: str, year: int, member: str, period: str) -> ResponseReturnValue:
    """The report as a form: one block per indicator of the pledge."""
    desk = desk_of(year, member, period)
    require(here.actor(), Action.RESULT_EDIT, here.subject(desk.year, desk.member.id))
    rows = rows_of_desk(desk)
    return _edit_page(desk, rows, _form_of(desk, rows), 200)


def _form_of(desk: Desk, rows: list[Row]) -> ReportForm:
    lines = {row.indicator.id: row.line for row in rows if row.line}
    data = {"version": desk.version, "lines": rows_of([row.indicator.id for row in rows], lines)}
    return ReportForm(formdata=None, data=data)


def _edit_page(desk: Desk, rows: list[Row], form: ReportForm, status: int) -> ResponseReturnValue:
    cycle = cycles.get_cycle(here.session(), desk.year.id)
    return render_template(
        "results/edit.html",
        desk=desk,
        form=form,
        rows={str(row.indicator.id): row for row in rows},
        late=days_late_now(desk),
        due=cycles.due_on(here.session(), cycle.id, rules.DEADLINES[desk.period]),
        extension=extension_of(desk),
        today=here.today(),
    ), status


@room.post("/clusters/<code>/<int:year>/results/<member>/<period>/edit")
@gate(Action.RESULT_EDIT)
def save(code: str, year: int, member: str, period: str) -> ResponseReturnValue:
    """Save the draft."""
    desk = desk_of(year, member, period)
    require(here.actor(), Action.RESULT_EDIT, here.subject(desk.year, desk.member.id))
    rows = rows_of_desk(desk)
    form = _typed(rows)
    if form.validate_on_submit():
        to = url_for("results.show", code=code, year=year, member=member, period=period)
        about = ("result_report", desk.page.id) if desk.page else None
        with writing(form, to=to, newest=lambda: _newest(year, member, period), about=about) as outcome:
            _save(desk, form)
        if outcome:
            flash(gettext("Đã lưu nháp lúc %(time)s.", time=f"{local(here.now()):%H:%M}"), "success")
            return redirect(outcome.location)
    return _edit_page(desk, rows, form, 422)


def _typed(rows: list[Row]) -> ReportForm:
    """What was sent; a line for an indicator that the page did not offer is not found."""
    form, offered = ReportForm(), {str(row.indicator.id) for row in rows}
    if any(line.indicator.data not in offered for line in form.lines):
        raise NotFound()
    return form


def _save(desk: Desk, form: ReportForm) -> None:
    results.save(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        cycle=cycles.get_cycle(here.session(), desk.year.id),
        member_id=desk.member.id,
        period=desk.period,
        version=form.opened_version,
        lines=form.drafts(),
    )


def _newest(year: int, member: str, period: str) -> ReportForm:
    desk = desk_of(year, member, period)
    return _form_of(desk, rows_of_desk(desk))


@room.post("/clusters/<code>/<int:year>/results/<member>/<period>/move/<step>")
@gate(Action.RESULT_READ)
def move(code: str, year: int, member: str, period: str, step: str) -> ResponseReturnValue:
    """One move of the workflow."""
    desk, form = desk_of(year, member, period), MoveForm()
    if desk.page is None or step not in set(ReportMove):
        raise NotFound()
    if form.validate_on_submit():
        with writing(
            form, to=url_for("results.show", code=code, year=year, member=member, period=period)
        ) as outcome:
            _move(desk, form, ReportMove(step))
        if outcome:
            flash(_done(desk, ReportMove(step)), "success")
            return redirect(outcome.location)
    return _page(desk_of(year, member, period), form, 422)


def _move(desk: Desk, form: MoveForm, step: ReportMove) -> None:
    report = queries.find_report(here.session(), desk.year.id, desk.member.id, desk.period)
    if report is None:
        raise NotFound()
    results.move(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        report=report,
        member=desk.member,
        version=form.opened_version,
        step=step,
        reason=form.reason.data or "",
        line_reasons=form.line_reasons() if step is ReportMove.RETURN else results.NO_REASONS,
    )


def _done(desk: Desk, step: ReportMove) -> str:
    if step is ReportMove.SUBMIT:
        message = N_("Đã nộp %(name)s lúc %(time)s. Mã hồ sơ: %(reference)s.")
        title = str(gettext(desk.title))
        name = title[:1].lower() + title[1:]
        return str(gettext(message, name=name, time=moment(here.now()), reference=desk.reference))
    time = f"{local(here.now()):%H:%M}"
    return str(gettext("%(step)s: đã ghi lúc %(time)s.", step=gettext(step.label), time=time))
