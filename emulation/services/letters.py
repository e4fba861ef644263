"""Writing letters: a row in the transaction of the business act, sent later by the outbox or never written at all."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.notices import Letter
from emulation.services.once import insert_once
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.words import N_

#: Stands in a body for the address of this installation, which the sender knows.
SITE = "{site}"


def write_letter(
    session: Session,
    *,
    key: str,
    to_address: str,
    subject: str,
    body: str,
    now: datetime,
    user_id: int | None = None,
    due_at: datetime | None = None,
) -> Letter:
    """Write one letter to one person; `key` names the occasion: the same key twice is one letter.

    Nothing is sent here. When the surrounding transaction is rolled back, there is no letter. Raises DomainError
    for an address or a subject with line ends: they would become headers of their own.
    """
    row = letter_row(
        key=key,
        to_address=to_address,
        subject=subject,
        body=body,
        now=now,
        user_id=user_id,
        due_at=due_at,
    )
    insert_once(session, Letter, [row], giving=Letter.id)
    return session.scalars(select(Letter).where(Letter.key == key)).one()


def letter_row(
    *,
    key: str,
    to_address: str,
    subject: str,
    body: str,
    now: datetime,
    user_id: int | None = None,
    due_at: datetime | None = None,
) -> dict[str, Any]:
    """A letter as a row to insert; raises DomainError for line ends where a header will stand."""
    if any(sign in to_address + subject for sign in "\r\n\0"):
        raise DomainError(N_("Địa chỉ và tiêu đề thư chỉ được có một dòng."))
    return {
        "key": key,
        "user_id": user_id,
        "to_address": to_address,
        "subject": subject,
        "body": body,
        "created_at": now,
        "due_at": due_at or now,
        "tries": 0,
        "last_error": "",
    }
