"""Emulation years and their phases."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from emulation.models.base import Base, Sourced, Versioned
from emulation.models.types import Choice
from emulation.vocabulary.states import Phase


class Cycle(Versioned, Sourced, Base):
    """One emulation year of a cluster. The stored phase is moved by people; dates are deadlines.

    `received_on`: the day on which the council receives the papers, from which the calendar counts back.
    """

    __tablename__ = "cycle"
    __table_args__ = (
        UniqueConstraint("cluster_id", "year"),
        CheckConstraint("year BETWEEN 1948 AND 2200", name="year"),
    )

    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id"), index=True)
    year: Mapped[int]
    phase: Mapped[Phase] = mapped_column(Choice(Phase), default=Phase.PLANNING)
    theme: Mapped[str] = mapped_column(default="")
    uses_cross_checking: Mapped[bool] = mapped_column(default=True)
    uses_explaining: Mapped[bool] = mapped_column(default=True)
    grace_days: Mapped[int] = mapped_column(default=5)
    received_on: Mapped[date | None]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    deadlines: Mapped[list["Deadline"]] = relationship(lazy="raise", order_by="Deadline.starts_on")


class Deadline(Base):
    """From when until when a phase of a year is meant to last."""

    __tablename__ = "deadline"
    __table_args__ = (
        UniqueConstraint("cycle_id", "phase"),
        CheckConstraint("due_on >= starts_on", name="dates"),
    )
    part_of = ("cycle_id",)

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    phase: Mapped[Phase] = mapped_column(Choice(Phase))
    starts_on: Mapped[date]
    due_on: Mapped[date]
