"""Legal rules as dated data (handbook 5): the seed comes from config/rulebook, the truth is here."""

from datetime import date

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from emulation.models.base import Base, Versioned


class LegalRule(Versioned, Base):
    """A rule in force from a day until (not including) another. Unconfirmed values are marked wherever used."""

    __tablename__ = "legal_rule"
    __table_args__ = (UniqueConstraint("code", "valid_from"),)

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
