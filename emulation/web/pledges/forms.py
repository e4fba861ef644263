"""The shape of a pledge as it is typed: a summary and rows of targets."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, FormField
from wtforms import Form as Rows

from emulation.queries.figures import FigureRow
from emulation.rules.pledges import MOST_TARGETS
from emulation.services.pledges import TargetDraft
from emulation.vocabulary import dates
from emulation.vocabulary.kinds import Operator, PlanSource
from emulation.web.shell.fields import Day, Form, Line, Number, Paragraph, Pick, Vietnamese
from emulation.web.shell.rows import RowList

ROW_FIELDS = (
    "plan_source",
    "operator",
    "low",
    "high",
    "baseline",
    "weight",
    "owner",
    "source",
    "not_assigned",
    "not_assigned_reason",
    "note",
    "due_on",
    "is_qualitative",
)


class TargetForm(Vietnamese, Rows):
    """One row: which indicator, which sign, how much, whose plan, from which source."""

    indicator = Pick(_("Chỉ tiêu"))
    plan_source = Pick(_("Nguồn kế hoạch"), of=list(PlanSource), default=PlanSource.CITY_COUNCIL)
    operator = Pick(_("Dấu"), of=list(Operator), default=Operator.EQ)
    low = Number(_("Mức cam kết"), required=False)
    high = Number(_("Đến"), required=False)
    baseline = Number(_("Kết quả năm trước"), required=False)
    weight = Number(_("Trọng số"), required=False, places=2)
    owner = Line(_("Đơn vị chủ trì"), required=False, longest=200)
    source = Line(_("Văn bản giao"), required=False, longest=300)
    not_assigned = BooleanField(_("Không giao"))
    not_assigned_reason = Line(_("Lý do không giao"), required=False, longest=300)
    note = Line(_("Ghi chú"), required=False, longest=500)
    due_on = Day(_("Hoàn thành trước ngày"), required=False)
    is_qualitative = BooleanField(_("Chỉ tiêu định tính"))

    def draft(self) -> TargetDraft:
        """The row as the service wants it. An upper bound alone is what "≤" and "<" need."""
        data = {name: value for name, value in self.data.items() if name != "indicator"}
        if data["operator"] in (Operator.LE, Operator.LT) and data["high"] is None:
            data["low"], data["high"] = None, data["low"]
        return TargetDraft(indicator_id=int(self.indicator.data), **data)


class PledgeForm(Form):
    """A member's draft."""

    summary = Paragraph(_("Tóm tắt cam kết"), required=False, longest=4000)
    targets = RowList(FormField(TargetForm), max_entries=MOST_TARGETS)

    def with_indicators(self, choices: list[tuple[str, str]]) -> "PledgeForm":
        """Fill the list of indicators of every row."""
        for row in self.targets:
            row.form.indicator.choices = choices
        return self

    def drafts(self) -> list[TargetDraft]:
        """All rows as the service wants them."""
        return [row.form.draft() for row in self.targets]


class PaperForm(PledgeForm):
    """A pledge written down by the secretariat from the signed paper."""

    paper_number = Line(_("Số văn bản"), longest=60)
    paper_on = Day(_("Ngày ký"))
    paper_file = FileField(_("Bản ký"))


class ContentForm(Vietnamese, Rows):
    """One common content."""

    text = Paragraph(_("Nội dung"), required=False, longest=1000)
    basis = Line(_("Căn cứ"), required=False, longest=300)


class AgreementForm(Form):
    """The common contents."""

    contents = RowList(FormField(ContentForm), max_entries=30)


class SignatoryForm(Vietnamese, Rows):
    """Who signs for a member; an empty name means "not yet"."""

    member_id = Line("", required=False)
    full_name = Line(_("Họ và tên người ký"), required=False, longest=120)
    office = Line(_("Chức vụ"), required=False, longest=200)


class SigningForm(Form):
    """The signing conference."""

    signed_on = Day(_("Ngày ký"))
    place = Line(_("Địa điểm"), longest=200)
    number = Line(_("Số văn bản"), required=False, longest=60)
    file = FileField(_("Bản ký"))
    signatories = RowList(FormField(SignatoryForm), max_entries=40)


def rows_of(targets: list[Any]) -> list[dict[str, Any]]:
    """Targets from the database as the data of form rows; an upper bound alone is shown in the first box."""
    rows = []
    for target in targets:
        row = {name: getattr(target, name) for name in ROW_FIELDS}
        row["indicator"] = str(target.indicator_id)
        if target.operator in (Operator.LE, Operator.LT):
            row["low"], row["high"] = target.high, None
        rows.append(row)
    return rows


def rebased(rows: list[dict[str, Any]], figures: dict[tuple[int, int], FigureRow]) -> list[dict[str, Any]]:
    """Copied rows with last year's result as baseline: blank where none is known, never an older one.

    They are due on the same day a year later.
    """
    known = {str(indicator_id): figure.value for (_member, indicator_id), figure in figures.items()}
    return [
        row | {"baseline": known.get(row["indicator"]), "due_on": dates.year_later(row["due_on"])}
        for row in rows
    ]


def blank_target(choices: list[tuple[str, str]]) -> TargetForm:
    """An empty row, from which the page makes new ones."""
    row = TargetForm(prefix="targets-0-")
    row.indicator.choices = choices
    return row
