"""Spreadsheets on their way in: only for whoever brought them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.imports import SheetImport
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import ImportKind, Period


def get_import(session: Session, cycle_id: int, import_id: int, user_id: int | None) -> SheetImport:
    """The record of a year, for the person who brought it; raises NotFound for everybody else."""
    row = SheetImport
    statement = select(row).where(
        row.id == import_id,
        row.cycle_id == cycle_id,
        row.entered_by_id == user_id,
        row.entered_by_id.is_not(None),
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound()
    return found


def unfinished_imports(session: Session, cycle_id: int, user_id: int | None) -> list[SheetImport]:
    """What this person brought for a year and did not bring to an end."""
    row = SheetImport
    statement = select(row).where(
        row.cycle_id == cycle_id, row.entered_by_id == user_id, row.done_at.is_(None)
    )
    return list(session.scalars(statement))


def last_written(
    session: Session, cycle_id: int, member_id: int, kind: ImportKind, period: Period | None, sha256: str
) -> datetime | None:
    """When the same bytes last changed something at the same place, by whomever; None when never."""
    row = SheetImport
    statement = (
        select(row.done_at, row.counts)
        .where(
            row.cycle_id == cycle_id,
            row.member_id == member_id,
            row.kind == kind,
            row.period.is_(None) if period is None else row.period == period,
            row.sha256 == sha256,
            row.done_at.is_not(None),
        )
        .order_by(row.done_at.desc())
    )
    written = (at for at, counts in session.execute(statement) if counts["new"] or counts["changed"])
    return next(written, None)
