"""Criteria that are not assigned to a member: the list, adding one with its reason, assigning it again."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from emulation.queries import exemptions as queries
from emulation.queries import scorecards as cards
from emulation.queries import sheets
from emulation.queries.places import YearPlace, members_of_year
from emulation.rules import access
from emulation.rules import exemptions as rules
from emulation.rules.scorecards import OUTSIDE
from emulation.services import exemptions
from emulation.vocabulary.actions import Action
from emulation.web.scorecards.room import room
from emulation.web.scorecards.views import page_of
from emulation.web.shell import here
from emulation.web.shell.fields import Form, Line, Pick
from emulation.web.shell.filters import name
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import sent_version, writing

EXEMPTIONS = "/clusters/<code>/<int:year>/scorecard/exemptions"


class ExemptionForm(Form):
    """Which criterion or group, for whom, why."""

    member = Pick(_("Thành viên"))
    criterion = Pick(_("Tiêu chí"))
    reason = Line(_("Lý do"), longest=300)


def _form(known: YearPlace, page: cards.ScorecardPage, *, fresh: bool) -> ExemptionForm:
    form = ExemptionForm(formdata=None, data={"version": page.version}) if fresh else ExemptionForm()
    members = members_of_year(here.session(), here.place().id, known.year)
    form.member.choices = [("", "–"), *((str(one.id), name(one)) for one in members)]
    form.criterion.choices = [("", "–"), *((str(line.id), _words(line)) for line in _choices(page))]
    return form


def _choices(page: cards.ScorecardPage) -> list[cards.CriterionLine]:
    """Groups that have criteria, and criteria that count towards the sum."""
    parents = {line.parent_id for line in page.criteria}
    return [
        line
        for line in page.criteria
        if line.rule_type not in OUTSIDE and (line.rule_type is not None or line.id in parents)
    ]


def _words(line: cards.CriterionLine) -> str:
    words = f"{line.code} {name(line)}"
    return words if line.rule_type else gettext("%(group)s (cả nhóm)", group=words)


def _page(
    known: YearPlace, page: cards.ScorecardPage, form: ExemptionForm | None, status: int = 200
) -> ResponseReturnValue:
    scored = {sheet.member_id for sheet in sheets.sheets_of_year(here.session(), known.id)}
    rows = queries.exemptions_of(here.session(), page.id)
    open_for = {row.id for row in rows if rules.is_open(known.phase, has_sheet=row.member_id in scored)}
    return render_template(
        "scorecards/exemptions.html", year=known, page=page, form=form, rows=rows, open_for=open_for
    ), status


@room.get(EXEMPTIONS)
@gate(Action.SCORECARD_READ)
def not_assigned(code: str, year: int) -> ResponseReturnValue:
    """What is not assigned to whom; with a form for the chair's secretariat while it may change."""
    known = here.year(year)
    access.require(here.actor(), Action.SCORECARD_READ, here.subject(known))
    page = page_of(known)
    may = access.may(here.actor(), Action.SCORECARD_EDIT, here.subject(known)) and known.phase in rules.PHASES
    return _page(known, page, _form(known, page, fresh=True) if may else None)


@room.post(EXEMPTIONS)
@gate(Action.SCORECARD_EDIT)
def exempt(code: str, year: int) -> ResponseReturnValue:
    """Do not assign a criterion or a group to a member."""
    known = here.year(year)
    access.require(here.actor(), Action.SCORECARD_EDIT, here.subject(known))
    page = page_of(known)
    form = _form(known, page, fresh=False)
    if form.validate_on_submit():
        to = url_for("scorecards.not_assigned", code=code, year=year)
        about = ("scorecard", page.id)
        with writing(
            form, to=to, newest=lambda: _form(known, page_of(known), fresh=True), about=about
        ) as outcome:
            exemptions.exempt(
                here.session(),
                version=form.opened_version,
                member_id=int(form.member.data),
                criterion_id=int(form.criterion.data),
                reason=form.reason.data,
                **_who(page),
            )
        if outcome:
            flash(gettext("Đã ghi tiêu chí không giao."), "success")
            return redirect(outcome.location)
    return _page(known, page, form, 422)


@room.post(f"{EXEMPTIONS}/<int:exemption_id>/remove")
@gate(Action.SCORECARD_EDIT)
def assign_again(code: str, year: int, exemption_id: int) -> ResponseReturnValue:
    """Assign the criterion again."""
    known = here.year(year)
    access.require(here.actor(), Action.SCORECARD_EDIT, here.subject(known))
    page = page_of(known)
    to = url_for("scorecards.not_assigned", code=code, year=year)
    with writing(to=to, about=("scorecard", page.id)) as outcome:
        exemptions.assign_again(
            here.session(), version=sent_version(), exemption_id=exemption_id, **_who(page)
        )
    flash(gettext("Đã giao lại tiêu chí."), "success")
    return redirect(outcome.location)


def _who(page: cards.ScorecardPage) -> dict[str, Any]:
    scorecard = cards.get_scorecard(here.session(), page.id)
    return {"actor": here.actor(), "now": here.now(), "scorecard": scorecard}
