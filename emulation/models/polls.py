"""Vote rounds and their counts, as tellers' minutes tell them (handbook 9; decisions 3)."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from emulation.models.base import Base, Entered, Sourced, Versioned
from emulation.models.types import Choice
from emulation.vocabulary.award_kinds import PollBody


class Poll(Versioned, Entered, Sourced, Base):
    """One round (lượt bỏ phiếu) of a body: the roll, and the papers that went out.

    `member_id`: whose council voted; None when the members of the cluster did. `members` is N, everybody who counts,
    present or not. Numbers that the minutes do not tell are None. present + absent = members; absent = written
    opinions + no reply.
    """

    __tablename__ = "poll"
    __table_args__ = (
        UniqueConstraint("cycle_id", "body", "member_id", "held_on", "round"),
        CheckConstraint("members > 0", name="has_members"),
    )

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    body: Mapped[PollBody] = mapped_column(Choice(PollBody))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    conference_id: Mapped[int | None] = mapped_column(ForeignKey("conference.id"))
    held_on: Mapped[date]
    round: Mapped[int] = mapped_column(default=1)
    members: Mapped[int]
    present: Mapped[int | None]
    written: Mapped[int | None]
    issued: Mapped[int | None]
    returned: Mapped[int | None]
    minutes_number: Mapped[str] = mapped_column(String(60), default="")
    minutes_on: Mapped[date | None]
    tellers: Mapped[str] = mapped_column(default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))


class PollCount(Versioned, Base):
    """The count of one nominee in one round: for + against + blank + invalid = papers returned for it."""

    __tablename__ = "poll_count"
    __table_args__ = (UniqueConstraint("poll_id", "proposal_id"),)
    part_of = ("poll_id",)

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), index=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    votes_for: Mapped[int]
    against: Mapped[int | None]
    blank: Mapped[int | None]
    invalid: Mapped[int | None]
