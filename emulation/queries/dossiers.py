"""Papers of dossiers, waivers and sections of reports, for pages (plain rows) and for services (records)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from emulation.models.accounts import User
from emulation.models.dossiers import DossierPaper, PaperWaiver, ReportPart
from emulation.models.evidence import StoredFile
from emulation.queries.rows import find_as, rows_as
from emulation.vocabulary.award_kinds import PaperOrigin
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import SigningCapacity


@dataclass(frozen=True)
class PaperRow:
    """A paper with its file; `facts` is what a made paper says, `text` what was read in it."""

    id: int
    version: int
    kind: str
    origin: PaperOrigin
    title: str
    number: str
    dated_on: date | None
    work_year: int | None
    signer: str
    capacity: SigningCapacity | None
    report_form: str
    is_signed: bool
    is_readable: bool
    text: str
    facts: Mapping[str, Any]
    replaced_at: datetime | None
    entered_at: datetime
    entered_by: str | None
    file_id: int
    file_name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class WaiverRow:
    """A waiver of a required paper: asked for, and approved by a second person or not yet."""

    id: int
    version: int
    kind: str
    reason: str
    entered_by_id: int | None
    entered_by: str | None
    entered_at: datetime
    approved_by: str | None
    approved_at: datetime | None

    @property
    def is_approved(self) -> bool:
        """Whether a second person has agreed."""
        return self.approved_at is not None


def papers_of(session: Session, proposal_id: int, *, with_past: bool = False) -> list[PaperRow]:
    """The papers that stand in a dossier, the earliest first; with `with_past` those that were replaced too."""
    statement = _papers().where(DossierPaper.proposal_id == proposal_id)
    if not with_past:
        statement = statement.where(DossierPaper.replaced_at.is_(None))
    return rows_as(session, PaperRow, statement.order_by(DossierPaper.entered_at, DossierPaper.id))


def _papers() -> Select[*tuple[Any, ...]]:
    row = DossierPaper
    names = list(PaperRow.__dataclass_fields__)
    own = [getattr(row, name) for name in names[: names.index("entered_by")]]
    return (
        select(*own, User.full_name, StoredFile.id, StoredFile.name, StoredFile.size, StoredFile.sha256)
        .join(StoredFile, StoredFile.id == row.file_id)
        .outerjoin(User, User.id == row.entered_by_id)
    )


def find_twin(session: Session, proposal_id: int, sha256: str) -> PaperRow | None:
    """The paper with the same bytes that stands in the dossier already, or None."""
    statement = _papers().where(
        DossierPaper.proposal_id == proposal_id,
        DossierPaper.replaced_at.is_(None),
        StoredFile.sha256 == sha256,
    )
    return find_as(session, PaperRow, statement.order_by(DossierPaper.id).limit(1))


def standing_of_kind(session: Session, proposal_id: int, kind: str) -> list[DossierPaper]:
    """The records of a kind that stand, for a service."""
    statement = (
        select(DossierPaper)
        .where(
            DossierPaper.proposal_id == proposal_id,
            DossierPaper.kind == kind,
            DossierPaper.replaced_at.is_(None),
        )
        .order_by(DossierPaper.id)
    )
    return list(session.scalars(statement))


def get_paper(session: Session, proposal_id: int, paper_id: int) -> DossierPaper:
    """The record of a paper that stands, for a service; raises NotFound."""
    paper = session.get(DossierPaper, paper_id)
    if paper is None or paper.proposal_id != proposal_id or paper.replaced_at is not None:
        raise NotFound()
    return paper


def waivers_of(session: Session, proposal_id: int) -> dict[str, WaiverRow]:
    """The waivers of a dossier, by kind of paper."""
    row, agreed = PaperWaiver, aliased(User)
    statement = (
        select(
            row.id,
            row.version,
            row.kind,
            row.reason,
            row.entered_by_id,
            User.full_name,
            row.entered_at,
            agreed.full_name,
            row.approved_at,
        )
        .outerjoin(User, User.id == row.entered_by_id)
        .outerjoin(agreed, agreed.id == row.approved_by_id)
        .where(row.proposal_id == proposal_id)
        .order_by(row.id)
    )
    return {waiver.kind: waiver for waiver in rows_as(session, WaiverRow, statement)}


def find_waiver(session: Session, proposal_id: int, kind: str) -> PaperWaiver | None:
    """The record of a waiver, for a service."""
    statement = select(PaperWaiver).where(PaperWaiver.proposal_id == proposal_id, PaperWaiver.kind == kind)
    return session.scalars(statement).one_or_none()


def parts_of(session: Session, proposal_id: int) -> dict[str, ReportPart]:
    """The sections of the achievement report that people have written, by code."""
    statement = select(ReportPart).where(ReportPart.proposal_id == proposal_id).order_by(ReportPart.id)
    return {part.code: part for part in session.scalars(statement)}
