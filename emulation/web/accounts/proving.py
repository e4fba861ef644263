"""Proving once more who is there, before a grave act. What was being sent is kept and sent on afterwards."""

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.vocabulary.actions import Action
from emulation.web.accounts.forms import ProveForm
from emulation.web.accounts.room import room
from emulation.web.shell import entering
from emulation.web.shell.addresses import own_path
from emulation.web.shell.gate import gate

KEPT = "kept-"
NOT_KEPT = ("csrf_token",)


@room.get("/account/prove")
@gate(Action.ACCOUNT_EDIT)
def prove() -> ResponseReturnValue:
    """Ask for a code, or for the password of somebody without one."""
    return _page(ProveForm(), {})


@room.post("/account/prove")
@gate(Action.ACCOUNT_EDIT)
def prove_again() -> ResponseReturnValue:
    """Look at the proof; then on to where the person was going. A form that was on its way arrives here first."""
    if "proof" not in request.form:
        return _page(ProveForm(formdata=None), _sent())
    form, kept = ProveForm(), _brought_back()
    if form.validate_on_submit():
        if entering.again(g.recognised, form.proof.data):
            following = own_path(request.args.get("next")) or url_for("accounts.account")
            if kept:
                return render_template("accounts/resume.html", action=following, kept=kept)
            return redirect(following)
        form.proof.errors = [gettext("Chưa đúng. Kiểm tra rồi nhập lại.")]
    return _page(form, kept), 422


def _page(form: ProveForm, kept: dict[str, list[str]]) -> str:
    has_code = g.user.totp_confirmed_at is not None
    if has_code:
        form.proof.label.text = gettext("Mã xác thực")
    return render_template(
        "accounts/prove.html",
        form=form,
        kept=kept,
        has_code=has_code,
        following=own_path(request.args.get("next")),
    )


def _sent() -> dict[str, list[str]]:
    return {name: values for name, values in request.form.lists() if name not in NOT_KEPT}


def _brought_back() -> dict[str, list[str]]:
    found = request.form.lists()
    return {name.removeprefix(KEPT): values for name, values in found if name.startswith(KEPT)}
