"""What a proposal needs before it is sent: the votes of both bodies, and a person's word where a rule asks for one."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.awards import Proposal
from emulation.models.polls import Poll, PollCount
from emulation.queries.cycles import get_cycle
from emulation.queries.places import members_of_year
from emulation.services import verdicts
from emulation.services.verdicts import Answer
from emulation.vocabulary.award_kinds import PollBody, Verdict
from emulation.vocabulary.clock import local_date
from tests.factories.world import World
from tests.support.ground import laid

#: The chair's leader: never the writer of a draft here.
DECIDER = "leader.hn"
REASON = "Đã xem hồ sơ."


def voted(
    session: Session,
    world: World,
    row: Proposal,
    body: PollBody,
    votes_for: int,
    members: int,
    held_on: date = date(2025, 3, 10),
    turn: int = 1,
) -> None:
    """A count of the proposal in the round of a body on that day."""
    member_id = row.member_id if body is PollBody.CITY_COUNCIL else None
    known = select(Poll).where(
        Poll.cycle_id == row.cycle_id,
        Poll.body == body,
        Poll.member_id == member_id if member_id else Poll.member_id.is_(None),
        Poll.held_on == held_on,
        Poll.round == turn,
    )
    poll = session.scalars(known).first()
    if poll is None:
        poll = Poll(
            cycle_id=row.cycle_id,
            body=body,
            member_id=member_id,
            held_on=held_on,
            round=turn,
            members=members,
            entered_at=world.now,
        )
        session.add(poll)
        laid(session)
    session.add(PollCount(poll_id=poll.id, proposal_id=row.id, votes_for=votes_for))
    laid(session)


def has_vote(session: Session, row: Proposal, body: PollBody) -> bool:
    """Whether a round of the body counted this proposal."""
    known = select(PollCount.id).join(Poll, Poll.id == PollCount.poll_id)
    return (
        session.scalars(known.where(PollCount.proposal_id == row.id, Poll.body == body)).first() is not None
    )


def ruled(
    session: Session,
    world: World,
    row: Proposal,
    head: str,
    verdict: Verdict = Verdict.PASSED,
    who: str = DECIDER,
    version: int = 0,
    reason: str = REASON,
) -> None:
    """A person's word about one rule."""
    verdicts.rule_on(
        session,
        actor=world.actor(session, who),
        now=world.now,
        proposal=row,
        head=head,
        version=version,
        answer=Answer(verdict, reason),
    )


def cleared(session: Session, world: World, row: Proposal, *, votes: bool = True) -> None:
    """If wanted, both votes unanimous where none is recorded; every open question answered with "đạt"."""
    if row.state in verdicts.SETTLED:
        return
    cycle = get_cycle(session, row.cycle_id)
    members = len(members_of_year(session, cycle.cluster_id, cycle.year))
    for body, base in ((PollBody.CLUSTER, members), (PollBody.CITY_COUNCIL, 15)):
        if votes and not has_vote(session, row, body):
            voted(session, world, row, body, base, base)
    check = verdicts.judge(session, row.id, local_date(world.now))
    for finding in check.findings:
        if finding.verdict is Verdict.NEEDS_PERSON:
            ruled(session, world, row, finding.head)
