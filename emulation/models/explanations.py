"""Lines that a member was asked to explain, its answer, and the outcome (features S6)."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from emulation.models.base import Base, Versioned
from emulation.models.types import Choice, Points
from emulation.vocabulary.kinds import ExplanationOutcome
from emulation.vocabulary.states import ExplanationState


class Explanation(Versioned, Base):
    """One disputed line. `asked_points` is what the check proposes; the outcome's points become the appraisal.

    `asked_by_id` is None where the opening of the cross-check asked by itself. An `outcome` before the state is
    settled is the member's own: it agrees with the points of the check. `days_late`: as written down when sent.
    """

    __tablename__ = "explanation"

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("score_line.id"), unique=True)
    state: Mapped[ExplanationState] = mapped_column(
        Choice(ExplanationState), default=ExplanationState.REQUESTED
    )
    asked_points: Mapped[Decimal | None] = mapped_column(Points())
    asked_reason: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    due_on: Mapped[date | None]
    text: Mapped[str] = mapped_column(default="")
    return_reason: Mapped[str] = mapped_column(default="")
    written_at: Mapped[datetime | None]
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    sent_at: Mapped[datetime | None]
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    days_late: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[ExplanationOutcome | None] = mapped_column(Choice(ExplanationOutcome))
    outcome_points: Mapped[Decimal | None] = mapped_column(Points())
    outcome_reason: Mapped[str] = mapped_column(default="")
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
