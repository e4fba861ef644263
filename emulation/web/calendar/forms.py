"""The shape of a milestone, of the day of receipt, and of a permission to be late."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from emulation.rules.calendar import MOST_DAYS_BEFORE
from emulation.rules.extensions import ASKED
from emulation.services.calendar import MilestoneDraft
from emulation.web.shell.fields import Day, Form, Line, Paragraph, Pick, WholeNumber


class MilestoneForm(Form):
    """A milestone with its days, or with the working days to count back."""

    title = Line(_("Tên mốc"), longest=200)
    starts_on = Day(_("Từ ngày"), required=False)
    ends_on = Day(_("Đến ngày"), required=False)
    days_before = WholeNumber(
        _("Số ngày làm việc trước ngày nhận hồ sơ"), low=0, high=MOST_DAYS_BEFORE, required=False
    )
    place = Line(_("Địa điểm"), required=False, longest=200)
    source = Line(_("Căn cứ"), required=False, longest=300)
    is_public = BooleanField(_("Công khai trên lịch của cụm"))

    def draft(self) -> MilestoneDraft:
        """What was typed, for the service. A counted milestone keeps its day out of the way of the count."""
        return MilestoneDraft(**self.values(*MilestoneDraft.__dataclass_fields__))


class ReceivedForm(Form):
    """The day from which is counted back, and whether the proposed steps join."""

    received_on = Day(_("Ngày Hội đồng nhận hồ sơ"))
    with_steps = BooleanField(_("Thêm các mốc đề xuất còn thiếu"))


class ExtensionForm(Form):
    """Who may be late with what, until when and why. Members are set by the view."""

    member = Pick(_("Thành viên"))
    phase = Pick(_("Giai đoạn"), of=ASKED)
    until_on = Day(_("Ngày được phép nộp"))
    reason = Paragraph(_("Lý do"), required=False, longest=2000)


class ReasonForm(Form):
    """Why a permission ends."""

    reason = Paragraph(_("Lý do"), required=False, longest=2000)
