"""Which letters go at once, which wait for a digest, and when digests are written (features U3)."""

from datetime import datetime, time, timedelta

from emulation.vocabulary.clock import LOCAL_ZONE
from emulation.vocabulary.kinds import MailPace

#: Digests hold what was said until this hour in Asia/Ho_Chi_Minh.
HOUR = time(7)
MONDAY = 0
#: A request that began before the hour may still be committing: its notice must not fall between two digests.
MARGIN = timedelta(minutes=5)
#: How the keys of notices begin. What is about the account has a letter of its own, and that mail fails is not mailed.
REMINDER, ACCOUNT, LETTER = "reminder/", "account/", "letter/"
NEVER_GATHERED = (ACCOUNT, LETTER)


def is_reminder(key: str) -> bool:
    """Whether the key is that of a reminder: of a deadline, or sent by the secretariat."""
    return key.startswith(REMINDER)


def goes_at_once(key: str, *, wants_mail: bool, pace: MailPace, wants_reminders: bool) -> bool:
    """Whether a notice with this key becomes a letter of its own for a person who chose so."""
    if not wants_mail or pace is not MailPace.EACH:
        return False
    return wants_reminders or not is_reminder(key)


def latest_slot(pace: MailPace, now: datetime) -> datetime | None:
    """The newest moment up to which a digest of this pace can be written now; None for who gets each letter."""
    if pace is MailPace.EACH:
        return None
    there = (now - MARGIN).astimezone(LOCAL_ZONE)
    day = there.date() if there.time() >= HOUR else there.date() - timedelta(days=1)
    if pace is MailPace.WEEKLY:
        day -= timedelta(days=day.weekday() - MONDAY)
    return datetime.combine(day, HOUR, LOCAL_ZONE).astimezone(now.tzinfo)
