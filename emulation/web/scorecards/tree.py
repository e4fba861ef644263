"""The whole tree as one table of fields: codes, names and points with one save; order, depth, adding, removing.

Every button of a row saves what was typed first, then does its own work: nothing typed is lost on the way.
"""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Form as Rows
from wtforms import FormField, HiddenField

from emulation.queries import scorecards as queries
from emulation.queries.places import YearPlace
from emulation.rules import access
from emulation.rules import scorecards as rules
from emulation.services import scorecards, trees
from emulation.services.trees import RowDraft
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.moves import TreeMove
from emulation.vocabulary.numbers import find_whole
from emulation.web.scorecards.room import room
from emulation.web.scorecards.views import page_of
from emulation.web.shell import here
from emulation.web.shell.fields import Form, Line, Number, Vietnamese
from emulation.web.shell.gate import gate
from emulation.web.shell.rows import RowList
from emulation.web.shell.writing import Outcome, writing

MOST_CRITERIA = 400
ADD, REMOVE = "add", "remove"


class TreeRow(Vietnamese, Rows):
    """One criterion of the table."""

    criterion = HiddenField()
    code = Line(_("Mã"), longest=20)
    name_vi = Line(_("Tên tiêu chí"), longest=200)
    max_points = Number(_("Điểm tối đa"), places=2)


class TreeForm(Form):
    """The table; `act` is the pressed button: a move, add or remove, and the criterion it belongs to."""

    rows = RowList(FormField(TreeRow), max_entries=MOST_CRITERIA)

    def drafts(self) -> list[RowDraft]:
        """What the service wants."""
        return [
            RowDraft(
                find_whole(row.form.criterion.data or "") or 0,
                row.form.code.data,
                row.form.name_vi.data,
                row.form.max_points.data,
            )
            for row in self.rows
        ]


def _desk(year: int) -> tuple[YearPlace, queries.ScorecardPage]:
    known = here.year(year)
    access.require(here.actor(), Action.SCORECARD_EDIT, here.subject(known))
    return known, page_of(known)


def _filled(page: queries.ScorecardPage) -> TreeForm:
    rows = [
        {"criterion": str(line.id), "code": line.code, "name_vi": line.name_vi, "max_points": line.max_points}
        for line in page.criteria
    ]
    return TreeForm(formdata=None, data={"version": page.version, "rows": rows})


def _page(
    known: YearPlace, page: queries.ScorecardPage, form: TreeForm, status: int = 200
) -> ResponseReturnValue:
    lines = {str(line.id): line for line in page.criteria}
    if any(row.form.criterion.data not in lines for row in form.rows):
        raise NotFound()
    faults: dict[int | None, list[rules.Fault]] = {}
    for fault in rules.faults_of(page.total_points, page.criteria):
        faults.setdefault(fault.criterion_id, []).append(fault)
    return render_template(
        "scorecards/tree.html",
        year=known,
        page=page,
        form=form,
        lines=lines,
        faults=faults,
        sums=rules.sums(page.criteria),
        groups=rules.sum_of(page.criteria, None),
        outside={line.id for line in page.criteria if rules.is_outside(page.criteria, line)},
        moves=list(TreeMove),
    ), status


@room.get("/clusters/<code>/<int:year>/scorecard/tree")
@gate(Action.SCORECARD_EDIT)
def tree(code: str, year: int) -> ResponseReturnValue:
    """The tree as a form."""
    known, page = _desk(year)
    return _page(known, page, _filled(page))


@room.post("/clusters/<code>/<int:year>/scorecard/tree")
@gate(Action.SCORECARD_EDIT)
def tree_save(code: str, year: int) -> ResponseReturnValue:
    """Save the table, then do what the pressed button says; the reader comes back to that button."""
    known, page = _desk(year)
    form = TreeForm()
    if form.validate_on_submit():
        to = url_for("scorecards.tree", code=here.place().code, year=year)
        about = ("scorecard", page.id)
        with writing(form, to=to, newest=lambda: _filled(page_of(known)), about=about) as outcome:
            _write(known, page.id, form, outcome)
        if outcome:
            flash(gettext("Đã lưu bảng tiêu chí."), "success")
            return redirect(outcome.location)
    return _page(known, page, form, 422)


def _write(known: YearPlace, scorecard_id: int, form: TreeForm, outcome: Outcome) -> None:
    session, scorecard = here.session(), queries.get_scorecard(here.session(), scorecard_id)
    who: dict[str, Any] = {"actor": here.actor(), "now": here.now(), "scorecard": scorecard}
    trees.edit_rows(session, version=form.opened_version, rows=form.drafts(), **who)
    who["version"] = scorecard.version
    verb, _dash, number = request.form.get("act", "").partition("-")
    criterion_id = find_whole(number)
    if verb == ADD:
        name = gettext("Tiêu chí mới")
        added = trees.add_row(session, beside_id=criterion_id, name=name, **who)
        outcome.location += f"#name-{added.id}"
    elif criterion_id is not None and verb in list(TreeMove):
        scorecards.move_criterion(session, criterion_id=criterion_id, step=TreeMove(verb), **who)
        outcome.location += f"#{verb}-{criterion_id}"
    elif criterion_id is not None and verb == REMOVE:
        code = here.place().code
        outcome.location = url_for(
            "scorecards.removing", code=code, year=known.year, criterion_id=criterion_id
        )
