"""Word templates that a cluster edited itself (features W1)."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from emulation.models.base import Base, Entered, Versioned


class DocumentTemplate(Versioned, Entered, Base):
    """A cluster's own Word template for a kind of document; the newest that was not withdrawn is used."""

    __tablename__ = "document_template"

    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    withdrawn_at: Mapped[datetime | None]
