"""The administrator's forms about people."""

from flask_babel import lazy_gettext as _

from emulation.vocabulary.kinds import Role
from emulation.web.shell.fields import Form, Line, Pick


class UserForm(Form):
    """A new person."""

    full_name = Line(_("Họ và tên"), longest=120, render_kw={"autocomplete": "off"})
    title = Line(_("Chức vụ"), required=False, longest=200)
    email = Line(_("Địa chỉ thư điện tử"), longest=254, render_kw={"autocomplete": "off", "type": "email"})
    role = Pick(_("Vai trò"), of=list(Role))
    member = Pick(_("Thành viên"), required=False, description=_("Đơn vị mà người này làm việc cho."))
    cluster = Pick(
        _("Cụm thi đua"), required=False, description=_("Chỉ cần cho ban kiểm phiếu và kiểm tra, giám sát.")
    )


class AppointmentForm(Form):
    """One more role for a person."""

    role = Pick(_("Vai trò"), of=list(Role))
    member = Pick(_("Thành viên"), required=False)
    cluster = Pick(_("Cụm thi đua"), required=False)
