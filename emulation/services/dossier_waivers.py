"""Waivers of required papers: asked for with a reason, agreed to by a second person (screens 3.10)."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from emulation.models.awards import Proposal
from emulation.models.cycles import Cycle
from emulation.models.dossiers import PaperWaiver
from emulation.queries import cycles as years
from emulation.queries import dossiers as queries
from emulation.rules import access, cycles
from emulation.rules import dossiers as rules
from emulation.rules.reasons import FOR_THE_TRAIL, check_reason
from emulation.services import audit, dossier_checks, dossier_kinds
from emulation.services.versions import hold_cluster, require_version
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import DomainError, NotFound, Stale
from emulation.vocabulary.words import N_


def ask(
    session: Session, *, actor: Actor, now: datetime, proposal: Proposal, kind: str, version: int, reason: str
) -> PaperWaiver:
    """Ask that a required paper need not come; asking again changes the reason. Raises Stale or DomainError.

    `version` is that of the waiver that stands, 0 when there is none.
    """
    cycle = years.get_cycle(session, proposal.cycle_id)
    access.require(actor, Action.DOSSIER_EDIT, years.subject_of(cycle, proposal.member_id))
    cycles.check_phase(cycles.Work.PROPOSE, cycle.phase)
    rules.check_open(proposal.state, reason)
    check_reason(reason, FOR_THE_TRAIL)
    hold_cluster(session, cycle.cluster_id)
    _check_needed(session, proposal, kind, local_date(now))
    waiver = queries.find_waiver(session, proposal.id, kind)
    if waiver is None and version:
        raise Stale()
    if waiver is None:
        waiver = PaperWaiver(proposal_id=proposal.id, kind=kind, reason=reason.strip())
        session.add(waiver)
    else:
        require_version(waiver, version)
        if waiver.approved_at is not None:
            raise DomainError(N_("Việc miễn tài liệu này đã được đồng ý."))
        waiver.reason = reason.strip()
    waiver.entered_by_id, waiver.entered_at = actor.user_id, now
    session.flush()
    _tell(session, actor, now, cycle, proposal, waiver, "proposal.waiver_asked")
    return waiver


def approve(
    session: Session, *, actor: Actor, now: datetime, proposal: Proposal, kind: str, version: int
) -> PaperWaiver:
    """Agree to a waiver: never whoever asked for it. Raises Stale, NotAllowed or DomainError."""
    cycle = years.get_cycle(session, proposal.cycle_id)
    waiver = queries.find_waiver(session, proposal.id, kind)
    if waiver is None:
        access.require(actor, Action.DOSSIER_WAIVE, years.subject_of(cycle, proposal.member_id))
        raise NotFound()
    asked_by = frozenset({waiver.entered_by_id} if waiver.entered_by_id is not None else ())
    access.require(actor, Action.DOSSIER_WAIVE, years.subject_of(cycle, proposal.member_id, asked_by))
    require_version(waiver, version)
    cycles.check_phase(cycles.Work.PROPOSE, cycle.phase)
    rules.check_open(proposal.state, waiver.reason)
    if waiver.approved_at is not None:
        raise DomainError(N_("Việc miễn tài liệu này đã được đồng ý."))
    _check_needed(session, proposal, kind, local_date(now))
    waiver.approved_by_id, waiver.approved_at = actor.user_id, now
    session.flush()
    _tell(session, actor, now, cycle, proposal, waiver, "proposal.waiver_approved")
    return waiver


def _check_needed(session: Session, proposal: Proposal, kind: str, today: date) -> None:
    task = dossier_checks.examine(session, proposal_id=proposal.id, today=today).get_task(kind)
    if task is None:
        raise NotFound()
    rules.check_waivable(task.need, has_paper=bool(task.papers))


def _tell(
    session: Session,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    proposal: Proposal,
    waiver: PaperWaiver,
    verb: str,
) -> None:
    audit.record(
        session,
        actor=actor,
        now=now,
        verb=verb,
        about=proposal,
        changes={dossier_kinds.get_kind(waiver.kind).name_vi: (None, waiver.reason)},
        cluster_id=cycle.cluster_id,
        reason=waiver.reason,
    )
