"""The papers of a dossier, waivers of required ones, and the parts of the achievement report (features A5)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from emulation.models.base import Base, Entered, Versioned
from emulation.models.types import Choice
from emulation.vocabulary.award_kinds import PaperOrigin
from emulation.vocabulary.kinds import SigningCapacity


class DossierPaper(Versioned, Entered, Base):
    """A paper of the dossier: uploaded, or made from the data. A newer paper of the same kind replaces the older one.

    `kind` is a code of config/dossiers.toml. `facts` holds what a made paper says (year, score, rank, votes, sections),
    or what was read in an uploaded one; `text` its words, empty when they could not be read (`is_readable`).
    """

    __tablename__ = "dossier_paper"
    part_of = ("proposal_id",)

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    origin: Mapped[PaperOrigin] = mapped_column(Choice(PaperOrigin))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    title: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(String(60), default="")
    dated_on: Mapped[date | None]
    work_year: Mapped[int | None]
    signer: Mapped[str] = mapped_column(default="")
    capacity: Mapped[SigningCapacity | None] = mapped_column(Choice(SigningCapacity))
    report_form: Mapped[str] = mapped_column(String(20), default="")
    is_signed: Mapped[bool] = mapped_column(default=False)
    is_readable: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(default="")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    replaced_at: Mapped[datetime | None]


class PaperWaiver(Versioned, Entered, Base):
    """A required paper that need not come: why, who asked, and the second person who agreed."""

    __tablename__ = "paper_waiver"
    __table_args__ = (UniqueConstraint("proposal_id", "kind"),)
    part_of = ("proposal_id",)

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    approved_at: Mapped[datetime | None]


class ReportPart(Versioned, Entered, Base):
    """One section of the achievement report that people write; the figures come from the data."""

    __tablename__ = "report_part"
    __table_args__ = (UniqueConstraint("proposal_id", "code"),)
    part_of = ("proposal_id",)

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(default="")
