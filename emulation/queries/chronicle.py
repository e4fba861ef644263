"""What happened in each year of a cluster: who led it, its year-end conference, what was proposed and decided."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from emulation.models.awards import Award, AwardForm, Decision, Proposal
from emulation.models.clusters import Member
from emulation.models.conferences import Conference
from emulation.models.cycles import Cycle
from emulation.queries.awards import is_public
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


_YEAR: tuple[Any, ...] = (
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
_PROPOSAL: tuple[Any, ...] = (
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


def chronicle_of(session: Session, cluster_id: int) -> tuple[list[YearRecord], list[ProposalRow]]:
    """Every year with its year-end conferences by day, and the proposals that everybody may read, in one statement.

    Newest year first; proposals by award form and member.
    """
    statement = (
        select(Cycle.id, Conference.id, Proposal.id, *_YEAR, *_PROPOSAL)
        .select_from(Cycle)
        .outerjoin(
            Conference, and_(Conference.cycle_id == Cycle.id, Conference.kind == ConferenceKind.YEAR_END)
        )
        .outerjoin(Proposal, and_(Proposal.cycle_id == Cycle.id, is_public()))
        .outerjoin(Member, Member.id == Proposal.member_id)
        .outerjoin(AwardForm, AwardForm.id == Proposal.award_form_id)
        .outerjoin(Award, Award.proposal_id == Proposal.id)
        .outerjoin(Decision, Decision.id == Award.decision_id)
        .where(Cycle.cluster_id == cluster_id)
        .order_by(
            Cycle.year.desc(),
            AwardForm.position,
            AwardForm.id,
            Member.protocol_order,
            Member.sort_key,
            Proposal.id,
            Conference.held_on,
            Conference.id,
        )
    )
    records: dict[tuple[int, int | None], YearRecord] = {}
    proposals: dict[int, ProposalRow] = {}
    for cycle_id, conference_id, proposal_id, *values in session.execute(statement):
        records[cycle_id, conference_id] = YearRecord(*values[: len(_YEAR)])
        if proposal_id is not None:
            proposals[proposal_id] = ProposalRow(*values[len(_YEAR) :])
    return list(records.values()), list(proposals.values())
