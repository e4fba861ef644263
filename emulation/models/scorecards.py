"""Scorecards: the tree of criteria of a year."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from emulation.models.base import Base, Sourced, Versioned
from emulation.models.types import Choice, Points
from emulation.vocabulary.kinds import PlanSource, RuleType
from emulation.vocabulary.states import ScorecardState


class Scorecard(Versioned, Sourced, Base):
    """The scorecard of a year, by edition; an issued one is locked. `tie_rules` is an ordered list of codes."""

    __tablename__ = "scorecard"
    __table_args__ = (UniqueConstraint("cycle_id", "edition"),)

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    edition: Mapped[int] = mapped_column(default=1)
    title: Mapped[str]
    total_points: Mapped[Decimal] = mapped_column(Points())
    state: Mapped[ScorecardState] = mapped_column(Choice(ScorecardState), default=ScorecardState.DRAFT)
    tie_rules: Mapped[list[str]] = mapped_column(JSON)
    keeps_ineligible_place: Mapped[bool] = mapped_column(default=True)
    issued_at: Mapped[datetime | None]

    criteria: Mapped[list["Criterion"]] = relationship(lazy="raise", order_by="Criterion.position")


class Criterion(Base):
    """A node of the tree. Groups have no rule; leaves have one, with its parameters."""

    __tablename__ = "criterion"
    __table_args__ = (UniqueConstraint("scorecard_id", "code"),)
    part_of = ("scorecard_id",)

    scorecard_id: Mapped[int] = mapped_column(ForeignKey("scorecard.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("criterion.id"))
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(20))
    name_vi: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    max_points: Mapped[Decimal] = mapped_column(Points())
    rule_type: Mapped[RuleType | None] = mapped_column(Choice(RuleType))
    params: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    indicator_id: Mapped[int | None] = mapped_column(ForeignKey("indicator.id"))
    plan_source: Mapped[PlanSource | None] = mapped_column(Choice(PlanSource))
    evidence_hint: Mapped[str] = mapped_column(default="")


class Exemption(Base):
    """A criterion that is not assigned to a member ("không giao"): it leaves that member's base (handbook 6.2)."""

    __tablename__ = "exemption"
    __table_args__ = (UniqueConstraint("criterion_id", "member_id"),)
    part_of = ("scorecard_id",)

    scorecard_id: Mapped[int] = mapped_column(ForeignKey("scorecard.id"), index=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    reason: Mapped[str]
