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
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
HSTS = "max-age=31536000; includeSubDomains"


def init_app(app: Flask) -> None:
    """Set the headers after every request, errors included."""
    app.after_request(_protect)


def _protect(response: Response) -> Response:
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    if here.settings().is_production:
        response.headers["Strict-Transport-Security"] = HSTS
    is_file = request.endpoint in ("static", "bootstrap.static", "status.fonts")
    if not is_file and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store" if here.actor().user_id else "no-cache"
        response.headers.add("Vary", "Cookie")
    return response
