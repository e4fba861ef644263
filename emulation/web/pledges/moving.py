"""Pages before a pledge goes on: the check of answers, the chair's review, and the moves themselves."""

from dataclasses import asdict

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import cycles
from emulation.queries import pledges as queries
from emulation.queries.pledges import PledgePage, TargetRow
from emulation.rules import access
from emulation.rules import pledges as rules
from emulation.services import pledges, reviews
from emulation.vocabulary.actions import Action
from emulation.vocabulary.clock import local
from emulation.vocabulary.errors import DomainError, NotFound
from emulation.vocabulary.moves import PledgeMove
from emulation.vocabulary.states import PledgeState
from emulation.vocabulary.words import N_
from emulation.web.pledges import quality
from emulation.web.pledges.desk import Desk, desk_of, inner_desk_of
from emulation.web.pledges.room import room
from emulation.web.pledges.views import show_page
from emulation.web.shell import here
from emulation.web.shell.filters import moment, name
from emulation.web.shell.gate import gate
from emulation.web.shell.returning import MoveForm, move_form
from emulation.web.shell.speech import said
from emulation.web.shell.writing import writing

#: Which page a move is made on; the others are made on the pledge's own page.
ON_CHECK = frozenset({PledgeMove.REQUEST_APPROVAL, PledgeMove.SUBMIT})
ON_REVIEW = frozenset({PledgeMove.ACCEPT})


@room.get("/clusters/<code>/<int:year>/pledges/<member>/check")
@gate(Action.PLEDGE_READ)
def check(code: str, year: int, member: str) -> ResponseReturnValue:
    """All answers once more before they go to the leader, or to the chair; the leader may send them back."""
    desk, page = inner_desk_of(year, member)
    rows = desk.targets()
    return _check_page(desk, page, rows, move_form(desk.version, (row.id for row in rows)), 200)


def _check_page(
    desk: Desk, page: PledgePage, rows: list[TargetRow], form: MoveForm, status: int
) -> ResponseReturnValue:
    cycle = cycles.get_cycle(here.session(), desk.year.id)
    returnable = page.state is PledgeState.AWAITING_APPROVAL
    steps = [
        step
        for step in pledges.steps_for(here.actor(), cycle, page)
        if step in ON_CHECK or (step is PledgeMove.RETURN and returnable)
    ]
    subject = here.subject(desk.year, desk.member.id)
    return render_template(
        "pledges/check.html",
        desk=desk,
        page=page,
        targets=rows,
        meter=quality.of_targets(page.summary, rows),
        missing=_missing(rows),
        form=form,
        steps=steps,
        can_edit=page.state in rules.EDITABLE and access.may(here.actor(), Action.PLEDGE_EDIT, subject),
        deadlines=cycles.deadlines_of(here.session(), desk.year.id),
    ), status


def _missing(rows: list[TargetRow]) -> str:
    """What still stops the pledge from going anywhere, in words; empty when nothing does."""
    try:
        rules.check_complete([asdict(row) for row in rows])
    except DomainError as error:
        return said(error.message, error.values)
    return ""


@room.get("/clusters/<code>/<int:year>/pledges/<member>/review")
@gate(Action.PLEDGE_READ)
def review(code: str, year: int, member: str) -> ResponseReturnValue:
    """What the chair reads before agreeing: each target beside last year, and what cannot be measured."""
    desk, page = inner_desk_of(year, member)
    rows = desk.targets()
    return _review_page(desk, page, rows, move_form(desk.version, (row.id for row in rows)), 200)


def _review_page(
    desk: Desk, page: PledgePage, rows: list[TargetRow], form: MoveForm, status: int
) -> ResponseReturnValue:
    cycle = cycles.get_cycle(here.session(), desk.year.id)
    steps = pledges.steps_for(here.actor(), cycle, page) if page.state is PledgeState.SUBMITTED else []
    return render_template(
        "pledges/review.html",
        desk=desk,
        page=page,
        meter=quality.of_targets(page.summary, rows),
        differences=reviews.differences(
            here.session(),
            cluster_id=here.place().id,
            year=desk.year.year,
            member_id=desk.member.id,
            targets=rows,
        ),
        form=form,
        steps=[step for step in steps if step in (PledgeMove.ACCEPT, PledgeMove.RETURN)],
    ), status


@room.post("/clusters/<code>/<int:year>/pledges/<member>/move/<step>")
@gate(Action.PLEDGE_READ)
def move(code: str, year: int, member: str, step: str) -> ResponseReturnValue:
    """One move of the workflow."""
    if step not in set(PledgeMove) - {PledgeMove.SIGN}:
        raise NotFound()
    desk, form = desk_of(year, member), MoveForm()
    if desk.page is None:
        raise NotFound()
    if form.validate_on_submit():
        with writing(form, to=url_for("pledges.show", code=code, year=year, member=member)) as outcome:
            _move(desk, form, PledgeMove(step))
        if outcome:
            flash(_done(desk, PledgeMove(step)), "success")
            return redirect(outcome.location)
    return _again(desk_of(year, member), form, PledgeMove(step))


def _move(desk: Desk, form: MoveForm, step: PledgeMove) -> None:
    pledges.move(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        pledge=queries.get_pledge(here.session(), desk.year.id, desk.member.id),
        version=form.opened_version,
        step=step,
        reason=form.reason.data or "",
        line_reasons=form.line_reasons() if step is PledgeMove.RETURN else pledges.NO_REASONS,
    )


def _again(desk: Desk, form: MoveForm, step: PledgeMove) -> ResponseReturnValue:
    """The page on which the move was asked for, with what is wrong."""
    if desk.page is None:
        raise NotFound()
    waits_for_leader = desk.page.state is PledgeState.AWAITING_APPROVAL
    if step in ON_CHECK or (step is PledgeMove.RETURN and waits_for_leader):
        return _check_page(desk, desk.page, desk.targets(), form, 422)
    if step in ON_REVIEW or step is PledgeMove.RETURN:
        return _review_page(desk, desk.page, desk.targets(), form, 422)
    return show_page(desk, form, 422)


def _done(desk: Desk, step: PledgeMove) -> str:
    if step is PledgeMove.SUBMIT:
        about = gettext("giao ước của %(member)s năm %(year)s", member=name(desk.member), year=desk.year.year)
        message = N_("Đã nộp %(name)s lúc %(time)s. Mã hồ sơ: %(reference)s.")
        return str(gettext(message, name=about, time=moment(here.now()), reference=desk.reference))
    time = f"{local(here.now()):%H:%M}"
    return str(gettext("%(step)s: đã ghi lúc %(time)s.", step=gettext(step.label), time=time))
