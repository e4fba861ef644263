"""Trying a criterion with sample numbers: a GET form whose answer is the worked formula. Nothing is written."""

from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Form as Rows
from wtforms import FormField

from emulation.queries.scorecards import CriterionLine, ScorecardPage
from emulation.rules.scoring import RATIO_RULES, Inputs, Score, score
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import RuleType
from emulation.vocabulary.numbers import find_whole
from emulation.web.shell.fields import Number, Pick, Vietnamese, WholeNumber
from emulation.web.shell.rows import RowList
from emulation.web.shell.writing import show

YES, NO = "yes", "no"
#: Which of the simple fields a rule reads.
FIELDS = {
    RuleType.BAND: ("actual",),
    RuleType.RANK: ("rank",),
    RuleType.BOOLEAN: (),
    RuleType.BONUS: (),
    RuleType.PENALTY: (),
    RuleType.MANUAL: (),
}


class TryRow(Vietnamese, Rows):
    """One item: done or not, or how many times."""

    answer = Pick(_("Trả lời"), required=False)
    count = WholeNumber(_("Số lần"), low=0, high=999, required=False)


class TryForm(Vietnamese, Rows):
    """Sample numbers."""

    plan = Number(_("Kế hoạch"), required=False)
    actual = Number(_("Kết quả"), required=False)
    rank = WholeNumber(_("Thứ hạng"), low=1, high=999, required=False)
    items = RowList(FormField(TryRow), max_entries=40)


@dataclass(frozen=True)
class Trial:
    """A criterion on trial: its form, the names of its items, and the score once numbers were given."""

    criterion: CriterionLine
    form: TryForm
    fields: tuple[str, ...]
    items: tuple[str, ...]
    score: Score | None
    failed: bool = False


def find_trial(page: ScorecardPage) -> Trial | None:
    """The criterion that the address asks to try, worked out if numbers came with it; None if it asks nothing."""
    wanted = request.args.get("criterion", "")
    criterion = page.find(find_whole(wanted))
    if criterion is None or criterion.rule_type in (None, RuleType.MANUAL):
        return None
    names = _names(criterion)
    form = TryForm(MultiDict(request.args), items=[{} for _name in names])
    while len(form.items) > len(names):
        form.items.pop_entry()
    while len(form.items) < len(names):
        form.items.append_entry()
    for row in form.items:
        row.form.answer.choices = [("", "–"), (YES, gettext("Có")), (NO, gettext("Không"))]
    fields = FIELDS.get(criterion.rule_type, ("plan", "actual"))
    if not _is_filled(fields):
        return Trial(criterion, form, fields, names, None)
    found = _worked(criterion, form, names) if form.validate() else None
    return Trial(criterion, form, fields, names, found, failed=found is None)


def _is_filled(fields: tuple[str, ...]) -> bool:
    return any(name in request.args for name in fields) or any(
        name.startswith("items-") for name in request.args
    )


def _names(criterion: CriterionLine) -> tuple[str, ...]:
    if criterion.rule_type is RuleType.BOOLEAN:
        return tuple(criterion.params["items"])
    if criterion.rule_type in (RuleType.BONUS, RuleType.PENALTY):
        return tuple(item["name"] for item in criterion.params["items"])
    return ()


def _worked(criterion: CriterionLine, form: TryForm, names: tuple[str, ...]) -> Score | None:
    assert criterion.rule_type is not None
    rows: list[Any] = [row.form for row in form.items]
    inputs = Inputs(
        low=form.plan.data if criterion.rule_type in RATIO_RULES else None,
        actual=form.actual.data,
        rank=form.rank.data,
        answers={
            name: row.answer.data == YES for name, row in zip(names, rows, strict=True) if row.answer.data
        },
        counts={name: row["count"].data for name, row in zip(names, rows, strict=True) if row["count"].data},
    )
    try:
        return score(criterion.rule_type, criterion.max_points, criterion.params, inputs)
    except DomainError as error:
        show(form, error)
        return None
