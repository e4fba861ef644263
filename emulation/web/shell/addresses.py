"""Addresses: those that readers hand in (only our own paths are followed), and those of pages that may be absent."""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app, request, url_for

from emulation.web.shell import here


def only_published() -> bool:
    """Whether the reader asked for published values only; the choice lives in the address (decisions 7)."""
    return request.args.get("only") == "published"


def own_path(address: str | None) -> str:
    """The address when it is a path of ours, else an empty text (no open redirects)."""
    if not address or not address.startswith("/") or any(ord(letter) < 32 for letter in address):
        return ""
    if address.startswith(("//", "/\\")):
        return ""
    parts = urlsplit(address.replace("\\", "/"))
    if parts.scheme or parts.netloc:
        return ""
    return address


def way_back() -> str | None:
    """Where to go on after signing in: the page that was asked for, or the one whose form was being sent."""
    if request.method in here.SAFE:
        return request.full_path.rstrip("?")
    sent_from = urlsplit(request.referrer or "")
    return own_path(sent_from.path) or None if sent_from.netloc == request.host else None


def find_address(endpoint: str, **values: Any) -> str:
    """The address of a page, or an empty text when this installation does not have it."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else ""
