"""Vote rounds: who records which, how they are mended, what stays once a proposal rests on them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.models.awards import Proposal
from emulation.models.cycles import Cycle
from emulation.models.polls import PollCount
from emulation.queries.polls import votes_of
from emulation.services import rulebook
from emulation.services.poll_checks import CountDraft
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Sealed, Stale
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.states import Phase
from tests.factories import awards as made
from tests.factories.world import World
from tests.support.ground import laid
from tests.support.polls import FACTS, mended, recorded

SUBMIT, PASS, SEND = ProposalMove.SUBMIT, ProposalMove.PASS_VOTE, ProposalMove.SEND


@pytest.fixture
def cycle(session: Session, world: World) -> Cycle:
    """2024, in the phase awarding, with its ranking frozen and the rulebook."""
    found = made.ground(session, world)
    rulebook.load(session, actor=made.actor_system(world), now=world.now)
    return found


@pytest.fixture
def row(session: Session, world: World, cycle: Cycle) -> Proposal:
    """The proposal of Hải Phòng on the chair's desk."""
    return made.step(session, world, made.draft(session, world, cycle), SUBMIT)


def test_one_round_counts_several_proposals_and_is_told(
    session: Session, world: World, cycle: Cycle, row: Proposal
) -> None:
    """A written opinion of an absent member stands among the votes for. Red when `counts` is left out of the trail."""
    other = made.step(session, world, made.draft(session, world, cycle, "CT", "pm_certificate"), SUBMIT)
    poll = recorded(session, world, cycle, CountDraft(row.id, 4, 1, 0, 0), CountDraft(other.id, 5, 0, 0, 0))
    votes = votes_of(session, [row.id, other.id])
    assert [votes[key][PollBody.CLUSTER].votes_for for key in (row.id, other.id)] == [4, 5]
    event = session.scalars(select(AuditEvent).where(AuditEvent.verb == "poll.recorded")).one()
    assert (event.object_type, event.object_id, event.cycle_id) == ("poll", poll.id, cycle.id)
    assert event.changes["counts"] == [None, "Hải Phòng: 4/1/0/0; Cần Thơ: 5/0/0/0"]
    assert event.changes["present"] == [None, 4]


@pytest.mark.parametrize(
    ("body", "city", "who", "refusal"),
    [
        (PollBody.CITY_COUNCIL, "HP", "officer.hp", None),
        (PollBody.CITY_COUNCIL, "HP", made.SECRETARY, None),
        (PollBody.CITY_COUNCIL, "HP", "officer.ct", NotAllowed),
        (PollBody.CITY_COUNCIL, "HP", "leader.hp", NotAllowed),
        (PollBody.CLUSTER, "", "officer.hp", NotAllowed),
        (PollBody.CLUSTER, "", "secretary.hcm", NotAllowed),
        (PollBody.CLUSTER, "", "auditor", NotAllowed),
        (PollBody.CLUSTER, "HP", "officer.hp", NotFound),
    ],
)
def test_a_council_is_its_officers_business_the_cluster_the_chairs(
    session: Session,
    world: World,
    cycle: Cycle,
    row: Proposal,
    body: PollBody,
    city: str,
    who: str,
    refusal: type[DomainError] | None,
) -> None:
    """Red when `record` asks without the member, or lets an officer write down a vote of the cluster."""
    count = CountDraft(row.id, 4, 1, 0, 0)
    more: dict[str, Any] = {"body": body, "city": city, "who": who}
    if refusal is None:
        assert recorded(session, world, cycle, count, **more).member_id == world.members["HP"]
        return
    with pytest.raises(refusal):
        recorded(session, world, cycle, count, **more)


def test_nothing_is_recorded_too_early_or_in_a_closed_year(
    session: Session, world: World, cycle: Cycle, row: Proposal
) -> None:
    poll = recorded(session, world, cycle, CountDraft(row.id, 4, 1, 0, 0))
    for phase, refusal in ((Phase.EXPLAINING, DomainError), (Phase.CLOSED, Sealed)):
        cycle.phase = phase
        laid(session)
        with pytest.raises(refusal):
            recorded(session, world, cycle, CountDraft(row.id, 5, 0, 0, 0), facts=replace(FACTS, round=2))
        with pytest.raises(refusal):
            mended(session, world, poll, CountDraft(row.id, 5, 0, 0, 0))


def test_a_round_is_mended_and_its_trail_says_how(
    session: Session, world: World, cycle: Cycle, row: Proposal
) -> None:
    """Red when `touch` is left out: of two who mend only counts, the second would not be told."""
    poll = recorded(session, world, cycle, CountDraft(row.id, 4, 1, 0, 0))
    version = poll.version
    mended(session, world, poll, CountDraft(row.id, 3, 2, 0, 0))
    assert poll.version == version + 1
    event = session.scalars(select(AuditEvent).where(AuditEvent.verb == "poll.edited")).one()
    assert event.changes["counts"] == ["Hải Phòng: 4/1/0/0", "Hải Phòng: 3/2/0/0"]
    with pytest.raises(Stale):
        mended(session, world, poll, CountDraft(row.id, 5, 0, 0, 0), version=version)


def test_a_nominee_is_added_and_taken_out(
    session: Session, world: World, cycle: Cycle, row: Proposal
) -> None:
    other = made.step(session, world, made.draft(session, world, cycle, "CT", "pm_certificate"), SUBMIT)
    poll = recorded(session, world, cycle, CountDraft(row.id, 4, 1, 0, 0))
    mended(session, world, poll, CountDraft(row.id), CountDraft(other.id, 5, 0, 0, 0))
    assert [count.proposal_id for count in session.scalars(select(PollCount))] == [other.id]


def test_once_a_proposal_rests_on_it_a_reason_is_asked_for(
    session: Session, world: World, cycle: Cycle, row: Proposal
) -> None:
    """Red when `rests` is left out of `edit`."""
    poll = recorded(session, world, cycle, CountDraft(row.id, 4, 1, 0, 0))
    made.step(session, world, row, PASS)
    with pytest.raises(DomainError, match="Nhập lý do") as caught:
        mended(session, world, poll, CountDraft(row.id, 5, 0, 0, 0))
    assert caught.value.field == "reason"
    mended(session, world, poll, CountDraft(row.id, 5, 0, 0, 0), reason="Chép nhầm biên bản.")
    event = session.scalars(select(AuditEvent).where(AuditEvent.verb == "poll.edited")).one()
    assert event.reason == "Chép nhầm biên bản."


def test_what_was_sent_stays_as_it_was_sent(
    session: Session, world: World, cycle: Cycle, row: Proposal
) -> None:
    """The roll and the count of a sent proposal stay; another nominee of the same round may still be written down."""
    other = made.step(session, world, made.draft(session, world, cycle, "CT", "pm_certificate"), SUBMIT)
    poll = recorded(session, world, cycle, CountDraft(row.id, 4, 1, 0, 0))
    made.step(session, world, row, PASS)
    made.step(session, world, row, SEND)
    same, reason = CountDraft(row.id, 4, 1, 0, 0), {"reason": "Chép nhầm biên bản."}
    for counts, facts in (
        ((CountDraft(row.id, 5, 0, 0, 0),), FACTS),
        ((CountDraft(other.id, 5, 0, 0, 0),), FACTS),
        ((same,), replace(FACTS, held_on=date(2025, 3, 9))),
    ):
        with pytest.raises(DomainError, match="Hải Phòng đã trình"):
            mended(session, world, poll, *counts, facts=facts, **reason)
    mended(session, world, poll, same, CountDraft(other.id, 5, 0, 0, 0), **reason)
    assert set(votes_of(session, [row.id, other.id])) == {row.id, other.id}
