"""Public consultations: preparing one, opening it for its proposals, and every step until it lies in the dossier."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.disclosures import Disclosure, DisclosureNominee
from emulation.queries import cycles as years
from emulation.queries import disclosures as queries
from emulation.queries import holidays
from emulation.rules import access, cycles
from emulation.rules import disclosures as rules
from emulation.rules import proposals as workflow
from emulation.services import audit
from emulation.services.versions import hold_cluster, require_version, touch
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.moves import DisclosureMove, ProposalMove
from emulation.vocabulary.states import DisclosureState

FACTS = ("title", "introduction", "opens_on", "working_days", "closes_on", "announced_at")


@dataclass(frozen=True)
class DisclosureDraft:
    """What a consultation says, and which proposals it names. `announced_at`: where else it was made known."""

    title: str
    opens_on: date
    working_days: int
    proposal_ids: Sequence[int]
    introduction: str = ""
    announced_at: str = ""


def draft(
    session: Session, *, actor: Actor, now: datetime, cycle: Cycle, written: DisclosureDraft
) -> Disclosure:
    """Prepare a consultation; nothing is public yet. Raises DomainError with the field."""
    _require(session, actor, cycle)
    values = _checked(session, cycle, written)
    row = Disclosure(cycle_id=cycle.id, entered_by_id=actor.user_id, entered_at=now, **values)
    session.add(row)
    session.flush()
    _name(session, row, written.proposal_ids)
    _record(session, actor, now, row, "disclosure.drafted", audit.born(row, FACTS))
    return row


def edit(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    disclosure: Disclosure,
    version: int,
    written: DisclosureDraft,
) -> Disclosure:
    """Change a draft. Raises Stale, or DomainError once it is open."""
    cycle = years.get_cycle(session, disclosure.cycle_id)
    _require(session, actor, cycle)
    require_version(disclosure, version)
    rules.check_editable(disclosure.state)
    changes = audit.change(disclosure, _checked(session, cycle, written))
    _name(session, disclosure, written.proposal_ids)
    if not changes:
        touch(disclosure)
    session.flush()
    _record(session, actor, now, disclosure, "disclosure.edited", changes)
    return disclosure


def drop(session: Session, *, actor: Actor, now: datetime, disclosure: Disclosure, version: int) -> None:
    """Throw a draft away; what was open stays."""
    _require(session, actor, years.get_cycle(session, disclosure.cycle_id))
    require_version(disclosure, version)
    rules.check_editable(disclosure.state)
    _record(session, actor, now, disclosure, "disclosure.dropped", {"title": (disclosure.title, None)})
    _name(session, disclosure, ())
    session.delete(disclosure)
    session.flush()


def move(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    disclosure: Disclosure,
    version: int,
    step: DisclosureMove,
    points: str = "",
) -> Disclosure:
    """One step of the workflow. Opening moves all its proposals along, or none; reporting takes the main `points`.

    Raises Stale, or DomainError: before the window is over, while a comment waits, without points.
    """
    cycle = years.get_cycle(session, disclosure.cycle_id)
    _require(session, actor, cycle)
    hold_cluster(session, cycle.cluster_id)
    require_version(disclosure, version)
    values: dict[str, Any] = {"state": rules.next_state(disclosure.state, step)}
    if step is DisclosureMove.OPEN:
        rules.check_opening(disclosure.opens_on, local_date(now))
        _disclose(session, actor, now, cycle, disclosure)
    elif step is DisclosureMove.CLOSE:
        rules.check_ended(disclosure.closes_on, local_date(now))
        values["closed_at"] = now
    elif step is DisclosureMove.ANSWER:
        rules.check_all_answered(queries.states_of(session, disclosure.id))
    else:
        rules.check_points(points)
        values |= {"summary": preview(session, disclosure, points), "reported_at": now}
    changes = audit.change(disclosure, values)
    session.flush()
    _record(session, actor, now, disclosure, f"disclosure.{step.value}", changes)
    return disclosure


def preview(session: Session, disclosure: Disclosure, points: str) -> str:
    """What the dossier will say: window and numbers, then the main points of the secretariat."""
    counts = rules.tally(queries.states_of(session, disclosure.id))
    window = (disclosure.opens_on, disclosure.closes_on, disclosure.working_days)
    return rules.summary(*window, counts, points)


def summary_of(session: Session, proposal_id: int) -> str:
    """What the newest consultation about a proposal came to, for its dossier; empty until it is reported."""
    newest = queries.find_newest_of(session, proposal_id)
    is_reported = newest is not None and newest.state is DisclosureState.REPORTED
    return newest.summary if newest is not None and is_reported else ""


def _require(session: Session, actor: Actor, cycle: Cycle) -> None:
    access.require(actor, Action.DISCLOSURE_MANAGE, years.subject_of(cycle))
    cycles.check_phase(cycles.Work.PROPOSE, cycle.phase)


def _checked(session: Session, cycle: Cycle, written: DisclosureDraft) -> dict[str, Any]:
    """The columns of a draft; the last day follows from the first one and the calendar."""
    calendar = holidays.calendar(session)
    rules.check_window(written.opens_on, written.working_days, calendar)
    offered = {row.proposal_id for row in queries.candidates_of(session, cycle.id)}
    rules.check_nominees(written.proposal_ids, offered)
    return {
        "title": written.title,
        "introduction": written.introduction,
        "opens_on": written.opens_on,
        "working_days": written.working_days,
        "closes_on": rules.closing_day(written.opens_on, written.working_days, calendar),
        "announced_at": written.announced_at,
    }


def _name(session: Session, row: Disclosure, proposal_ids: Sequence[int]) -> None:
    """Leave exactly these proposals named."""
    wanted = dict.fromkeys(proposal_ids)
    for known in queries.nominee_records(session, row.id):
        if known.proposal_id in wanted:
            del wanted[known.proposal_id]
        else:
            session.delete(known)
    session.add_all(DisclosureNominee(disclosure_id=row.id, proposal_id=one) for one in wanted)
    session.flush()


def _disclose(session: Session, actor: Actor, now: datetime, cycle: Cycle, disclosure: Disclosure) -> None:
    """Move every proposal of the consultation along by its own workflow."""
    proposals = queries.proposals_of(session, disclosure.id)
    rules.check_nominees([row.id for row in proposals], [row.id for row in proposals])
    for row in proposals:
        changes = audit.change(row, {"state": workflow.next_state(row.state, ProposalMove.DISCLOSE)})
        session.flush()
        audit.record(
            session,
            actor=actor,
            now=now,
            verb="proposal.disclose",
            about=row,
            changes=changes,
            cluster_id=cycle.cluster_id,
        )


def _record(
    session: Session, actor: Actor, now: datetime, row: Disclosure, verb: str, changes: dict[str, Any]
) -> None:
    audit.record(session, actor=actor, now=now, verb=verb, about=row, changes=changes)
