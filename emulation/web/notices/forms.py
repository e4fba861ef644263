"""How the reader wants to get mail."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField

from emulation.vocabulary.kinds import MailPace
from emulation.web.shell.fields import Form

NONE = "none"


class MailForm(Form):
    """At which pace notices come by mail, and whether reminders come too."""

    pace = RadioField(
        _("Thông báo qua thư điện tử"),
        choices=[
            (MailPace.EACH.value, _("Mỗi thông báo một thư, gửi ngay")),
            (MailPace.DAILY.value, _("Một thư tổng hợp mỗi ngày, lúc 07:00")),
            (MailPace.WEEKLY.value, _("Một thư tổng hợp mỗi tuần, lúc 07:00 Thứ Hai")),
            (NONE, _("Không gửi thư, chỉ xem trong hệ thống")),
        ],
    )
    reminders = BooleanField(_("Gửi qua thư cả lời nhắc việc đến hạn"))

    @property
    def chosen(self) -> MailPace | None:
        """The pace; None for no mail at all."""
        return None if self.pace.data == NONE else MailPace(self.pace.data)
