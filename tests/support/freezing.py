"""A year that is ready to be frozen."""

from typing import Any

from sqlalchemy.orm import Session

from emulation.models.rankings import YearRanking
from emulation.queries.scores import find_ranking
from emulation.services import approvals, eligibility, rankings
from emulation.services.eligibility import Ruling
from emulation.vocabulary.states import EligibilityState
from tests.factories import scores as made
from tests.factories.world import World


def name(session: Session, world: World, *people: str, who: str = "secretary.hn", **more: Any) -> list[Any]:
    """Name people of the cast to approve."""
    ranking = find_ranking(session, world.cycle_id)
    values: dict[str, Any] = {"version": ranking.version if ranking else 0}
    return approvals.name_approvers(
        session,
        actor=world.actor(session, who),
        now=world.now,
        cycle=made.cycle_of(session, world),
        user_ids=[world.users[one] for one in people],
        **values | more,
    )


def approve(session: Session, world: World, who: str = "leader.hn", **more: Any) -> YearRanking:
    """One person's own approval."""
    ranking = find_ranking(session, world.cycle_id)
    values: dict[str, Any] = {"checksum": ranking.checksum if ranking else ""}
    return approvals.approve(
        session,
        actor=world.actor(session, who),
        now=world.now,
        cycle=made.cycle_of(session, world),
        **values | more,
    )


def finalise(session: Session, world: World, who: str = "leader.hn") -> YearRanking:
    """One person is named and approves."""
    name(session, world, who)
    return approve(session, world, who)


def publish(session: Session, world: World, who: str = "leader.hn", **more: Any) -> YearRanking:
    ranking = find_ranking(session, world.cycle_id)
    values: dict[str, Any] = {"version": ranking.version if ranking else 0, "word": "công bố"}
    return rankings.publish(
        session,
        actor=world.actor(session, who),
        now=world.now,
        cycle=made.cycle_of(session, world),
        **values | more,
    )


def rule_out(session: Session, world: World, city: str, state: EligibilityState) -> None:
    eligibility.decide(
        session,
        actor=world.actor(session, "secretary.hn"),
        now=world.now,
        cycle=made.cycle_of(session, world),
        member_id=world.members[city],
        version=0,
        ruling=Ruling(state, "Đang xác minh đơn", "Luật TĐKT", "Cụm trưởng", world.now.date()),
    )
