"""Terms of chair and vice-chair."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from emulation.models.base import Base, Sourced, Versioned
from emulation.models.types import Choice
from emulation.vocabulary.kinds import Post


class Term(Versioned, Sourced, Base):
    """A post of the cluster held by a member for an emulation year, from a day until another.

    Rights follow the dates at 00:00 Asia/Ho_Chi_Minh; a year known only by number has its dates set to
    that calendar year and says so in `note`. A choice outside the rotation carries its reason.
    """

    __tablename__ = "term"
    __table_args__ = (
        UniqueConstraint("cluster_id", "member_id", "year"),
        CheckConstraint("ends_on IS NULL OR ends_on > starts_on", name="dates"),
    )

    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    post: Mapped[Post] = mapped_column(Choice(Post))
    year: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    decision: Mapped[str] = mapped_column(default="")
    exception_reason: Mapped[str] = mapped_column(default="")
