"""Members' score sheets: the list, one sheet group by group, and the moves."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import audit as trail
from emulation.queries import cycles
from emulation.queries import scores as queries
from emulation.queries import sheets as records
from emulation.queries.extensions import find_row
from emulation.rules import access
from emulation.rules.cycles import OPEN, Work
from emulation.rules.sheets import APPRAISABLE, EDITABLE, PERSONAL
from emulation.services import delegations, sheets
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.moves import SheetMove
from emulation.vocabulary.states import Phase
from emulation.web.scores.desk import Desk, desk_of, filled_group, starts_on
from emulation.web.scores.forms import MoveForm, SheetForm, item_names, line_data
from emulation.web.scores.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


@room.get("/clusters/<code>/<int:year>/scores")
@gate(Action.SCORE_READ)
def index(code: str, year: int) -> ResponseReturnValue:
    """The members whose sheets the reader may see, and how far each is."""
    known = here.year(year)
    scope = access.scope_of(here.actor(), Action.SCORE_READ)
    rows = queries.standings(here.session(), (known.id, here.place().id, year), scope)
    ranking = queries.find_ranking_page(here.session(), known.id)
    can_total = access.may(here.actor(), Action.TOTALS_READ, here.subject(known))
    return render_template("scores/index.html", year=known, rows=rows, ranking=ranking, can_total=can_total)


@room.get("/clusters/<code>/<int:year>/scores/<member>/self")
@gate(Action.SCORE_READ)
def sheet(code: str, year: int, member: str) -> ResponseReturnValue:
    """One group of the sheet: a form for the member's officer while it is open, else what was scored."""
    desk = desk_of(year, member)
    return _page(desk, _form_of(desk), MoveForm(data={"version": desk.version}), 200)


def may_edit(desk: Desk) -> bool:
    """Whether the reader may write this sheet now."""
    is_open = desk.year.phase in OPEN[Work.SELF_SCORE] and (desk.page is None or desk.page.state in EDITABLE)
    subject = here.subject(desk.year, desk.member.id)
    return is_open and access.may(here.actor(), Action.SCORE_EDIT, subject)


def _form_of(desk: Desk) -> SheetForm:
    lines = [line_data(line) for line in desk.group.lines] if desk.group else []
    return SheetForm(formdata=None, data={"version": desk.version, "lines": lines})


def _page(desk: Desk, form: SheetForm, moving: MoveForm, status: int) -> ResponseReturnValue:
    session, actor = here.session(), here.actor()
    cycle = cycles.get_cycle(session, desk.year.id)
    subject = here.subject(desk.year, desk.member.id)
    appraisable = desk.page is not None and desk.page.state in APPRAISABLE
    return render_template(
        "scores/sheet.html",
        desk=desk,
        form=form if form.errors else moving,
        lines=form,
        moving=moving,
        items=item_names,
        editable=may_edit(desk),
        can_review=appraisable and access.may(actor, Action.SCORE_APPRAISE, subject),
        steps=sheets.steps_for(actor, cycle, desk.page) if desk.page else [],
        history=trail.timeline(session, "score_sheet", desk.page.id) if desk.page else [],
        opens_on=starts_on(desk.year),
        signed_as=delegations.signed_as(session, desk.page),
        extension=find_row(session, desk.year.id, desk.member.id, Phase.SELF_SCORING),
        today=here.today(),
    ), status


@room.post("/clusters/<code>/<int:year>/scores/<member>/self/prepare")
@gate(Action.SCORE_EDIT)
def prepare(code: str, year: int, member: str) -> ResponseReturnValue:
    """Begin the sheet."""
    desk, form = desk_of(year, member), MoveForm()
    to = url_for("scores.sheet", code=code, year=year, member=member)
    with writing(form, to=to) as outcome:
        cycle = cycles.get_cycle(here.session(), desk.year.id)
        sheets.prepare(
            here.session(), actor=here.actor(), now=here.now(), cycle=cycle, member_id=desk.member.id
        )
    if outcome:
        flash(gettext("Đã lập phiếu điểm. Máy đã tính những tiêu chí có đủ số liệu."), "success")
        return redirect(outcome.location)
    return _page(desk, _form_of(desk), form, 422)


@room.post("/clusters/<code>/<int:year>/scores/<member>/self")
@gate(Action.SCORE_EDIT)
def edit(code: str, year: int, member: str) -> ResponseReturnValue:
    """Save one group and go on to the next; the last group leads back to itself."""
    desk, form = desk_of(year, member), SheetForm()
    group = filled_group(desk, form)
    if form.validate_on_submit():
        following = desk.following or group.node.code
        to = url_for("scores.sheet", code=code, year=year, member=member, group=following)
        about = desk.about
        with writing(form, to=to, newest=lambda: _form_of(desk_of(year, member)), about=about) as outcome:
            _save(desk, form)
        if outcome:
            flash(gettext("Đã lưu điểm của nhóm %(group)s.", group=group.node.code), "success")
            return redirect(outcome.location)
    return _page(desk, form, MoveForm(formdata=None, data={"version": desk.version}), 422)


def _save(desk: Desk, form: SheetForm) -> None:
    assert desk.group is not None
    rows = {str(line.criterion_id): line for line in desk.group.lines}
    sheets.save_self(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        sheet=records.get_sheet(here.session(), desk.year.id, desk.member.id),
        version=form.opened_version,
        lines=[entry.form.draft(rows[entry.form.criterion.data]) for entry in form.lines],
    )


@room.post("/clusters/<code>/<int:year>/scores/<member>/self/recompute")
@gate(Action.SCORE_READ)
def recompute(code: str, year: int, member: str) -> ResponseReturnValue:
    """Compute again from the figures that count now."""
    desk, form = desk_of(year, member), MoveForm()
    if desk.page is None:
        raise NotFound()
    to = url_for("scores.sheet", code=code, year=year, member=member)
    with writing(form, to=to) as outcome:
        sheets.recompute(
            here.session(),
            actor=here.actor(),
            now=here.now(),
            sheet=records.get_sheet(here.session(), desk.year.id, desk.member.id),
            version=form.opened_version,
        )
    if outcome:
        flash(gettext("Đã tính lại điểm từ số liệu mới nhất."), "success")
        return redirect(outcome.location)
    return _page(desk, _form_of(desk), form, 422)


@room.post("/clusters/<code>/<int:year>/scores/<member>/move/<step>")
@gate(Action.SCORE_READ)
def move(code: str, year: int, member: str, step: str) -> ResponseReturnValue:
    """One move of the workflow."""
    desk, form = desk_of(year, member), MoveForm()
    if step not in set(PERSONAL) or desk.page is None:
        raise NotFound()
    if form.validate_on_submit():
        to = url_for("scores.sheet", code=code, year=year, member=member)
        with writing(form, to=to, about=("score_sheet", desk.page.id)) as outcome:
            _move(desk, form, SheetMove(step))
        if outcome:
            flash(gettext("%(step)s: đã ghi.", step=gettext(SheetMove(step).label)), "success")
            return redirect(outcome.location)
    return _page(desk, _form_of(desk), form, 422)


def _move(desk: Desk, form: MoveForm, step: SheetMove) -> None:
    sheets.move(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        sheet=records.get_sheet(here.session(), desk.year.id, desk.member.id),
        version=form.opened_version,
        step=step,
        reason=form.reason.data,
    )
