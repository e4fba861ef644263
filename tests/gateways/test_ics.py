"""Calendar files: valid by the rules of RFC 5545, and read back by two libraries as what was put in."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import ics
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.gateways.ics import Event, ics_bytes
from tests.support.rfc5545 import faults_of, lines_of

STAMP = datetime(2025, 10, 15, 3, 0, 0, 123, tzinfo=UTC)
CONFERENCE = Event(
    uid="milestone-7@thidua.example.org",
    summary="Hội nghị tổng kết; ký kết giao ước, bàn giao Cụm trưởng năm 2026 tại thành phố Cần Thơ",
    starts_on=date(2026, 3, 20),
    last_on=date(2026, 3, 21),
    description="Căn cứ: Kế hoạch số 12/KH\nChưa xác nhận",
    location="Cần Thơ",
    address="https://thidua.example.org/clusters/tptw/2025/calendar",
    category="Mốc của năm",
    is_tentative=True,
    sequence=2,
    alarms=(timedelta(days=5, hours=-9), timedelta(days=1, hours=-9)),
)
DEADLINE = Event("phase-1-pledging@x", "Hạn nộp", date(2026, 3, 31), date(2026, 3, 31))


def test_a_calendar_is_valid_line_by_line() -> None:
    """RFC 5545, 3.1 and 3.6: CRLF, at most 75 octets, no letter cut in two, what each component must have.

    Red when `made.add("dtstamp", …)` or `made.add("uid", …)` is removed from gateways/ics.py.
    """
    body = ics_bytes("Lịch hoạt động", [CONFERENCE, DEADLINE], stamp=STAMP)
    assert faults_of(body) == []
    assert any(line.startswith(b" ") for line in body.split(b"\r\n"))


@pytest.mark.parametrize(
    ("spoilt", "fault"),
    [
        ((b"\r\n", b"\n"), "a line end that is no CRLF"),
        ((b"UID:phase-1-pledging@x\r\n", b""), "VEVENT without UID"),
        ((b"VERSION:2.0\r\n", b""), "VCALENDAR without VERSION"),
        ((b"SUMMARY:H", b"SUMMARY:" + b"x" * 75 + b"H"), "octets in a line"),
        ((b"END:VEVENT\r\n", b""), "without its beginning"),
    ],
)
def test_the_checker_sees_what_is_wrong(spoilt: tuple[bytes, bytes], fault: str) -> None:
    body = ics_bytes("Lịch", [DEADLINE], stamp=STAMP).replace(*spoilt)
    assert any(fault in found for found in faults_of(body))


def test_the_library_reads_back_what_was_put_in() -> None:
    body = ics_bytes("Lịch hoạt động", [CONFERENCE], stamp=STAMP)
    calendar: Any = icalendar.Calendar.from_ical(body)
    (event,) = calendar.walk("VEVENT")
    assert calendar["X-WR-CALNAME"] == "Lịch hoạt động"
    assert event["SUMMARY"] == CONFERENCE.summary
    assert event["DESCRIPTION"] == CONFERENCE.description
    assert event["DTSTART"].dt == date(2026, 3, 20)
    assert event["DTEND"].dt == date(2026, 3, 22)  # the day after the last one (3.6.1)
    assert event["DTSTAMP"].dt == datetime(2025, 10, 15, 3, 0, tzinfo=UTC)
    assert (event["SEQUENCE"], event["STATUS"], event["LOCATION"]) == (2, "TENTATIVE", "Cần Thơ")
    assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [
        timedelta(days=-4, hours=-15),
        timedelta(hours=-15),
    ]


def test_a_second_library_reads_the_same() -> None:
    body = ics_bytes("Lịch hoạt động", [CONFERENCE, DEADLINE], stamp=STAMP)
    first, second = sorted(ics.Calendar(body.decode()).events)
    assert first.name == CONFERENCE.summary and first.all_day
    assert (first.begin.date(), first.uid, first.status) == (date(2026, 3, 20), CONFERENCE.uid, "TENTATIVE")
    assert len(first.alarms) == 2
    assert (second.begin.date(), second.name, second.status) == (date(2026, 3, 31), "Hạn nộp", "CONFIRMED")


def test_whole_days_have_no_clock_and_no_zone() -> None:
    lines = lines_of(ics_bytes("Lịch", [DEADLINE], stamp=STAMP))
    assert "DTSTART;VALUE=DATE:20260331" in lines and "DTEND;VALUE=DATE:20260401" in lines
    assert "DTSTAMP:20251015T030000Z" in lines and "TRANSP:TRANSPARENT" in lines


def test_an_empty_calendar_is_still_one() -> None:
    body = ics_bytes("Lịch", [], stamp=STAMP)
    assert faults_of(body) == [] and not list(icalendar.Calendar.from_ical(body).walk("VEVENT"))


words = st.text(st.characters(codec="utf-8"), max_size=120)


@given(words, words, words)
def test_whatever_people_type_stays_inside_its_property(title: str, place: str, note: str) -> None:
    """No text opens a component or a property of its own, whatever line ends and signs it has."""
    event = Event("a@b", title or "x", date(2026, 1, 2), date(2026, 1, 2), description=note, location=place)
    body = ics_bytes(title, [event], stamp=STAMP)
    assert faults_of(body) == []
    assert len(list(icalendar.Calendar.from_ical(body).walk("VEVENT"))) == 1


def test_a_title_cannot_smuggle_an_event() -> None:
    title = "Họp\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Giả"
    body = ics_bytes("Lịch", [Event("a@b", title, date(2026, 1, 2), date(2026, 1, 2))], stamp=STAMP)
    assert len(list(icalendar.Calendar.from_ical(body).walk("VEVENT"))) == 1 and faults_of(body) == []
