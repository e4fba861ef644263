"""What happened in each year of a cluster: who led it, its year-end conference, what was proposed and decided."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from emulation.models.awards import Award, AwardForm, Decision, Proposal
from emulation.models.clusters import Member
from emulation.models.conferences import Conference
from emulation.models.cycles import Cycle
from emulation.queries.awards import is_public
from emulation.queries.rows import rows_as
from emulation.vocabulary.kinds import ConferenceKind, Provenance
from emulation.vocabulary.states import ProposalState


@dataclass(frozen=True)
class YearRecord:
    """A year and its year-end conference (None: no conference is recorded)."""

    year: int
    provenance: Provenance
    source: str
    note: str
    held_on: date | None
    place: str | None
    conference_provenance: Provenance | None
    conference_source: str | None
    conference_note: str | None


@dataclass(frozen=True)
class ProposalRow:
    """A proposal that everybody may read, with the decision that answered it."""

    year: int
    form_vi: str
    form_en: str
    name_vi: str
    name_en: str
    nominee: str
    state: ProposalState
    provenance: Provenance
    source: str
    decision_number: str | None
    decision_on: date | None
    decision_source: str | None
    revoked_on: date | None
    member_id: int


def year_records(session: Session, cluster_id: int) -> list[YearRecord]:
    """Every year of the cluster with its year-end conferences, newest first."""
    of_year = and_(Conference.cycle_id == Cycle.id, Conference.kind == ConferenceKind.YEAR_END)
    statement = (
        select(
            Cycle.year,
            Cycle.provenance,
            Cycle.source,
            Cycle.note,
            Conference.held_on,
            Conference.place,
            Conference.provenance,
            Conference.source,
            Conference.note,
        )
        .outerjoin(Conference, of_year)
        .where(Cycle.cluster_id == cluster_id)
        .order_by(Cycle.year.desc(), Conference.held_on)
    )
    return rows_as(session, YearRecord, statement)


def public_proposals(session: Session, cluster_id: int) -> list[ProposalRow]:
    """The proposals of all years that everybody may read, newest year first, by award form and member."""
    statement = (
        select(
            Cycle.year,
            AwardForm.name_vi,
            AwardForm.name_en,
            Member.name_vi,
            Member.name_en,
            Proposal.nominee,
            Proposal.state,
            Proposal.provenance,
            Proposal.source,
            Decision.number,
            Decision.signed_on,
            Decision.source,
            Award.revoked_on,
            Member.id,
        )
        .join(Cycle, Cycle.id == Proposal.cycle_id)
        .join(Member, Member.id == Proposal.member_id)
        .join(AwardForm, AwardForm.id == Proposal.award_form_id)
        .outerjoin(Award, Award.proposal_id == Proposal.id)
        .outerjoin(Decision, Decision.id == Award.decision_id)
        .where(Cycle.cluster_id == cluster_id, is_public())
        .order_by(
            Cycle.year.desc(),
            AwardForm.position,
            AwardForm.id,
            Member.protocol_order,
            Member.sort_key,
            Proposal.id,
        )
    )
    return rows_as(session, ProposalRow, statement)
