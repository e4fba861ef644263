"""The trail: what happened to what, by whom, old and new. Rows are only added."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from emulation.models.base import Base


class AuditEvent(Base):
    """One event. `verb` is `object.action` in the past tense of the trail; `changes` maps field to [old, new]."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_object", "object_type", "object_id"),)
    is_audit_event = True

    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    actor_name: Mapped[str]
    capacity: Mapped[str] = mapped_column(default="")
    verb: Mapped[str] = mapped_column(String(60))
    object_type: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[int]
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id"), index=True)
    cycle_id: Mapped[int | None] = mapped_column(ForeignKey("cycle.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    reason: Mapped[str] = mapped_column(default="")


class AuditSeal(Base):
    """One link of the chain: the HMAC over the previous seal and everything the event says.

    `position` counts from 1 without a gap; UNIQUE makes two writers at one place impossible.
    """

    __tablename__ = "audit_seal"
    audited = False

    position: Mapped[int] = mapped_column(unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("audit_event.id"), unique=True)
    previous: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))
