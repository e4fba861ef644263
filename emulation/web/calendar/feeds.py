"""Calendars for programs: the public one of a cluster, and a person's own at a secret address."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import Response, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from emulation.gateways.ics import MEDIA_TYPE, Event, ics_bytes
from emulation.queries import cycles, holidays
from emulation.rules import calendar
from emulation.services import agenda, feeds
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.agenda import Entry, EntryKind
from emulation.vocabulary.calendar import Calendar
from emulation.vocabulary.states import Phase
from emulation.web.calendar import words
from emulation.web.calendar.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate
from emulation.web.shell.language import chosen
from emulation.web.shell.writing import writing


@room.get("/clusters/<code>/calendar.ics")
@gate(Action.PAGE_READ)
def public(code: str) -> ResponseReturnValue:
    """The public dates of the cluster's open years, the same for everybody, whoever asks."""
    place = here.place()
    nobody = Actor(None, "", here.today())
    entries: list[Entry] = []
    for known in place.years:
        if known.phase is not Phase.CLOSED:
            cycle = cycles.get_cycle(here.session(), known.id)
            subject = here.subject(known)
            entries += agenda.entries_of(
                here.session(), actor=nobody, code=place.code, cycle=cycle, subject=subject
            )
    english = chosen() == "en" and place.name_en
    name = gettext("Lịch hoạt động – %(cluster)s", cluster=place.name_en if english else place.name_vi)
    return _answer(name, entries, f"lich-{place.code.lower()}", rings=False)


@room.get("/calendar/<token>.ics")
@gate(Action.PAGE_READ)
def own(token: str) -> ResponseReturnValue:
    """A person's dates, in their language; 404 for an address that is not, or no longer, somebody's."""
    feed = feeds.read(here.session(), token=token, now=here.now())
    g.pop("translations", None)
    g.language = feed.language
    with force_locale(feed.language):
        name = gettext("Lịch thi đua của %(name)s", name=feed.full_name)
        return _answer(name, feed.entries, "lich-cua-toi", rings=True)


def _answer(name: str, entries: Iterable[Entry], file: str, *, rings: bool) -> Response:
    known = holidays.calendar(here.session())
    events = [_event(entry, known, rings=rings) for entry in entries]
    body = ics_bytes(name, events, stamp=here.now(), language=chosen())
    response = Response(body, content_type=MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{file}.ics"'
    return response


def _event(entry: Entry, known: Calendar, *, rings: bool) -> Event:
    """A date whose days off nobody has announced, or whose count nobody has confirmed, is only tentative."""
    unannounced = calendar.unannounced(entry.days, known)
    tentative = bool(unannounced) or not entry.is_confirmed
    summary = words.summary_of(entry)
    base = here.settings().base_url.rstrip("/")
    return Event(
        uid=f"{entry.key}@{urlsplit(base).hostname or 'localhost'}",
        summary=gettext("%(title)s (chưa xác nhận)", title=summary) if tentative else summary,
        starts_on=entry.starts_on,
        last_on=entry.last_on,
        description=words.description_of(entry, unannounced),
        location=entry.place,
        address=base + _path(entry),
        category=gettext(entry.kind.label),
        is_tentative=tentative,
        sequence=entry.sequence,
        alarms=calendar.alarms() if rings and _still_asked(entry) else (),
    )


def _path(entry: Entry) -> str:
    if entry.kind is EntryKind.TASK:
        return url_for("home.my_work")
    return url_for("calendar.of_year", code=entry.code, year=entry.year)


def _still_asked(entry: Entry) -> bool:
    return entry.last_on >= here.today()


@room.post("/account/calendar")
@gate(Action.ACCOUNT_EDIT)
def make() -> ResponseReturnValue:
    """A new secret address, shown this once; an earlier one opens nothing any more."""
    token = ""
    with writing(to=url_for("calendar.feed")):
        token = feeds.make(here.session(), actor=here.actor(), now=here.now())
    address = here.settings().base_url.rstrip("/") + url_for("calendar.own", token=token)
    return render_template("calendar/feed.html", address=address, made_at=here.now())


@room.get("/account/calendar")
@gate(Action.ACCOUNT_EDIT)
def feed() -> ResponseReturnValue:
    """Whether there is a secret address, since when, and the ways to replace and to end it."""
    made_at = feeds.made_at(here.session(), here.actor())
    return render_template("calendar/feed.html", address="", made_at=made_at)


@room.post("/account/calendar/end")
@gate(Action.ACCOUNT_EDIT)
def end() -> ResponseReturnValue:
    """Take the address away."""
    with writing(to=url_for("calendar.feed")) as outcome:
        feeds.end(here.session(), actor=here.actor(), now=here.now())
    flash(gettext("Đã bỏ địa chỉ lịch. Ứng dụng lịch không đọc được nữa."), "success")
    return redirect(outcome.location)
