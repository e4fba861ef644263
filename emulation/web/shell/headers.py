"""Security headers on every answer, whatever its status."""

from flask import Flask, request
from werkzeug.wrappers import Response

from emulation.web.shell import here

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
#: For what people have sent: it may run nothing, load nothing and stand in no frame.
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
#: Files of the house, the same for everybody: they may be kept.
FILES = frozenset({"static", "bootstrap.static", "status.fonts"})
HSTS = "max-age=31536000; includeSubDomains"


def init_app(app: Flask) -> None:
    """Set the headers after every request, errors included."""
    app.after_request(_protect)


def _protect(response: Response) -> Response:
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    if here.settings().is_production:
        response.headers["Strict-Transport-Security"] = HSTS
    if response.mimetype == "application/json":
        response.headers["Content-Type"] = "application/json; charset=utf-8"
    if request.endpoint not in FILES or response.status_code >= 400:
        response.headers.setdefault(
            "Cache-Control", "no-store" if here.actor().user_id else "private, no-cache"
        )
        response.vary.add("Cookie")
    return response
