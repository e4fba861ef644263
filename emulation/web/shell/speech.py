"""Sentences from below the web, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext

from emulation.vocabulary.errors import Phrase


def said(template: str, values: Mapping[str, Any]) -> str:
    """The template filled in. Values that are marked words or phrases themselves are looked up too."""
    return str(gettext(template, **{name: _looked_up(value) for name, value in values.items()}))


def _looked_up(value: Any) -> Any:
    if isinstance(value, Phrase):
        return said(value.template, value.values)
    return gettext(value) if value and isinstance(value, str) else value
