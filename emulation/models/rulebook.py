"""Legal rules as dated data (handbook 5): the seed comes from config/rulebook, the truth is here."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from emulation.models.base import Base, Entered, Versioned
from emulation.models.types import Choice
from emulation.vocabulary.states import RuleChangeState


class LegalRule(Versioned, Base):
    """A rule in force from a day until (not including) another. Unconfirmed values are marked wherever used.

    `cluster_id`: the cluster whose own regulation it is; None for what holds everywhere.
    """

    __tablename__ = "legal_rule"
    __table_args__ = (UniqueConstraint("code", "valid_from"),)

    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id"), index=True)
    code: Mapped[str] = mapped_column(String(60))
    title: Mapped[str]
    value: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    comparator: Mapped[str] = mapped_column(String(8), default="")
    base: Mapped[str] = mapped_column(default="")
    document: Mapped[str] = mapped_column(default="")
    article: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    confirmed: Mapped[bool] = mapped_column(default=False)
    checked_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    is_edited: Mapped[bool] = mapped_column(default=False)


class RuleChange(Versioned, Entered, Base):
    """A new row or new values of one, asked for by one person; they count once a second person has confirmed them.

    `values` holds the fields that shall change, as JSON text; `before` what stood there. `rule_id` is None for a
    new row until it is confirmed. `source`: the paper or place from which the values were taken.
    """

    __tablename__ = "rule_change"

    rule_id: Mapped[int | None] = mapped_column(ForeignKey("legal_rule.id"), index=True)
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id"))
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    reason: Mapped[str]
    source: Mapped[str]
    state: Mapped[RuleChangeState] = mapped_column(Choice(RuleChangeState), default=RuleChangeState.PENDING)
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    settled_at: Mapped[datetime | None]
    settle_reason: Mapped[str] = mapped_column(default="")


class RuleChoice(Versioned, Entered, Base):
    """Which of several rows that share a head (`ballot_flag`) a cluster follows; the latest choice stands."""

    __tablename__ = "rule_choice"

    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id"), index=True)
    head: Mapped[str] = mapped_column(String(60))
    rule_id: Mapped[int] = mapped_column(ForeignKey("legal_rule.id"))
    reason: Mapped[str]
