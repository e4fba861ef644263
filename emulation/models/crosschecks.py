"""Cross-checking: who checks whom in a year, and what each checker sealed (features S4, S5)."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from emulation.models.base import Base, Entered, Versioned
from emulation.models.types import Choice, Points
from emulation.vocabulary.states import CrossState


class CrossRoster(Versioned, Entered, Base):
    """The roster of a year. `years_apart`: how many earlier years a pair may not repeat; fewer than two has a reason.

    `opened_at` is when all sealed sheets were opened together.
    """

    __tablename__ = "cross_roster"

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), unique=True)
    checks_each: Mapped[int] = mapped_column(default=1)
    years_apart: Mapped[int] = mapped_column(default=2)
    reason: Mapped[str] = mapped_column(default="")
    opened_at: Mapped[datetime | None]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class CrossSheet(Versioned, Base):
    """One assignment: `checker_id` scores `member_id`. `seal_code` is published at once, `seal_salt` when opened."""

    __tablename__ = "cross_sheet"
    __table_args__ = (
        UniqueConstraint("cycle_id", "checker_id", "member_id"),
        CheckConstraint("checker_id <> member_id", name="not_itself"),
    )
    part_of = ("roster_id",)

    roster_id: Mapped[int] = mapped_column(ForeignKey("cross_roster.id"), index=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    checker_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    state: Mapped[CrossState] = mapped_column(Choice(CrossState), default=CrossState.ASSIGNED)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    entered_at: Mapped[datetime | None]
    sealed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    sealed_at: Mapped[datetime | None]
    seal_code: Mapped[str] = mapped_column(String(64), default="")
    seal_salt: Mapped[str] = mapped_column(String(64), default="")

    lines: Mapped[list["CrossLine"]] = relationship(lazy="raise", order_by="CrossLine.id")


class CrossLine(Base):
    """The checker's points for one criterion, and why where they differ from the member's own."""

    __tablename__ = "cross_line"
    __table_args__ = (UniqueConstraint("cross_sheet_id", "criterion_id"),)
    part_of = ("cross_sheet_id",)

    cross_sheet_id: Mapped[int] = mapped_column(ForeignKey("cross_sheet.id"), index=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), index=True)
    points: Mapped[Decimal | None] = mapped_column(Points())
    reason: Mapped[str] = mapped_column(default="")
