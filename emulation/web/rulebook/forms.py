"""The shape of what is typed about the rulebook: a row with reason and source, a refusal, a choice."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField
from wtforms.validators import ValidationError

from emulation.rules.rule_changes import FIELDS, RuleDraft
from emulation.vocabulary.numbers import find_whole
from emulation.web.rulebook.words import COMPARATORS
from emulation.web.shell.fields import Day, Form, Line, Paragraph, Pick


class RuleForm(Form):
    """The values of a row, and why and from where they come."""

    title = Line(_("Nội dung quy tắc"), longest=500)
    comparator = Pick(_("Phép so sánh"), required=False)
    value = Line(_("Giá trị"), required=False, longest=300)
    unit = Line(_("Đơn vị tính"), required=False, longest=60)
    base = Line(_("Cơ sở tính"), required=False, longest=300)
    document = Line(_("Văn bản"), required=False, longest=300)
    article = Line(_("Điều khoản"), required=False, longest=120)
    valid_from = Day(_("Có hiệu lực từ ngày"), required=False)
    valid_to = Day(_("Hết hiệu lực từ ngày"), required=False)
    confirmed = BooleanField(_("Đã xác nhận: đã đối chiếu với văn bản chính thức"))
    checked_on = Day(_("Ngày đối chiếu"), required=False)
    note = Paragraph(_("Ghi chú"), required=False, longest=1000)
    reason = Paragraph(_("Lý do thay đổi"), longest=1000)
    source = Line(_("Nguồn"), longest=500)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.comparator.choices = [(mark, gettext(words)) for mark, words in COMPARATORS]

    def draft(self) -> RuleDraft:
        """The row as the service wants it."""
        return RuleDraft(
            **{name: self[name].data for name in FIELDS} | {"comparator": self.comparator.data or ""}
        )

    def told(self) -> dict[str, str]:
        """Reason and source."""
        return self.values("reason", "source")


class NewRuleForm(RuleForm):
    """A new row: under which head, for whom, and its mark. The view sets what can be chosen."""

    head = Pick(_("Loại quy tắc"))
    owner = Pick(_("Phạm vi"))
    suffix = Line(_("Ký hiệu"), required=False, longest=40)

    @property
    def cluster_id(self) -> int | None:
        """The cluster whose own regulation it is; None for all."""
        return find_whole(self.owner.data or "")


class SettleForm(Form):
    """Confirming, refusing (with a reason), withdrawing."""

    reason = Paragraph(_("Lý do không xác nhận"), required=False, longest=1000)


class ChooseForm(Form):
    """One of several rows, and why."""

    rule_id = RadioField(_("Phương án"), validate_choice=False)
    reason = Paragraph(_("Lý do chọn"), longest=1000)

    def validate_rule_id(self, field: RadioField) -> None:
        """A value that is offered."""
        if field.data not in {value for value, _words in field.choices}:
            raise ValidationError(gettext("Chọn một phương án."))
