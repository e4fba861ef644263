"""Signing in and out with Flask-Login. The cookie carries a random token; the sign-in lives in the database."""

from datetime import timedelta

from flask import Flask, g
from flask import session as cookie
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from emulation.db import unit_of_work
from emulation.services import sign_ins
from emulation.web.shell import here

manager = LoginManager()


class SignedIn(UserMixin):  # type: ignore[misc]
    """The person behind a token, as Flask-Login wants to see them."""

    def __init__(self, token: str, recognised: sign_ins.Recognised) -> None:
        self.token = token
        self.recognised = recognised

    def get_id(self) -> str:
        """The token of this device: revoking it in the database ends every copy of the cookie."""
        return self.token


def init_app(app: Flask) -> None:
    """Hang Flask-Login into the app."""
    manager.session_protection = None  # the token lives on the server; addresses of phones change
    manager.init_app(app)


@manager.user_loader
def _load(token: str) -> SignedIn | None:
    settings = here.settings()
    limits = sign_ins.Limits(
        timedelta(minutes=settings.session_idle_minutes), timedelta(hours=settings.session_absolute_hours)
    )
    recognised = sign_ins.recognise(here.session(), token=token, now=here.now(), limits=limits)
    return SignedIn(token, recognised) if recognised else None


def recognise() -> None:
    """Put the person of this request into `g`, and note once a minute that they were seen."""
    if not current_user.is_authenticated:
        return
    recognised = current_user.recognised
    g.user, g.actor = recognised.user, recognised.actor
    if recognised.last_seen_is_due:
        writer = here.database().writing()
        with writer, unit_of_work(writer):
            sign_ins.seen(writer, token=current_user.token, now=here.now())


def sign_in(email: str, password: str, device: str) -> bool:
    """Start a fresh sign-in on this device; whatever the cookie held before is gone."""
    session = here.session()
    with unit_of_work(session):
        entered = sign_ins.sign_in(session, email=email, password=password, device=device, now=here.now())
    if entered is None:
        return False
    cookie.clear()
    login_user(SignedIn(entered.token, entered.recognised))
    g.user, g.actor = entered.recognised.user, entered.recognised.actor
    return True


def sign_out() -> None:
    """End the sign-in of this device."""
    session = here.session()
    with unit_of_work(session):
        sign_ins.sign_out(session, actor=here.actor(), now=here.now(), token=current_user.token)
    logout_user()
    cookie.clear()
