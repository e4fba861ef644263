"""The shape of what is typed about campaigns: drafts with their rows, launching, registrations, reports."""

from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, FormField, SelectMultipleField, ValidationError
from wtforms import Form as Rows
from wtforms.widgets import CheckboxInput, ListWidget

from emulation.services.campaign_reports import Reached
from emulation.services.campaigns import Draft, Goal, Pilot
from emulation.vocabulary.kinds import CampaignKind, Operator
from emulation.vocabulary.numbers import find_whole
from emulation.web.shell.fields import Day, Form, Line, Number, Paragraph, Pick, Vietnamese
from emulation.web.shell.rows import RowList, reshaped

MOST_GOALS = 30
MOST_PILOTS = 60
BLANK_PILOTS = 2
UPPER = (Operator.LE, Operator.LT)


class Several(SelectMultipleField):  # type: ignore[misc]
    """Several of a list, as check boxes. What is no longer in the list asks to choose again."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Form) -> None:
        """Only values of the list."""
        known = {value for value, _words in self.choices or ()}
        if any(value not in known for value in self.data or ()):
            raise ValidationError(gettext("Danh sách đã thay đổi. Chọn lại."))


class GoalForm(Vietnamese, Rows):
    """One goal: what, how much, for which national task."""

    text = Line(_("Mục tiêu"), required=False, longest=500)
    indicator = Pick(_("Đo bằng chỉ tiêu"), required=False)
    unit = Line(_("Hoặc đơn vị tính riêng"), required=False, longest=60)
    operator = Pick(_("Dấu"), of=list(Operator), default=Operator.GE)
    low = Number(_("Con số cần đạt"), required=False)
    high = Number(_("Đến (khi là khoảng)"), required=False)
    national_task = Line(_("Nhiệm vụ trọng tâm"), required=False, longest=500)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed in this row."""
        return not any(
            self[name].data for name in ("text", "indicator", "unit", "national_task")
        ) and not any(self[name].raw_data and self[name].raw_data[0].strip() for name in ("low", "high"))

    def goal(self) -> Goal:
        """The row as the service wants it. An upper bound alone is what "≤" and "<" need."""
        low, high = self.low.data, self.high.data
        if self.operator.data in UPPER and high is None:
            low, high = None, low
        return Goal(
            text=self.text.data,
            indicator_id=int(self.indicator.data) if self.indicator.data else None,
            operator=self.operator.data,
            low=low,
            high=high,
            unit=self.unit.data,
            national_task=self.national_task.data,
        )


class PilotForm(Vietnamese, Rows):
    """One unit that goes first; an empty row is left out."""

    name = Line(_("Đơn vị làm điểm"), required=False, longest=200)
    member = Pick(_("Thuộc thành viên"), required=False)


class CampaignForm(Form):
    """A campaign as a draft."""

    kind = Pick(_("Loại phong trào"), of=list(CampaignKind), default=CampaignKind.THEMATIC)
    name = Line(_("Tên phong trào"), longest=300)
    slogan = Line(_("Khẩu hiệu"), required=False, longest=300)
    starts_on = Day(_("Từ ngày"))
    ends_on = Day(_("Đến ngày"), required=False)
    purpose = Paragraph(_("Mục đích, yêu cầu"), required=False, longest=8000)
    criteria = Paragraph(_("Tiêu chí bình xét"), required=False, longest=8000)
    basis = Paragraph(_("Căn cứ"), required=False, longest=2000)
    contents = Several(_("Nội dung giao ước được thực hiện"))
    goals = RowList(FormField(GoalForm), max_entries=MOST_GOALS)
    pilots = RowList(FormField(PilotForm), max_entries=MOST_PILOTS)

    def with_choices(
        self,
        indicators: list[tuple[str, str]],
        members: list[tuple[str, str]],
        contents: list[tuple[str, str]],
    ) -> "CampaignForm":
        """Fill the lists of every row."""
        for row in self.goals:
            row.form.indicator.choices = indicators
        for row in self.pilots:
            row.form.member.choices = members
        self.contents.choices = contents
        return self

    def is_reshaped(self) -> bool:
        """Do what a row button asks; the buttons beside rows are those of the goals."""
        if request.form.get("row_add") == "pilots":
            if len(self.pilots) < MOST_PILOTS:
                self.pilots.append_entry()
            return True
        return bool(reshaped(self.goals))

    def draft(self) -> Draft:
        """What was typed, as the service wants it. Empty rows at the end are left out."""
        rows = [row.form for row in self.goals]
        while rows and rows[-1].is_blank:
            rows.pop()
        return Draft(
            **self.values("kind", "name", "slogan", "purpose", "criteria", "basis"),
            starts_on=self.starts_on.value,
            ends_on=self.ends_on.data,
            goals=[row.goal() for row in rows],
            pilots=[
                Pilot(row.form.name.data, int(row.form.member.data) if row.form.member.data else None)
                for row in self.pilots
                if row.form.name.data
            ],
            contents=[
                number for value in self.contents.data or () if (number := find_whole(value)) is not None
            ],
        )


class PaperForm(Form):
    """A paper of the campaign."""

    file = FileField(_("Tài liệu"))
    caption = Line(_("Chú thích"), required=False, longest=200)


class LaunchForm(Form):
    """The launching document."""

    launched_on = Day(_("Ngày phát động"))
    launch_number = Line(_("Số văn bản phát động"), longest=60)
    overlap_confirmed = BooleanField(_("Tôi đã xem và vẫn phát động phong trào này"))


class MoveForm(Form):
    """A move; some need a reason."""

    reason = Paragraph(_("Lý do"), required=False, longest=2000)


class RegistrationForm(Form):
    """What a member takes on."""

    content = Paragraph(_("Nội dung đăng ký"), required=False, longest=8000)
    contact = Line(_("Đầu mối liên hệ"), required=False, longest=300)


class ReachedForm(Vietnamese, Rows):
    """What was reached of one goal; nothing typed is nothing known."""

    goal_id = Line("", required=False)
    value = Number(_("Kết quả đạt được"), required=False)
    note = Line(_("Ghi chú"), required=False, longest=500)


class ReportForm(Form):
    """An interim or final report."""

    results = Paragraph(_("Kết quả"), required=False, longest=8000)
    lessons = Paragraph(_("Bài học, kiến nghị"), required=False, longest=8000)
    goals = RowList(FormField(ReachedForm), max_entries=MOST_GOALS)
    file = FileField(_("Tệp báo cáo"))

    def reached(self) -> dict[int, Reached]:
        """Goal → what was typed about it."""
        found = {}
        for row in self.goals:
            number = find_whole(row.form.goal_id.data or "")
            if number is not None:
                found[number] = Reached(row.form.value.data, row.form.note.data or "")
        return found


def row_of_goal(goal: Any) -> dict[str, Any]:
    """A goal from the database as the data of a form row; an upper bound alone is shown in the first box."""
    names = ("text", "unit", "operator", "low", "high", "national_task")
    row = {name: getattr(goal, name) for name in names}
    row["indicator"] = str(goal.indicator_id or "")
    if goal.operator in UPPER:
        row["low"], row["high"] = goal.high, None
    return row
