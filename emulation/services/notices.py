"""Telling people: a notice in the application, and a letter for those who want one."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.notices import Notice
from emulation.services.letters import SITE, write_letter
from emulation.services.once import insert_once
from emulation.vocabulary.words import N_

BODY = N_(
    "%(sentence)s\n\n%(link)s\n\n"
    "Hệ thống gửi thư này tự động. Nếu không muốn nhận thư, mở trang “Thông báo” và chọn chỉ xem trong hệ thống."
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
) -> int:
    """Tell these people the sentence (a marked template and its values), once per person and key.

    `href` is a path of ours, where the matter stands. Closed accounts are left out.
    `by_mail` false: nobody gets a letter. Gives how many were told now.
    """
    people = session.scalars(
        select(User).where(User.id.in_(user_ids), User.disabled_at.is_(None), User.erased_at.is_(None))
    )
    told = 0
    for person in sorted(people, key=lambda person: person.id):
        row = {
            "user_id": person.id,
            "key": key,
            "cluster_id": cluster_id,
            "sentence": sentence,
            "values": dict(values),
            "href": href,
            "at": now,
        }
        if not insert_once(session, Notice, [row]):
            continue
        told += 1
        if by_mail and person.wants_mail:
            _write(
                session, person, key=key, text=sentence % values if values else sentence, href=href, now=now
            )
    return told


def _write(session: Session, person: User, *, key: str, text: str, href: str, now: datetime) -> None:
    line = " ".join(text.split())
    write_letter(
        session,
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
