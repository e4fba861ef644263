"""The cluster's agreement of a year (giao ước) and each member's pledge with its targets."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from emulation.models.base import Base, Entered, Sourced, Versioned
from emulation.models.types import Choice, Figure, Points
from emulation.vocabulary.kinds import Operator, PlanSource
from emulation.vocabulary.states import PledgeState


class Agreement(Versioned, Sourced, Base):
    """The signed document of all members: common contents, signing conference, file."""

    __tablename__ = "agreement"

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), unique=True)
    signed_on: Mapped[date | None]
    place: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))

    contents: Mapped[list["AgreementContent"]] = relationship(
        lazy="raise", order_by="AgreementContent.position"
    )
    signatories: Mapped[list["Signatory"]] = relationship(lazy="raise", order_by="Signatory.id")


class AgreementContent(Base):
    """A common content ("nội dung 1…6") with the document it follows (handbook 11, A14)."""

    __tablename__ = "agreement_content"
    __table_args__ = (UniqueConstraint("agreement_id", "position"),)
    part_of = ("agreement_id",)

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    basis: Mapped[str] = mapped_column(default="")


class Signatory(Base):
    """Who signed for a member, and in which office."""

    __tablename__ = "signatory"
    __table_args__ = (UniqueConstraint("agreement_id", "member_id"),)
    part_of = ("agreement_id",)

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    full_name: Mapped[str]
    office: Mapped[str]


class Pledge(Versioned, Entered, Sourced, Base):
    """A member's pledge for a year.

    `on_behalf`: recorded by the secretariat from the signed paper ("Tổ thư ký nhập thay"), with number,
    date and file, and confirmed by another person.
    """

    __tablename__ = "pledge"
    __table_args__ = (UniqueConstraint("cycle_id", "member_id"),)

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    state: Mapped[PledgeState] = mapped_column(Choice(PledgeState), default=PledgeState.DRAFT)
    summary: Mapped[str] = mapped_column(default="")
    submitted_at: Mapped[datetime | None]
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    days_late: Mapped[int] = mapped_column(default=0)
    return_reason: Mapped[str] = mapped_column(default="")
    on_behalf: Mapped[bool] = mapped_column(default=False)
    paper_number: Mapped[str] = mapped_column(default="")
    paper_on: Mapped[date | None]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    confirmed_at: Mapped[datetime | None]

    targets: Mapped[list["PledgeTarget"]] = relationship(lazy="raise", order_by="PledgeTarget.position")


class PledgeTarget(Sourced, Base):
    """What a member promises for one indicator: sign, bounds, weight, owner, who set the plan, by when.

    `is_qualitative`: knowingly without a measure ("định tính"). `return_reason`: what the chair asks to mend here.
    """

    __tablename__ = "pledge_target"
    __table_args__ = (
        UniqueConstraint("pledge_id", "indicator_id", "plan_source"),
        CheckConstraint("not_assigned OR low IS NOT NULL OR high IS NOT NULL", name="bounds"),
    )
    part_of = ("pledge_id",)

    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), index=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    position: Mapped[int]
    plan_source: Mapped[PlanSource] = mapped_column(Choice(PlanSource), default=PlanSource.CITY_COUNCIL)
    operator: Mapped[Operator] = mapped_column(Choice(Operator), default=Operator.EQ)
    low: Mapped[Decimal | None] = mapped_column(Figure())
    high: Mapped[Decimal | None] = mapped_column(Figure())
    baseline: Mapped[Decimal | None] = mapped_column(Figure())
    weight: Mapped[Decimal | None] = mapped_column(Points())
    owner: Mapped[str] = mapped_column(default="")
    not_assigned: Mapped[bool] = mapped_column(default=False)
    not_assigned_reason: Mapped[str] = mapped_column(default="")
    is_qualitative: Mapped[bool] = mapped_column(default=False)
    due_on: Mapped[date | None]
    return_reason: Mapped[str] = mapped_column(default="")
