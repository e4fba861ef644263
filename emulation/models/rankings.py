"""The frozen result of a year. Pages about rankings read these rows and nothing else."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from emulation.models.base import Base, Entered, Sourced, Versioned
from emulation.models.types import Choice, Points
from emulation.vocabulary.kinds import TieRule
from emulation.vocabulary.states import EligibilityState, RankingState


class YearRanking(Versioned, Sourced, Base):
    """Frozen (numbers stop moving), finalised (named approver), published (public, unchangeable)."""

    __tablename__ = "year_ranking"

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), unique=True)
    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id"), index=True)
    year: Mapped[int]
    state: Mapped[RankingState] = mapped_column(Choice(RankingState), default=RankingState.FROZEN)
    member_count: Mapped[int]
    scorecard_title: Mapped[str] = mapped_column(default="")
    max_points: Mapped[Decimal | None] = mapped_column(Points())
    tie_rules: Mapped[list[str]] = mapped_column(JSON)
    checksum: Mapped[str] = mapped_column(String(64), default="")
    frozen_at: Mapped[datetime | None]
    frozen_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    finalised_at: Mapped[datetime | None]
    finalised_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    approvers: Mapped[str] = mapped_column(default="")
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    rows: Mapped[list["RankingRow"]] = relationship(lazy="raise", order_by="RankingRow.position")


class RankingRow(Base):
    """A member's place. `groups` maps group code to points as text; a historic rank may have no points."""

    __tablename__ = "ranking_row"
    __table_args__ = (UniqueConstraint("ranking_id", "member_id"),)
    part_of = ("ranking_id",)

    ranking_id: Mapped[int] = mapped_column(ForeignKey("year_ranking.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    position: Mapped[int]
    rank: Mapped[int | None]
    is_tied: Mapped[bool] = mapped_column(default=False)
    tie_rule: Mapped[TieRule | None] = mapped_column(Choice(TieRule))
    total: Mapped[Decimal | None] = mapped_column(Points())
    bonus: Mapped[Decimal | None] = mapped_column(Points())
    penalty: Mapped[Decimal | None] = mapped_column(Points())
    groups: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    eligibility: Mapped[EligibilityState] = mapped_column(
        Choice(EligibilityState), default=EligibilityState.ELIGIBLE
    )


class TieBallot(Entered, Base):
    """Order given by a secret ballot of the members to equal totals; only the outcome is kept."""

    __tablename__ = "tie_ballot"
    __table_args__ = (UniqueConstraint("cycle_id", "member_id"),)
    part_of = ("cycle_id",)

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    place: Mapped[int]
    minutes: Mapped[str]


class RankingApproval(Base):
    """A leader who was named to approve the frozen scores, and when they did; all must (screens 5.2)."""

    __tablename__ = "ranking_approval"
    __table_args__ = (UniqueConstraint("ranking_id", "user_id"),)
    part_of = ("ranking_id",)

    ranking_id: Mapped[int] = mapped_column(ForeignKey("year_ranking.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    name: Mapped[str]
    named_at: Mapped[datetime]
    named_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    approved_at: Mapped[datetime | None]


class RankingCorrection(Entered, Base):
    """A correction after publication ("đính chính"): a new edition beside the published one, which stays.

    `edition` counts from 2, the published rows are edition 1. `places` holds the corrected rows by member id as text:
    {"total": "912.40", "rank": 2, "tied": false}; empty where only words are corrected.
    """

    __tablename__ = "ranking_correction"
    __table_args__ = (Index(None, "ranking_id", "edition", unique=True),)

    ranking_id: Mapped[int] = mapped_column(ForeignKey("year_ranking.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    text: Mapped[str]
    reason: Mapped[str]
    edition: Mapped[int] = mapped_column(default=2, server_default="2")
    places: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    checksum: Mapped[str] = mapped_column(String(64), default="", server_default="")
