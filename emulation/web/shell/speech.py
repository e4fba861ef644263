"""Sentences from below the web, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext


def said(template: str, values: Mapping[str, Any]) -> str:
    """The template filled in. Values that are marked words themselves (labels, names of fields) are looked up too."""
    words = {
        name: gettext(value) if value and isinstance(value, str) else value for name, value in values.items()
    }
    return str(gettext(template, **words))
