"""Signing in and out, and one's own account."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import accounts as people
from emulation.services import accounts
from emulation.vocabulary.actions import Action
from emulation.web.accounts.forms import ChangePasswordForm, SignInForm
from emulation.web.shell import here, login
from emulation.web.shell.addresses import own_path
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing

room = Blueprint("accounts", __name__)


@room.get("/sign-in")
@gate(Action.PAGE_READ)
def sign_in() -> ResponseReturnValue:
    """The sign-in page; the demo lists its cast there."""
    if here.actor().user_id is not None:
        return redirect(url_for("home.my_work"))
    return _sign_in_page(SignInForm(email=request.args.get("as", "")), 200)


@room.post("/sign-in")
@gate(Action.PAGE_READ)
def enter() -> ResponseReturnValue:
    """Sign in. The answer to a wrong address and to a wrong password is the same."""
    form = SignInForm()
    if form.validate_on_submit():
        device = request.headers.get("User-Agent", "")
        if login.sign_in(form.email.data, form.password.data, device):
            return redirect(own_path(request.args.get("next")) or url_for("home.my_work"))
        form.form_errors.append(gettext("Địa chỉ hoặc mật khẩu không đúng."))
    return _sign_in_page(form, 422)


def _sign_in_page(form: SignInForm, status: int) -> ResponseReturnValue:
    settings = here.settings()
    page = render_template(
        "accounts/sign_in.html",
        form=form,
        cast=people.demo_cast(here.session()) if settings.demo else [],
        demo_password=settings.demo_password,
        following=own_path(request.args.get("next")),
    )
    return page, status


@room.post("/sign-out")
@gate(Action.ACCOUNT_EDIT)
def leave() -> ResponseReturnValue:
    """Sign out on this device."""
    login.sign_out()
    flash(gettext("Bạn đã đăng xuất."), "info")
    return redirect(url_for("home.index"))


@room.get("/account")
@gate(Action.ACCOUNT_EDIT)
def account() -> ResponseReturnValue:
    """One's own account."""
    return render_template("accounts/account.html", form=ChangePasswordForm(), user=g.user)


@room.post("/account")
@gate(Action.ACCOUNT_EDIT)
def change_password() -> ResponseReturnValue:
    """Change one's password; all devices are signed out, this one included."""
    form = ChangePasswordForm()
    if form.validate_on_submit():
        with writing(form, to=url_for("accounts.sign_in")) as outcome:
            user = accounts.person(here.session(), g.user.id)
            accounts.change_password(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                user=user,
                **form.values("current", "password"),
            )
        if outcome:
            flash(gettext("Đã đổi mật khẩu. Đăng nhập lại bằng mật khẩu mới."), "success")
            return redirect(outcome.location)
    return render_template("accounts/account.html", form=form, user=g.user), 422
