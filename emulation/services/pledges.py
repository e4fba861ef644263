"""Pledges of members: drafting, approving, agreeing; and recording one from the signed paper.

The model room: every other concept is built like this one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.pledges import Pledge
from emulation.queries import cycles as years
from emulation.queries import pledges as queries
from emulation.queries.writers import who_wrote
from emulation.rules import access, cycles, returning
from emulation.rules import pledges as rules
from emulation.services import audit, evidence_uses
from emulation.services import targets as rows
from emulation.services.extensions import days_late
from emulation.services.targets import TargetDraft as TargetDraft  # part of what a pledge is written with
from emulation.services.versions import require_version, touch
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.moves import PledgeMove
from emulation.vocabulary.states import Phase, PledgeState
from emulation.vocabulary.words import N_

#: Which permission a move needs; returning depends on whose desk the pledge lies.
ACTIONS = {
    PledgeMove.REQUEST_APPROVAL: Action.PLEDGE_EDIT,
    PledgeMove.SUBMIT: Action.PLEDGE_SUBMIT,
    PledgeMove.ACCEPT: Action.PLEDGE_REVIEW,
    PledgeMove.SIGN: Action.AGREEMENT_SIGN,
    PledgeMove.WITHDRAW: Action.PLEDGE_SUBMIT,
}
WITH_REASON = frozenset({PledgeMove.RETURN, PledgeMove.WITHDRAW, PledgeMove.REOPEN})
NO_REASONS: Mapping[int, str] = MappingProxyType({})
#: Taking a pledge back is no approval, so whoever wrote may do it.
BACKWARD = frozenset({PledgeMove.RETURN, PledgeMove.WITHDRAW})


@dataclass(frozen=True)
class Paper:
    """The signed paper from which the secretariat records a pledge."""

    number: str
    signed_on: date
    file_id: int


def save(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    member_id: int,
    version: int,
    summary: str,
    targets: Sequence[TargetDraft],
) -> Pledge:
    """Write the member's draft, new or changed. Raises Stale, or DomainError with the row's field."""
    access.require(actor, Action.PLEDGE_EDIT, years.subject_of(cycle, member_id))
    cycles.check_phase(cycles.Work.EDIT_PLEDGE, cycle.phase)
    pledge = _draft_of(session, cycle, member_id, version)
    rules.check_editable(pledge.state)
    return _write(
        session, actor, now, cycle, pledge, {"summary": summary, "entered_by_id": actor.user_id}, targets
    )


def record_paper(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    member_id: int,
    version: int,
    paper: Paper,
    summary: str,
    targets: Sequence[TargetDraft],
) -> Pledge:
    """The secretariat writes down what the member signed on paper ("Tổ thư ký nhập thay")."""
    access.require(actor, Action.PLEDGE_RECORD, years.subject_of(cycle, member_id))
    cycles.check_phase(cycles.Work.EDIT_PLEDGE, cycle.phase)
    pledge = _draft_of(session, cycle, member_id, version)
    rules.check_recordable(pledge.state, on_behalf=pledge.on_behalf)
    values = {
        "summary": summary,
        "entered_by_id": actor.user_id,
        "on_behalf": True,
        "paper_number": paper.number,
        "paper_on": paper.signed_on,
        "file_id": paper.file_id,
        "state": PledgeState.SUBMITTED,
        "submitted_at": now,
        "submitted_by_id": actor.user_id,
    }
    if paper.signed_on > local_date(now):
        raise DomainError(N_("Ngày ký không thể sau hôm nay."), field="paper_on")
    rules.check_complete([rows.values_of(target) for target in targets])
    return _write(session, actor, now, cycle, pledge, values, targets, verb="pledge.recorded_from_paper")


def confirm(session: Session, *, actor: Actor, now: datetime, pledge: Pledge, version: int) -> Pledge:
    """Another person compares the record with the paper; from then on it counts as agreed."""
    cycle = years.get_cycle(session, pledge.cycle_id)
    writers = _writers(session, pledge)
    access.require(actor, Action.PLEDGE_CONFIRM, years.subject_of(cycle, pledge.member_id, writers))
    require_version(pledge, version)
    rules.check_confirmable(pledge.state, on_behalf=pledge.on_behalf)
    values = {
        "state": rules.next_state(pledge.state, PledgeMove.ACCEPT),
        "confirmed_by_id": actor.user_id,
        "confirmed_at": now,
    }
    changes = audit.change(pledge, values)
    session.flush()
    audit.record(session, actor=actor, now=now, verb="pledge.confirmed", about=pledge, changes=changes)
    return pledge


def move(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    pledge: Pledge,
    version: int,
    step: PledgeMove,
    reason: str = "",
    line_reasons: Mapping[int, str] = NO_REASONS,
) -> Pledge:
    """Move a pledge along its workflow. Returning, withdrawing and reopening need a reason (message 11).

    Who returns it may also say why at single targets: `line_reasons` by target id. They stand until it is sent again.
    """
    cycle = years.get_cycle(session, pledge.cycle_id)
    entered_by = frozenset() if step in BACKWARD else _writers(session, pledge)
    access.require(
        actor, action_of(pledge.state, step), years.subject_of(cycle, pledge.member_id, entered_by)
    )
    require_version(pledge, version)
    cycles.check_phase(cycles.Work.EDIT_PLEDGE, cycle.phase)
    values = _values_of(session, actor, now, cycle, pledge, step)
    lines = rows.line_reasons(session, pledge, line_reasons) if step is PledgeMove.RETURN else []
    if step in WITH_REASON:
        returning.check_reasons(reason, lines)
        values["return_reason"] = reason
    changes = audit.change(pledge, values)
    if step in (PledgeMove.RETURN, PledgeMove.REQUEST_APPROVAL):
        changes |= rows.give_reasons(pledge, lines)
    session.flush()
    verb, full = f"pledge.{step.value}", returning.in_full(reason, lines)
    audit.record(session, actor=actor, now=now, verb=verb, about=pledge, changes=changes, reason=full)
    return pledge


def _values_of(
    session: Session, actor: Actor, now: datetime, cycle: Cycle, pledge: Pledge, step: PledgeMove
) -> dict[str, Any]:
    """What a move sets in the pledge itself; raises DomainError when it is not possible from here."""
    values: dict[str, Any] = {"state": rules.next_state(pledge.state, step)}
    if step is PledgeMove.REQUEST_APPROVAL:
        rules.check_complete([rows.values_of(target) for target in pledge.targets])
        values["return_reason"] = ""
    if step is PledgeMove.SUBMIT:
        values |= {"submitted_at": now, "submitted_by_id": actor.user_id}
        values["days_late"] = days_late(session, cycle, pledge.member_id, Phase.PLEDGING, now)
    return values


def may_confirm(actor: Actor, cycle: Cycle, page: queries.PledgePage) -> bool:
    """Whether this actor may confirm what was recorded from paper: anybody entitled but the one who wrote it."""
    waiting = page.on_behalf and page.state is PledgeState.SUBMITTED and page.confirmed_at is None
    subject = years.subject_of(cycle, page.member_id, page.writers)
    return waiting and access.may(actor, Action.PLEDGE_CONFIRM, subject)


def action_of(state: PledgeState, step: PledgeMove) -> Action:
    """The permission that a move from a state needs."""
    if step is PledgeMove.RETURN:
        return Action.PLEDGE_SUBMIT if state is PledgeState.AWAITING_APPROVAL else Action.PLEDGE_REVIEW
    if step is PledgeMove.REOPEN:
        return Action.PLEDGE_EDIT if state is PledgeState.WITHDRAWN else Action.PLEDGE_REVIEW
    return ACTIONS[step]


def steps_for(actor: Actor, cycle: Cycle, page: queries.PledgePage) -> list[PledgeMove]:
    """The moves this actor can make now: what the page offers as buttons. Signing happens with the agreement."""
    found: list[PledgeMove] = []
    for step in rules.moves_from(page.state):
        entered_by = frozenset() if step in BACKWARD else page.writers
        subject = years.subject_of(cycle, page.member_id, entered_by)
        unconfirmed = page.on_behalf and page.state is PledgeState.SUBMITTED and step is PledgeMove.ACCEPT
        is_offered = step is not PledgeMove.SIGN and not unconfirmed
        if is_offered and access.may(actor, action_of(page.state, step), subject):
            found.append(step)
    return found


def _draft_of(session: Session, cycle: Cycle, member_id: int, version: int) -> Pledge:
    pledge = queries.find_pledge(session, cycle.id, member_id)
    if pledge is None:
        return Pledge(cycle_id=cycle.id, member_id=member_id, state=PledgeState.DRAFT, on_behalf=False)
    require_version(pledge, version)
    return pledge


def _write(
    session: Session,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    pledge: Pledge,
    values: dict[str, Any],
    targets: Sequence[TargetDraft],
    verb: str = "pledge.saved",
) -> Pledge:
    rows.check_drafts(targets, cycle.year)
    is_new = pledge.id is None
    if is_new:
        pledge.entered_at = now
        for name, value in values.items():
            setattr(pledge, name, value)
        session.add(pledge)
        session.flush()
        changes = audit.born(pledge, list(values))
    else:
        changes = audit.change(pledge, values)
        touch(pledge)
    changes |= rows.replace(session, pledge, [] if is_new else list(pledge.targets), targets)
    evidence_uses.forget_removed(session, actor=actor, now=now)
    session.flush()
    audit.record(session, actor=actor, now=now, verb=verb, about=pledge, changes=changes)
    session.flush()
    return queries.get_pledge(session, pledge.cycle_id, pledge.member_id)


def _writers(session: Session, pledge: Pledge) -> frozenset[int]:
    people = (pledge.entered_by_id, pledge.submitted_by_id)
    return who_wrote(session, "pledge", pledge.id, pledge.state, *people)
