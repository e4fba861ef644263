"""Two people at the same moment at one consultation or comment: real threads, on both databases."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.models.audit import AuditEvent
from emulation.models.awards import Proposal
from emulation.models.disclosures import Disclosure, DisclosureComment
from emulation.queries.comments import get_comment
from emulation.queries.disclosures import proposals_of
from emulation.services import disclosures
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.moves import CommentMove, DisclosureMove
from emulation.vocabulary.states import CommentState, ProposalState
from tests.factories import awards
from tests.factories import disclosures as made
from tests.factories.world import World
from tests.support.races import committed, race


@pytest.fixture
def laid_open(world: World) -> tuple[int, list[int]]:
    """An open consultation and three comments that wait."""
    with world.database.writing() as session, unit_of_work(session):
        row = made.opened(session, world, awards.ground(session, world))
        return row.id, [made.commented(session, world, row, f"Ý kiến {n}")[0].id for n in range(3)]


def moderating(world: World, disclosure_id: int, comment_id: int, step: CommentMove) -> Callable[[], Any]:
    def work(session: Session) -> Any:
        comment = get_comment(session, disclosure_id, comment_id)
        return made.moderated(session, world, comment, step, version=1).id

    return committed(world.database, work)


def test_of_two_moderators_one_decides(world: World, laid_open: tuple[int, list[int]]) -> None:
    """One shows, the other hides: one decision, one event. Red when disclosure_comment loses its version."""
    disclosure_id, comments = laid_open
    for comment_id in comments:
        works = [
            moderating(world, disclosure_id, comment_id, step)
            for step in (CommentMove.SHOW, CommentMove.HIDE)
        ]
        ends = race(works)
        assert sum(isinstance(end, DomainError) for end in ends) == 1, ends
    with world.database.reading() as session:
        states = set(session.scalars(select(DisclosureComment.state)))
        verbs = [verb for verb in session.scalars(select(AuditEvent.verb)) if verb.startswith("comment.")]
    assert states <= {CommentState.SHOWN, CommentState.HIDDEN}
    assert len(verbs) == len(comments)


def test_a_proposal_is_put_to_one_consultation(world: World) -> None:
    """Two drafts about the same proposals are opened at once: one is open, the other still a draft.

    Red when `move` in services/disclosures.py asks no next_state of the proposals.
    """
    with world.database.writing() as session, unit_of_work(session):
        cycle = awards.ground(session, world)
        first = made.drafted(session, world, cycle)
        second = disclosures.draft(
            session,
            actor=world.actor(session, awards.SECRETARY),
            now=world.now,
            cycle=cycle,
            written=made.written(*proposals_of(session, first.id)),
        )
        ids = (first.id, second.id)

    def opening(disclosure_id: int) -> Callable[[], Any]:
        return committed(
            world.database,
            lambda session: (
                made.step(session, world, session.get_one(Disclosure, disclosure_id), DisclosureMove.OPEN).id
            ),
        )

    ends = race([opening(one) for one in ids])
    assert sum(isinstance(end, DomainError) for end in ends) == 1, ends
    with world.database.reading() as session:
        assert sorted(one.value for one in session.scalars(select(Disclosure.state))) == ["draft", "open"]
        assert set(session.scalars(select(Proposal.state))) == {ProposalState.IN_DISCLOSURE}
