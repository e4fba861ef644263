"""Where an office demands that passwords are changed after some days (Decision 742/QĐ-BTTTT), the change comes first.

Off by default: a password is good until somebody else knows it.
"""

from flask import Flask, flash, g, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from emulation.rules.passwords import is_outdated
from emulation.web.shell import here

#: Rooms that stay open meanwhile: one’s own account, with one-time codes, reading preferences, files of the frame.
ROOMS = frozenset({"accounts", "preferences", "static", "bootstrap", "status"})


def init_app(app: Flask) -> None:
    """Stand behind the gate: it has said who asks."""
    app.before_request(_ask_for_a_new_one)


def _ask_for_a_new_one() -> Response | None:
    settings, user = here.settings(), g.get("user")
    if user is None or (request.endpoint or "").split(".")[0] in ROOMS:
        return None
    if not is_outdated(user.password_set_at, now=here.now(), age_days=settings.password_age_days):
        return None
    days = settings.password_age_days
    flash(
        gettext("Nơi này quy định đổi mật khẩu sau %(days)s ngày. Đổi mật khẩu để làm tiếp.", days=days),
        "info",
    )
    return redirect(url_for("accounts.password"))
