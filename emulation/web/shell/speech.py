"""Sentences from below the web, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext

from emulation.vocabulary.errors import Phrase
from emulation.web.shell.filters import name


def said(template: str, values: Mapping[str, Any]) -> str:
    """The template filled in. Values that are marked words or phrases, or have two names, are told in it too."""
    return str(gettext(template, **{key: _looked_up(value) for key, value in values.items()}))


def _looked_up(value: Any) -> Any:
    if isinstance(value, Phrase):
        return said(value.template, value.values)
    if isinstance(value, str):
        return gettext(value) if value else ""
    return name(value) if hasattr(value, "name_vi") else value
