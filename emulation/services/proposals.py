"""Award proposals: drafting, from one member or from a conference, and every move but those of a decision."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.awards import Proposal
from emulation.models.conferences import Conference
from emulation.models.cycles import Cycle
from emulation.queries import cycles as years
from emulation.queries import proposals as queries
from emulation.queries.writers import who_wrote
from emulation.rules import access, cycles
from emulation.rules import proposals as rules
from emulation.rules.reasons import check_reason
from emulation.services import audit, nominees, verdicts
from emulation.services import proposal_checks as checks
from emulation.services.nominees import ProposalDraft as ProposalDraft
from emulation.services.versions import require_version
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.award_kinds import AwardKind
from emulation.vocabulary.errors import DomainError, NotFound
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.states import Phase, ProposalState
from emulation.vocabulary.words import N_

#: Submitting and withdrawing are the member leader's; everything after that lies with the chair's secretariat.
ACTIONS = {ProposalMove.SUBMIT: Action.PROPOSAL_SUBMIT, ProposalMove.WITHDRAW: Action.PROPOSAL_SUBMIT}
#: What may still happen to a proposal after its year was closed: answers from above come late (handbook 3).
LATE = frozenset({ProposalMove.APPRAISE, ProposalMove.REFUSE, ProposalMove.WITHDRAW})


def draft(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    proposal: ProposalDraft,
    conference: Conference | None = None,
    prefix: str = "",
) -> Proposal:
    """Write a new proposal. Raises DomainError without what it rests on, for a duplicate, in a wrong phase.

    `prefix` leads to the row of a form in which the fields `member` and `award_form` stand.
    """
    access.require(actor, Action.PROPOSAL_EDIT, years.subject_of(cycle, proposal.member_id))
    _check_phase(None, cycle.phase, proposal.kind)
    if conference is not None and conference.cycle_id != cycle.id:
        raise NotFound()
    row = Proposal(
        cycle_id=cycle.id,
        member_id=proposal.member_id,
        conference_id=conference.id if conference else None,
        state=ProposalState.DRAFT,
        entered_by_id=actor.user_id,
        entered_at=now,
        **nominees.checked(session, cycle, proposal, now, prefix),
    )
    checks.check_duplicate(session, row, f"{prefix}award_form")
    session.add(row)
    session.flush()
    changes = audit.born(row, nominees.TOLD)
    _record(session, actor, now, cycle, row, "proposal.drafted", changes)
    return row


def draft_from_conference(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    conference: Conference,
    proposals: Mapping[str, ProposalDraft],
) -> list[Proposal]:
    """Write several proposals agreed by one conference (handbook 15, A13): all of them or none.

    `proposals` maps the row of a form ("rows-0-") to what it says; errors name the row's field.
    """
    if not proposals:
        raise DomainError(N_("Chọn hình thức khen thưởng cho ít nhất một đề nghị."))
    return [
        draft(
            session,
            actor=actor,
            now=now,
            cycle=cycle,
            proposal=proposal,
            conference=conference,
            prefix=row,
        )
        for row, proposal in proposals.items()
    ]


def edit(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    proposal: Proposal,
    version: int,
    draft: ProposalDraft,
) -> Proposal:
    """Change a draft or returned proposal. Whoever wrote last may not approve it. Raises Stale or DomainError."""
    cycle = years.get_cycle(session, proposal.cycle_id)
    access.require(actor, Action.PROPOSAL_EDIT, years.subject_of(cycle, proposal.member_id))
    require_version(proposal, version)
    _check_phase(None, cycle.phase, draft.kind)
    rules.check_editable(proposal.state)
    values = nominees.checked(session, cycle, replace(draft, member_id=proposal.member_id), now)
    changes = audit.change(proposal, values | {"entered_by_id": actor.user_id})
    checks.check_duplicate(session, proposal, "award_form")
    session.flush()
    _record(session, actor, now, cycle, proposal, "proposal.edited", changes)
    return proposal


def move(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    proposal: Proposal,
    version: int,
    step: ProposalMove,
    facts: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Proposal:
    """Move a proposal along; `facts` are the dated facts that the move needs (rules.proposals.FACTS).

    Deciding, conferring and revoking belong to services.decisions, disclosing to services.disclosures.
    Raises Stale, or DomainError with the field.
    """
    cycle = years.get_cycle(session, proposal.cycle_id)
    entered_by = frozenset[int]()
    if step is ProposalMove.SUBMIT:
        entered_by = who_wrote(session, "proposal", proposal.id, proposal.state, proposal.entered_by_id)
    access.require(actor, action_of(step), years.subject_of(cycle, proposal.member_id, entered_by))
    require_version(proposal, version)
    _check_own(step)
    _check_phase(step, cycle.phase, proposal.kind)
    values: dict[str, Any] = {"state": rules.next_state(proposal.state, step, proposal.kind)}
    values |= checks.checked_facts(session, cycle, proposal, step, facts or {}, now)
    verdicts.check_move(session, cycle, proposal, step, now)
    checks.check_dossier(session, proposal, step, values, now)
    if step in rules.WITH_REASON:
        check_reason(reason)
        values["outcome_note" if step in rules.OUTCOMES else "return_reason"] = reason
    if step is ProposalMove.SUBMIT:
        checks.check_submit(session, cycle, proposal)
        values["return_reason"] = ""
    if values["state"] in rules.ENDED:
        values["closed_at"] = now
    changes = audit.change(proposal, values)
    session.flush()
    _record(session, actor, now, cycle, proposal, f"proposal.{step.value}", changes, reason)
    return proposal


def action_of(step: ProposalMove) -> Action:
    """The permission that a move needs."""
    if step in rules.BY_DECISION:
        return Action.DECISION_RECORD
    return ACTIONS.get(step, Action.PROPOSAL_REVIEW)


def steps_for(actor: Actor, cycle: Cycle, page: queries.ProposalPage) -> list[ProposalMove]:
    """The moves this actor can make now, onward before backward; those of decisions and consultations left out."""
    found = []
    for step in sorted(rules.moves_from(page.state, page.kind), key=rules.WITH_REASON.__contains__):
        subject = years.subject_of(cycle, page.member_id, four_eyes_of(page, step))
        if step not in rules.BY_DECISION | rules.BY_CONSULTATION and access.may(
            actor, action_of(step), subject
        ):
            found.append(step)
    return found


def four_eyes_of(page: queries.ProposalPage, step: ProposalMove) -> frozenset[int]:
    """Who may not make this move: whoever wrote the proposal may not approve it."""
    return page.writers if step is ProposalMove.SUBMIT else frozenset()


def _check_phase(step: ProposalMove | None, phase: Phase, kind: AwardKind) -> None:
    """Merit waits for the totals; a deed or a movement is honoured in time, whenever the year is open."""
    work = cycles.Work.PROPOSE if kind is AwardKind.MERIT else cycles.Work.PROPOSE_AT_ONCE
    cycles.check_phase(cycles.Work.DECIDE if step in LATE and phase is Phase.CLOSED else work, phase)


def _check_own(step: ProposalMove) -> None:
    """Moves that another record makes are not made here."""
    if step in rules.BY_DECISION:
        raise DomainError(N_("Việc này được ghi ở sổ quyết định khen thưởng."))
    if step in rules.BY_CONSULTATION:
        raise DomainError(N_("Việc này được làm bằng cách mở một đợt lấy ý kiến."))


def _record(
    session: Session,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    row: Proposal,
    verb: str,
    changes: Mapping[str, tuple[Any, Any]],
    reason: str = "",
) -> None:
    audit.record(
        session,
        actor=actor,
        now=now,
        verb=verb,
        about=row,
        changes=changes,
        cluster_id=cycle.cluster_id,
        reason=reason,
    )
