"""Reports of results by period. An accepted report adds versions of figures."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from emulation.models.base import Base, Entered, Versioned
from emulation.models.types import Choice, Figure
from emulation.vocabulary.kinds import ActualStatus, Confidence, Period
from emulation.vocabulary.states import ReportState


class ResultReport(Versioned, Entered, Base):
    """What a member reports for a quarter, the half-year or the year."""

    __tablename__ = "result_report"
    __table_args__ = (UniqueConstraint("cycle_id", "member_id", "period"),)

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    period: Mapped[Period] = mapped_column(Choice(Period))
    state: Mapped[ReportState] = mapped_column(Choice(ReportState), default=ReportState.DRAFT)
    submitted_at: Mapped[datetime | None]
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    days_late: Mapped[int] = mapped_column(default=0)
    return_reason: Mapped[str] = mapped_column(default="")

    lines: Mapped[list["ReportLine"]] = relationship(lazy="raise", order_by="ReportLine.id")


class ReportLine(Base):
    """One indicator in a report. An empty value stays empty: it is never taken as zero."""

    __tablename__ = "report_line"
    __table_args__ = (UniqueConstraint("report_id", "indicator_id"),)
    part_of = ("report_id",)

    report_id: Mapped[int] = mapped_column(ForeignKey("result_report.id"), index=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    value: Mapped[Decimal | None] = mapped_column(Figure())
    status: Mapped[ActualStatus] = mapped_column(Choice(ActualStatus), default=ActualStatus.ESTIMATE)
    source: Mapped[str] = mapped_column(default="")
    forecast: Mapped[Decimal | None] = mapped_column(Figure())
    confidence: Mapped[Confidence | None] = mapped_column(Choice(Confidence))
    confidence_reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    return_reason: Mapped[str] = mapped_column(default="")
