"""The register of award decisions: only a decision awards; conferral and revocation follow (features A6).

A decision may come months after the conference and in a closed year (handbook 3); a revoked one stays listed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.awards import Award, Decision, Proposal
from emulation.queries import cycles as years
from emulation.queries import decisions as queries
from emulation.queries import proposals
from emulation.rules import access, cycles
from emulation.rules import decisions as rules
from emulation.rules import proposals as workflow
from emulation.rules.reasons import check_reason
from emulation.services import audit, recoveries, verdicts
from emulation.services.versions import hold_cluster, require_version
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.award_kinds import RevocationGround
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.moves import ProposalMove


@dataclass(frozen=True)
class DecisionFacts:
    """What stands on the decision. `file_id` is the stored file, if there is one."""

    number: str
    signed_on: date
    issuer: str
    signer: str = ""
    summary: str = ""
    file_id: int | None = None


@dataclass(frozen=True)
class Revocation:
    """Why and by which paper an award is cancelled, and the word typed to confirm it ("THU HỒI")."""

    revoked_on: date
    number: str
    ground: RevocationGround | None
    reason: str
    typed: str


def record(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cluster_id: int,
    facts: DecisionFacts,
    proposal_ids: Sequence[int],
    refused: Sequence[int] = (),
    refusal: str = "",
) -> Decision:
    """Write a decision into the register and award its recipients. Raises DomainError with the field.

    A decision may grant fewer than were proposed: `refused` get that answer in the same act, with its reason.
    """
    access.require(actor, Action.DECISION_RECORD, Subject(cluster_id=cluster_id))
    rules.check_recipients(proposal_ids)
    rules.check_refused(proposal_ids, refused, refusal)
    hold_cluster(session, cluster_id)
    rules.check_number(facts.number, facts.signed_on, queries.numbers_of(session, cluster_id))
    workflow.check_dates({"signed_on": facts.signed_on}, local_date(now))
    decision = Decision(cluster_id=cluster_id, entered_by_id=actor.user_id, entered_at=now, **asdict(facts))
    session.add(decision)
    session.flush()
    verdicts.freeze(session, actor=actor, now=now, proposal_ids=proposal_ids)
    _award(session, actor, now, decision, proposal_ids)
    for proposal_id in dict.fromkeys(refused):
        proposal = proposals.get_proposal(session, proposal_id)
        _move(session, actor, now, cluster_id, proposal, ProposalMove.REFUSE, {}, refusal)
    session.flush()
    changes = audit.born(decision, list(asdict(facts)))
    audit.record(session, actor=actor, now=now, verb="decision.recorded", about=decision, changes=changes)
    return decision


def confer(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    award: Award,
    version: int,
    conferred_on: date,
    event: str = "",
    certificate_number: str = "",
) -> Award:
    """Record that the award was handed over. Raises Stale, or DomainError with the field."""
    decision = queries.get_decision(session, award.decision_id)
    access.require(actor, Action.DECISION_RECORD, Subject(cluster_id=decision.cluster_id))
    require_version(award, version)
    workflow.check_dates({"conferred_on": conferred_on}, local_date(now))
    proposal = proposals.get_proposal(session, award.proposal_id)
    dates = {"signed_on": decision.signed_on, "conferred_on": conferred_on}
    _move(session, actor, now, decision.cluster_id, proposal, ProposalMove.CONFER, dates)
    values = {
        "conferred_on": conferred_on,
        "conferred_at_event": event,
        "certificate_number": certificate_number,
    }
    return _write(session, actor, now, decision, award, values, "decision.conferred")


def revoke(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    award: Award,
    version: int,
    revocation: Revocation,
) -> Award:
    """Cancel an award on one of the four grounds; what comes back is listed. Raises Stale, or DomainError (field)."""
    decision = queries.get_decision(session, award.decision_id)
    access.require(actor, Action.DECISION_RECORD, Subject(cluster_id=decision.cluster_id))
    require_version(award, version)
    rules.check_ground(revocation.ground)
    check_reason(revocation.reason)
    rules.check_typed(revocation.typed)
    workflow.check_dates({"revoked_on": revocation.revoked_on}, local_date(now))
    proposal = proposals.get_proposal(session, award.proposal_id)
    dates = {"signed_on": decision.signed_on, "revoked_on": revocation.revoked_on}
    _move(session, actor, now, decision.cluster_id, proposal, ProposalMove.REVOKE, dates, revocation.reason)
    values = {
        "revoked_on": revocation.revoked_on,
        "revocation_number": revocation.number,
        "revocation_ground": revocation.ground,
        "revocation_reason": revocation.reason,
    }
    _write(session, actor, now, decision, award, values, "decision.revoked", revocation.reason)
    recoveries.open_items(session, actor=actor, now=now, award=award, decision=decision, proposal=proposal)
    return award


def _award(
    session: Session, actor: Actor, now: datetime, decision: Decision, proposal_ids: Sequence[int]
) -> None:
    """Award those proposals, each once."""
    for proposal_id in dict.fromkeys(proposal_ids):
        proposal = proposals.get_proposal(session, proposal_id)
        dates = {
            "achieved_on": proposal.achieved_on,
            "sent_on": proposal.sent_on,
            "received_on": proposal.received_on,
            "signed_on": decision.signed_on,
        }
        _move(session, actor, now, decision.cluster_id, proposal, ProposalMove.DECIDE, dates)
        session.add(Award(decision_id=decision.id, proposal_id=proposal.id))


def _move(
    session: Session,
    actor: Actor,
    now: datetime,
    cluster_id: int,
    proposal: Proposal,
    step: ProposalMove,
    dates: Mapping[str, date | None],
    reason: str = "",
) -> None:
    cycle = years.get_cycle(session, proposal.cycle_id)
    if cycle.cluster_id != cluster_id:
        raise NotFound()
    cycles.check_phase(cycles.Work.DECIDE, cycle.phase)
    workflow.check_dates(dates)
    values: dict[str, Any] = {"state": workflow.next_state(proposal.state, step)}
    if values["state"] in workflow.ENDED:
        values["closed_at"] = now
    if step is ProposalMove.REFUSE:
        values["outcome_note"] = reason
    changes = audit.change(proposal, values)
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        verb=f"proposal.{step.value}",
        about=proposal,
        changes=changes,
        cluster_id=cluster_id,
        reason=reason,
    )


def _write(
    session: Session,
    actor: Actor,
    now: datetime,
    decision: Decision,
    award: Award,
    values: dict[str, Any],
    verb: str,
    reason: str = "",
) -> Award:
    changes = audit.change(award, values)
    session.flush()
    proposal = proposals.get_proposal(session, award.proposal_id)
    audit.record(
        session,
        actor=actor,
        now=now,
        verb=verb,
        about=decision,
        changes=changes,
        cycle_id=proposal.cycle_id,
        member_id=proposal.member_id,
        reason=reason,
    )
    return award
