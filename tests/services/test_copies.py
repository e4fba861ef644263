"""What a new year takes over: contents and scorecard as drafts, the year before untouched."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.scorecards import Criterion, Scorecard
from emulation.queries.agreements import find_agreement
from emulation.queries.copies import find_year_before, offer_of
from emulation.services.copies import copy_contents, copy_scorecard
from emulation.vocabulary.states import ScorecardState
from tests.factories import pledges, years
from tests.factories.world import World


def following(session: Session, world: World) -> Cycle:
    cycle = Cycle(cluster_id=world.cluster_id, year=2026)
    session.add(cycle)
    session.flush()
    return cycle


def copied(session: Session, world: World, before: Cycle, cycle: Cycle) -> tuple[int, int]:
    """How many contents and criteria were taken over."""
    who = world.actor(session, "secretary.hn")
    return (
        copy_contents(session, who, world.now, before, cycle),
        copy_scorecard(session, who, world.now, before, cycle),
    )


def test_contents_and_scorecard_become_drafts(session: Session, world: World) -> None:
    pledges.accepted(session, world)
    pledges.signed_agreement(session, world, ("HN",))
    years.scorecard(session, world)
    before, cycle = years.cycle_of(session, world), following(session, world)
    assert copied(session, world, before, cycle) == (1, 2)
    agreement = find_agreement(session, cycle.id)
    assert agreement is not None
    assert (agreement.signed_on, agreement.signatories) == (None, [])
    assert [c.text for c in agreement.contents] == ["Hoàn thành các chỉ tiêu kinh tế - xã hội"]
    card = session.scalars(select(Scorecard).where(Scorecard.cycle_id == cycle.id)).one()
    assert (card.title, card.state, card.tie_rules) == (
        "Bảng tiêu chí năm 2026",
        ScorecardState.DRAFT,
        ["content_one"],
    )
    group, leaf = session.scalars(
        select(Criterion).where(Criterion.scorecard_id == card.id).order_by(Criterion.position)
    )
    assert (leaf.parent_id, leaf.code, leaf.indicator_id) == (
        group.id,
        "I.1",
        world.indicators["GRDP_GROWTH"],
    )


def test_a_year_without_either_gives_nothing(session: Session, world: World) -> None:
    before, cycle = years.cycle_of(session, world), following(session, world)
    assert copied(session, world, before, cycle) == (0, 0)


def test_the_offer_counts_what_the_newest_year_before_has(session: Session, world: World) -> None:
    years.scorecard(session, world)
    before = find_year_before(session, world.cluster_id, 2026)
    assert before is not None
    offer = offer_of(session, before)
    assert (offer.year, offer.contents, offer.criteria) == (2025, 0, 2)
    assert find_year_before(session, world.cluster_id, 2025) is None
