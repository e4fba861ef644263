"""Files, kept once by content, and the evidence that they are."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from emulation.models.base import Base, Entered, Versioned


class StoredFile(Entered, Base):
    """An uploaded file: its bytes lie in the data folder under their SHA-256.

    `cluster_id` and `member_id` say whose file it is; `is_public` says whether readers without sign-in may open it.
    """

    __tablename__ = "stored_file"

    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str]
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(100))
    is_public: Mapped[bool] = mapped_column(default=False)


class Evidence(Versioned, Entered, Base):
    """A paper that proves something, described once and used in many places. `replaces_id`: the version before."""

    __tablename__ = "evidence"

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)
    title: Mapped[str]
    issuer: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"), unique=True)
    withdrawn_at: Mapped[datetime | None]


class EvidenceUse(Base):
    """Where a piece of evidence is used: a table and a row of it, with the page in the file."""

    __tablename__ = "evidence_use"
    __table_args__ = (UniqueConstraint("evidence_id", "object_type", "object_id"),)
    part_of = ("evidence_id",)

    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), index=True)
    object_type: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[int]
    page: Mapped[str] = mapped_column(default="")
