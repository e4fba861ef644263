"""The store of evidence of a member, and who may open which file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from emulation.models.accounts import User
from emulation.models.awards import Decision
from emulation.models.campaigns import Campaign, CampaignFile, CampaignReport
from emulation.models.evidence import Evidence, EvidenceUse, StoredFile
from emulation.models.pledges import Agreement, Pledge
from emulation.queries.crosschecks import is_checkers_evidence
from emulation.queries.rows import find_as, rows_as
from emulation.vocabulary.actor import Scope
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.states import CampaignReportState, PledgeState


@dataclass(frozen=True)
class Sights:
    """How far somebody reads papers, by what a file is: evidence, or the paper of another record.

    `checkers` are the members for which they cross-check: those open the evidence of the sheet that they check.
    """

    papers: Scope
    evidence: Scope
    checkers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class EvidenceRow:
    """A piece of evidence with its file; `newer_id` is the version that replaced it."""

    id: int
    version: int
    title: str
    issuer: str
    number: str
    issued_on: date | None
    file_id: int
    file_name: str
    size: int
    replaces_id: int | None
    newer_id: int | None
    withdrawn_at: datetime | None
    entered_at: datetime
    entered_by: str | None
    uses: int

    @property
    def is_standing(self) -> bool:
        """Whether it is the newest version, and was not withdrawn."""
        return self.newer_id is None and self.withdrawn_at is None


def papers_of(session: Session, cycle_id: int, member_id: int) -> list[EvidenceRow]:
    """Everything in the store of a member for a year, the newest first."""
    statement = _papers().where(Evidence.cycle_id == cycle_id, Evidence.member_id == member_id)
    return rows_as(session, EvidenceRow, statement.order_by(Evidence.entered_at.desc(), Evidence.id.desc()))


def get_paper(session: Session, cycle_id: int, member_id: int, evidence_id: int) -> EvidenceRow:
    """One piece of the store; raises NotFound."""
    statement = _papers().where(Evidence.cycle_id == cycle_id, Evidence.member_id == member_id)
    row = find_as(session, EvidenceRow, statement.where(Evidence.id == evidence_id))
    if row is None:
        raise NotFound()
    return row


def _papers() -> Select[*tuple[object, ...]]:
    row, newer = Evidence, aliased(Evidence)
    uses = select(func.count(EvidenceUse.id)).where(EvidenceUse.evidence_id == row.id).scalar_subquery()
    return (
        select(
            row.id,
            row.version,
            row.title,
            row.issuer,
            row.number,
            row.issued_on,
            row.file_id,
            StoredFile.name,
            StoredFile.size,
            row.replaces_id,
            newer.id,
            row.withdrawn_at,
            row.entered_at,
            User.full_name,
            uses,
        )
        .join(StoredFile, StoredFile.id == row.file_id)
        .outerjoin(newer, newer.replaces_id == row.id)
        .outerjoin(User, User.id == row.entered_by_id)
    )


def counts_of(session: Session, cycle_id: int) -> dict[int, int]:
    """Member → how many papers stand in its store."""
    newer = aliased(Evidence)
    statement = (
        select(Evidence.member_id, func.count())
        .outerjoin(newer, newer.replaces_id == Evidence.id)
        .where(Evidence.cycle_id == cycle_id, Evidence.withdrawn_at.is_(None), newer.id.is_(None))
        .group_by(Evidence.member_id)
    )
    return dict(session.execute(statement).all())


def get_evidence(session: Session, evidence_id: int) -> Evidence:
    """The record, for a service; raises NotFound."""
    evidence = session.get(Evidence, evidence_id)
    if evidence is None:
        raise NotFound()
    return evidence


def find_newer(session: Session, evidence_id: int) -> int | None:
    """The version that replaced a piece of evidence, or None."""
    return session.scalar(select(Evidence.id).where(Evidence.replaces_id == evidence_id))


def find_twin(session: Session, cycle_id: int, member_id: int, sha256: str) -> int | None:
    """The paper with the same bytes that stands in the store already, or None."""
    statement = (
        select(Evidence.id)
        .join(StoredFile, StoredFile.id == Evidence.file_id)
        .where(
            Evidence.cycle_id == cycle_id,
            Evidence.member_id == member_id,
            Evidence.withdrawn_at.is_(None),
            StoredFile.sha256 == sha256,
        )
        .order_by(Evidence.id.desc())
    )
    return session.scalar(statement.limit(1))


def standing_among(session: Session, cycle_id: int, member_id: int, ids: Sequence[int]) -> set[int]:
    """Which of these are the newest versions in the store, and not withdrawn."""
    newer = aliased(Evidence)
    statement = (
        select(Evidence.id)
        .outerjoin(newer, newer.replaces_id == Evidence.id)
        .where(
            Evidence.id.in_(ids),
            Evidence.cycle_id == cycle_id,
            Evidence.member_id == member_id,
            Evidence.withdrawn_at.is_(None),
            newer.id.is_(None),
        )
    )
    return set(session.scalars(statement))


def get_file(session: Session, cluster_id: int, file_id: int, sights: Sights) -> StoredFile:
    """A public file, or one that the reader may see; raises NotFound, whether it is hidden or was never there."""
    file = session.scalars(
        select(StoredFile).where(StoredFile.id == file_id, StoredFile.cluster_id == cluster_id)
    ).one_or_none()
    if file is None:
        raise NotFound()
    proves = session.scalar(select(Evidence.id).where(Evidence.file_id == file_id).limit(1)) is not None
    scope = sights.evidence if proves else sights.papers
    within = scope.shows(cluster_id, file.member_id) or (
        proves and is_checkers_evidence(session, file_id, sights.checkers)
    )
    if not (within or (file.is_public and _stands_on_a_public_page(session, file_id))):
        raise NotFound()
    return file


def _stands_on_a_public_page(session: Session, file_id: int) -> bool:
    """A paper becomes public with the record that it belongs to; one that was replaced does not stay public."""
    shown = or_(
        select(Pledge.id).where(Pledge.file_id == file_id, Pledge.state == PledgeState.SIGNED).exists(),
        select(Agreement.id).where(Agreement.file_id == file_id, Agreement.signed_on.is_not(None)).exists(),
        select(Decision.id).where(Decision.file_id == file_id).exists(),
        select(CampaignFile.id)
        .join(Campaign, Campaign.id == CampaignFile.campaign_id)
        .where(CampaignFile.file_id == file_id, Campaign.launched_on.is_not(None))
        .exists(),
        select(CampaignReport.id)
        .where(CampaignReport.file_id == file_id, CampaignReport.state == CampaignReportState.SUBMITTED)
        .exists(),
    )
    return bool(session.scalar(select(shown)))
