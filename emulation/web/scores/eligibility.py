"""Whether members are considered in a year: the list, and a decision about one of them."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import cycles
from emulation.queries import scores as queries
from emulation.queries.places import YearPlace
from emulation.rules import access
from emulation.services import eligibility as services
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.web.scores.forms import RulingForm
from emulation.web.scores.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


def _rows(known: YearPlace) -> list[queries.StandingRow]:
    scope = access.scope_of(here.actor(), Action.SCORE_READ)
    return queries.standings(here.session(), (known.id, here.place().id, known.year), scope)


def _chosen(rows: list[queries.StandingRow]) -> queries.StandingRow | None:
    wanted = request.args.get("member", "")
    return next((row for row in rows if wanted and row.code == wanted), None)


def _form_of(known: YearPlace) -> RulingForm:
    row = _chosen(_rows(known))
    data = {"version": row.eligibility_version or 0 if row else 0}
    return RulingForm(formdata=None, data=data)


def _page(known: YearPlace, form: RulingForm, status: int) -> ResponseReturnValue:
    rows = _rows(known)
    can_decide = access.may(here.actor(), Action.ELIGIBILITY_DECIDE, here.subject(known))
    return render_template(
        "scores/eligibility.html",
        year=known,
        rows=rows,
        chosen=_chosen(rows) if can_decide else None,
        can_decide=can_decide,
        form=form,
        ranking=queries.find_ranking_page(here.session(), known.id),
    ), status


@room.get("/clusters/<code>/<int:year>/eligibility")
@gate(Action.SCORE_READ)
def eligibility(code: str, year: int) -> ResponseReturnValue:
    """The members the reader may see, with the form for the one of the address."""
    known = here.year(year)
    return _page(known, _form_of(known), 200)


@room.post("/clusters/<code>/<int:year>/eligibility")
@gate(Action.ELIGIBILITY_DECIDE)
def decide(code: str, year: int) -> ResponseReturnValue:
    """Record a decision, or lift one."""
    known, form = here.year(year), RulingForm()
    access.require(here.actor(), Action.ELIGIBILITY_DECIDE, here.subject(known))
    row = _chosen(_rows(known))
    if row is None:
        raise NotFound()
    if form.validate_on_submit():
        to = url_for("scores.eligibility", code=code, year=year)
        about = ("eligibility", row.eligibility_id or 0)
        with writing(form, to=to, newest=lambda: _form_of(known), about=about) as outcome:
            services.decide(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                cycle=cycles.get_cycle(here.session(), known.id),
                member_id=row.member_id,
                version=form.opened_version,
                ruling=form.ruling(),
            )
        if outcome:
            flash(gettext("Đã ghi điều kiện xét của %(member)s.", member=row.name_vi), "success")
            return redirect(outcome.location)
    return _page(known, form, 422)
