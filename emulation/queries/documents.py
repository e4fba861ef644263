"""Templates that a cluster edited itself, and the standing papers of a dossier that are made from the data."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.documents import DocumentTemplate
from emulation.models.dossiers import DossierPaper
from emulation.models.evidence import StoredFile
from emulation.queries.rows import rows_as
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.documents import DocumentKind


@dataclass(frozen=True)
class TemplateRow:
    """A cluster's own template that stands: its file, who brought it and when."""

    id: int
    version: int
    kind: str
    name: str
    size: int
    sha256: str
    entered_at: datetime
    entered_by: str | None


def templates_of(session: Session, cluster_id: int) -> dict[str, TemplateRow]:
    """The standing template of each kind that has one: the newest that was not withdrawn."""
    row, file = DocumentTemplate, StoredFile
    statement = (
        select(
            row.id, row.version, row.kind, file.name, file.size, file.sha256, row.entered_at, User.full_name
        )
        .join(file, file.id == row.file_id)
        .outerjoin(User, User.id == row.entered_by_id)
        .where(row.cluster_id == cluster_id, row.withdrawn_at.is_(None))
        .order_by(row.id)
    )
    return {one.kind: one for one in rows_as(session, TemplateRow, statement)}


def standing_templates(session: Session, cluster_id: int, kind: DocumentKind) -> list[DocumentTemplate]:
    """The records of a kind that were not withdrawn, newest first, for a service."""
    row = DocumentTemplate
    statement = (
        select(row)
        .where(row.cluster_id == cluster_id, row.kind == kind.value, row.withdrawn_at.is_(None))
        .order_by(row.id.desc())
    )
    return [*session.scalars(statement)]


def standing_papers(session: Session, proposal_id: int, kind: DocumentKind) -> list[DossierPaper]:
    """The papers of a kind in a dossier that were not replaced, newest first."""
    row = DossierPaper
    statement = (
        select(row)
        .where(row.proposal_id == proposal_id, row.kind == kind.value, row.replaced_at.is_(None))
        .order_by(row.id.desc())
    )
    return [*session.scalars(statement)]


#: Whose vote a paper about a round tells.
BODY_OF = {
    DocumentKind.COUNCIL_MINUTES: PollBody.CITY_COUNCIL,
    DocumentKind.COUNCIL_BALLOT: PollBody.CITY_COUNCIL,
    DocumentKind.CLUSTER_BALLOT: PollBody.CLUSTER,
}
