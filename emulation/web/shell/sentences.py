"""Sentences made by rule, in the reader's language: as words for files, and on pages with every number a link."""

from decimal import Decimal
from typing import Any

from flask import Flask
from flask_babel import gettext
from markupsafe import Markup, escape

from emulation.vocabulary.sentences import Fragment, Page, Sentence, Shape, Spot
from emulation.web.shell import here
from emulation.web.shell.addresses import find_address
from emulation.web.shell.filters import label, name, number, points


def said(sentence: Sentence) -> str:
    """The sentence as plain text."""
    return str(linked(sentence).striptags())


def linked(sentence: Sentence) -> Markup:
    """The sentence with a link behind every value that stands somewhere."""
    values = {
        key: _fragment(value) if isinstance(value, Fragment) else Markup(", ").join(map(linked, value))
        for key, value in sentence.values.items()
    }
    return Markup(escape(gettext(sentence.template))) % values  # noqa: S704 (escaped, and so are the values)


def address(spot: Spot) -> str:
    """The page, and the place on it, where a value stands; an empty text when this installation has no such page."""
    where: dict[str, Any] = {"code": here.place().code, "year": spot.year}
    row = f"#{spot.member}" if spot.member else ""
    if spot.page is Page.CRITERION and (found := find_address("why.public", **where, member=spot.member)):
        return f"{found}#{spot.part}"
    if spot.page is Page.ROBUSTNESS and (found := find_address("analysis.published", **where)):
        return f"{found}{row}"
    found = find_address("rankings.year", **where)
    has_cell = spot.page is Page.RANKING and spot.member and spot.part
    return f"{found}{row}-{spot.part}" if found and has_cell else f"{found}{row}" if found else ""


def _fragment(one: Fragment) -> Markup:
    text = escape(_said(one))
    href = address(one.spot) if one.spot else ""
    return Markup('<a href="{}">{}</a>').format(href, text) if href else text


def _said(one: Fragment) -> str:
    match one.shape:
        case Shape.POINTS:
            return points(one.value)
        case Shape.PERCENT:
            return f"{number(one.value, 2)}%"
        case Shape.WHOLE:
            return number(Decimal(one.value), 0)
        case Shape.NAME:
            return name(one.value)
        case Shape.LABEL:
            return label(one.value)
        case Shape.YEAR:
            return str(one.value)


def init_app(app: Flask) -> None:
    """Templates say sentences with the filters `linked` and `said`."""
    app.add_template_filter(linked)
    app.add_template_filter(said)
