"""Files, kept once by content."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from emulation.models.base import Base, Entered


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
