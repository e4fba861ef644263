"""How values look on a page: labels, numbers, dates and moments in the reader's language."""

from datetime import date, datetime
from decimal import Decimal

from flask import Flask
from flask_babel import gettext
from markupsafe import Markup

from emulation.vocabulary import dates, numbers
from emulation.vocabulary.clock import local
from emulation.vocabulary.deeds import DEEDS
from emulation.vocabulary.number_words import in_words
from emulation.vocabulary.words import N_
from emulation.web.shell.language import chosen

WEEKDAYS = (
    N_("Thứ Hai"),
    N_("Thứ Ba"),
    N_("Thứ Tư"),
    N_("Thứ Năm"),
    N_("Thứ Sáu"),
    N_("Thứ Bảy"),
    N_("Chủ Nhật"),
)


def label(value: object) -> str:
    """The words for an enum member, or for any marked text."""
    text = getattr(value, "label", value)
    return str(gettext(str(text))) if text else ""


def number(value: Decimal | int | None, decimals: int | None = None) -> str:
    """A number as people write it; an empty one is a dash."""
    return "–" if value is None else numbers.format_number(Decimal(value), decimals, language=chosen())


def points(value: Decimal | None) -> str:
    """Points with two places."""
    return number(value, 2)


def day(value: date | None) -> str:
    """dd/mm/yyyy."""
    return "–" if value is None else dates.format_date(value)


def weekday(value: date) -> str:
    """The day with its weekday: "Thứ Sáu, 27/03/2026"."""
    return f"{gettext(WEEKDAYS[value.weekday()])}, {dates.format_date(value)}"


def moment(value: datetime | None) -> str:
    """HH:mm and the day, in Asia/Ho_Chi_Minh."""
    if value is None:
        return "–"
    there = local(value)
    return str(gettext("%(time)s ngày %(day)s", time=f"{there:%H:%M}", day=dates.format_date(there.date())))


def name(row: object) -> str:
    """The Vietnamese or English name of something that has both."""
    english = getattr(row, "name_en", "")
    return str(english if chosen() == "en" and english else getattr(row, "name_vi", "") or "")


def deed(verb: str) -> str:
    """What somebody did, in words: follows their name."""
    return str(gettext(DEEDS[verb]))


def chosen_option(options: Markup, value: str) -> Markup:
    """The options of a list with the one of this value selected. A row is drawn with one search, not one per option."""
    mark = Markup('value="{}"').format(value)
    return Markup(str(options).replace(f"{mark}>", f"{mark} selected>", 1))  # noqa: S704 (both are escaped already)


def init_app(app: Flask) -> None:
    """Register the filters under their own names."""
    for function in (label, number, points, day, weekday, moment, name, deed, in_words):
        app.add_template_filter(function)
    app.add_template_filter(chosen_option, "chosen")
