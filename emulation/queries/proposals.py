"""Award proposals, for pages (plain rows) and for services (records)."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.awards import Award, AwardForm, Decision, Proposal
from emulation.models.campaigns import Campaign
from emulation.models.clusters import Member
from emulation.models.conferences import Conference
from emulation.queries.award_forms import WithForm
from emulation.queries.rows import find_as, rows_as, seen
from emulation.queries.writers import who_wrote
from emulation.vocabulary.actor import Scope
from emulation.vocabulary.award_kinds import AwardKind, NomineeKind
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
    kind: AwardKind
    nominee_kind: NomineeKind
    is_direct_worker: bool
    is_small_collective: bool
    campaign_id: int | None
    achieved_on: date | None
    version: int
    award_form_id: int
    state: ProposalState
    sent_on: date | None
    sent_to: str
    received_on: date | None
    provenance: Provenance
    source: str
    conference_id: int | None
    decided_on: date | None
    conferred_on: date | None


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
    kind: AwardKind
    nominee_kind: NomineeKind
    nominee_post: str
    is_direct_worker: bool
    is_small_collective: bool
    campaign_id: int | None
    campaign_name: str | None
    achieved_on: date | None
    discovered_by: str
    planned_on: date | None
    entered_at: datetime
    merit: str
    state: ProposalState
    return_reason: str
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
    revoked_on: date | None
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
            Proposal.kind,
            Proposal.nominee_kind,
            Proposal.is_direct_worker,
            Proposal.is_small_collective,
            Proposal.campaign_id,
            Proposal.achieved_on,
            Proposal.version,
            AwardForm.id,
            Proposal.state,
            Proposal.sent_on,
            Proposal.sent_to,
            Proposal.received_on,
            Proposal.provenance,
            Proposal.source,
            Proposal.conference_id,
            Decision.signed_on,
            Award.conferred_on,
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
    Proposal.kind,
    Proposal.nominee_kind,
    Proposal.nominee_post,
    Proposal.is_direct_worker,
    Proposal.is_small_collective,
    Proposal.campaign_id,
    Campaign.name,
    Proposal.achieved_on,
    Proposal.discovered_by,
    Proposal.planned_on,
    Proposal.entered_at,
    Proposal.merit,
    Proposal.state,
    Proposal.return_reason,
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
    Award.revoked_on,
)


def get_proposal_page(session: Session, cycle_id: int, proposal_id: int) -> ProposalPage:
    """One proposal of the year; raises NotFound."""
    row = Proposal
    statement = (
        select(*_PAGE)
        .join(Member, Member.id == row.member_id)
        .join(AwardForm, AwardForm.id == row.award_form_id)
        .outerjoin(User, User.id == row.entered_by_id)
        .outerjoin(Campaign, Campaign.id == row.campaign_id)
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


def standing_in(
    session: Session, cycle_id: int, award_form_id: int, state: ProposalState
) -> dict[int, tuple[str, int]]:
    """The list of one form and state as it is now: id → (nominee, version), in the order they were written."""
    statement = (
        select(Proposal.id, Proposal.nominee, Proposal.version)
        .where(
            Proposal.cycle_id == cycle_id, Proposal.award_form_id == award_form_id, Proposal.state == state
        )
        .order_by(Proposal.id)
    )
    return {key: (nominee, version) for key, nominee, version in session.execute(statement)}


def proposed_for(
    session: Session,
    cycle_id: int,
    member_id: int,
    but: int | None = None,
    same: tuple[AwardKind, int | None, date | None] | None = None,
) -> list[tuple[str, str, ProposalState]]:
    """What else is proposed for a member in a year, as (nominee, name of the form, state).

    `same` narrows it to one achievement: kind, and movement and day where they matter.
    """
    statement = (
        select(Proposal.id, Proposal.nominee, AwardForm.name_vi, Proposal.state)
        .join(AwardForm, AwardForm.id == Proposal.award_form_id)
        .where(Proposal.cycle_id == cycle_id, Proposal.member_id == member_id)
        .order_by(Proposal.id)
    )
    if same is not None:
        kind, campaign_id, achieved_on = same
        statement = statement.where(Proposal.kind == kind)
        if campaign_id is not None:
            statement = statement.where(Proposal.campaign_id == campaign_id)
        if achieved_on is not None:
            statement = statement.where(Proposal.achieved_on == achieved_on)
    return [(who, form, state) for key, who, form, state in session.execute(statement) if key != but]
