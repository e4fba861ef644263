"""The shape of a row of the table of public holidays."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from emulation.services.holidays import HolidayDraft
from emulation.web.shell.fields import Day, Form, Line


class HolidayForm(Form):
    """A day off, or a Saturday or Sunday that is worked instead."""

    day = Day(_("Ngày"))
    name_vi = Line(_("Tên ngày"), longest=120)
    name_en = Line(_("Tên tiếng Anh"), required=False, longest=120)
    is_working = BooleanField(_("Là ngày làm việc (làm bù, hoặc ngày dự kiến nghỉ nhưng vẫn làm)"))
    confirmed = BooleanField(_("Đã có văn bản công bố"))
    source = Line(_("Văn bản, nguồn"), required=False, longest=300)

    def draft(self) -> HolidayDraft:
        """The day as the service wants it."""
        return HolidayDraft(**self.values(*HolidayDraft.__dataclass_fields__))
