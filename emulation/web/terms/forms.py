"""The shape of terms: the posts of a year, and one term that is corrected or ended."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput

from emulation.services.terms import TermEdit, TermsDraft
from emulation.web.shell.fields import Day, Form, Line, Paragraph, Pick, WholeNumber

EARLIEST, LATEST = 1948, 2200


class Several(SelectMultipleField):
    """Some of a list, as checkboxes."""

    option_widget = CheckboxInput()

    def pre_validate(self, form: Any) -> None:
        """A value outside the list asks to choose (message 5)."""
        known = {value for value, _words in self.choices}
        if not set(self.data or ()) <= known:
            raise ValidationError(gettext("Chọn %(label)s.", label=gettext("Cụm phó")))


class TermsForm(Form):
    """Who holds the posts of a year, from when until when, by which minutes."""

    year = WholeNumber(_("Năm thi đua"), low=EARLIEST, high=LATEST)
    chair = Pick(_("Cụm trưởng"), required=False)
    vices = Several(_("Cụm phó"), choices=[])
    starts_on = Day(_("Ngày bắt đầu"))
    ends_on = Day(_("Ngày kết thúc"), required=False)
    decision = Line(_("Biên bản hoặc quyết định"), longest=300)
    exception_reason = Paragraph(_("Lý do chọn khác lượt"), required=False, longest=2000)
    note = Line(_("Ghi chú"), required=False, longest=500)

    def with_members(self, choices: list[tuple[str, str]]) -> "TermsForm":
        """Fill the lists of members."""
        self.chair.choices = [("", gettext("Khuyết")), *choices]
        self.vices.choices = choices
        return self

    def draft(self) -> TermsDraft:
        """The form as the service wants it."""
        return TermsDraft(
            year=int(self.year.data or 0),
            chair_id=int(self.chair.data) if self.chair.data else None,
            vice_ids=tuple(int(value) for value in self.vices.data or ()),
            starts_on=self.starts_on.value,
            ends_on=self.ends_on.data,
            decision=self.decision.data or "",
            exception_reason=self.exception_reason.data or "",
            note=self.note.data or "",
        )


class TermForm(Form):
    """One term. Its last day ends it."""

    member = Pick(_("Thành viên"))
    starts_on = Day(_("Ngày bắt đầu"))
    ends_on = Day(_("Ngày kết thúc"), required=False)
    decision = Line(_("Biên bản hoặc quyết định"), longest=300)
    exception_reason = Paragraph(_("Lý do chọn khác lượt"), required=False, longest=2000)
    note = Line(_("Ghi chú"), required=False, longest=500)

    def draft(self) -> TermEdit:
        """The form as the service wants it."""
        return TermEdit(
            member_id=int(self.member.data),
            starts_on=self.starts_on.value,
            ends_on=self.ends_on.data,
            decision=self.decision.data or "",
            exception_reason=self.exception_reason.data or "",
            note=self.note.data or "",
        )
