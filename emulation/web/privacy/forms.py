"""The shape of requests about personal data, and of what is answered."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from emulation.services.privacy_erasing import Rectified
from emulation.vocabulary.kinds import DataRequestKind
from emulation.web.shell.fields import Form, Line, Paragraph, Pick


class RequestForm(Form):
    """What one asks for, in a kind and in one's own words."""

    kind = Pick(_("Bạn muốn"), of=list(DataRequestKind))
    wish = Paragraph(_("Nội dung cụ thể"), required=False, longest=2000)


class ConsentForm(Form):
    """One consent. The box is never ticked in advance: what stands is said in words beside it."""

    agreed = BooleanField(_("Tôi đồng ý"))


class AnswerForm(Form):
    """The answer to a request."""

    answer = Paragraph(_("Trả lời người yêu cầu"), longest=2000)


class RectifyForm(AnswerForm):
    """The answer, and what is right about the person."""

    full_name = Line(_("Họ và tên"), longest=200)
    title = Line(_("Chức vụ"), required=False, longest=200)
    email = Line(_("Địa chỉ thư điện tử"), longest=254, render_kw={"autocomplete": "off"})

    def rectified(self) -> Rectified:
        """The form as the service wants it."""
        return Rectified(**self.values("full_name", "title", "email"))
