"""Score sheets with their lines, and whether a member is considered at all."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from emulation.models.base import Base, Entered, Sourced, Versioned
from emulation.models.types import Choice, Points
from emulation.vocabulary.states import EligibilityState, SheetState


class ScoreSheet(Versioned, Entered, Sourced, Base):
    """A member's scores of a year: all stages side by side."""

    __tablename__ = "score_sheet"
    __table_args__ = (UniqueConstraint("cycle_id", "member_id"),)

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    scorecard_id: Mapped[int] = mapped_column(ForeignKey("scorecard.id"))
    state: Mapped[SheetState] = mapped_column(Choice(SheetState), default=SheetState.DRAFT)
    submitted_at: Mapped[datetime | None]
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    days_late: Mapped[int] = mapped_column(default=0)
    return_reason: Mapped[str] = mapped_column(default="")
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    lines: Mapped[list["ScoreLine"]] = relationship(lazy="raise", order_by="ScoreLine.id")


class ScoreLine(Base):
    """One criterion of a sheet: what the rule computed, what was claimed, what the appraisal says.

    `inputs` holds answers, counted items or the rank that went into the rule; `formula` is the sentence a
    reader sees; `actual_value_id` and `target_id` pin the versions that were scored. `None` points mean
    "chưa có", never zero.
    """

    __tablename__ = "score_line"
    __table_args__ = (UniqueConstraint("sheet_id", "criterion_id"),)
    part_of = ("sheet_id",)

    sheet_id: Mapped[int] = mapped_column(ForeignKey("score_sheet.id"), index=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), index=True)
    inputs: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    actual_value_id: Mapped[int | None] = mapped_column(ForeignKey("actual_value.id"), index=True)
    target_id: Mapped[int | None] = mapped_column(ForeignKey("pledge_target.id"), index=True)
    computed: Mapped[Decimal | None] = mapped_column(Points())
    formula: Mapped[str] = mapped_column(default="")
    claimed: Mapped[Decimal | None] = mapped_column(Points())
    claim_reason: Mapped[str] = mapped_column(default="")
    appraised: Mapped[Decimal | None] = mapped_column(Points())
    appraisal_reason: Mapped[str] = mapped_column(default="")
    appraised_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    not_assigned: Mapped[bool] = mapped_column(default=False)


class Eligibility(Versioned, Base):
    """Suspended or not considered in a year, with reason and basis; without a row a member is eligible."""

    __tablename__ = "eligibility"
    __table_args__ = (UniqueConstraint("cycle_id", "member_id"),)

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    state: Mapped[EligibilityState] = mapped_column(Choice(EligibilityState))
    reason: Mapped[str]
    basis: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[str]
    decided_on: Mapped[date]
