"""Public consultation about nominees: the window, the names, the comments and their answers (features D2)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from emulation.models.base import Base, Entered, Versioned
from emulation.models.types import Choice
from emulation.vocabulary.states import CommentState, DisclosureState


class Disclosure(Versioned, Entered, Base):
    """A consultation window: first and last day, counted in working days. `summary` goes into the dossiers."""

    __tablename__ = "disclosure"

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    title: Mapped[str]
    introduction: Mapped[str] = mapped_column(default="")
    state: Mapped[DisclosureState] = mapped_column(Choice(DisclosureState), default=DisclosureState.DRAFT)
    opens_on: Mapped[date]
    working_days: Mapped[int]
    closes_on: Mapped[date]
    announced_at: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime | None]
    reported_at: Mapped[datetime | None]


class DisclosureNominee(Base):
    """A proposal whose nominee is put to consultation."""

    __tablename__ = "disclosure_nominee"
    __table_args__ = (UniqueConstraint("disclosure_id", "proposal_id"),)
    part_of = ("disclosure_id",)

    disclosure_id: Mapped[int] = mapped_column(ForeignKey("disclosure.id"), index=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)


class DisclosureComment(Versioned, Base):
    """What somebody wrote, with consent to its handling. Only shown comments are public, never contact data.

    `code` tells its writer what became of it; only its hash is kept.
    """

    __tablename__ = "disclosure_comment"
    part_of = ("disclosure_id",)

    disclosure_id: Mapped[int] = mapped_column(ForeignKey("disclosure.id"), index=True)
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"))
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    full_name: Mapped[str]
    contact: Mapped[str] = mapped_column(default="")
    wants_name_shown: Mapped[bool] = mapped_column(default=False)
    content: Mapped[str]
    consented_at: Mapped[datetime]
    received_at: Mapped[datetime]
    state: Mapped[CommentState] = mapped_column(Choice(CommentState), default=CommentState.PENDING)
    moderation_reason: Mapped[str] = mapped_column(default="")
    moderated_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    moderated_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    answered_at: Mapped[datetime | None]
