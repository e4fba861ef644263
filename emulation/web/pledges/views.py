"""Pages of members' pledges: list, one pledge, drafting, and the paper."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import audit as trail
from emulation.queries import cycles, indicators
from emulation.queries import pledges as queries
from emulation.queries.evidence_uses import Behind, behind
from emulation.queries.extensions import find_row
from emulation.queries.figures import scored_figures
from emulation.rules import access
from emulation.services import delegations, pledges
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.evidence import Proof
from emulation.vocabulary.moves import PledgeMove
from emulation.vocabulary.states import Phase
from emulation.vocabulary.words import N_
from emulation.web.pledges import quality
from emulation.web.pledges.desk import Desk, desk_of
from emulation.web.pledges.forms import PaperForm, PledgeForm, blank_target, rebased, rows_of
from emulation.web.pledges.room import room
from emulation.web.shell import here, uploads
from emulation.web.shell.gate import gate
from emulation.web.shell.returning import MoveForm, move_form
from emulation.web.shell.rows import reshaped
from emulation.web.shell.writing import writing

EMPTY_ROWS = 3
#: Moves that are made on the pledge's own page; the others follow its check or the chair's review.
ON_SHOW = frozenset({PledgeMove.WITHDRAW, PledgeMove.REOPEN})


def _papers(desk: Desk) -> dict[int, Behind]:
    """Target → the evidence behind it, for those who read the member's evidence."""
    subject = here.subject(desk.year, desk.member.id)
    if desk.page is None or not access.may(here.actor(), Action.EVIDENCE_READ, subject):
        return {}
    return behind(here.session(), Proof.TARGET, desk.page.id)


@room.get("/clusters/<code>/<int:year>/pledges")
@gate(Action.PAGE_READ)
def index(code: str, year: int) -> ResponseReturnValue:
    """One row per member: state, number of targets, signing."""
    known = here.year(year)
    scope = access.scope_of(here.actor(), Action.PLEDGE_READ)
    rows = queries.pledges_of_cycle(here.session(), (known.id, here.place().id, year), scope)
    recordable = access.may(here.actor(), Action.PLEDGE_RECORD, here.subject(known))
    own = here.actor().member_ids
    return render_template("pledges/index.html", year=known, rows=rows, recordable=recordable, own=own)


@room.get("/clusters/<code>/<int:year>/pledges/<member>")
@gate(Action.PAGE_READ)
def show(code: str, year: int, member: str) -> ResponseReturnValue:
    """A pledge with its targets; those who may act find their moves here."""
    desk = desk_of(year, member)
    return show_page(desk, move_form(desk.version), 200)


def show_page(desk: Desk, form: MoveForm, status: int) -> ResponseReturnValue:
    """The pledge's own page around a form for the moves that are made on it."""
    session, actor = here.session(), here.actor()
    subject = here.subject(desk.year, desk.member.id)
    targets = desk.targets()
    signed_in = actor.user_id is not None and access.may(actor, Action.PLEDGE_READ, subject)
    steps, history, can_confirm = [], [], False
    if signed_in and desk.page:
        cycle = cycles.get_cycle(session, desk.year.id)
        steps = pledges.steps_for(actor, cycle, desk.page)
        can_confirm = pledges.may_confirm(actor, cycle, desk.page)
        history = trail.timeline(session, "pledge", desk.page.id)
    return render_template(
        "pledges/show.html",
        desk=desk,
        targets=targets,
        meter=quality.of_targets(desk.page.summary, targets) if desk.page and signed_in else None,
        steps=steps,
        own=[step for step in steps if step in ON_SHOW],
        history=history,
        form=form,
        can_edit=access.may(actor, Action.PLEDGE_EDIT, subject),
        can_record=access.may(actor, Action.PLEDGE_RECORD, subject),
        can_confirm=can_confirm,
        can_follow=signed_in,
        signed_as=delegations.signed_as(session, desk.page),
        extension=find_row(session, desk.year.id, desk.member.id, Phase.PLEDGING) if signed_in else None,
        today=here.today(),
        papers=_papers(desk),
    ), status


@room.get("/clusters/<code>/<int:year>/pledges/<member>/edit")
@gate(Action.PLEDGE_EDIT)
def edit(code: str, year: int, member: str) -> ResponseReturnValue:
    """The draft as a form; a new one offers last year's targets with their results as baselines."""
    desk = desk_of(year, member)
    access.require(here.actor(), Action.PLEDGE_EDIT, here.subject(desk.year, desk.member.id))
    return _edit_page(desk, _form_of(PledgeForm, desk), 200)


def _form_of(kind: type[PledgeForm], desk: Desk) -> PledgeForm:
    session = here.session()
    rows = rows_of(desk.targets())
    if desk.page is None:
        earlier = queries.previous_targets(session, here.place().id, desk.year.year, desk.member.id)
        rows = rebased(rows_of(earlier), scored_figures(session, [desk.member.id], desk.year.year - 1))
    rows = rows or [{} for _row in range(EMPTY_ROWS)]
    head = desk.page
    data = {"version": desk.version, "summary": head.summary if head else "", "targets": rows}
    if head is not None and kind is PaperForm:
        data |= {"paper_number": head.paper_number, "paper_on": head.paper_on}
    return kind(formdata=None, data=data)


def _edit_page(desk: Desk, form: PledgeForm, status: int) -> ResponseReturnValue:
    choices = indicators.indicator_choices(here.session(), here.place().id)
    due = cycles.deadlines_of(here.session(), desk.year.id)
    kind = "record" if isinstance(form, PaperForm) else "edit"
    units = {str(row.id): row.unit_vi for row in indicators.indicators_for(here.session(), here.place().id)}
    return render_template(
        f"pledges/{kind}.html",
        desk=desk,
        form=form.with_indicators(choices),
        meter=quality.of_form(form, units),
        reasons={(str(row.indicator_id), row.plan_source): row.return_reason for row in desk.targets()},
        blank=blank_target(choices),
        indicators=choices,
        deadlines=due,
    ), status


def _typed(kind: type[PledgeForm]) -> PledgeForm:
    form = kind()
    return form.with_indicators(indicators.indicator_choices(here.session(), here.place().id))


@room.post("/clusters/<code>/<int:year>/pledges/<member>/edit")
@gate(Action.PLEDGE_EDIT)
def save(code: str, year: int, member: str) -> ResponseReturnValue:
    """Save the draft, or add and remove rows without saving."""
    desk, form = desk_of(year, member), _typed(PledgeForm)
    access.require(here.actor(), Action.PLEDGE_EDIT, here.subject(desk.year, desk.member.id))
    if reshaped(form.targets):
        return _edit_page(desk, form, 200)
    if form.validate_on_submit():
        to = url_for("pledges.show", code=code, year=year, member=member)
        with writing(form, to=to, newest=lambda: _form_of(PledgeForm, desk_of(year, member))) as outcome:
            pledges.save(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cycle=cycles.get_cycle(here.session(), desk.year.id),
                member_id=desk.member.id,
                version=form.opened_version,
                summary=form.summary.data,
                targets=form.drafts(),
            )
        if outcome:
            flash(gettext("Đã lưu nháp."), "success")
            return redirect(outcome.location)
    return _edit_page(desk, form, 422)


@room.get("/clusters/<code>/<int:year>/pledges/<member>/record")
@gate(Action.PLEDGE_RECORD)
def paper(code: str, year: int, member: str) -> ResponseReturnValue:
    """The form in which the secretariat writes down a signed paper."""
    desk = desk_of(year, member)
    access.require(here.actor(), Action.PLEDGE_RECORD, here.subject(desk.year, desk.member.id))
    return _edit_page(desk, _form_of(PaperForm, desk), 200)


@room.post("/clusters/<code>/<int:year>/pledges/<member>/record")
@gate(Action.PLEDGE_RECORD)
def record(code: str, year: int, member: str) -> ResponseReturnValue:
    """Record the paper: number, date, file and targets; another person confirms it."""
    desk, form = desk_of(year, member), _typed(PaperForm)
    access.require(here.actor(), Action.PLEDGE_RECORD, here.subject(desk.year, desk.member.id))
    if reshaped(form.targets):
        return _edit_page(desk, form, 200)
    if form.validate_on_submit():
        to = url_for("pledges.show", code=code, year=year, member=member)
        with writing(form, to=to, newest=lambda: _form_of(PaperForm, desk_of(year, member))) as outcome:
            _record(desk, form)
        if outcome:
            flash(gettext("Đã nhập giao ước từ bản ký. Một người khác cần xác nhận."), "success")
            return redirect(outcome.location)
    return _edit_page(desk, form, 422)


def _record(desk: Desk, form: PledgeForm) -> None:
    file_id = uploads.keep(form["paper_file"], cluster_id=here.place().id, member_id=desk.member.id)
    file_id = file_id or (desk.page.file_id if desk.page else None)
    if file_id is None:
        raise DomainError(N_("Chọn tệp bản ký."), field="paper_file")
    pledges.record_paper(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        cycle=cycles.get_cycle(here.session(), desk.year.id),
        member_id=desk.member.id,
        version=form.opened_version,
        paper=pledges.Paper(form["paper_number"].data, form["paper_on"].data, file_id),
        summary=form.summary.data,
        targets=form.drafts(),
    )


@room.post("/clusters/<code>/<int:year>/pledges/<member>/confirm")
@gate(Action.PLEDGE_CONFIRM)
def confirm(code: str, year: int, member: str) -> ResponseReturnValue:
    """Confirm what the secretariat recorded from paper."""
    desk, form = desk_of(year, member), MoveForm()
    with writing(form, to=url_for("pledges.show", code=code, year=year, member=member)) as outcome:
        pledge = queries.get_pledge(here.session(), desk.year.id, desk.member.id)
        pledges.confirm(
            here.session(), actor=here.actor(), now=here.now(), pledge=pledge, version=form.opened_version
        )
    if outcome:
        flash(gettext("Đã xác nhận giao ước nhập thay."), "success")
        return redirect(outcome.location)
    return show_page(desk_of(year, member), form, 422)
