"""What lies behind a member's sheet: opened checks, papers, events of the trail, versions of figures, people."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.audit import AuditEvent
from emulation.models.clusters import Member
from emulation.models.crosschecks import CrossLine, CrossSheet
from emulation.models.evidence import Evidence, EvidenceUse, StoredFile
from emulation.models.explanations import Explanation
from emulation.models.indicators import ActualValue
from emulation.models.scoring import ScoreLine, ScoreSheet
from emulation.queries.rows import rows_as
from emulation.vocabulary.evidence import Proof
from emulation.vocabulary.kinds import ActualStatus, Period, Provenance
from emulation.vocabulary.states import CrossState


@dataclass(frozen=True)
class CheckRow:
    """What a checker gave to a criterion, once all sealed sheets were opened."""

    criterion_id: int
    name_vi: str
    name_en: str
    sealed_at: datetime | None
    points: Decimal | None
    reason: str


@dataclass(frozen=True)
class PaperRow:
    """A paper behind a line, or behind its explanation."""

    object_type: str
    object_id: int
    evidence_id: int
    title: str
    number: str
    page: str
    file_id: int
    is_public: bool


@dataclass(frozen=True)
class EventRow:
    """An event about the sheet or one of its explanations, oldest first."""

    at: datetime
    actor_name: str
    verb: str
    object_type: str
    object_id: int
    changes: dict[str, Any]
    reason: str


def opened_checks(session: Session, cycle_id: int, member_id: int) -> list[CheckRow]:
    """What the checkers gave to the member, from opened sheets only, in protocol order of the checkers."""
    sheet, line = CrossSheet, CrossLine
    statement = (
        select(line.criterion_id, Member.name_vi, Member.name_en, sheet.sealed_at, line.points, line.reason)
        .join(sheet, sheet.id == line.cross_sheet_id)
        .join(Member, Member.id == sheet.checker_id)
        .where(sheet.cycle_id == cycle_id, sheet.member_id == member_id, sheet.state == CrossState.OPENED)
        .order_by(Member.protocol_order, Member.sort_key, line.id)
    )
    return rows_as(session, CheckRow, statement)


def papers_of(session: Session, sheet_id: int) -> list[PaperRow]:
    """The papers behind the lines of a sheet and behind their explanations, in the order of their use."""
    use, row, file = EvidenceUse, Evidence, StoredFile
    lines = select(ScoreLine.id).where(ScoreLine.sheet_id == sheet_id)
    asked = select(Explanation.id).where(Explanation.line_id.in_(lines))
    statement = (
        select(use.object_type, use.object_id, row.id, row.title, row.number, use.page, file.id)
        .add_columns(file.is_public)
        .join(row, row.id == use.evidence_id)
        .join(file, file.id == row.file_id)
        .where(
            or_(
                and_(use.object_type == Proof.SCORE_LINE.value, use.object_id.in_(lines)),
                and_(use.object_type == Proof.EXPLANATION.value, use.object_id.in_(asked)),
            )
        )
        .order_by(use.id)
    )
    return rows_as(session, PaperRow, statement)


def events_of(session: Session, sheet_id: int) -> list[EventRow]:
    """What the trail says about a sheet and its explanations, oldest first."""
    event = AuditEvent
    lines = select(ScoreLine.id).where(ScoreLine.sheet_id == sheet_id)
    asked = select(Explanation.id).where(Explanation.line_id.in_(lines))
    columns = (event.at, event.actor_name, event.verb, event.object_type, event.object_id)
    statement = (
        select(*columns, event.changes, event.reason)
        .where(
            or_(
                and_(event.object_type == ScoreSheet.__tablename__, event.object_id == sheet_id),
                and_(event.object_type == Explanation.__tablename__, event.object_id.in_(asked)),
            )
        )
        .order_by(event.at, event.id)
    )
    return rows_as(session, EventRow, statement)


@dataclass(frozen=True)
class VersionRow:
    """A full-year version of a figure of the member."""

    id: int
    indicator_id: int
    year: int
    status: ActualStatus
    value: Decimal
    published_on: date | None
    source: str
    provenance: Provenance
    entered_at: datetime


def versions_of(
    session: Session, member_id: int, indicator_ids: Collection[int], years: Collection[int]
) -> list[VersionRow]:
    """Every full-year version with an amount, oldest entry first."""
    row = ActualValue
    statement = (
        select(row.id, row.indicator_id, row.year, row.status, row.value, row.published_on)
        .add_columns(row.source, row.provenance, row.entered_at)
        .where(
            row.member_id == member_id,
            row.indicator_id.in_(indicator_ids),
            row.year.in_(years),
            row.period == Period.YEAR,
            row.value.is_not(None),
        )
        .order_by(row.entered_at, row.id)
    )
    return rows_as(session, VersionRow, statement)


def people(session: Session) -> list[str]:
    """The names of everybody who ever had an account: what a text for the public must not hold."""
    return list(session.scalars(select(User.full_name).distinct().order_by(User.full_name)))
