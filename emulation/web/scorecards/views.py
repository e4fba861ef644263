"""The scorecard of a year: reading and trying it, starting one, its head, checking and issuing it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import audit as trail
from emulation.queries import cycles
from emulation.queries import scorecards as queries
from emulation.queries.exemptions import exemptions_of
from emulation.queries.places import YearPlace
from emulation.rules import access
from emulation.rules import scorecards as rules
from emulation.rules.cycles import OPEN, Work
from emulation.services import scorecards
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import DomainError, NotFound
from emulation.vocabulary.kinds import Provenance, TieRule
from emulation.vocabulary.numbers import find_whole
from emulation.vocabulary.states import ScorecardState
from emulation.vocabulary.words import N_
from emulation.web.scorecards.forms import HeadForm
from emulation.web.scorecards.room import room
from emulation.web.scorecards.trying import find_trial
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import sent_version, writing


def page_of(known: YearPlace, *, issued_only: bool = False) -> queries.ScorecardPage:
    """The scorecard of the year; raises NotFound."""
    page = queries.find_scorecard_page(here.session(), known.id, issued_only=issued_only)
    if page is None:
        raise NotFound()
    return page


def _may_edit(known: YearPlace) -> bool:
    allowed = access.may(here.actor(), Action.SCORECARD_EDIT, here.subject(known))
    return allowed and known.phase in OPEN[Work.EDIT_SCORECARD]


@room.get("/clusters/<code>/<int:year>/scorecard")
@gate(Action.PAGE_READ)
def show(code: str, year: int) -> ResponseReturnValue:
    """The tree of criteria; before it is issued the cluster's own people see it. `?edition=`: an older one."""
    known = here.year(year)
    inside = access.may(here.actor(), Action.SCORECARD_READ, here.subject(known))
    wanted = find_whole(request.args.get("edition", ""))
    page = queries.find_scorecard_page(here.session(), known.id, issued_only=not inside, edition=wanted)
    if page is None and wanted is not None:
        raise NotFound()
    trial = find_trial(page) if page else None
    body = render_template(
        "scorecards/show.html",
        year=known,
        page=page,
        trial=trial,
        form=trial.form if trial else None,
        inside=inside,
        **_around(known, page, inside=inside),
    )
    return body, 422 if trial and trial.failed else 200


def _around(known: YearPlace, page: queries.ScorecardPage | None, *, inside: bool) -> dict[str, Any]:
    """What the page says beside the criteria: sums, last year, other editions, who is not assigned what."""
    session, cluster_id = here.session(), here.place().id
    is_newest = page is None or page.edition == page.editions[0].edition
    can_edit = _may_edit(known) and is_newest
    is_issued = page is not None and page.state is ScorecardState.ISSUED
    return {
        "sums": rules.sums(page.criteria) if page else {},
        "groups": rules.sum_of(page.criteria, None) if page else None,
        "earlier": queries.find_earlier(session, cluster_id, known.year),
        "editions": page.editions if page else (),
        "exempted": exemptions_of(session, page.id) if page else [],
        "history": trail.timeline(session, "scorecard", page.id) if page and inside else [],
        "can_edit": can_edit and not is_issued,
        "can_renew": can_edit and is_issued and page is not None and not page.has_sheets,
        "ties": {rule.value: rule for rule in TieRule},
    }


def _start(known: YearPlace, begin: Callable[..., Any], message: str) -> ResponseReturnValue:
    to = url_for("scorecards.show", code=here.place().code, year=known.year)
    with writing(to=to) as outcome:
        cycle = cycles.get_cycle(here.session(), known.id)
        if begin(here.session(), actor=here.actor(), now=here.now(), cycle=cycle) is None:
            raise DomainError(N_("Chưa có năm trước để sao chép."))
    flash(message, "success")
    return redirect(outcome.location)


@room.post("/clusters/<code>/<int:year>/scorecard/copy")
@gate(Action.SCORECARD_EDIT)
def copy(code: str, year: int) -> ResponseReturnValue:
    """Start from last year's scorecard."""
    return _start(here.year(year), scorecards.copy_previous, gettext("Đã chép bảng tiêu chí từ năm trước."))


@room.post("/clusters/<code>/<int:year>/scorecard/template")
@gate(Action.SCORECARD_EDIT)
def template(code: str, year: int) -> ResponseReturnValue:
    """Start from the illustrative scorecard."""
    return _start(here.year(year), scorecards.load_template, gettext("Đã nhập bảng tiêu chí minh họa."))


@room.post("/clusters/<code>/<int:year>/scorecard/edition")
@gate(Action.SCORECARD_EDIT)
def edition(code: str, year: int) -> ResponseReturnValue:
    """Start a new edition of an issued scorecard that nobody has scored by yet."""
    return _start(here.year(year), scorecards.start_edition, gettext("Đã lập bản mới để sửa."))


def _head_form(known: YearPlace) -> HeadForm:
    page = queries.find_scorecard_page(here.session(), known.id)
    if page is None:
        title = gettext("Bảng tiêu chí chấm điểm năm %(year)s", year=known.year)
        return HeadForm(formdata=None, data={"version": 0, "title": title, "keeps_ineligible_place": True})
    data = {
        "version": page.version,
        "title": page.title,
        "total_points": page.total_points,
        "ties": page.tie_rules,
        "keeps_ineligible_place": page.keeps_ineligible_place,
        "is_illustrative": page.provenance is Provenance.ILLUSTRATIVE,
        "source": page.source,
    }
    return HeadForm(formdata=None, data=data)


@room.get("/clusters/<code>/<int:year>/scorecard/edit")
@gate(Action.SCORECARD_EDIT)
def edit(code: str, year: int) -> ResponseReturnValue:
    """Title, total and tie rules as a form; for a year without a scorecard it starts an empty one."""
    known = here.year(year)
    access.require(here.actor(), Action.SCORECARD_EDIT, here.subject(known))
    return render_template("scorecards/edit.html", year=known, form=_head_form(known))


@room.post("/clusters/<code>/<int:year>/scorecard/edit")
@gate(Action.SCORECARD_EDIT)
def save(code: str, year: int) -> ResponseReturnValue:
    """Save the head, or create the scorecard."""
    known, form = here.year(year), HeadForm()
    access.require(here.actor(), Action.SCORECARD_EDIT, here.subject(known))
    if form.validate_on_submit():
        scorecard = queries.find_scorecard(here.session(), known.id)
        who: dict[str, Any] = {"actor": here.actor(), "now": here.now(), "head": form.head()}
        about = ("scorecard", scorecard.id) if scorecard else None
        to = url_for("scorecards.show", code=code, year=year)
        with writing(form, to=to, newest=lambda: _head_form(known), about=about) as outcome:
            if scorecard is None:
                scorecards.create(here.session(), cycle=cycles.get_cycle(here.session(), known.id), **who)
            else:
                scorecards.set_ties(here.session(), scorecard=scorecard, version=form.opened_version, **who)
        if outcome:
            flash(gettext("Đã lưu bảng tiêu chí."), "success")
            return redirect(outcome.location)
    return render_template("scorecards/edit.html", year=known, form=form), 422


def _check_page(known: YearPlace, page: queries.ScorecardPage, status: int = 200) -> ResponseReturnValue:
    faults = rules.faults_of(page.total_points, page.criteria)
    leaves = sum(line.rule_type is not None for line in page.criteria)
    groups: Decimal = rules.sum_of(page.criteria, None)
    return render_template(
        "scorecards/check.html", year=known, page=page, faults=faults, leaves=leaves, groups=groups
    ), status


@room.get("/clusters/<code>/<int:year>/scorecard/issue")
@gate(Action.SCORECARD_EDIT)
def check(code: str, year: int) -> ResponseReturnValue:
    """Everything that stands in the way of issuing, with links; or what issuing means."""
    known = here.year(year)
    access.require(here.actor(), Action.SCORECARD_EDIT, here.subject(known))
    return _check_page(known, page_of(known))


@room.post("/clusters/<code>/<int:year>/scorecard/issue")
@gate(Action.SCORECARD_EDIT)
def issue(code: str, year: int) -> ResponseReturnValue:
    """Issue the scorecard; while something is wrong the list is shown again."""
    known = here.year(year)
    access.require(here.actor(), Action.SCORECARD_EDIT, here.subject(known))
    page = page_of(known)
    if rules.faults_of(page.total_points, page.criteria):
        return _check_page(known, page, 422)
    to = url_for("scorecards.show", code=code, year=year)
    with writing(to=to, about=("scorecard", page.id)) as outcome:
        scorecards.issue(
            here.session(),
            actor=here.actor(),
            now=here.now(),
            scorecard=queries.get_scorecard(here.session(), page.id),
            version=sent_version(),
        )
    flash(gettext("Đã ban hành bảng tiêu chí năm %(year)s.", year=year), "success")
    return redirect(outcome.location)
