"""What all tables have in common: names of constraints, keys, versions, and where a fact comes from."""

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from emulation.models.types import Choice, Figure, UtcDateTime, Words
from emulation.vocabulary.kinds import Provenance


class Base(DeclarativeBase):
    """All tables. `audited` rows may only change together with an audit event (see db.unit_of_work).

    `part_of` names the keys of rows that speak for this one: an event about a pledge tells of its targets too.
    """

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: Words(), datetime: UtcDateTime(), Decimal: Figure()}

    audited: ClassVar[bool] = True
    is_audit_event: ClassVar[bool] = False
    part_of: ClassVar[tuple[str, ...]] = ()

    id: Mapped[int] = mapped_column(primary_key=True)


class Versioned:
    """A record that people edit: the version travels in the form and a stale one is refused."""

    version: Mapped[int] = mapped_column(Integer, nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


class Sourced:
    """A fact with its origin: published facts name a source, illustrative ones say so."""

    provenance: Mapped[Provenance] = mapped_column(Choice(Provenance), default=Provenance.RECORDED)
    source: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Entered:
    """Who wrote the record and when."""

    @declared_attr
    def entered_by_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("user.id"))

    entered_at: Mapped[datetime]
