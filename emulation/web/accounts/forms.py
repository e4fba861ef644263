"""Signing in, and one-time codes."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, PasswordField

from emulation.web.shell.fields import Form, Line, Told


class SignInForm(Form):
    """Address and password."""

    email = Line(
        _("Địa chỉ thư điện tử"), longest=254, render_kw={"autocomplete": "username", "type": "email"}
    )
    password = PasswordField(
        _("Mật khẩu"),
        validators=[Told()],
        render_kw={"autocomplete": "current-password"},
    )


class CodeForm(Form):
    """A code of the phone, or one from the recovery list."""

    code = Line(_("Mã xác thực"), longest=60, render_kw={"autocomplete": "one-time-code"})


class SetUpForm(CodeForm):
    """The first code of a phone that has just been set up; `sealed` carries the seed that it belongs to."""

    sealed = HiddenField()


class ReplaceCodeForm(SetUpForm):
    """A set-up from inside asks for the password too."""

    password = PasswordField(
        _("Mật khẩu hiện tại"), validators=[Told()], render_kw={"autocomplete": "current-password"}
    )


class ProveForm(Form):
    """A fresh proof: a code, or the password of somebody without one."""

    proof = PasswordField(_("Mật khẩu"), validators=[Told()])
