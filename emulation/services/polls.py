"""Vote rounds as the tellers' minutes tell them: recorded for one or several proposals, mended with a trail.

The city's council votes on its own dossier, the members of the cluster among themselves (handbook 9). Ballots cast in
the system fill the same record.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.awards import Proposal
from emulation.models.cycles import Cycle
from emulation.models.polls import Poll, PollCount
from emulation.queries import cycles as years
from emulation.queries import poll_records as queries
from emulation.rules import access, cycles, polls
from emulation.rules import poll_records as rules
from emulation.services import audit
from emulation.services.poll_checks import CountDraft, Counts, PollFacts, checked, kept_by, require_body
from emulation.services.versions import hold_cluster, require_version, touch
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.clock import local_date


def record(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    body: PollBody,
    member_id: int | None,
    facts: PollFacts,
    counts: Counts,
) -> Poll:
    """Write down a round of a body. `member_id`: whose council voted, None for the cluster.

    Raises NotAllowed, NotFound, Sealed in a closed year, or DomainError with the field ("rows-2-votes_for").
    """
    access.require(actor, Action.POLL_RECORD, years.subject_of(cycle, member_id))
    require_body(session, cycle, body, member_id)
    cycles.check_phase(cycles.Work.PROPOSE, cycle.phase)
    hold_cluster(session, cycle.cluster_id)
    poll = Poll(cycle_id=cycle.id, body=body, member_id=member_id, **asdict(facts))
    poll.entered_by_id, poll.entered_at = actor.user_id, now
    wanted = checked(session, cycle, poll, facts, counts, local_date(now))
    session.add(poll)
    session.flush()
    session.add_all(
        PollCount(poll_id=poll.id, proposal_id=proposal.id, **draft.numbers) for proposal, draft in wanted
    )
    session.flush()
    changes = audit.born(poll, ["body", *asdict(facts)])
    changes["counts"] = (None, _told(wanted))
    audit.record(session, actor=actor, now=now, verb="poll.recorded", about=poll, changes=changes)
    return poll


def edit(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    poll: Poll,
    version: int,
    facts: PollFacts,
    counts: Counts,
    reason: str = "",
) -> Poll:
    """Mend a round. Counts of proposals that were sent stay, and so does the roll behind them.

    Raises Stale, Sealed in a closed year, or DomainError with the field: `reason` once a proposal has moved past.
    """
    cycle = years.get_cycle(session, poll.cycle_id)
    access.require(actor, Action.POLL_RECORD, years.subject_of(cycle, poll.member_id))
    require_version(poll, version)
    cycles.check_phase(cycles.Work.PROPOSE, cycle.phase)
    hold_cluster(session, cycle.cluster_id)
    standing = queries.counts_of(session, poll.id)
    kept = kept_by(session, poll, facts, counts, standing)
    moved = {row.state for row in queries.proposals_by_id(session, cycle.id, standing).values()}
    rests = poll.body is PollBody.CLUSTER and bool(moved & rules.RESTING)
    rules.check_reason(reason, is_needed=rests)
    wanted = checked(session, cycle, poll, facts, counts, local_date(now), kept)
    changes = audit.change(poll, asdict(facts) | {"entered_by_id": actor.user_id})
    before = _told_of(session, cycle, standing)
    _write_counts(session, poll, standing, {proposal.id: draft for proposal, draft in wanted})
    if before != _told(wanted):
        changes["counts"] = (before, _told(wanted))
        touch(poll)
    session.flush()
    audit.record(
        session, actor=actor, now=now, verb="poll.edited", about=poll, changes=changes, reason=reason
    )
    return poll


def _write_counts(
    session: Session, poll: Poll, standing: Mapping[int, PollCount], wanted: Mapping[int, CountDraft]
) -> None:
    for proposal_id, count in standing.items():
        if proposal_id not in wanted:
            session.delete(count)
    for proposal_id, draft in wanted.items():
        if proposal_id in standing:
            audit.change(standing[proposal_id], draft.numbers)
        else:
            session.add(PollCount(poll_id=poll.id, proposal_id=proposal_id, **draft.numbers))


def _told(wanted: list[tuple[Proposal, CountDraft]]) -> str:
    """The counts for the trail, in a fixed order: "Hải Phòng: 9/1/0/1"."""
    told = {proposal.id: _papers(proposal.nominee, draft.numbers) for proposal, draft in wanted}
    return "; ".join(told[key] for key in sorted(told))


def _told_of(session: Session, cycle: Cycle, standing: Mapping[int, PollCount]) -> str:
    found = queries.proposals_by_id(session, cycle.id, standing)
    return "; ".join(
        _papers(found[key].nominee, {kind: getattr(standing[key], kind) for kind in polls.KINDS})
        for key in sorted(standing)
    )


def _papers(nominee: str, numbers: Mapping[str, Any]) -> str:
    return f"{nominee}: " + "/".join("–" if number is None else str(number) for number in numbers.values())
