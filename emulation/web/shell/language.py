"""Vietnamese is the source language; English is read from its catalogue once per process."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import cast

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, g
from flask_babel import Babel, Domain

from emulation.web.shell import cookies

CATALOGUE = Path(__file__).resolve().parents[2] / "translations" / "en" / "LC_MESSAGES" / "messages.po"
LANGUAGES = ("vi", "en")
SOURCE = NullTranslations()


class Catalogue(Domain):  # type: ignore[misc]
    """The message catalogue, compiled in memory: nothing has to be built before the start."""

    def get_translations(self) -> NullTranslations:
        """English for English readers; for everybody else the source text. Found once per request."""
        if "translations" not in g:
            g.translations = _english() if chosen() == "en" else SOURCE
        return cast(NullTranslations, g.translations)


@lru_cache(maxsize=1)
def _english() -> Translations:
    compiled = BytesIO()
    with CATALOGUE.open("rb") as source:
        write_mo(compiled, read_po(source, locale="en"))
    compiled.seek(0)
    return Translations(compiled)


class VietnameseFirst(Babel):  # type: ignore[misc]
    """Flask-Babel with our catalogue."""

    domain_instance = Catalogue()


def chosen() -> str:
    """The language of this request: the reader's choice, else Vietnamese."""
    if "language" not in g:
        wanted = cookies.read("language", "vi")
        g.language = wanted if wanted in LANGUAGES else "vi"
    return str(g.language)


def init_app(app: Flask) -> None:
    """Hang Flask-Babel into the app."""
    VietnameseFirst(app, default_locale="vi", default_timezone="Asia/Ho_Chi_Minh", locale_selector=chosen)
