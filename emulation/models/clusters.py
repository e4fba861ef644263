"""Clusters, the institutions in them, and the dated ties between both."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from emulation.models.base import Base, Sourced, Versioned
from emulation.models.types import Choice
from emulation.vocabulary.kinds import ChangeKind, ClusterKind, RotationRule


class Cluster(Versioned, Base):
    """An emulation cluster or bloc (handbook 1, 2)."""

    __tablename__ = "cluster"

    code: Mapped[str] = mapped_column(String(16), unique=True)
    kind: Mapped[ClusterKind] = mapped_column(Choice(ClusterKind), default=ClusterKind.CLUSTER)
    name_vi: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    search_text: Mapped[str]
    level: Mapped[str] = mapped_column(default="")
    founding_decision: Mapped[str] = mapped_column(default="")
    founded_on: Mapped[date | None]
    directing_member: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    rotation_rule: Mapped[RotationRule] = mapped_column(
        Choice(RotationRule), default=RotationRule.FIXED_ORDER
    )
    skip_not_considered: Mapped[bool] = mapped_column(default=False)
    is_public: Mapped[bool] = mapped_column(default=True)
    shows_fairness: Mapped[bool] = mapped_column(default=False)


class Member(Versioned, Base):
    """A city, province or body as an institution; it may belong to several clusters over time."""

    __tablename__ = "member"

    code: Mapped[str] = mapped_column(String(16), unique=True)
    name_vi: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    sort_key: Mapped[str]
    search_text: Mapped[str]
    protocol_order: Mapped[int]
    standing_office: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")


class Membership(Versioned, Sourced, Base):
    """A member of a cluster from a day until (not including) another."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("cluster_id", "member_id", "valid_from"),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="dates"),
    )

    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    decision: Mapped[str] = mapped_column(default="")


class MemberChange(Sourced, Base):
    """Something that happened to a member on a day: a new name, a merger, a new boundary."""

    __tablename__ = "member_change"
    part_of = ("member_id",)

    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    kind: Mapped[ChangeKind] = mapped_column(Choice(ChangeKind))
    effective_on: Mapped[date]
    description: Mapped[str]
    decision: Mapped[str] = mapped_column(default="")
