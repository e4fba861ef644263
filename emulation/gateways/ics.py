"""Calendars as calendar programs read them (RFC 5545, RFC 7986): whole days, names that stay, words in UTF-8."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import quote

from icalendar import Alarm, Calendar, vDuration, vText
from icalendar import Event as Component

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//emulation//calendar//VI"
#: How long a program may keep what it read before it asks again.
REFRESH = timedelta(hours=6)


@dataclass(frozen=True)
class Event:
    """Whole days from `starts_on` up to and with `last_on`. `uid` stays when they move, `sequence` grows then.

    `is_tentative`: a day off that nobody has announced may still move it. `alarms`: how long before its first
    midnight the program rings.
    """

    uid: str
    summary: str
    starts_on: date
    last_on: date
    description: str = ""
    location: str = ""
    address: str = ""
    category: str = ""
    is_tentative: bool = False
    sequence: int | None = None
    alarms: tuple[timedelta, ...] = ()


def ics_bytes(name: str, events: Iterable[Event], *, stamp: datetime, language: str = "vi") -> bytes:
    """The bytes of a calendar with this name. `stamp` is the moment at which it was made, in UTC."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    title = " ".join(_plain(name).split())  # vText: the library does not know these names to be text
    calendar.add("name", vText(title), parameters={"LANGUAGE": language})
    calendar.add("x-wr-calname", vText(title))
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for event in events:
        calendar.add_component(_component(event, stamp))
    return bytes(calendar.to_ical())


def _component(event: Event, stamp: datetime) -> Component:
    made = Component()
    made.add("uid", quote(event.uid, safe="@-._~"))
    made.add("dtstamp", stamp.replace(microsecond=0))
    made.add("dtstart", event.starts_on)
    made.add("dtend", event.last_on + timedelta(days=1))
    made.add("summary", _plain(event.summary))
    made.add("status", "TENTATIVE" if event.is_tentative else "CONFIRMED")
    made.add("transp", "TRANSPARENT")  # a deadline leaves the day free
    for field, words in (("description", event.description), ("location", event.location)):
        if words:
            made.add(field, _plain(words))
    if event.category:
        made.add("categories", [_plain(event.category)])
    if event.address:
        made.add("url", event.address)
    if event.sequence is not None:
        made.add("sequence", event.sequence)
    for before in event.alarms:
        made.add_component(_alarm(event, before))
    return made


def _alarm(event: Event, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _plain(event.summary))
    alarm.add("trigger", -before)
    return alarm


def _plain(words: str) -> str:
    """Without signs that no line of the format may carry; line ends stay, and are written as \\n."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs"))
