"""Digests: one letter a day or a week with what a person was told and has not read (features U3).

A letter's key names person and day, and the database keeps one of each: two workers, or one that is started
again, write one letter.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from emulation.db import unaudited
from emulation.models.accounts import User
from emulation.models.notices import Letter, Notice
from emulation.queries import digests as queries
from emulation.queries.digests import Waiting
from emulation.rules import digests as rules
from emulation.services.letters import SITE, letter_row
from emulation.services.once import insert_once
from emulation.vocabulary.clock import local, local_date
from emulation.vocabulary.dates import format_date
from emulation.vocabulary.kinds import MailPace
from emulation.vocabulary.words import N_

SUBJECT = N_("Tổng hợp thông báo đến 07:00 ngày %(day)s: %(n)s thông báo chưa đọc")
OPENING = N_(
    "Chào bạn,\n\nBạn có %(n)s thông báo chưa đọc trong hệ thống thi đua, tính đến 07:00 ngày %(day)s."
)
REMINDERS = N_("VIỆC ĐẾN HẠN")
NEWS = N_("THÔNG BÁO")
REST = N_("… và %(n)s thông báo khác.")
ENDING = N_(
    "Xem tất cả thông báo: %(notices)s\nĐổi cách nhận thư: %(choice)s\n\n"
    "Hệ thống gửi thư này tự động, %(pace)s. Thông báo đã đọc trong hệ thống không được nhắc lại ở đây."
)
PACES = {MailPace.DAILY: N_("mỗi ngày một lần"), MailPace.WEEKLY: N_("mỗi tuần một lần, vào Thứ Hai")}
#: A letter stays readable: what goes beyond is counted and stands in the system.
MOST = 40


def write(session: Session, now: datetime) -> str:
    """Write the digests that are due now; gives how many, in words, "" for none."""
    written = 0
    for pace in PACES:
        slot = rules.latest_slot(pace, now)
        if slot is None:
            continue
        for who in queries.waiting_for(session, pace, slot):
            written += _write(session, who, pace, slot, now)
    return f"{written} digest(s)" if written else ""


def _write(session: Session, who: Waiting, pace: MailPace, slot: datetime, now: datetime) -> bool:
    """One person's digest, and how far it reaches. Nothing new: no letter, but the next one begins here."""
    found = queries.gathered(session, who, slot, without=rules.NEVER_GATHERED, reminders=rules.REMINDER)
    is_written = bool(
        found and insert_once(session, Letter, [_letter(who, pace, slot, found, now)], giving=Letter.id)
    )
    if is_written or not found:
        session.execute(unaudited(update(User).where(User.id == who.id).values(digest_at=slot)))
    return is_written


def _letter(
    who: Waiting, pace: MailPace, slot: datetime, found: Sequence[Notice], now: datetime
) -> dict[str, Any]:
    day = local_date(slot)
    values = {"n": len(found), "day": format_date(day)}
    return letter_row(
        key=f"digest/{who.id}/{day.isoformat()}",
        user_id=who.id,
        to_address=who.email,
        subject=SUBJECT % values,
        body="\n\n".join([OPENING % values, *_paragraphs(found), ENDING % _ways_on(pace)]) + "\n",
        now=now,
    )


def _ways_on(pace: MailPace) -> dict[str, str]:
    return {"notices": f"{SITE}/notices", "choice": f"{SITE}/notices/mail", "pace": PACES[pace]}


def _paragraphs(found: Sequence[Notice]) -> list[str]:
    """Deadlines first, then what happened, each with its moment and address."""
    due = [notice for notice in found if rules.is_reminder(notice.key)]
    news = [notice for notice in found if not rules.is_reminder(notice.key)]
    shown = [*due, *news][:MOST]
    parts = []
    for head, group in ((REMINDERS, due), (NEWS, news)):
        lines = [_line(notice) for notice in group if notice in shown]
        parts += [head, *lines] if lines else []
    return [*parts, REST % {"n": len(found) - MOST}] if len(found) > MOST else parts


def _line(notice: Notice) -> str:
    sentence = notice.sentence % notice.values if notice.values else notice.sentence
    there = local(notice.at)
    line = f"- {there:%H:%M} {format_date(there.date())}: {' '.join(sentence.split())}"
    return f"{line}\n  {SITE}{notice.href}" if notice.href else line
