"""Spreadsheets on their way in: kept between the steps of the import, thrown away afterwards (features W2)."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from emulation.models.base import Base, Entered
from emulation.models.types import Choice
from emulation.vocabulary.kinds import ImportKind, Period


class SheetImport(Entered, Base):
    """A workbook that somebody is importing for a member. `content` is emptied when done or given up.

    `layout` says which sheet, which line of heads, which column means what; `counts` what the import came to.
    """

    __tablename__ = "sheet_import"
    audited = False

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    kind: Mapped[ImportKind] = mapped_column(Choice(ImportKind))
    period: Mapped[Period | None] = mapped_column(Choice(Period))
    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    layout: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    done_at: Mapped[datetime | None]
