"""Criteria one by one: choosing the kind of rule, then the form that this rule needs; order and removal."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import exemptions as exempted
from emulation.queries import scorecards as queries
from emulation.queries.indicators import indicator_choices
from emulation.queries.places import YearPlace
from emulation.rules import access
from emulation.rules.bands import CLUSTER, NATIONAL
from emulation.services import scorecards
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import RuleType
from emulation.vocabulary.moves import TreeMove
from emulation.web.scorecards.forms import BLANK_ROWS, FIRST_ROWS, FORMS, CriterionForm
from emulation.web.scorecards.room import room
from emulation.web.scorecards.sampling import Sampling, find_sampling, try_out
from emulation.web.scorecards.views import page_of
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.rows import reshaped
from emulation.web.shell.writing import sent_version, writing

GROUP = "group"


def _desk(year: int) -> tuple[YearPlace, queries.ScorecardPage]:
    known = here.year(year)
    access.require(here.actor(), Action.SCORECARD_EDIT, here.subject(known))
    return known, page_of(known)


def _line(page: queries.ScorecardPage, criterion_id: int | None) -> queries.CriterionLine | None:
    line = page.find(criterion_id)
    if criterion_id is not None and line is None:
        raise NotFound()
    return line


def _kind(line: queries.CriterionLine | None) -> tuple[bool, RuleType | None]:
    """Whether the kind is known, and the rule (None: a group): from the address, the form or the criterion."""
    wanted = request.values.get("rule") or request.form.get("fields_of", "")
    if wanted in {rule.value for rule in RuleType}:
        return True, RuleType(wanted)
    if wanted == GROUP or line is None:
        return wanted == GROUP, None
    return True, line.rule_type


def _data(page: queries.ScorecardPage, line: queries.CriterionLine | None) -> dict[str, Any]:
    data: dict[str, Any] = {"version": page.version, "parent": request.args.get("parent", "")}
    if line is not None:
        for name in ("code", "name_vi", "name_en", "max_points", "evidence_hint", "plan_source"):
            data[name] = getattr(line, name)
        data["parent"] = str(line.parent_id or "")
        data["indicator"] = str(line.indicator_id or "")
    return {name: value for name, value in data.items() if value is not None}


def _form(
    page: queries.ScorecardPage, line: queries.CriterionLine | None, rule: RuleType | None, *, fresh: bool
) -> CriterionForm:
    kind = FORMS[rule]
    if fresh:
        params = line.params if line is not None and line.rule_type is rule else {}
        form = kind(formdata=None, data=_data(page, line) | kind.filled(params))
    else:
        form = kind()
    groups = [each for each in page.criteria if each.rule_type is None and each is not line]
    form.parent.choices = [
        ("", gettext("Không, đứng riêng")),
        *((str(each.id), f"{each.code} {each.name_vi}") for each in groups),
    ]
    if "indicator" in form:
        form["indicator"].choices = indicator_choices(here.session(), here.place().id)
    if "scope" in form:
        form["scope"].choices = [
            (CLUSTER, gettext("Trong các thành viên của cụm")),
            (NATIONAL, gettext("Toàn quốc")),
        ]
    return form


def _page(
    known: YearPlace,
    form: CriterionForm,
    rule: RuleType | None,
    line: queries.CriterionLine | None,
    status: int = 200,
    sampling: Sampling | None = None,
) -> ResponseReturnValue:
    row = BLANK_ROWS.get(type(form))
    blank = row(prefix="rows-0-") if row else None
    return render_template(
        "scorecards/criterion.html",
        year=known,
        form=form,
        rule=rule,
        line=line,
        blank=blank,
        sampling=sampling or find_sampling(rule, form, line),
        kinds=list(RuleType),
        GROUP=GROUP,
    ), status


def _kinds_page(known: YearPlace, line: queries.CriterionLine | None) -> ResponseReturnValue:
    return render_template("scorecards/kinds.html", year=known, line=line, kinds=list(RuleType), GROUP=GROUP)


@room.get("/clusters/<code>/<int:year>/scorecard/criteria/new")
@gate(Action.SCORECARD_EDIT)
def new(code: str, year: int) -> ResponseReturnValue:
    """Step 1: which kind of rule; step 2 (`?rule=`): the fields it needs."""
    known, page = _desk(year)
    is_known, rule = _kind(None)
    if not is_known:
        return _kinds_page(known, None)
    return _page(known, _form(page, None, rule, fresh=True), rule, None)


@room.post("/clusters/<code>/<int:year>/scorecard/criteria/new")
@gate(Action.SCORECARD_EDIT)
def add(code: str, year: int) -> ResponseReturnValue:
    """Add the criterion."""
    return _save(year, None)


@room.get("/clusters/<code>/<int:year>/scorecard/criteria/<int:criterion_id>")
@gate(Action.SCORECARD_EDIT)
def criterion(code: str, year: int, criterion_id: int) -> ResponseReturnValue:
    """A criterion as a form; `?rule=` changes its kind."""
    known, page = _desk(year)
    line = _line(page, criterion_id)
    if "kinds" in request.args:
        return _kinds_page(known, line)
    _is_known, rule = _kind(line)
    return _page(known, _form(page, line, rule, fresh=True), rule, line)


@room.post("/clusters/<code>/<int:year>/scorecard/criteria/<int:criterion_id>")
@gate(Action.SCORECARD_EDIT)
def criterion_save(code: str, year: int, criterion_id: int) -> ResponseReturnValue:
    """Save the criterion."""
    return _save(year, criterion_id)


def _save(year: int, criterion_id: int | None) -> ResponseReturnValue:
    known, page = _desk(year)
    line = _line(page, criterion_id)
    is_known, rule = _kind(line)
    if not is_known:
        return _kinds_page(known, None)
    form = _form(page, line, rule, fresh=False)
    if "try" in request.form:
        sampling = find_sampling(rule, form, line)
        return _page(known, form, rule, line, 200 if try_out(rule, form, sampling) else 422, sampling)
    if _redrawn(form, rule):
        return _page(known, form, rule, line)
    if form.validate_on_submit():
        to = url_for("scorecards.show", code=here.place().code, year=known.year)
        about = ("scorecard", page.id)
        with writing(
            form, to=to, newest=lambda: _form(page_of(known), line, rule, fresh=True), about=about
        ) as outcome:
            _write(page.id, criterion_id, form, rule)
        if outcome:
            flash(gettext("Đã lưu tiêu chí %(code)s.", code=form.code.data), "success")
            return redirect(outcome.location)
    return _page(known, form, rule, line, 422)


def _redrawn(form: CriterionForm, rule: RuleType | None) -> bool:
    """Whether only other fields were asked for: those of another rule, a row more or less. What was typed stays."""
    shown = request.form.get("fields_of", "")
    had = RuleType(shown) if shown in {each.value for each in RuleType} else None
    if "change_rule" in request.form or (shown and FORMS[had] is not FORMS[rule]):
        while "rows" in form and len(form["rows"]) < FIRST_ROWS:
            form["rows"].append_entry()
        return True
    return "rows" in form and reshaped(form["rows"])


def _write(scorecard_id: int, criterion_id: int | None, form: CriterionForm, rule: RuleType | None) -> None:
    what: dict[str, Any] = {
        "actor": here.actor(),
        "now": here.now(),
        "scorecard": queries.get_scorecard(here.session(), scorecard_id),
        "version": form.opened_version,
        "draft": form.draft(rule),
    }
    if criterion_id is None:
        scorecards.add_criterion(here.session(), **what)
    else:
        scorecards.edit_criterion(here.session(), criterion_id=criterion_id, **what)


def _changed(year: int, change: Any, message: str, *, to: str = "", **what: Any) -> ResponseReturnValue:
    known, page = _desk(year)
    where = url_for("scorecards.show", code=here.place().code, year=known.year)
    with writing(
        to=to or f"{where}#criterion-{what['criterion_id']}", about=("scorecard", page.id)
    ) as outcome:
        change(
            here.session(),
            actor=here.actor(),
            now=here.now(),
            scorecard=queries.get_scorecard(here.session(), page.id),
            version=sent_version(),
            **what,
        )
    flash(message, "success")
    return redirect(outcome.location)


@room.post("/clusters/<code>/<int:year>/scorecard/criteria/<int:criterion_id>/up")
@gate(Action.SCORECARD_EDIT)
def up(code: str, year: int, criterion_id: int) -> ResponseReturnValue:
    """One place up in its group."""
    done = gettext("Đã chuyển chỗ tiêu chí.")
    return _changed(year, scorecards.move_criterion, done, criterion_id=criterion_id, step=TreeMove.UP)


@room.post("/clusters/<code>/<int:year>/scorecard/criteria/<int:criterion_id>/down")
@gate(Action.SCORECARD_EDIT)
def down(code: str, year: int, criterion_id: int) -> ResponseReturnValue:
    """One place down in its group."""
    done = gettext("Đã chuyển chỗ tiêu chí.")
    return _changed(year, scorecards.move_criterion, done, criterion_id=criterion_id, step=TreeMove.DOWN)


@room.get("/clusters/<code>/<int:year>/scorecard/criteria/<int:criterion_id>/remove")
@gate(Action.SCORECARD_EDIT)
def removing(code: str, year: int, criterion_id: int) -> ResponseReturnValue:
    """What goes with a criterion, before it is removed."""
    known, page = _desk(year)
    line = _line(page, criterion_id)
    below = [each for each in page.criteria if each.parent_id == criterion_id]
    not_assigned = [
        one for one in exempted.exemptions_of(here.session(), page.id) if one.criterion_id == criterion_id
    ]
    return render_template(
        "scorecards/removing.html", year=known, page=page, line=line, below=below, not_assigned=not_assigned
    )


@room.post("/clusters/<code>/<int:year>/scorecard/criteria/<int:criterion_id>/remove")
@gate(Action.SCORECARD_EDIT)
def remove(code: str, year: int, criterion_id: int) -> ResponseReturnValue:
    """Remove a criterion that has nothing below it; back to the table, at the row that stood before."""
    _known, page = _desk(year)
    ids = [line.id for line in page.criteria]
    at = ids.index(criterion_id) if criterion_id in ids else 0
    beside = f"#name-{ids[at - 1]}" if at else ""
    to = url_for("scorecards.tree", code=here.place().code, year=year) + beside
    done = gettext("Đã xóa tiêu chí.")
    return _changed(year, scorecards.remove_criterion, done, to=to, criterion_id=criterion_id)
