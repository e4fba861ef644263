"""The way in for invited people: a link, a form, a password of one's own."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.services import invitations
from emulation.vocabulary.actions import Action
from emulation.vocabulary.kinds import LinkPurpose
from emulation.web.accounts import carried
from emulation.web.accounts.password_forms import NewPasswordForm
from emulation.web.accounts.room import room
from emulation.web.shell.gate import gate
from emulation.web.shell.limits import limited

PURPOSE = LinkPurpose.INVITATION


@room.get("/invitation/<token>")
@gate(Action.PAGE_READ)
def open_invitation(token: str) -> ResponseReturnValue:
    """The link of the letter. Opening it changes nothing: readers of mail open links too."""
    return carried.take_in(token, PURPOSE, "accounts.invitation")


@room.get("/invitation")
@gate(Action.PAGE_READ)
def invitation() -> ResponseReturnValue:
    """The form for the first password."""
    if not carried.token_of(PURPOSE):
        flash(gettext("Mở liên kết trong thư mời để đặt mật khẩu."), "info")
        return redirect(url_for("accounts.sign_in"))
    return carried.form_page(NewPasswordForm(), PURPOSE, action="accounts.accept")


@room.post("/invitation")
@gate(Action.PAGE_READ)
@limited("links")
def accept() -> ResponseReturnValue:
    """Set the first password; then the person signs in as anybody."""
    done = gettext("Đã đặt mật khẩu. Đăng nhập bằng địa chỉ thư điện tử của bạn.")
    return carried.take_password(PURPOSE, invitations.accept, action="accounts.accept", done=done)
