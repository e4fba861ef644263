"""The public notice about personal data, and what people do about their own."""

import json

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import privacy as queries
from emulation.queries.notices import mail_choice
from emulation.rules import privacy as rules
from emulation.services import privacy
from emulation.vocabulary.actions import Action
from emulation.web.privacy.forms import ConsentForm, RequestForm
from emulation.web.privacy.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.limits import limited
from emulation.web.shell.writing import writing


@room.get("/privacy")
@gate(Action.PAGE_READ)
def notice() -> ResponseReturnValue:
    """What is held about people, why, on which ground, how long, and whom to ask."""
    return render_template(
        "privacy/notice.html",
        held=rules.HELD,
        schedule=rules.SCHEDULE,
        retained=rules.RETAINED,
        consents=rules.CONSENTS,
        limits=privacy.limits(here.session(), here.today()),
    )


@room.get("/account/data")
@gate(Action.ACCOUNT_EDIT)
def data() -> ResponseReturnValue:
    """What is held about oneself, one's requests and consents."""
    return _page(RequestForm(formdata=None), 200)


def _page(form: RequestForm, status: int) -> ResponseReturnValue:
    user_id = here.actor().user_id or 0
    return render_template(
        "privacy/account.html",
        form=form,
        consent_form=ConsentForm(formdata=None),
        found=queries.about(here.session(), user_id),
        mail=mail_choice(here.session(), user_id),
        requests=queries.requests(here.session(), user_id=user_id),
        standing=queries.standing_consents(here.session(), user_id),
        consents=rules.CONSENTS,
    ), status


@room.get("/account/data.json")
@gate(Action.ACCOUNT_EDIT)
@limited("exports")
def download() -> ResponseReturnValue:
    """Everything that is held about oneself, as a file."""
    found = privacy.export(here.session(), actor=here.actor(), now=here.now())
    body = json.dumps(found, ensure_ascii=False, indent=1)
    name = f"du-lieu-cua-toi-{here.today():%Y-%m-%d}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, mimetype="application/json", headers=headers)


@room.post("/account/data")
@gate(Action.ACCOUNT_EDIT)
@limited("data_requests")
def ask() -> ResponseReturnValue:
    """Send a request."""
    form = RequestForm()
    if form.validate_on_submit():
        with writing(form, to=url_for("privacy.data")) as outcome:
            row = privacy.ask(
                here.session(), actor=here.actor(), now=here.now(), **form.values("kind", "wish")
            )
        if outcome:
            text = gettext(
                "Đã nhận yêu cầu. Bạn được trả lời trước hết ngày %(day)s.", day=f"{row.answer_by:%d/%m/%Y}"
            )
            flash(text, "success")
            return redirect(outcome.location)
    return _page(form, 422)


@room.post("/account/data/consents/<purpose>")
@gate(Action.ACCOUNT_EDIT)
def consent(purpose: str) -> ResponseReturnValue:
    """Agree, or take it back."""
    form = ConsentForm()
    with writing(to=url_for("privacy.data")) as outcome:
        act = privacy.agree if form.agreed.data else privacy.withdraw
        changed = act(here.session(), actor=here.actor(), now=here.now(), purpose=purpose)
    if changed:
        words = gettext("Đã ghi sự đồng ý.") if form.agreed.data else gettext("Đã rút lại sự đồng ý.")
        flash(words, "success")
    return redirect(outcome.location)
