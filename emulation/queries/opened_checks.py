"""What cross-checkers gave, once their sheets are opened. Sealed and open drafts are never selected here."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.clusters import Member
from emulation.models.crosschecks import CrossLine, CrossSheet
from emulation.queries.rows import rows_as
from emulation.vocabulary.states import CrossState


@dataclass(frozen=True)
class OpenedPoints:
    """The points of one checker for one criterion of a member, and why where they differ."""

    member_id: int
    criterion_id: int
    checker_id: int
    code: str
    name_vi: str
    name_en: str
    points: Decimal
    reason: str


def opened_points(
    session: Session, cycle_id: int, member_id: int | None = None
) -> Mapping[tuple[int, int], list[OpenedPoints]]:
    """(member, criterion) → the opened points, checkers in protocol order; of one member or of all."""
    sheet, line = CrossSheet, CrossLine
    statement = (
        select(sheet.member_id, line.criterion_id, sheet.checker_id)
        .add_columns(Member.code, Member.name_vi, Member.name_en, line.points, line.reason)
        .join(line, line.cross_sheet_id == sheet.id)
        .join(Member, Member.id == sheet.checker_id)
        .where(
            sheet.cycle_id == cycle_id,
            sheet.state == CrossState.OPENED,
            line.points.is_not(None),
        )
        .order_by(Member.protocol_order, Member.sort_key, line.id)
    )
    if member_id is not None:
        statement = statement.where(sheet.member_id == member_id)
    found: dict[tuple[int, int], list[OpenedPoints]] = {}
    for row in rows_as(session, OpenedPoints, statement):
        found.setdefault((row.member_id, row.criterion_id), []).append(row)
    return found
