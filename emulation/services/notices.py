"""Telling people: a notice in the application, and a letter for those who want one at once."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.notices import Letter, Notice
from emulation.rules.digests import goes_at_once
from emulation.services.letters import SITE, letter_row
from emulation.services.once import insert_once
from emulation.vocabulary.words import N_

BODY = N_(
    "%(sentence)s\n\n%(link)s\n\n"
    "Hệ thống gửi thư này tự động. Để đổi cách nhận thư, mở trang “Thông báo”, mục “Cách nhận thư”."
)
LONGEST_SUBJECT = 200


def tell(
    session: Session,
    *,
    user_ids: Collection[int],
    key: str,
    sentence: str,
    values: Mapping[str, Any],
    href: str,
    now: datetime,
    cluster_id: int | None = None,
    by_mail: bool = True,
    whatever_chosen: bool = False,
) -> set[int]:
    """Tell these people the sentence (a marked template and its values), once per person and key.

    `href` is a path of ours, where the matter stands. Closed accounts are left out. Who has notices gathered finds
    them in the next digest. `by_mail` false: nobody gets a letter; `whatever_chosen`: everybody gets one at once,
    because it is about the account itself. Gives the ids of those who were told now.
    """
    open_accounts = select(User).where(User.disabled_at.is_(None), User.erased_at.is_(None))
    people = list(session.scalars(open_accounts.where(User.id.in_(user_ids)).order_by(User.id)))
    what = {"key": key, "cluster_id": cluster_id, "sentence": sentence, "values": dict(values), "href": href}
    rows = [{"user_id": person.id, "at": now, **what} for person in people]
    told: set[int] = set(insert_once(session, Notice, rows, giving=Notice.user_id))
    text = sentence % values if values else sentence
    letters = [
        _letter(person, key=key, text=text, href=href, now=now)
        for person in people
        if by_mail and person.id in told and (whatever_chosen or _wants_now(person, key))
    ]
    insert_once(session, Letter, letters, giving=Letter.id)
    return told


def _wants_now(person: User, key: str) -> bool:
    return goes_at_once(
        key,
        wants_mail=person.wants_mail,
        pace=person.mail_pace,
        wants_reminders=person.wants_reminders,
    )


def _letter(person: User, *, key: str, text: str, href: str, now: datetime) -> dict[str, Any]:
    line = " ".join(text.split())
    return letter_row(
        key=f"{key}/{person.id}",
        user_id=person.id,
        to_address=person.email,
        subject=line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1]}…",
        body=BODY % {"sentence": text, "link": SITE + href},
        now=now,
    )


def mark_read(session: Session, *, user_id: int, now: datetime, notice_id: int | None = None) -> None:
    """Note that a person has read one of their notices, or all of them."""
    unread = update(Notice).where(Notice.user_id == user_id, Notice.read_at.is_(None))
    if notice_id is not None:
        unread = unread.where(Notice.id == notice_id)
    session.execute(unread.values(read_at=now))
