"""Changing one's own password."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.services import accounts, passwords
from emulation.vocabulary.actions import Action
from emulation.web.accounts.password_forms import ChangePasswordForm
from emulation.web.accounts.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.limits import limited
from emulation.web.shell.writing import writing


@room.get("/account/password")
@gate(Action.ACCOUNT_EDIT)
def password() -> ResponseReturnValue:
    """The form."""
    return _page(ChangePasswordForm())


@room.post("/account/password")
@gate(Action.ACCOUNT_EDIT)
@limited("proof")
def change_password() -> ResponseReturnValue:
    """Change one's password; all devices are signed out, this one included."""
    form = ChangePasswordForm()
    if form.validate_on_submit():
        with writing(form, to=url_for("accounts.sign_in")) as outcome:
            passwords.change_password(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                user=accounts.person(here.session(), g.user.id),
                composition=here.settings().password_composition,
                **form.values("current", "password"),
            )
        if outcome:
            flash(gettext("Đã đổi mật khẩu. Đăng nhập lại bằng mật khẩu mới."), "success")
            return redirect(outcome.location)
    return _page(form), 422


def _page(form: ChangePasswordForm) -> str:
    return render_template(
        "accounts/password.html", form=form, user=g.user, composition=here.settings().password_composition
    )
