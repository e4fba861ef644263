"""Language, size of letters and contrast."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.vocabulary.actions import Action
from emulation.web.preferences.forms import DAYS, PreferencesForm
from emulation.web.shell import cookies
from emulation.web.shell.addresses import own_path
from emulation.web.shell.gate import gate

room = Blueprint("preferences", __name__)
CHOICES = {"language": "vi", "size": "100", "contrast": "normal"}


@room.get("/preferences")
@gate(Action.PAGE_READ)
def show() -> ResponseReturnValue:
    """The choices of this device."""
    form = PreferencesForm(data={name: cookies.read(name, usual) for name, usual in CHOICES.items()})
    return render_template("preferences/show.html", form=form, back=own_path(request.args.get("next")))


@room.post("/preferences")
@gate(Action.PAGE_READ)
def save() -> ResponseReturnValue:
    """Remember the choices and lead back to where the reader came from."""
    form, back = PreferencesForm(), own_path(request.args.get("next"))
    if not form.validate_on_submit():
        return render_template("preferences/show.html", form=form, back=back), 422
    flash(gettext("Đã lưu lựa chọn hiển thị trên thiết bị này."), "success")
    answer = redirect(back or url_for("home.index"))
    for name in CHOICES:
        cookies.keep(answer, name, form[name].data, DAYS * 86400)
    return answer
