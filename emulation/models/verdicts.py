"""What people decide where a rule cannot, and the verdicts that a decided proposal keeps (features A4)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from emulation.models.base import Base, Entered, Versioned
from emulation.models.types import Choice
from emulation.vocabulary.award_kinds import Verdict


class ProposalRuling(Versioned, Entered, Base):
    """A person's answer to "cần người quyết định" for one rule of one proposal: passed or failed, with the reason."""

    __tablename__ = "proposal_ruling"
    __table_args__ = (UniqueConstraint("proposal_id", "head"),)
    part_of = ("proposal_id",)

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    head: Mapped[str] = mapped_column(String(60))
    verdict: Mapped[Verdict] = mapped_column(Choice(Verdict))
    reason: Mapped[str]


class ProposalVerdict(Base):
    """The verdicts under which a proposal was decided, word for word, with the rows of the rulebook they rest on.

    Only ever added: later changes of the rulebook do not reach it. `on_date` is the day whose rules were read.
    """

    __tablename__ = "proposal_verdict"
    part_of = ("proposal_id",)

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    on_date: Mapped[date]
    regime: Mapped[str] = mapped_column(String(20), default="")
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
