"""Indicators and their versioned figures."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from emulation.models.base import Base, Entered, Sourced, Versioned
from emulation.models.types import Choice, Figure
from emulation.vocabulary.kinds import ActualStatus, Boundary, Direction, Period


class Indicator(Versioned, Base):
    """A measured quantity. Without a cluster it belongs to the shared catalogue."""

    __tablename__ = "indicator"
    __table_args__ = (UniqueConstraint("cluster_id", "code"),)

    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    name_vi: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    unit_vi: Mapped[str]
    unit_en: Mapped[str] = mapped_column(default="")
    direction: Mapped[Direction] = mapped_column(Choice(Direction), default=Direction.HIGHER)
    topic: Mapped[str] = mapped_column(String(32), default="")
    decimals: Mapped[int] = mapped_column(default=2)
    position: Mapped[int] = mapped_column(default=0)


class ActualValue(Sourced, Entered, Base):
    """One version of what was achieved. Versions are only added, never changed (handbook 13)."""

    __tablename__ = "actual_value"
    __table_args__ = (Index("ix_actual_value_lookup", "indicator_id", "year", "member_id"),)
    part_of = ("report_id",)

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    year: Mapped[int] = mapped_column(Integer)
    period: Mapped[Period] = mapped_column(Choice(Period), default=Period.YEAR)
    status: Mapped[ActualStatus] = mapped_column(Choice(ActualStatus))
    value: Mapped[Decimal | None] = mapped_column(Figure())
    boundary: Mapped[Boundary] = mapped_column(Choice(Boundary), default=Boundary.OLD)
    published_on: Mapped[date | None]
    report_id: Mapped[int | None] = mapped_column(ForeignKey("result_report.id"))


class FigureChoice(Versioned, Base):
    """Which version counts for scoring where sources conflict ("dùng để chấm"), and why."""

    __tablename__ = "figure_choice"
    __table_args__ = (UniqueConstraint("member_id", "indicator_id", "year"),)

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    year: Mapped[int] = mapped_column(Integer)
    actual_value_id: Mapped[int] = mapped_column(ForeignKey("actual_value.id"))
    reason: Mapped[str]
    chosen_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    chosen_at: Mapped[datetime]
