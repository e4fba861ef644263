"""What happened around the proposals of some years: the latest vote of each body, the latest consultation."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from emulation.models.disclosures import Disclosure, DisclosureComment, DisclosureNominee
from emulation.models.polls import Poll, PollCount
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.proposal_facts import Vote, Window
from emulation.vocabulary.states import CommentState


def votes_of(session: Session, cycles: Collection[int]) -> tuple[dict[int, Vote], dict[int, Vote]]:
    """The latest round about each proposal: of the cluster, and of the member's own council."""
    statement: Select[*tuple[Any, ...]] = (
        select(PollCount.proposal_id, Poll.body, Poll.held_on, Poll.round, Poll.members, PollCount.votes_for)
        .join(Poll, Poll.id == PollCount.poll_id)
        .where(Poll.cycle_id.in_(cycles))
        .order_by(Poll.held_on, Poll.round, Poll.id)
    )
    found: dict[PollBody, dict[int, Vote]] = {body: {} for body in PollBody}
    for proposal_id, body, *told in session.execute(statement):
        found[body][proposal_id] = Vote(*told)
    return found[PollBody.CLUSTER], found[PollBody.CITY_COUNCIL]


def windows_of(session: Session, cycles: Collection[int]) -> dict[int, Window]:
    """The latest consultation about each proposal, with the comments that still wait for a word."""
    comment = DisclosureComment
    waiting = (
        select(func.count(comment.id))
        .where(
            comment.disclosure_id == Disclosure.id,
            or_(comment.proposal_id.is_(None), comment.proposal_id == DisclosureNominee.proposal_id),
            or_(
                comment.state == CommentState.PENDING,
                and_(comment.state == CommentState.SHOWN, comment.answered_at.is_(None)),
            ),
        )
        .correlate(Disclosure, DisclosureNominee)
        .scalar_subquery()
    )
    statement = (
        select(
            DisclosureNominee.proposal_id,
            Disclosure.state,
            Disclosure.closes_on,
            Disclosure.working_days,
            waiting,
        )
        .join(Disclosure, Disclosure.id == DisclosureNominee.disclosure_id)
        .where(Disclosure.cycle_id.in_(cycles))
        .order_by(Disclosure.opens_on, Disclosure.id)
    )
    return {proposal_id: Window(*told) for proposal_id, *told in session.execute(statement)}
