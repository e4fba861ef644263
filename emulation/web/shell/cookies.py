"""Names of our own cookies: bound to this host alone wherever the connection is encrypted."""

from flask import request
from werkzeug.wrappers import Response

from emulation.web.shell import here

PREFIX = "__Host-"


def read(name: str, usual: str) -> str:
    """What this device has kept under the name."""
    return request.cookies.get(_full(name), usual)


def keep(answer: Response, name: str, value: str, seconds: int) -> None:
    """Let the device keep a value; no script and no other host can read it."""
    answer.set_cookie(
        _full(name), value, max_age=seconds, path="/", secure=_is_encrypted(), httponly=True, samesite="Lax"
    )


def _is_encrypted() -> bool:
    return here.settings().base_url.startswith("https://")


def _full(name: str) -> str:
    return PREFIX + name if _is_encrypted() else name
