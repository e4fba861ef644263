"""The administrator's forms about people."""

from flask_babel import lazy_gettext as _

from emulation.vocabulary.kinds import Role
from emulation.web.shell.fields import Day, Form, Line, Pick


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
    """One more role for a person, from a day until another."""

    role = Pick(_("Vai trò"), of=list(Role))
    member = Pick(_("Thành viên"), required=False)
    cluster = Pick(_("Cụm thi đua"), required=False)
    starts_on = Day(_("Từ ngày"))
    ends_on = Day(_("Thôi từ ngày"), required=False)


class EndForm(Form):
    """The first day without a role."""

    ends_on = Day(_("Thôi từ ngày"))


class PersonForm(Form):
    """A person's name and office, to be mended."""

    full_name = Line(_("Họ và tên"), longest=120, render_kw={"autocomplete": "off"})
    title = Line(_("Chức vụ"), required=False, longest=200)
