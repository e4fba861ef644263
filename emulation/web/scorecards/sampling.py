"""The worked preview beside a rule: sample numbers, the formula with them, the points. Nothing is written."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Form as Rows
from wtforms import FormField

from emulation.queries.scorecards import CriterionLine
from emulation.rules import samples as rules
from emulation.rules.parameters import check_params
from emulation.rules.samples import Sample
from emulation.rules.scorecards import check_points
from emulation.rules.scoring import Score
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import RuleType
from emulation.web.scorecards.forms import CriterionForm
from emulation.web.shell.fields import Number, Vietnamese, WholeNumber
from emulation.web.shell.rows import RowList
from emulation.web.shell.speech import said
from emulation.web.shell.writing import show

#: Fields of a criterion on which its points do not depend.
ASIDE = frozenset(
    {
        *("code", "name_vi", "name_en", "parent", "evidence_hint", "indicator", "plan_source"),
        *("csrf_token", "form_key", "version"),
    }
)


class SampleRow(Vietnamese, Rows):
    """One sample; a rule shows only what it reads."""

    plan = Number(_("Kế hoạch"), required=False)
    actual = Number(_("Kết quả"), required=False)
    rank = WholeNumber(_("Thứ hạng"), low=1, high=999, required=False)
    done = WholeNumber(_("Số mục đã làm"), low=0, high=99, required=False)
    times = WholeNumber(_("Số lần mỗi mục"), low=0, high=999, required=False)
    value = Number(_("Điểm người thẩm định cho"), places=2, required=False)


class SamplesForm(Vietnamese, Rows):
    """The samples; they stand in the form of the criterion and are not saved with it."""

    samples = RowList(FormField(SampleRow), max_entries=rules.SHOWN)


@dataclass(frozen=True)
class Sampling:
    """The samples with what each comes to (None: not worked out yet) and the fields that the rule reads."""

    form: SamplesForm
    names: tuple[str, ...]
    scores: Sequence[Score | None]


def find_sampling(rule: RuleType | None, form: CriterionForm, line: CriterionLine | None) -> Sampling | None:
    """The preview of a page; samples that were typed stay, else the rule's own. None for a group."""
    if rule is None:
        return None
    typed = SamplesForm(request.form)
    if not len(typed.samples) or "change_rule" in request.form:
        params = line.params if line is not None and line.rule_type is rule else {}
        rows = rules.samples_for(rule, line.max_points if line else None, params)
        typed = SamplesForm(data={"samples": [asdict(row) for row in rows]})
        valid = True
    else:
        valid = typed.validate()
    scores = [_score(rule, form, row) if valid else None for row in typed.samples]
    return Sampling(typed, rules.fields_of(rule), scores)


def _score(rule: RuleType, form: CriterionForm, row: FormField) -> Score | None:
    """What the sample comes to; None while points or parameters are not known, a refused number as a gap in words."""
    points = form.max_points.data
    if points is None:
        return None
    params = form.params()
    try:
        check_points(points)
        check_params(rule, points, params)
    except DomainError:
        return None
    sample = Sample(**{name: row.form[name].data for name in rules.fields_of(rule)})
    try:
        return rules.worked(rule, points, params, sample)
    except DomainError as error:
        return Score(None, gap=said(error.message, error.values))


def try_out(rule: RuleType | None, form: CriterionForm, sampling: Sampling | None) -> bool:
    """Whether the samples could be worked out; if not, what hinders stands beside its field."""
    faulty = [field for field in form if field.short_name not in ASIDE and not field.validate(form)]
    valid = not faulty
    if sampling is not None and sampling.form.errors:
        form.form_errors.append(gettext("Sửa số liệu mẫu rồi bấm Tính thử."))
        valid = False
    if not valid or rule is None or form.max_points.data is None:
        return valid
    try:
        check_points(form.max_points.data)
        check_params(rule, form.max_points.data, form.params())
    except DomainError as error:
        show(form, error)
        return False
    return True
