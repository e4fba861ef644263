"""Forms in which somebody types a new password, or asks for a link to do so."""

from flask_babel import lazy_gettext as _
from wtforms import PasswordField

from emulation.web.shell.fields import Form, Line, Told

HINT = _(
    "Ít nhất 12 ký tự; một câu dài, dễ nhớ với riêng bạn là tốt nhất. Có thể dán từ trình quản lý mật khẩu."
)


class NewPasswordForm(Form):
    """A first or a new password; the link has said whose."""

    password = PasswordField(
        _("Mật khẩu mới"),
        validators=[Told()],
        description=HINT,
        render_kw={"autocomplete": "new-password"},
    )


class ChangePasswordForm(NewPasswordForm):
    """The current password and a new one."""

    current = PasswordField(
        _("Mật khẩu hiện tại"), validators=[Told()], render_kw={"autocomplete": "current-password"}
    )


class ResetForm(Form):
    """Whose password was forgotten."""

    email = Line(
        _("Địa chỉ thư điện tử"), longest=254, render_kw={"autocomplete": "username", "type": "email"}
    )
