"""The index of everything that can be found by its words (features U4)."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from emulation.models.base import Base
from emulation.models.types import Choice
from emulation.vocabulary.kinds import Sight


class SearchEntry(Base):
    """One record as the search sees it: its words without marks, its place in the order, and who may find it."""

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("object_type", "object_id"),)
    audited = False

    object_type: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[int]
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    year: Mapped[int | None]
    sight: Mapped[Sight] = mapped_column(Choice(Sight))
    title: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
    href: Mapped[str]
    search_text: Mapped[str]
    sort_key: Mapped[str]
