""" "Cách nhận thư": how notices come by mail."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import notices as queries
from emulation.services import preferences
from emulation.vocabulary.actions import Action
from emulation.web.notices.forms import NONE, MailForm
from emulation.web.notices.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing


@room.get("/notices/mail")
@gate(Action.ACCOUNT_EDIT)
def mail() -> ResponseReturnValue:
    """What the reader chose, as a form."""
    return _page(_stored(), 200)


def _stored() -> MailForm:
    known = queries.mail_choice(here.session(), here.actor().user_id or 0)
    data = {
        "version": known.version,
        "pace": known.pace.value if known.wants_mail else NONE,
        "reminders": known.wants_reminders,
    }
    return MailForm(formdata=None, data=data)


def _page(form: MailForm, status: int) -> ResponseReturnValue:
    return render_template("notices/mail.html", form=form), status


@room.post("/notices/mail")
@gate(Action.ACCOUNT_EDIT)
def choose_mail() -> ResponseReturnValue:
    """Save the choice."""
    form = MailForm()
    if form.validate_on_submit():
        with writing(form, to=url_for("notices.index"), newest=_stored) as outcome:
            preferences.choose_mail(
                here.session(),
                actor=here.actor(),
                now=here.now(),
                version=form.opened_version,
                pace=form.chosen,
                reminders=form.reminders.data,
            )
        if outcome:
            flash(gettext("Đã lưu lựa chọn nhận thư."), "success")
            return redirect(outcome.location)
    return _page(form, 422)
