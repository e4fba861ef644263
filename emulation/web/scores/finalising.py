"""Finalising: what was frozen, who must approve it, and each leader's own approval."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import cycles
from emulation.queries import scores as queries
from emulation.queries.approvals import approvals_of
from emulation.queries.places import YearPlace, members_of_year
from emulation.rules import access
from emulation.rules.cycles import OPEN, Work
from emulation.services import approvals
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Subject
from emulation.web.scores.forms import ApproversForm, FinaliseForm
from emulation.web.scores.room import room
from emulation.web.shell import here
from emulation.web.shell.fields import Form
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


def _known(year: int) -> YearPlace:
    known = here.year(year)
    access.require(here.actor(), Action.TOTALS_READ, here.subject(known))
    return known


def _naming(known: YearPlace, form: ApproversForm) -> ApproversForm:
    cycle = cycles.get_cycle(here.session(), known.id)
    offered = approvals.candidates(here.session(), cycle=cycle, now=here.now())
    form.approvers.choices = [(str(one.user_id), one.name) for one in offered]
    return form


def _page(known: YearPlace, form: Form | None, status: int) -> ResponseReturnValue:
    session = here.session()
    ranking = queries.find_ranking_page(session, known.id)
    named = approvals_of(session, ranking.id) if ranking else []
    froze = frozenset({ranking.frozen_by_id} if ranking and ranking.frozen_by_id else ())
    subject = Subject(cluster_id=here.place().id, phase=known.phase, entered_by=froze)
    own = next((row for row in named if row.user_id == here.actor().user_id), None)
    is_frozen = ranking is not None and ranking.state.value == "frozen"
    is_open = is_frozen and known.phase in OPEN[Work.FINALISE]
    may_approve = access.may(here.actor(), Action.RANKING_FINALISE, subject)
    can_name = is_open and access.may(here.actor(), Action.RANKING_FREEZE, here.subject(known))
    data = {"version": ranking.version if ranking else 0, "approvers": [str(row.user_id) for row in named]}
    naming = form if isinstance(form, ApproversForm) else ApproversForm(formdata=None, data=data)
    return render_template(
        "scores/finalise.html",
        year=known,
        ranking=ranking,
        rows=queries.frozen_rows(session, ranking.id) if ranking else [],
        members={one.id: one for one in members_of_year(session, here.place().id, known.year)},
        named=named,
        own=own,
        form=form,
        naming=_naming(known, naming) if can_name else None,
        approval=_approval(form, ranking.checksum if ranking else ""),
        phase_open=known.phase in OPEN[Work.FINALISE],
        is_my_turn=is_open and may_approve and own is not None and own.approved_at is None,
        is_unnamed=is_open and may_approve and own is None,
    ), status


def _approval(form: Form | None, checksum: str) -> FinaliseForm:
    """The approval of what stands on this very page, also after one was refused."""
    approval = form if isinstance(form, FinaliseForm) else FinaliseForm(formdata=None)
    approval.checksum.data = checksum
    return approval


@room.get("/clusters/<code>/<int:year>/totals/finalise")
@gate(Action.TOTALS_READ)
def finalising(code: str, year: int) -> ResponseReturnValue:
    """What would be fixed, and by whom."""
    return _page(_known(year), None, 200)


@room.post("/clusters/<code>/<int:year>/totals/finalise/approvers")
@gate(Action.RANKING_FREEZE)
def name_approvers(code: str, year: int) -> ResponseReturnValue:
    """Name who must approve."""
    known, form = _known(year), ApproversForm()
    access.require(here.actor(), Action.RANKING_FREEZE, here.subject(known))
    _naming(known, form)
    if form.validate_on_submit():
        with writing(form, to=url_for("scores.finalising", code=code, year=year)) as outcome:
            approvals.name_approvers(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cycle=cycles.get_cycle(here.session(), known.id),
                version=form.opened_version,
                user_ids=form.approvers.numbers,
            )
        if outcome:
            flash(gettext("Đã chỉ định người chốt điểm năm %(year)s.", year=year), "success")
            return redirect(outcome.location)
    return _page(known, form, 422)


@room.post("/clusters/<code>/<int:year>/totals/finalise")
@gate(Action.RANKING_FINALISE)
def finalise(code: str, year: int) -> ResponseReturnValue:
    """Approve the frozen scores for oneself; the last approval finalises them."""
    known, form = _known(year), FinaliseForm()
    access.require(here.actor(), Action.RANKING_FINALISE, here.subject(known))
    if form.validate_on_submit():
        with writing(form, to=url_for("scores.finalising", code=code, year=year)) as outcome:
            ranking = approvals.approve(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cycle=cycles.get_cycle(here.session(), known.id),
                checksum=form.checksum.data or "",
            )
        if outcome:
            flash(_told(ranking.state.value == "finalised", year), "success")
            return redirect(outcome.location)
    return _page(known, form, 422)


def _told(is_whole: bool, year: int) -> str:
    if is_whole:
        return str(gettext("Đã chốt điểm năm %(year)s.", year=year))
    return str(gettext("Đã ghi bạn chốt điểm năm %(year)s. Còn chờ những người khác.", year=year))
