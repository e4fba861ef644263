"""Permissions to be late."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.calendar import Extension
from emulation.models.clusters import Member
from emulation.queries.rows import find_as, rows_as
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.states import Phase


@dataclass(frozen=True)
class ExtensionRow:
    """A permission as pages show it."""

    id: int
    member_id: int
    member_code: str
    name_vi: str
    name_en: str
    phase: Phase
    until_on: date
    reason: str
    entered_at: datetime
    granted_by: str | None


_COLUMNS = (
    Extension.id,
    Extension.member_id,
    Member.code,
    Member.name_vi,
    Member.name_en,
    Extension.phase,
    Extension.until_on,
    Extension.reason,
    Extension.entered_at,
    User.full_name,
)


def extensions_of(session: Session, cycle_id: int) -> list[ExtensionRow]:
    """The permissions of a year, the soonest end first."""
    return rows_as(session, ExtensionRow, _rows(cycle_id).order_by(Extension.until_on, Member.protocol_order))


def find_row(session: Session, cycle_id: int, member_id: int, phase: Phase) -> ExtensionRow | None:
    """The permission of a member for a phase, with who gave it."""
    statement = _rows(cycle_id).where(Extension.member_id == member_id, Extension.phase == phase)
    return find_as(session, ExtensionRow, statement)


def _rows(cycle_id: int) -> Any:
    return (
        select(*_COLUMNS)
        .join(Member, Member.id == Extension.member_id)
        .outerjoin(User, User.id == Extension.entered_by_id)
        .where(Extension.cycle_id == cycle_id)
    )


def find_extension(session: Session, cycle_id: int, member_id: int, phase: Phase) -> Extension | None:
    """The permission of a member for a phase, if there is one."""
    statement = select(Extension).where(
        Extension.cycle_id == cycle_id, Extension.member_id == member_id, Extension.phase == phase
    )
    return session.scalars(statement).one_or_none()


def get_extension(session: Session, cycle_id: int, extension_id: int) -> Extension:
    """A permission of a year; raises NotFound."""
    statement = select(Extension).where(Extension.id == extension_id, Extension.cycle_id == cycle_id)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound()
    return found


def until_on(session: Session, cycle_id: int, member_id: int, phase: Phase) -> date | None:
    """Until when a member may be late with a phase, if that was permitted."""
    statement = select(Extension.until_on).where(
        Extension.cycle_id == cycle_id, Extension.member_id == member_id, Extension.phase == phase
    )
    return session.scalar(statement)
