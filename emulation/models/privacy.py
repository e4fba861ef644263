"""What people ask about their own data, and what they agreed to."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from emulation.models.base import Base, Versioned
from emulation.models.types import Choice
from emulation.vocabulary.kinds import DataRequestKind
from emulation.vocabulary.states import DataRequestState


class DataRequest(Versioned, Base):
    """A person's request about their data, with the days by which it must be answered and completed."""

    __tablename__ = "data_request"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    kind: Mapped[DataRequestKind] = mapped_column(Choice(DataRequestKind))
    state: Mapped[DataRequestState] = mapped_column(Choice(DataRequestState))
    wish: Mapped[str] = mapped_column(default="")
    received_at: Mapped[datetime]
    answer_by: Mapped[date]
    complete_by: Mapped[date]
    answered_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    handled_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    answer: Mapped[str] = mapped_column(default="")


class Consent(Base):
    """Proof that a person agreed to something, in which words, and until when."""

    __tablename__ = "consent"
    part_of = ("user_id",)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(40))
    wording: Mapped[str]
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
