"""Signing for somebody else, for a time and in a stated capacity."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from emulation.models.base import Base, Entered, Versioned
from emulation.models.types import Choice
from emulation.vocabulary.kinds import Role, SigningCapacity


class Delegation(Versioned, Entered, Base):
    """`giver` lets `receiver` act in a role of a member from a day until another (the last day included)."""

    __tablename__ = "delegation"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="dates"),
        CheckConstraint("giver_id <> receiver_id", name="two_people"),
    )

    giver_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    receiver_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    role: Mapped[Role] = mapped_column(Choice(Role))
    capacity: Mapped[SigningCapacity] = mapped_column(Choice(SigningCapacity))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    document: Mapped[str] = mapped_column(default="")
    revoked_at: Mapped[datetime | None]
