"""Signing in and out with Flask-Login. The cookie carries a random token; the sign-in lives in the database.

A sign-in that still lacks its code makes nobody of its person: `g.actor` stays the public, so that no page and no
service opens; only the pages of the sign-in itself look at `g.arriving`.
"""

from datetime import datetime, timedelta

from flask import Flask, g, request
from flask import session as cookie
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from werkzeug.wrappers import Response

from emulation.db import unit_of_work
from emulation.rules.codes import Standing
from emulation.rules.sign_ins import Limits
from emulation.services import devices, sign_ins
from emulation.services.sign_ins import Entered, Recognised
from emulation.vocabulary.tokens import new_token
from emulation.web.shell import cookies, here

manager = LoginManager()
KNOWN = "known"


class SignedIn(UserMixin):  # type: ignore[misc]
    """The person behind a token, as Flask-Login wants to see them."""

    def __init__(self, token: str, recognised: Recognised) -> None:
        self.token = token
        self.recognised = recognised

    def get_id(self) -> str:
        """The token of this device: revoking it in the database ends every copy of the cookie."""
        return self.token


def init_app(app: Flask) -> None:
    """Hang Flask-Login into the app."""
    manager.session_protection = None  # the token lives on the server; addresses of phones change
    manager.init_app(app)
    app.after_request(_know_browser)


def limits() -> Limits:
    """How long a sign-in lives here."""
    settings = here.settings()
    return Limits(
        timedelta(minutes=settings.session_idle_minutes), timedelta(hours=settings.session_absolute_hours)
    )


def living_since() -> dict[str, datetime]:
    """What a sign-in must be newer than to be alive."""
    known = limits()
    return {"seen_since": here.now() - known.idle, "begun_since": here.now() - known.absolute}


@manager.user_loader
def _load(token: str) -> SignedIn | None:
    """Asks the primary: a replica may not know yet that a sign-in has ended."""
    with here.database().present() as reader:
        recognised = sign_ins.recognise(reader, token=token, now=here.now(), limits=limits())
    return SignedIn(token, recognised) if recognised else None


def recognise() -> None:
    """Put the person of this request into `g`, and note once a minute that they were seen."""
    if not current_user.is_authenticated:
        return
    recognised = current_user.recognised
    _stand(recognised)
    if recognised.last_seen_is_due:
        with here.database().writing() as writer, unit_of_work(writer):
            sign_ins.seen(writer, token=current_user.token, now=here.now())


def token() -> str:
    """The token of this device."""
    return str(current_user.token)


def enter(entered: Entered) -> None:
    """Give this device its new token; whatever the cookie held before is gone."""
    cookie.clear()
    login_user(SignedIn(entered.token, entered.recognised))
    _stand(entered.recognised)


def renew(entered: Entered) -> None:
    """Give this device a new token for the same sign-in; messages that wait to be shown stay."""
    login_user(SignedIn(entered.token, entered.recognised))
    _stand(entered.recognised)


def known_browser(email: str) -> str:
    """The token of this browser if the account was entered from it before, else an empty text."""
    token = cookies.read(KNOWN)
    if not token:
        return ""
    with here.database().present() as reader:
        return token if devices.is_known(reader, email=email, token=token, now=here.now()) else ""


def remember_browser() -> str:
    """The token by which this browser is to be known from now on."""
    g.known_browser = cookies.read(KNOWN) or new_token()
    return str(g.known_browser)


def leave() -> None:
    """End the sign-in of this device."""
    session = here.session()
    with unit_of_work(session):
        sign_ins.sign_out(session, now=here.now(), token=token())
    logout_user()
    cookie.clear()


def _stand(recognised: Recognised) -> None:
    g.recognised = recognised
    if recognised.standing is Standing.WHOLE:
        g.user, g.actor, g.arriving = recognised.user, recognised.actor, None
    else:
        g.arriving = recognised


def _know_browser(response: Response) -> Response:
    if "known_browser" in g and request.endpoint:
        cookies.keep(response, KNOWN, g.known_browser, days=devices.KEEP.days)
    return response
