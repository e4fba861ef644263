"""The shape of what is typed about scores: lines, moves, appraisals, eligibility, finalising, publishing."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Form as Rows
from wtforms import FormField, HiddenField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from emulation.queries.sheets import LineRow
from emulation.services.eligibility import Ruling
from emulation.services.sheets import Appraisal, LineDraft
from emulation.vocabulary.kinds import RuleType
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.numbers import find_whole
from emulation.vocabulary.states import EligibilityState
from emulation.vocabulary.words import N_
from emulation.web.shell.fields import Day, Form, Line, Number, Paragraph, Pick, Vietnamese, WholeNumber
from emulation.web.shell.rows import RowList


class Answer(Labelled):
    """What can be answered to an item; nothing chosen is "not answered", which is not "no"."""

    YES = "yes", N_("Có")
    NO = "no", N_("Không")


class ItemForm(Vietnamese, Rows):
    """One item of a criterion: answered (yes or no) or counted."""

    answer = Pick(_("Trả lời"), of=list(Answer), required=False)
    count = WholeNumber(_("Số lần"), low=0, high=999, required=False)


class LineForm(Vietnamese, Rows):
    """One criterion of a member's own scoring."""

    criterion = Line("", required=False)
    claimed = Number(_("Điểm tự chấm"), required=False, places=2)
    reason = Line(_("Lý do, minh chứng"), required=False, longest=1000)
    items = RowList(FormField(ItemForm), max_entries=60)

    def draft(self, row: LineRow) -> LineDraft:
        """The line as the service wants it, its items by the names of the scorecard."""
        names = item_names(row)
        items = list(zip(names, (entry.form for entry in self.items), strict=False))
        answers = {name: item.answer.data is Answer.YES for name, item in items if item.answer.data}
        counts = {name: item.count.data for name, item in items if item.count.data is not None}
        return LineDraft(
            row.criterion_id,
            self.claimed.data,
            self.reason.data,
            answers if row.rule_type is RuleType.BOOLEAN else {},
            counts if row.rule_type in (RuleType.BONUS, RuleType.PENALTY) else {},
        )


class SheetForm(Form):
    """The lines of one group."""

    lines = RowList(FormField(LineForm), max_entries=120)


class AppraisalForm(Vietnamese, Rows):
    """One criterion of the appraisal."""

    criterion = Line("", required=False)
    points = Number(_("Điểm thẩm định"), required=False, places=2)
    reason = Line(_("Lý do"), required=False, longest=1000)

    def given(self, row: LineRow) -> Appraisal:
        """The line as the service wants it."""
        return Appraisal(row.criterion_id, self.points.data, self.reason.data)


class ReviewForm(Form):
    """The appraisal of one group."""

    lines = RowList(FormField(AppraisalForm), max_entries=120)


class MoveForm(Form):
    """A move; some need a reason."""

    reason = Paragraph(_("Lý do"), required=False, longest=2000)


class RulingForm(Form):
    """A decision about a member's eligibility."""

    state = Pick(_("Quyết định"), of=list(EligibilityState))
    reason = Paragraph(_("Lý do"), longest=2000)
    basis = Line(_("Căn cứ"), required=False, longest=300)
    decided_by = Line(_("Người hoặc cơ quan quyết định"), longest=200)
    decided_on = Day(_("Ngày quyết định"))

    def ruling(self) -> Ruling:
        """The decision as the service wants it."""
        return Ruling(**self.values("state", "reason", "basis", "decided_by", "decided_on"))


class PlaceForm(Vietnamese, Rows):
    """The place that a ballot gave to one member; nothing typed means that it was not voted on."""

    member = Line("", required=False)
    place = WholeNumber(_("Thứ tự"), low=1, high=99, required=False)


class BallotForm(Form):
    """The outcome of a secret ballot about equal totals."""

    minutes = Line(_("Số biên bản bỏ phiếu"), longest=200)
    places = RowList(FormField(PlaceForm), max_entries=99)


class Ticks(SelectMultipleField):  # type: ignore[misc]
    """Several of a list, as check boxes; what stands in no list is left to the service to refuse."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, validate_choice=False, choices=[], **options)

    @property
    def numbers(self) -> list[int]:
        """What was ticked, as ids; -1, which nothing has, for anything that is no number."""
        found = [find_whole(str(value)) for value in self.data or []]
        return [-1 if number is None else number for number in found]


class ApproversForm(Form):
    """Who must approve the frozen scores."""

    approvers = Ticks(_("Người chốt điểm"))


class FinaliseForm(Form):
    """A named leader's approval of exactly the places that stand on the page."""

    checksum = HiddenField()


class PublishForm(Form):
    """The word that makes a ranking public."""

    word = Line(_("Gõ CÔNG BỐ để công bố"), longest=40)


class CorrectedForm(Vietnamese, Rows):
    """The corrected total of one member; left empty, the total that stands stays."""

    member = Line("", required=False)
    total = Number(_("Tổng điểm đính chính"), required=False, places=2)


class CorrectionForm(Form):
    """A correction beside a published ranking; its version is the edition that was read."""

    member = Pick(_("Đơn vị"), required=False)
    text = Paragraph(_("Nội dung đính chính"), longest=2000)
    reason = Paragraph(_("Lý do"), longest=2000)
    totals = RowList(FormField(CorrectedForm), max_entries=99)

    def corrected(self) -> dict[int, Decimal | None]:
        """Member → what was typed for its total, in the order of the rows."""
        rows = [(find_whole(row.form.member.data), row.form.total.data) for row in self.totals]
        return {member: total for member, total in rows if member is not None}


def item_names(row: LineRow) -> list[str]:
    """The names of a criterion's items, in the order of the scorecard."""
    items: Sequence[Any] = row.params.get("items", [])
    return [item["name"] if isinstance(item, dict) else str(item) for item in items]


def line_data(row: LineRow) -> dict[str, Any]:
    """A line from the database as the data of its form row."""
    answers, counts = row.inputs.get("answers", {}), row.inputs.get("counts", {})
    words = {True: Answer.YES, False: Answer.NO, None: ""}
    items = [{"answer": words[answers.get(name)], "count": counts.get(name)} for name in item_names(row)]
    return {
        "criterion": str(row.criterion_id),
        "claimed": row.claimed,
        "reason": row.claim_reason,
        "items": items,
    }


def appraisal_data(row: LineRow) -> dict[str, Any]:
    """An appraised line from the database as the data of its form row."""
    return {
        "criterion": str(row.criterion_id),
        "points": row.appraised,
        "reason": row.appraisal_reason,
    }
