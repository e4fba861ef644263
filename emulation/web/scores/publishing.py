"""From finalised to public: publishing with a typed word, and corrections afterwards."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import cycles
from emulation.queries import scores as queries
from emulation.queries.places import YearPlace, members_of_year
from emulation.queries.rankings import PublishedRanking, published_rankings
from emulation.rules import access
from emulation.rules.cycles import OPEN, Work
from emulation.services import corrections, rankings
from emulation.vocabulary.actions import Action
from emulation.web.scores.forms import CorrectionForm, PublishForm
from emulation.web.scores.room import room
from emulation.web.shell import here
from emulation.web.shell.fields import Form
from emulation.web.shell.filters import name
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


def _known(year: int) -> YearPlace:
    known = here.year(year)
    access.require(here.actor(), Action.TOTALS_READ, here.subject(known))
    return known


def _page(known: YearPlace, form: Form, status: int) -> ResponseReturnValue:
    session = here.session()
    ranking = queries.find_ranking_page(session, known.id)
    members = {member.id: member for member in members_of_year(session, here.place().id, known.year)}
    current = _current(known)
    return render_template(
        "scores/publish.html",
        year=known,
        ranking=ranking,
        rows=queries.frozen_rows(session, ranking.id) if ranking else [],
        members=members,
        form=form,
        is_open=known.phase in OPEN[Work.PUBLISH],
        may_act=access.may(here.actor(), Action.RANKING_PUBLISH, here.subject(known)),
        current=current,
        correction=form if isinstance(form, CorrectionForm) else _correction(current),
        can_correct=access.may(here.actor(), Action.RANKING_CORRECT, here.subject(known)),
    ), status


def _current(known: YearPlace) -> PublishedRanking | None:
    """The published ranking as it stands after corrections."""
    found = published_rankings(here.session(), here.place().id, year=known.year)
    return next((one for one in found if one.year == known.year), None)


def _version(known: YearPlace) -> dict[str, int]:
    ranking = queries.find_ranking_page(here.session(), known.id)
    return {"version": ranking.version if ranking else 0}


def _correction(current: PublishedRanking | None) -> CorrectionForm:
    rows = [{"member": str(row.member_id)} for row in current.rows] if current else []
    data = {"version": current.edition if current else 0, "totals": rows}
    return _with_members(CorrectionForm(formdata=None, data=data), current)


def _with_members(form: CorrectionForm, current: PublishedRanking | None) -> CorrectionForm:
    known = current.rows if current else ()
    form.member.choices = [("", gettext("Cả bảng")), *((str(row.member_id), name(row)) for row in known)]
    return form


@room.get("/clusters/<code>/<int:year>/totals/publish")
@gate(Action.TOTALS_READ)
def publishing(code: str, year: int) -> ResponseReturnValue:
    """What would become public, to whom, and the word to type; afterwards the way to correct."""
    known = _known(year)
    return _page(known, PublishForm(formdata=None, data=_version(known)), 200)


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
    return _page(known, form, 422)


@room.post("/clusters/<code>/<int:year>/totals/correct")
@gate(Action.RANKING_CORRECT)
def correct(code: str, year: int) -> ResponseReturnValue:
    """Set a correction beside the published ranking."""
    known = _known(year)
    access.require(here.actor(), Action.RANKING_CORRECT, here.subject(known))
    access.require(here.actor(), Action.RANKING_CORRECT, here.subject(known))
    form = _with_members(CorrectionForm(), _current(known))
    if form.validate_on_submit():
        with writing(form, to=url_for("scores.publishing", code=code, year=year)) as outcome:
            corrections.correct(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cycle=cycles.get_cycle(here.session(), known.id),
                edition=form.opened_version,
                member_id=int(form.member.data) if form.member.data else None,
                text=form.text.data,
                reason=form.reason.data,
                totals=form.corrected(),
            )
        if outcome:
            flash(gettext("Đã ghi đính chính."), "success")
            return redirect(outcome.location)
    return _page(known, form, 422)
