"""Pledges of members: drafting, approving, agreeing; and recording one from the signed paper.

The model room: every other concept is built like this one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.pledges import Pledge, PledgeTarget
from emulation.queries import cycles as years
from emulation.queries import pledges as queries
from emulation.queries.writers import who_wrote
from emulation.rules import access, cycles
from emulation.rules import pledges as rules
from emulation.services import audit, evidence_uses
from emulation.services.extensions import days_late
from emulation.services.versions import require_version, touch
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Operator, PlanSource, Provenance
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
#: Taking a pledge back is no approval, so whoever wrote may do it.
BACKWARD = frozenset({PledgeMove.RETURN, PledgeMove.WITHDRAW})


@dataclass(frozen=True)
class TargetDraft:
    """One target as somebody typed it. `low` and `high` in the indicator's unit, weight in points."""

    indicator_id: int
    plan_source: PlanSource = PlanSource.CITY_COUNCIL
    operator: Operator = Operator.EQ
    low: Decimal | None = None
    high: Decimal | None = None
    baseline: Decimal | None = None
    weight: Decimal | None = None
    owner: str = ""
    not_assigned: bool = False
    not_assigned_reason: str = ""
    provenance: Provenance = Provenance.RECORDED
    source: str = ""
    note: str = ""


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
    rules.check_complete([_values(target) for target in targets])
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
) -> Pledge:
    """Move a pledge along its workflow. Returning, withdrawing and reopening need a reason (message 11)."""
    cycle = years.get_cycle(session, pledge.cycle_id)
    entered_by = frozenset() if step in BACKWARD else _writers(session, pledge)
    access.require(
        actor, action_of(pledge.state, step), years.subject_of(cycle, pledge.member_id, entered_by)
    )
    require_version(pledge, version)
    cycles.check_phase(cycles.Work.EDIT_PLEDGE, cycle.phase)
    values: dict[str, Any] = {"state": rules.next_state(pledge.state, step)}
    if step in WITH_REASON:
        rules.check_reason(reason)
        values["return_reason"] = reason
    if step is PledgeMove.REQUEST_APPROVAL:
        rules.check_complete([_values(target) for target in pledge.targets])
        values["return_reason"] = ""
    if step is PledgeMove.SUBMIT:
        values |= {"submitted_at": now, "submitted_by_id": actor.user_id}
        values["days_late"] = days_late(session, cycle, pledge.member_id, Phase.PLEDGING, now)
    changes = audit.change(pledge, values)
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        verb=f"pledge.{step.value}",
        about=pledge,
        changes=changes,
        reason=reason,
    )
    return pledge


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
    for row, target in enumerate(targets):
        rules.check_target(_values(target), prefix=f"targets-{row}-")
    rules.check_unique([(target.indicator_id, target.plan_source) for target in targets])
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
    changes |= _replace_targets(session, pledge, [] if is_new else list(pledge.targets), targets)
    evidence_uses.forget_removed(session, actor=actor, now=now)
    session.flush()
    audit.record(session, actor=actor, now=now, verb=verb, about=pledge, changes=changes)
    session.flush()
    return queries.get_pledge(session, pledge.cycle_id, pledge.member_id)


def _replace_targets(
    session: Session, pledge: Pledge, standing_rows: list[PledgeTarget], drafts: Sequence[TargetDraft]
) -> dict[str, tuple[Any, Any]]:
    """Bring the rows to what was typed: changed ones keep their identity, so that scores may point at them."""
    standing = {(target.indicator_id, target.plan_source): target for target in standing_rows}
    changes: dict[str, tuple[Any, Any]] = {}
    for position, draft in enumerate(drafts, start=1):
        target = standing.pop((draft.indicator_id, draft.plan_source), None)
        name = f"target {draft.indicator_id}/{draft.plan_source.value}"
        if target is None:
            session.add(PledgeTarget(pledge_id=pledge.id, position=position, **_values(draft)))
            changes[name] = (None, _said(draft))
            continue
        changes |= {f"{name} {key}": pair for key, pair in audit.change(target, _values(draft)).items()}
        target.position = position
    for (indicator_id, source), target in standing.items():
        changes[f"target {indicator_id}/{source.value}"] = (_said(target), None)
        session.delete(target)
    return changes


def _values(target: TargetDraft | PledgeTarget) -> dict[str, Any]:
    return {name: getattr(target, name) for name in TargetDraft.__dataclass_fields__}


def _said(draft: TargetDraft | PledgeTarget) -> str:
    bounds = "–".join(
        format(bound.normalize(), "f") for bound in (draft.low, draft.high) if bound is not None
    )
    return f"{draft.operator.value} {bounds}" if not draft.not_assigned else "not assigned"


def _writers(session: Session, pledge: Pledge) -> frozenset[int]:
    people = (pledge.entered_by_id, pledge.submitted_by_id)
    return who_wrote(session, "pledge", pledge.id, pledge.state, *people)
