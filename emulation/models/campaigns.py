"""Emulation movements and campaigns (phong trào thi đua): launch, goals, registrations, reports (features K1)."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from emulation.models.base import Base, Entered, Sourced, Versioned
from emulation.models.types import Choice, Figure
from emulation.vocabulary.kinds import CampaignKind, CampaignReportKind, Operator
from emulation.vocabulary.states import CampaignReportState, CampaignState, RegistrationState


class Campaign(Versioned, Entered, Sourced, Base):
    """A movement of a cluster; a drive is time-boxed. `basis`: the policies it carries out (handbook A01, A02, A14)."""

    __tablename__ = "campaign"
    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="dates"),)

    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id"), index=True)
    kind: Mapped[CampaignKind] = mapped_column(Choice(CampaignKind), default=CampaignKind.REGULAR)
    state: Mapped[CampaignState] = mapped_column(Choice(CampaignState), default=CampaignState.DRAFT)
    name: Mapped[str]
    slogan: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    criteria: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    launched_on: Mapped[date | None]
    launch_number: Mapped[str] = mapped_column(default="")
    state_reason: Mapped[str] = mapped_column(default="")

    goals: Mapped[list["CampaignGoal"]] = relationship(lazy="raise", order_by="CampaignGoal.position")
    pilots: Mapped[list["CampaignPilot"]] = relationship(lazy="raise", order_by="CampaignPilot.id")
    contents: Mapped[list["CampaignContent"]] = relationship(lazy="raise", order_by="CampaignContent.id")
    files: Mapped[list["CampaignFile"]] = relationship(lazy="raise", order_by="CampaignFile.id")


class CampaignGoal(Base):
    """A concrete goal: measured by an indicator or in its own unit, tied to a national task (handbook A01)."""

    __tablename__ = "campaign_goal"
    __table_args__ = (UniqueConstraint("campaign_id", "position"),)
    part_of = ("campaign_id",)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    indicator_id: Mapped[int | None] = mapped_column(ForeignKey("indicator.id"))
    operator: Mapped[Operator] = mapped_column(Choice(Operator), default=Operator.GE)
    low: Mapped[Decimal | None] = mapped_column(Figure())
    high: Mapped[Decimal | None] = mapped_column(Figure())
    unit: Mapped[str] = mapped_column(default="")
    national_task: Mapped[str] = mapped_column(default="")


class CampaignPilot(Base):
    """A unit at the grass roots that goes first ("chỉ đạo điểm", handbook A12)."""

    __tablename__ = "campaign_pilot"
    part_of = ("campaign_id",)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    name: Mapped[str]


class CampaignContent(Base):
    """A common content of a year's pledge that the campaign carries out."""

    __tablename__ = "campaign_content"
    __table_args__ = (UniqueConstraint("campaign_id", "content_id"),)
    part_of = ("campaign_id",)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    content_id: Mapped[int] = mapped_column(ForeignKey("agreement_content.id"), index=True)


class CampaignFile(Base):
    """A paper of the campaign: plan, letter of launch, criteria."""

    __tablename__ = "campaign_file"
    part_of = ("campaign_id",)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    caption: Mapped[str] = mapped_column(default="")


class CampaignRegistration(Versioned, Entered, Base):
    """What a member takes on in a campaign, and whether the chair agrees."""

    __tablename__ = "campaign_registration"
    __table_args__ = (UniqueConstraint("campaign_id", "member_id"),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    state: Mapped[RegistrationState] = mapped_column(
        Choice(RegistrationState), default=RegistrationState.NOT_SENT
    )
    content: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    refusal_reason: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class CampaignReport(Versioned, Entered, Base):
    """An interim or final report: of a member, or (without a member) of the chair for the whole cluster."""

    __tablename__ = "campaign_report"
    __table_args__ = (UniqueConstraint("campaign_id", "member_id", "kind"),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    kind: Mapped[CampaignReportKind] = mapped_column(Choice(CampaignReportKind))
    state: Mapped[CampaignReportState] = mapped_column(
        Choice(CampaignReportState), default=CampaignReportState.DRAFT
    )
    results: Mapped[str] = mapped_column(default="")
    lessons: Mapped[str] = mapped_column(default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    submitted_at: Mapped[datetime | None]
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    values: Mapped[list["CampaignGoalValue"]] = relationship(lazy="raise", order_by="CampaignGoalValue.id")


class CampaignGoalValue(Base):
    """What was reached of a goal, in the goal's unit. Empty stays empty: never zero."""

    __tablename__ = "campaign_goal_value"
    __table_args__ = (UniqueConstraint("report_id", "goal_id"),)
    part_of = ("report_id",)

    report_id: Mapped[int] = mapped_column(ForeignKey("campaign_report.id"), index=True)
    goal_id: Mapped[int] = mapped_column(ForeignKey("campaign_goal.id"), index=True)
    value: Mapped[Decimal | None] = mapped_column(Figure())
    note: Mapped[str] = mapped_column(default="")
