"""What a reader looks for in the log, read from the address."""

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext

from emulation.queries.audit import TrailFilter
from emulation.vocabulary.dates import parse_date
from emulation.vocabulary.deeds import DEEDS
from emulation.vocabulary.fields import THINGS
from emulation.vocabulary.numbers import find_whole
from emulation.vocabulary.vietnamese import fold
from emulation.vocabulary.words import N_

LONGEST = 200


def read_filter(asked: Mapping[str, str]) -> TrailFilter:
    """The filter that the address asks for. Raises DomainError for a day that does not exist."""
    text = asked.get("text", "").strip()[:LONGEST]
    kind = asked.get("type", "")
    return TrailFilter(
        object_type=kind if kind in THINGS else "",
        person=asked.get("person", "").strip()[:LONGEST],
        since=_day(asked.get("since", ""), N_("Từ ngày")),
        until=_day(asked.get("until", ""), N_("Đến ngày")),
        cluster_id=find_whole(asked.get("cluster", "")),
        text=text,
        verbs=_verbs(text) if text else frozenset(),
    )


def _verbs(text: str) -> frozenset[str]:
    """The deeds whose words hold the text, with or without its marks."""
    return frozenset(verb for verb, words in DEEDS.items() if fold(text) in fold(gettext(words)))


def _day(raw: str, label: str) -> date | None:
    return parse_date(raw, label=label) if raw.strip() else None
