"""Counters that slow down guessing and haste, shared by all processes of the installation."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from emulation.models.base import Base


class Throttle(Base):
    """How often something was tried since `since`. `who` is a hash: no address or name is kept."""

    __tablename__ = "throttle"
    __table_args__ = (UniqueConstraint("kind", "who"),)
    audited = False

    kind: Mapped[str] = mapped_column(String(40))
    who: Mapped[str] = mapped_column(String(64))
    tries: Mapped[int]
    since: Mapped[datetime] = mapped_column(index=True)
