"""Ranks, movements and origins as plain words: what templates draw as tags, for files, paper and sentences."""

from typing import Any

from flask import get_template_attribute
from flask_babel import gettext
from markupsafe import Markup

from emulation.vocabulary.kinds import Provenance
from emulation.web.shell.filters import label


def spoken(template: str, macro: str, *values: Any) -> str:
    """What a macro draws, as plain text: files say the same words as the screen."""
    drawn: Markup = get_template_attribute(template, macro)(*values)
    return drawn.striptags()


def rank_words(rank: int | None, of: int, tied: bool) -> str:
    """ "hạng 2/5", "đồng hạng 2/5"; empty without a rank."""
    return "" if rank is None else spoken("_macros/rank.html", "rank", rank, of, tied)


def movement_words(gained: int | None, joined: bool) -> str:
    """ "tăng 1 bậc", "mới tham gia"; empty when there is nothing to compare with."""
    if gained is None and not joined:
        return ""
    return spoken("_macros/rank.html", "movement", gained, joined)


def origin_words(provenance: Provenance, source: str) -> str:
    """ "Minh họa", or "Đã công bố" with its source."""
    if provenance is Provenance.ILLUSTRATIVE or not source:
        return label(provenance)
    return f"{label(provenance)}. {gettext('Nguồn: %(source)s', source=source)}"
