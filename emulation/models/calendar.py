"""What stands in a cluster's calendar beside its phases: milestones, late permissions, feeds for calendar programs."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from emulation.models.base import Base, Entered, Sourced, Versioned
from emulation.models.types import Choice
from emulation.vocabulary.states import Phase


class Milestone(Versioned, Sourced, Base):
    """A dated step of a year. `days_before`: so many working days before the council receives the papers.

    A milestone with `days_before` gets its day by counting back; without, the day was typed.
    """

    __tablename__ = "milestone"
    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="dates"),)

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    title: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    days_before: Mapped[int | None]
    place: Mapped[str] = mapped_column(default="")
    is_public: Mapped[bool] = mapped_column(default=True)


class Extension(Entered, Base):
    """Permission for one member to be late with what a phase asks for, until a day and with a reason."""

    __tablename__ = "extension"
    __table_args__ = (UniqueConstraint("cycle_id", "member_id", "phase"),)

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    phase: Mapped[Phase] = mapped_column(Choice(Phase))
    until_on: Mapped[date]
    reason: Mapped[str]


class CalendarFeed(Base):
    """The secret address under which a calendar program reads one person's dates. Only its hash is kept."""

    __tablename__ = "calendar_feed"
    audited = False

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), unique=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
