"""Cookies of ours: sent to this host only, over TLS where there is TLS, and kept away from scripts."""

from flask import request
from werkzeug.wrappers import Response

from emulation.settings import Settings
from emulation.web.shell import here

DAY = 86400


def name_of(plain: str, settings: Settings) -> str:
    """The name under which browsers accept the cookie only from this very host, Secure and for all paths."""
    return f"__Host-{plain}" if settings.base_url.startswith("https://") else plain


def read(plain: str, usual: str = "") -> str:
    """What the visitor's browser brings."""
    return request.cookies.get(name_of(plain, here.settings()), usual)


def keep(answer: Response, plain: str, value: str, *, days: int) -> None:
    """Have the browser bring this back for so many days."""
    name = name_of(plain, here.settings())
    secure = name != plain
    answer.set_cookie(name, value, max_age=days * DAY, secure=secure, httponly=True, samesite="Lax")
