"""Walking through pages with the test client as a browser would: tokens, forms, messages."""

import html
import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

BASE = "https://localhost"
_INPUT = re.compile(r"<input\b[^>]*>")


def get(client: FlaskClient, path: str) -> TestResponse:
    """GET over https, as in production."""
    return client.get(path, base_url=BASE)


def text_of(answer: TestResponse) -> str:
    """The page as text, entities resolved."""
    return html.unescape(answer.get_data(as_text=True))


def hidden_of(client: FlaskClient, page: str) -> dict[str, str]:
    """The hidden fields of the main form of a page: token, one-time key, version."""
    found: dict[str, str] = {}
    body = get(client, page).get_data(as_text=True)
    start = body.index("<main")
    for tag in _INPUT.findall(body[start:]):
        if 'type="hidden"' in tag:
            name = re.search(r'name="([^"]*)"', tag)
            value = re.search(r'value="([^"]*)"', tag)
            if name and name.group(1) not in found:
                found[name.group(1)] = html.unescape(value.group(1)) if value else ""
    return found


def submit(
    client: FlaskClient,
    page: str,
    data: dict[str, Any],
    action: str | None = None,
    *,
    version: str | None = None,
) -> TestResponse:
    """Open `page`, fill its form and send it to `action` (the page itself when not given)."""
    fields: dict[str, Any] = hidden_of(client, page)
    if version is not None:
        fields["version"] = version
    fields |= data
    return client.post(action or page, data=fields, base_url=BASE)
