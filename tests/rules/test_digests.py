"""When digests are due, and which notices go at once."""

from datetime import UTC, datetime

import pytest

from emulation.rules import digests
from emulation.vocabulary.kinds import MailPace


def _there(text: str) -> datetime:
    """A moment given on the wall clock of Asia/Ho_Chi_Minh, seven hours before which UTC stands."""
    return datetime.fromisoformat(f"{text}+07:00").astimezone(UTC)


@pytest.mark.parametrize(
    ("pace", "now", "slot"),
    [
        (MailPace.DAILY, "2025-10-15 07:05", "2025-10-15 07:00"),
        (MailPace.DAILY, "2025-10-15 07:04", "2025-10-14 07:00"),
        (MailPace.DAILY, "2025-10-15 23:59", "2025-10-15 07:00"),
        (MailPace.DAILY, "2025-10-16 00:01", "2025-10-15 07:00"),
        (MailPace.WEEKLY, "2025-10-13 07:05", "2025-10-13 07:00"),  # a Monday
        (MailPace.WEEKLY, "2025-10-13 07:04", "2025-10-06 07:00"),
        (MailPace.WEEKLY, "2025-10-19 20:00", "2025-10-13 07:00"),
    ],
)
def test_the_slot_is_the_latest_hour_that_has_passed(pace: MailPace, now: str, slot: str) -> None:
    """Red when the hour is read in UTC, and when a Monday counts as the day before."""
    assert digests.latest_slot(pace, _there(now)) == _there(slot)


def test_who_gets_each_letter_has_no_digest() -> None:
    assert digests.latest_slot(MailPace.EACH, _there("2025-10-15 08:00")) is None


@pytest.mark.parametrize(
    ("key", "wants_mail", "pace", "wants_reminders", "at_once"),
    [
        ("event/1", True, MailPace.EACH, True, True),
        ("event/1", True, MailPace.EACH, False, True),
        ("reminder/x", True, MailPace.EACH, True, True),
        ("reminder/x", True, MailPace.EACH, False, False),
        ("event/1", True, MailPace.DAILY, True, False),
        ("reminder/x", True, MailPace.WEEKLY, True, False),
        ("event/1", False, MailPace.EACH, True, False),
    ],
)
def test_what_goes_at_once(
    key: str, wants_mail: bool, pace: MailPace, wants_reminders: bool, at_once: bool
) -> None:
    chosen = digests.goes_at_once(key, wants_mail=wants_mail, pace=pace, wants_reminders=wants_reminders)
    assert chosen is at_once
