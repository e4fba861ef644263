"""A forgotten password: ask for a link, open it, set a new one."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import TooManyRequests

from emulation.rules.throttles import Counter
from emulation.services import resets
from emulation.vocabulary.actions import Action
from emulation.vocabulary.kinds import LinkPurpose
from emulation.web.accounts import carried
from emulation.web.accounts.password_forms import NewPasswordForm, ResetForm
from emulation.web.accounts.room import room
from emulation.web.shell import here, limits
from emulation.web.shell.gate import gate
from emulation.web.shell.limits import limited
from emulation.web.shell.writing import writing

PURPOSE = LinkPurpose.RESET


@room.get("/reset")
@gate(Action.PAGE_READ)
def reset() -> ResponseReturnValue:
    """Ask whose password was forgotten."""
    return render_template("accounts/reset.html", form=ResetForm())


@room.post("/reset")
@gate(Action.PAGE_READ)
@limited("resets")
def ask() -> ResponseReturnValue:
    """Send a link. Whoever the address belongs to, and however often it was asked for, the answer is the same."""
    form = ResetForm()
    if form.validate_on_submit():
        try:
            limits.take(Counter("reset_letters", form.email.data.lower()))
        except TooManyRequests:
            return redirect(url_for("accounts.reset_sent"))
        with writing(form, to=url_for("accounts.reset_sent")) as outcome:
            minutes = here.settings().reset_minutes
            resets.ask(here.session(), address=form.email.data, now=here.now(), minutes=minutes)
        if outcome:
            return redirect(outcome.location)
    return render_template("accounts/reset.html", form=form), 422


@room.get("/reset/sent")
@gate(Action.PAGE_READ)
def reset_sent() -> ResponseReturnValue:
    """What to do now; the same for everybody."""
    return render_template("accounts/reset_sent.html", minutes=here.settings().reset_minutes)


@room.get("/reset/<token>")
@gate(Action.PAGE_READ)
def open_reset(token: str) -> ResponseReturnValue:
    """The link of the letter. Opening it changes nothing."""
    return carried.take_in(token, PURPOSE, "accounts.new_password")


@room.get("/reset/password")
@gate(Action.PAGE_READ)
def new_password() -> ResponseReturnValue:
    """The form for the new password."""
    if not carried.token_of(PURPOSE):
        return redirect(url_for("accounts.reset"))
    return carried.form_page(NewPasswordForm(), PURPOSE, action="accounts.complete_reset")


@room.post("/reset/password")
@gate(Action.PAGE_READ)
@limited("links")
def complete_reset() -> ResponseReturnValue:
    """Set the new password. Signing in, with the one-time code where it is due, comes after."""
    done = gettext("Đã đổi mật khẩu. Đăng nhập lại bằng mật khẩu mới.")
    return carried.take_password(PURPOSE, resets.complete, action="accounts.complete_reset", done=done)
