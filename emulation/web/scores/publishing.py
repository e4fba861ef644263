"""From frozen to public: finalising by name, publishing with a typed word, and corrections afterwards."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import cycles
from emulation.queries import scores as queries
from emulation.queries.places import YearPlace, members_of_year
from emulation.rules import access
from emulation.rules.cycles import OPEN, Work
from emulation.services import rankings
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Subject
from emulation.web.scores.forms import CorrectionForm, FinaliseForm, PublishForm
from emulation.web.scores.room import room
from emulation.web.shell import here
from emulation.web.shell.fields import Form
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


def _known(year: int) -> YearPlace:
    known = here.year(year)
    access.require(here.actor(), Action.TOTALS_READ, here.subject(known))
    return known


def _page(kind: str, known: YearPlace, form: Form, status: int) -> ResponseReturnValue:
    """`finalise` or `publish`: what would be fixed or public, and the form."""
    session = here.session()
    ranking = queries.find_ranking_page(session, known.id)
    members = {member.id: member for member in members_of_year(session, here.place().id, known.year)}
    action, work = {
        "finalise": (Action.RANKING_FINALISE, Work.FINALISE),
        "publish": (Action.RANKING_PUBLISH, Work.PUBLISH),
    }[kind]
    froze = frozenset({ranking.frozen_by_id} if ranking and ranking.frozen_by_id else ())
    subject = Subject(cluster_id=here.place().id, phase=known.phase, entered_by=froze)
    return render_template(
        f"scores/{kind}.html",
        year=known,
        ranking=ranking,
        rows=queries.frozen_rows(session, ranking.id) if ranking else [],
        members=members,
        form=form,
        is_open=known.phase in OPEN[work],
        may_act=access.may(here.actor(), action, subject),
        correction=form if isinstance(form, CorrectionForm) else _correction(members),
        can_correct=access.may(here.actor(), Action.RANKING_CORRECT, here.subject(known)),
    ), status


def _version(known: YearPlace) -> dict[str, int]:
    ranking = queries.find_ranking_page(here.session(), known.id)
    return {"version": ranking.version if ranking else 0}


def _correction(members: object) -> CorrectionForm:
    return _with_members(CorrectionForm(formdata=None), members)


def _with_members(form: CorrectionForm, members: object) -> CorrectionForm:
    known = members.values() if isinstance(members, dict) else ()
    form.member.choices = [("", gettext("Cả bảng")), *((str(m.id), m.name_vi) for m in known)]
    return form


@room.get("/clusters/<code>/<int:year>/totals/finalise")
@gate(Action.TOTALS_READ)
def finalising(code: str, year: int) -> ResponseReturnValue:
    """What would be fixed, and by whom."""
    known = _known(year)
    return _page("finalise", known, FinaliseForm(formdata=None, data=_version(known)), 200)


@room.post("/clusters/<code>/<int:year>/totals/finalise")
@gate(Action.RANKING_FINALISE)
def finalise(code: str, year: int) -> ResponseReturnValue:
    """Approve the frozen scores by name."""
    known, form = _known(year), FinaliseForm()
    access.require(here.actor(), Action.RANKING_FINALISE, here.subject(known))
    if form.validate_on_submit():
        with writing(form, to=url_for("scores.totals", code=code, year=year)) as outcome:
            rankings.finalise(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cycle=cycles.get_cycle(here.session(), known.id),
                version=form.opened_version,
                approvers=form.approvers.data,
            )
        if outcome:
            flash(gettext("Đã chốt điểm năm %(year)s.", year=year), "success")
            return redirect(outcome.location)
    return _page("finalise", known, form, 422)


@room.get("/clusters/<code>/<int:year>/totals/publish")
@gate(Action.TOTALS_READ)
def publishing(code: str, year: int) -> ResponseReturnValue:
    """What would become public, to whom, and the word to type; afterwards the way to correct."""
    known = _known(year)
    return _page("publish", known, PublishForm(formdata=None, data=_version(known)), 200)


@room.post("/clusters/<code>/<int:year>/totals/publish")
@gate(Action.RANKING_PUBLISH)
def publish(code: str, year: int) -> ResponseReturnValue:
    """Make the ranking public."""
    known, form = _known(year), PublishForm()
    access.require(here.actor(), Action.RANKING_PUBLISH, here.subject(known))
    if form.validate_on_submit():
        with writing(form, to=url_for("rankings.year", code=code, year=year)) as outcome:
            rankings.publish(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cycle=cycles.get_cycle(here.session(), known.id),
                version=form.opened_version,
                word=form.word.data,
            )
        if outcome:
            flash(gettext("Đã công bố bảng xếp hạng năm %(year)s.", year=year), "success")
            return redirect(outcome.location)
    return _page("publish", known, form, 422)


@room.post("/clusters/<code>/<int:year>/totals/correct")
@gate(Action.RANKING_CORRECT)
def correct(code: str, year: int) -> ResponseReturnValue:
    """Set a correction beside the published ranking."""
    known = _known(year)
    access.require(here.actor(), Action.RANKING_CORRECT, here.subject(known))
    members = {member.id: member for member in members_of_year(here.session(), here.place().id, year)}
    form = _with_members(CorrectionForm(), members)
    if form.validate_on_submit():
        with writing(form, to=url_for("scores.publishing", code=code, year=year)) as outcome:
            rankings.correct(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cycle=cycles.get_cycle(here.session(), known.id),
                member_id=int(form.member.data) if form.member.data else None,
                text=form.text.data,
                reason=form.reason.data,
            )
        if outcome:
            flash(gettext("Đã ghi đính chính."), "success")
            return redirect(outcome.location)
    return _page("publish", known, form, 422)
