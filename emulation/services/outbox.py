"""The outbox: letters that wait are handed in one by one, at least once, and never within a transaction.

Lease (one transaction) → hand in (none) → note what came of it (another one). Whoever dies in between leaves a
lease that ends by itself; the next sender hands the letter in again under the same Message-ID.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from emulation.db import Database, unit_of_work
from emulation.models.notices import Letter
from emulation.queries.audiences import administrators
from emulation.rules import letters as rules
from emulation.rules.digests import LETTER
from emulation.services import notices
from emulation.services.letters import SITE
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.mail import Mail, MailRefused, Post, PostClosed
from emulation.vocabulary.words import N_

GIVEN_UP = N_("Không gửi được thư đến %(address)s sau %(tries)s lần thử. Kiểm tra địa chỉ của người nhận.")
MOST_AT_ONCE = 500


@dataclass
class Delivered:
    """What a round of sending came to."""

    sent: int = 0
    refused: int = 0
    given_up: int = 0
    closed: str = ""

    def __str__(self) -> str:
        parts = [f"{self.sent} sent" if self.sent else ""]
        parts.append(f"{self.refused} refused, of which {self.given_up} given up" if self.refused else "")
        parts.append(f"the post is closed ({self.closed})" if self.closed else "")
        return ", ".join(filter(None, parts))


def deliver(
    database: Database,
    post: Post,
    *,
    clock: Callable[[], datetime],
    site: str,
    lease: timedelta = rules.LEASE,
) -> Delivered:
    """Hand in every letter that is due, the longest waiting first; stops at once when the post is closed."""
    done = Delivered()
    for _letter in range(MOST_AT_ONCE):
        with database.writing() as session, unit_of_work(session):
            taken = _take(session, clock(), lease, site)
        if taken is None:
            break
        letter_id, mail = taken
        trouble = _hand_in(post, mail)
        with database.writing() as session, unit_of_work(session):
            _note(session, session.get_one(Letter, letter_id), trouble, clock(), done)
        if done.closed:
            break
    return done


def _take(session: Session, now: datetime, lease: timedelta, site: str) -> tuple[int, Mail] | None:
    """Lease the letter that has waited longest; nobody else takes it until the lease ends."""
    waiting = select(Letter).where(
        Letter.sent_at.is_(None),
        Letter.failed_at.is_(None),
        Letter.due_at <= now,
        or_(Letter.leased_until.is_(None), Letter.leased_until <= now),
    )
    longest = waiting.order_by(Letter.due_at, Letter.id).limit(1).with_for_update(skip_locked=True)
    letter = session.scalars(longest).one_or_none()
    if letter is None:
        return None
    letter.leased_until = now + lease
    body = letter.body.replace(SITE, site)
    return letter.id, Mail(letter.key, letter.to_address, letter.subject, body, letter.created_at)


def _hand_in(post: Post, mail: Mail) -> MailRefused | PostClosed | None:
    """Send, outside every transaction; what went wrong comes back as a value."""
    try:
        post(mail)
    except (MailRefused, PostClosed) as trouble:
        return trouble
    return None


def _note(
    session: Session, letter: Letter, trouble: MailRefused | PostClosed | None, now: datetime, done: Delivered
) -> None:
    letter.leased_until = None
    letter.last_error = str(trouble or "")
    if trouble is None:
        letter.sent_at, letter.body = now, ""  # the body may carry a link that opens an account
        done.sent += 1
    elif isinstance(trouble, PostClosed):
        letter.due_at = now + rules.CLOSED_PAUSE
        done.closed = str(trouble)
    else:
        _refused(session, letter, now, done)


def _refused(session: Session, letter: Letter, now: datetime, done: Delivered) -> None:
    """Rest and try again, or give up and tell the administrators, by notice alone: mail is what fails."""
    letter.tries += 1
    done.refused += 1
    pause = rules.next_pause(letter.tries)
    if pause is not None:
        letter.due_at = now + pause
        return
    done.given_up += 1
    letter.failed_at, letter.body = now, ""
    notices.tell(
        session,
        user_ids=administrators(session, local_date(now)),
        key=f"{LETTER}{letter.id}/given_up",
        sentence=GIVEN_UP,
        values={"address": letter.to_address, "tries": letter.tries},
        href="/admin/users",
        now=now,
        by_mail=False,
    )
