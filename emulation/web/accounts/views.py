"""Signing in and out, and one's own account."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import accounts as people
from emulation.queries.devices import devices_of
from emulation.rules.codes import Standing
from emulation.rules.devices import browser_of, system_of
from emulation.services import codes, recovery_codes
from emulation.vocabulary.actions import Action
from emulation.web.accounts.forms import SignInForm
from emulation.web.accounts.room import room
from emulation.web.shell import entering, here, login
from emulation.web.shell.addresses import own_path
from emulation.web.shell.gate import gate


@room.get("/sign-in")
@gate(Action.PAGE_READ)
def sign_in() -> ResponseReturnValue:
    """The sign-in page; the demo lists its cast there."""
    if here.actor().user_id is not None or g.arriving:
        return redirect(_onward())
    return _sign_in_page(SignInForm(email=request.args.get("as", "")), 200)


@room.post("/sign-in")
@gate(Action.PAGE_READ)
def enter() -> ResponseReturnValue:
    """Sign in. The answer to a wrong address and to a wrong password is the same."""
    form = SignInForm()
    if form.validate_on_submit():
        if entering.by_password(form.email.data, form.password.data):
            return redirect(_onward())
        form.form_errors.append(gettext("Địa chỉ hoặc mật khẩu không đúng."))
    return _sign_in_page(form, 422)


def _onward() -> str:
    """Where the person goes now: to what the sign-in still lacks, or to where they were going."""
    following = own_path(request.args.get("next"))
    if g.arriving:
        step = "accounts.code" if g.arriving.standing is Standing.ENTER_CODE else "accounts.set_up"
        return url_for(step, next=following or None)
    return following or url_for("home.my_work")


def _sign_in_page(form: SignInForm, status: int) -> ResponseReturnValue:
    settings, shown = here.settings(), {}
    if settings.demo:
        shown = codes.codes_of_cast(here.session(), checker=entering.checker())
    page = render_template(
        "accounts/sign_in.html",
        form=form,
        cast=people.demo_cast(here.session()) if settings.demo else [],
        demo_password=settings.demo_password,
        codes=shown,
        following=own_path(request.args.get("next")),
    )
    return page, status


@room.post("/sign-out")
@gate(Action.PAGE_READ)
def leave() -> ResponseReturnValue:
    """Sign out on this device, also half-way in; the browser forgets what it kept of our pages."""
    if g.recognised is None:
        return redirect(url_for("accounts.sign_in"))
    login.leave()
    flash(gettext("Bạn đã đăng xuất."), "info")
    answer = redirect(url_for("home.index"))
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@room.get("/account")
@gate(Action.ACCOUNT_EDIT)
def account() -> ResponseReturnValue:
    """One's own account."""
    devices = devices_of(here.session(), g.user.id, **login.living_since())
    return render_template(
        "accounts/account.html",
        user=g.user,
        devices=[(device, browser_of(device.agent), system_of(device.agent)) for device in devices],
        this_device=g.recognised.sign_in_id,
        codes_left=recovery_codes.left(here.session(), g.user.id),
    )
