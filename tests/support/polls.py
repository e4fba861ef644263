"""Rounds about the proposals of 2024, as services write them down."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.polls import Poll
from emulation.services import polls
from emulation.services.poll_checks import CountDraft, PollFacts
from emulation.vocabulary.award_kinds import PollBody
from tests.factories import awards as made
from tests.factories.world import World

FACTS = PollFacts(held_on=date(2025, 3, 10), members=5, present=4, written=1, issued=5, returned=5)


def recorded(
    session: Session,
    world: World,
    cycle: Cycle,
    *counts: CountDraft,
    body: PollBody = PollBody.CLUSTER,
    city: str = "",
    who: str = made.SECRETARY,
    facts: PollFacts = FACTS,
) -> Poll:
    """A round with these counts."""
    return polls.record(
        session,
        actor=world.actor(session, who),
        now=world.now,
        cycle=cycle,
        body=body,
        member_id=world.members[city] if city else None,
        facts=facts,
        counts=dict(enumerate(counts)),
    )


def mended(session: Session, world: World, poll: Poll, *counts: CountDraft, **more: Any) -> Poll:
    """The round with other facts or counts."""
    values: dict[str, Any] = {"facts": FACTS, "reason": "", "version": poll.version} | more
    who = values.pop("who", made.SECRETARY)
    return polls.edit(
        session,
        actor=world.actor(session, who),
        now=world.now,
        poll=poll,
        counts=dict(enumerate(counts)),
        **values,
    )
