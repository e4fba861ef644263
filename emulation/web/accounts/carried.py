"""A link's token on its way through the browser: out of the address at once, into the signed cookie.

So it stands in no referrer, in no further address, and in no row of the database.
"""

from collections.abc import Callable
from typing import cast

from flask import flash, make_response, redirect, render_template, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from emulation.services import links
from emulation.vocabulary.kinds import LinkPurpose
from emulation.web.accounts.password_forms import NewPasswordForm
from emulation.web.shell import here
from emulation.web.shell.writing import writing


def take_in(token: str, purpose: LinkPurpose, endpoint: str) -> ResponseReturnValue:
    """Answer to the link of a mail: on to the form when it counts, else the page that says how to go on."""
    if links.find(here.session(), token=token, purpose=purpose, now=here.now()) is None:
        return dead(purpose)
    cookie[purpose.value] = token
    return private(redirect(url_for(endpoint)))


def token_of(purpose: LinkPurpose) -> str:
    """The token that this browser brought along; empty when it opened no link."""
    return str(cookie.get(purpose.value, ""))


def drop(purpose: LinkPurpose) -> None:
    """Forget a token that is used up."""
    cookie.pop(purpose.value, None)


def form_page(
    form: NewPasswordForm, purpose: LinkPurpose, *, action: str, status: int = 200
) -> ResponseReturnValue:
    """The form for a new password, or the page of the dead link."""
    user = links.find(here.session(), token=token_of(purpose), purpose=purpose, now=here.now())
    if user is None:
        return dead(purpose)
    page = render_template(
        "accounts/new_password.html",
        form=form,
        owner=user,
        is_first=purpose is LinkPurpose.INVITATION,
        action=url_for(action),
        composition=here.settings().password_composition,
    )
    return private(make_response(page, status))


def take_password(
    purpose: LinkPurpose, complete: Callable[..., object | None], *, action: str, done: str
) -> ResponseReturnValue:
    """Set the password that was typed by the link that this browser opened; then the person signs in as anybody."""
    form = NewPasswordForm()
    if form.validate_on_submit():
        with writing(form, to=url_for("accounts.sign_in")) as outcome:
            user = complete(
                here.session(),
                token=token_of(purpose),
                password=form.password.data,
                now=here.now(),
                composition=here.settings().password_composition,
            )
        if outcome and user is None:
            return dead(purpose)
        if outcome:
            drop(purpose)
            flash(done, "success")
            return redirect(outcome.location)
    return form_page(form, purpose, action=action, status=422)


def dead(purpose: LinkPurpose) -> ResponseReturnValue:
    """410: unknown, used, expired and foreign links look the same."""
    drop(purpose)
    page = render_template("accounts/dead_link.html", is_first=purpose is LinkPurpose.INVITATION)
    return private(make_response(page, 410))


def private(response: "Response | ResponseReturnValue") -> Response:
    """Kept by nobody, and the next site does not learn this address."""
    answer = cast(Response, make_response(response))
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "no-store"
    answer.vary.add("Cookie")
    return answer
