"""What people are told: notices in the application, and letters that wait to be sent."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from emulation.models.base import Base


class Notice(Base):
    """A sentence for one person. `key` names the occasion, so that nobody is told the same thing twice."""

    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("user_id", "key"),)
    audited = False

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    key: Mapped[str] = mapped_column(String(200))
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id"))
    sentence: Mapped[str]
    values: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    href: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(index=True)
    read_at: Mapped[datetime | None]


class Letter(Base):
    """A mail, written in the transaction of the business act and sent later, at least once.

    `key` becomes its Message-ID, so that a second copy is recognised; a sender holds it until `leased_until`.
    `body` is emptied once sent: it may carry a single-use link.
    """

    __tablename__ = "letter"
    audited = False

    key: Mapped[str] = mapped_column(String(200), unique=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    to_address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str]
    body: Mapped[str]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    leased_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(default="")
