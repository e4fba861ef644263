"""Award proposals, for pages (plain rows) and for services (records)."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.awards import Award, AwardForm, Decision, Proposal
from emulation.models.clusters import Member
from emulation.models.conferences import Conference
from emulation.queries.award_forms import WithForm
from emulation.queries.rows import find_as, rows_as, seen
from emulation.queries.writers import who_wrote
from emulation.vocabulary.actor import Scope
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import ConferenceKind, Provenance
from emulation.vocabulary.states import ProposalState


@dataclass(frozen=True)
class ProposalRow(WithForm):
    """A proposal in the list of those who work on it."""

    id: int
    member_id: int
    member_code: str
    name_vi: str
    name_en: str
    form_code: str
    form_vi: str
    form_en: str
    nominee: str
    state: ProposalState
    sent_on: date | None
    sent_to: str
    received_on: date | None
    provenance: Provenance
    source: str
    conference_id: int | None
    decided_on: date | None


@dataclass(frozen=True)
class ProposalPage(WithForm):
    """A proposal as its page shows it, with the conference it came from and the decision it led to."""

    id: int
    version: int
    member_id: int
    member_code: str
    name_vi: str
    name_en: str
    award_form_id: int
    form_code: str
    form_vi: str
    form_en: str
    nominee: str
    merit: str
    state: ProposalState
    return_reason: str
    cluster_vote_on: date | None
    cluster_vote_for: int | None
    cluster_vote_base: int | None
    council_vote_on: date | None
    council_vote_for: int | None
    council_vote_base: int | None
    disclosed_from: date | None
    disclosed_to: date | None
    sent_on: date | None
    sent_to: str
    sent_number: str
    received_on: date | None
    outcome_note: str
    provenance: Provenance
    source: str
    note: str
    entered_by_id: int | None
    entered_by: str | None
    conference_id: int | None
    conference_kind: ConferenceKind | None
    conference_on: date | None
    decision_id: int | None
    decision_number: str | None
    decided_on: date | None
    conferred_on: date | None
    writers: frozenset[int] = frozenset()


def proposals_of_cycle(session: Session, cycle_id: int, cluster_id: int, scope: Scope) -> list[ProposalRow]:
    """The proposals of a year within the reader's scope, in protocol order of the members."""
    statement = (
        select(
            Proposal.id,
            Member.id,
            Member.code,
            Member.name_vi,
            Member.name_en,
            AwardForm.code,
            AwardForm.name_vi,
            AwardForm.name_en,
            Proposal.nominee,
            Proposal.state,
            Proposal.sent_on,
            Proposal.sent_to,
            Proposal.received_on,
            Proposal.provenance,
            Proposal.source,
            Proposal.conference_id,
            Decision.signed_on,
        )
        .join(Member, Member.id == Proposal.member_id)
        .join(AwardForm, AwardForm.id == Proposal.award_form_id)
        .outerjoin(Award, Award.proposal_id == Proposal.id)
        .outerjoin(Decision, Decision.id == Award.decision_id)
        .where(Proposal.cycle_id == cycle_id, seen(scope, cluster_id, Proposal.member_id))
        .order_by(AwardForm.position, Member.protocol_order, Member.sort_key, Proposal.id)
    )
    return rows_as(session, ProposalRow, statement)


#: The columns of a ProposalPage, in the order of its fields.
_PAGE = (
    Proposal.id,
    Proposal.version,
    Member.id,
    Member.code,
    Member.name_vi,
    Member.name_en,
    AwardForm.id,
    AwardForm.code,
    AwardForm.name_vi,
    AwardForm.name_en,
    Proposal.nominee,
    Proposal.merit,
    Proposal.state,
    Proposal.return_reason,
    Proposal.cluster_vote_on,
    Proposal.cluster_vote_for,
    Proposal.cluster_vote_base,
    Proposal.council_vote_on,
    Proposal.council_vote_for,
    Proposal.council_vote_base,
    Proposal.disclosed_from,
    Proposal.disclosed_to,
    Proposal.sent_on,
    Proposal.sent_to,
    Proposal.sent_number,
    Proposal.received_on,
    Proposal.outcome_note,
    Proposal.provenance,
    Proposal.source,
    Proposal.note,
    Proposal.entered_by_id,
    User.full_name,
    Conference.id,
    Conference.kind,
    Conference.held_on,
    Decision.id,
    Decision.number,
    Decision.signed_on,
    Award.conferred_on,
)


def get_proposal_page(session: Session, cycle_id: int, proposal_id: int) -> ProposalPage:
    """One proposal of the year; raises NotFound."""
    row = Proposal
    statement = (
        select(*_PAGE)
        .join(Member, Member.id == row.member_id)
        .join(AwardForm, AwardForm.id == row.award_form_id)
        .outerjoin(User, User.id == row.entered_by_id)
        .outerjoin(Conference, Conference.id == row.conference_id)
        .outerjoin(Award, Award.proposal_id == row.id)
        .outerjoin(Decision, Decision.id == Award.decision_id)
        .where(row.cycle_id == cycle_id, row.id == proposal_id)
    )
    page = find_as(session, ProposalPage, statement)
    if page is None:
        raise NotFound()
    return replace(page, writers=who_wrote(session, "proposal", page.id, page.state, page.entered_by_id))


def get_proposal(session: Session, proposal_id: int) -> Proposal:
    """The record, for a service; raises NotFound."""
    proposal = session.get(Proposal, proposal_id)
    if proposal is None:
        raise NotFound()
    return proposal


def proposed_for(
    session: Session, cycle_id: int, member_id: int, but: int | None = None
) -> list[tuple[str, str, ProposalState]]:
    """What else is proposed for a member in a year, as (nominee, name of the form, state)."""
    statement = (
        select(Proposal.id, Proposal.nominee, AwardForm.name_vi, Proposal.state)
        .join(AwardForm, AwardForm.id == Proposal.award_form_id)
        .where(Proposal.cycle_id == cycle_id, Proposal.member_id == member_id)
        .order_by(Proposal.id)
    )
    return [(who, form, state) for key, who, form, state in session.execute(statement) if key != but]
