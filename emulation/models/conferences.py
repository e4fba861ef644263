"""Conferences of a cluster and the act of honouring."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from emulation.models.base import Base, Sourced, Versioned
from emulation.models.types import Choice
from emulation.vocabulary.kinds import ConferenceKind


class Conference(Versioned, Sourced, Base):
    """A conference about an emulation year; the year-end one is held in the following year."""

    __tablename__ = "conference"
    __table_args__ = (UniqueConstraint("cycle_id", "kind", "held_on"),)

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    kind: Mapped[ConferenceKind] = mapped_column(Choice(ConferenceKind))
    held_on: Mapped[date]
    place: Mapped[str] = mapped_column(default="")
    presided_by: Mapped[str] = mapped_column(default="")
    guests: Mapped[str] = mapped_column(default="")
    minutes_number: Mapped[str] = mapped_column(default="")
    minutes_on: Mapped[date | None]
    summary: Mapped[str] = mapped_column(default="")
