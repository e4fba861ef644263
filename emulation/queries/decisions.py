"""The register of award decisions and its recipients."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from emulation.models.awards import Award, AwardForm, Decision, Proposal
from emulation.models.clusters import Member
from emulation.models.cycles import Cycle
from emulation.models.evidence import StoredFile
from emulation.queries.award_forms import WithForm
from emulation.queries.rows import find_as, rows_as
from emulation.vocabulary.award_kinds import NomineeKind, RevocationGround
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.states import ProposalState


@dataclass(frozen=True)
class DecisionRow:
    """A decision in the register."""

    id: int
    number: str
    signed_on: date
    issuer: str
    signer: str
    summary: str
    file_id: int | None
    file_name: str | None
    provenance: Provenance
    source: str
    note: str


@dataclass(frozen=True)
class AwardRow(WithForm):
    """A recipient of a decision."""

    id: int
    version: int
    decision_id: int
    proposal_id: int
    year: int
    nominee: str
    nominee_kind: NomineeKind
    form_code: str
    member_code: str
    name_vi: str
    name_en: str
    form_vi: str
    form_en: str
    state: ProposalState
    achieved_on: date | None
    sent_on: date | None
    certificate_number: str
    conferred_on: date | None
    conferred_at_event: str
    revoked_on: date | None
    revocation_number: str
    revocation_ground: RevocationGround | None
    revocation_reason: str


@dataclass(frozen=True)
class Candidate:
    """A proposal that waits for a decision."""

    id: int
    year: int
    nominee: str
    form_vi: str
    sent_on: date | None


def decisions_of_cluster(session: Session, cluster_id: int) -> list[DecisionRow]:
    """All decisions of the register, newest first; revoked ones stay."""
    return rows_as(
        session,
        DecisionRow,
        _decisions()
        .where(Decision.cluster_id == cluster_id)
        .order_by(Decision.signed_on.desc(), Decision.id.desc()),
    )


def get_decision_page(session: Session, cluster_id: int, decision_id: int) -> DecisionRow:
    """One decision of the cluster; raises NotFound."""
    page = find_as(
        session,
        DecisionRow,
        _decisions().where(Decision.cluster_id == cluster_id, Decision.id == decision_id),
    )
    if page is None:
        raise NotFound()
    return page


def _decisions() -> Select[*tuple[Any, ...]]:
    row = Decision
    return select(
        row.id,
        row.number,
        row.signed_on,
        row.issuer,
        row.signer,
        row.summary,
        row.file_id,
        StoredFile.name,
        row.provenance,
        row.source,
        row.note,
    ).outerjoin(StoredFile, StoredFile.id == row.file_id)


def awards_of_cluster(session: Session, cluster_id: int, decision_id: int | None = None) -> list[AwardRow]:
    """The recipients of all decisions, or of one, in protocol order."""
    row = Award
    one = Decision.id == decision_id if decision_id is not None else Decision.id.is_not(None)
    statement = (
        select(
            row.id,
            row.version,
            Decision.id,
            Proposal.id,
            Cycle.year,
            Proposal.nominee,
            Proposal.nominee_kind,
            AwardForm.code,
            Member.code,
            Member.name_vi,
            Member.name_en,
            AwardForm.name_vi,
            AwardForm.name_en,
            Proposal.state,
            Proposal.achieved_on,
            Proposal.sent_on,
            row.certificate_number,
            row.conferred_on,
            row.conferred_at_event,
            row.revoked_on,
            row.revocation_number,
            row.revocation_ground,
            row.revocation_reason,
        )
        .join(Decision, Decision.id == row.decision_id)
        .join(Proposal, Proposal.id == row.proposal_id)
        .join(Cycle, Cycle.id == Proposal.cycle_id)
        .join(Member, Member.id == Proposal.member_id)
        .join(AwardForm, AwardForm.id == Proposal.award_form_id)
        .where(and_(Decision.cluster_id == cluster_id, one))
        .order_by(AwardForm.position, Member.protocol_order, row.id)
    )
    return rows_as(session, AwardRow, statement)


def get_award_record(session: Session, award_id: int) -> Award:
    """The record; raises NotFound."""
    award = session.get(Award, award_id)
    if award is None:
        raise NotFound()
    return award


def get_award(session: Session, cluster_id: int, award_id: int) -> Award:
    """The record, for a service; raises NotFound when it belongs to another cluster."""
    award = get_award_record(session, award_id)
    decision = session.get(Decision, award.decision_id)
    if decision is None or decision.cluster_id != cluster_id:
        raise NotFound()
    return award


def get_decision(session: Session, decision_id: int) -> Decision:
    """The record; raises NotFound."""
    decision = session.get(Decision, decision_id)
    if decision is None:
        raise NotFound()
    return decision


def candidates_of(session: Session, cluster_id: int) -> list[Candidate]:
    """The proposals of a cluster that were sent and wait for a decision, newest year first."""
    statement = (
        select(Proposal.id, Cycle.year, Proposal.nominee, AwardForm.name_vi, Proposal.sent_on)
        .join(Cycle, Cycle.id == Proposal.cycle_id)
        .join(Member, Member.id == Proposal.member_id)
        .join(AwardForm, AwardForm.id == Proposal.award_form_id)
        .where(
            Cycle.cluster_id == cluster_id,
            Proposal.state.in_((ProposalState.SENT, ProposalState.APPRAISING)),
        )
        .order_by(Cycle.year.desc(), AwardForm.position, Member.protocol_order)
    )
    return rows_as(session, Candidate, statement)


def numbers_of(session: Session, cluster_id: int) -> list[tuple[str, date]]:
    """Number and day of signing of every decision of the cluster."""
    statement = (
        select(Decision.number, Decision.signed_on)
        .where(Decision.cluster_id == cluster_id)
        .order_by(func.lower(Decision.number))
    )
    return [(number, day) for number, day in session.execute(statement)]
