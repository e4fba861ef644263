"""What bars a proposal or a move: no frozen place, not considered, a duplicate, facts that disagree."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.scoring import Eligibility
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.states import EligibilityState, Phase
from tests.factories import awards as made
from tests.factories.world import World


@pytest.fixture
def cycle(session: Session, world: World) -> Cycle:
    """2024, in the phase awarding, with its ranking frozen."""
    return made.ground(session, world)


def test_without_a_frozen_ranking_nobody_is_proposed(session: Session, world: World) -> None:
    """Red when check_merit is not called in services.proposals.draft."""
    made.ground(session, world)
    other = session.get(Cycle, world.cycle_id)
    assert other is not None
    other.phase = Phase.TOTALS
    with pytest.raises(DomainError, match="chưa có điểm đã khóa"):
        made.draft(session, world, other)


@pytest.mark.asvs("2.3.2")
def test_a_suspended_member_is_refused_with_the_reason(session: Session, world: World, cycle: Cycle) -> None:
    row = made.draft(session, world, cycle)
    session.add(
        Eligibility(
            cycle_id=cycle.id,
            member_id=world.members["HP"],
            state=EligibilityState.SUSPENDED,
            reason="Đang thanh tra",
            decided_by="Cụm trưởng",
            decided_on=date(2025, 3, 1),
        )
    )
    session.flush()
    with pytest.raises(DomainError, match=r"Tạm dừng xét.*Đang thanh tra"):
        made.draft(session, world, cycle, form="pm_certificate")
    with pytest.raises(DomainError, match="Đang thanh tra"):
        made.step(session, world, row, ProposalMove.SUBMIT)


@pytest.mark.asvs("2.3.2")
def test_the_same_form_twice_for_one_nominee_is_refused(session: Session, world: World, cycle: Cycle) -> None:
    row = made.draft(session, world, cycle)
    with pytest.raises(DomainError, match="đã có đề nghị") as caught:
        made.draft(session, world, cycle, nominee="  hải phòng")
    assert caught.value.field == "award_form"
    made.step(session, world, row, ProposalMove.WITHDRAW)
    made.draft(session, world, cycle)


@pytest.mark.asvs("2.2.3")
@pytest.mark.parametrize(
    ("move", "facts", "field", "message"),
    [
        (ProposalMove.SEND, {"sent_to": ""}, "sent_to", "Nhập nơi nhận"),
        (ProposalMove.SEND, {"sent_number": ""}, "sent_number", "Nhập số tờ trình"),
        (
            ProposalMove.SEND,
            {"sent_on": date(2025, 10, 16)},
            "sent_on",
            "không thể sau hôm nay",
        ),
        (
            ProposalMove.SEND,
            {"sent_on": date(2025, 3, 11)},
            "sent_on",
            r"Ngày trình phải sau ngày bỏ phiếu của hội đồng \(12/03/2025\)",
        ),
        (
            ProposalMove.SEND,
            {"sent_on": date(2025, 3, 9)},
            "sent_on",
            r"Ngày trình phải sau ngày bỏ phiếu của cụm \(10/03/2025\)",
        ),
        (
            ProposalMove.APPRAISE,
            {"received_on": date(2025, 3, 27)},
            "received_on",
            r"phải sau ngày trình \(28/03/2025\)",
        ),
    ],
)
def test_facts_that_are_missing_or_disagree_are_refused(
    session: Session,
    world: World,
    cycle: Cycle,
    move: ProposalMove,
    facts: dict[str, Any],
    field: str,
    message: str,
) -> None:
    row = made.draft(session, world, cycle)
    path = [ProposalMove.SUBMIT, ProposalMove.PASS_VOTE, ProposalMove.SEND]
    for earlier in path[: path.index(move) if move in path else None]:
        made.step(session, world, row, earlier)
    state = row.state
    with pytest.raises(DomainError, match=message) as caught:
        made.step(session, world, row, move, facts=made.FACTS[move] | facts)
    assert (caught.value.field, row.state) == (field, state)


def test_after_a_return_the_dates_of_the_earlier_round_do_not_bind(
    session: Session, world: World, cycle: Cycle
) -> None:
    row = made.sent(session, world, cycle)
    made.step(session, world, row, ProposalMove.RETURN)
    made.step(session, world, row, ProposalMove.SUBMIT)
    made.voted(session, world, row, held_on=date(2025, 5, 5))
    made.step(session, world, row, ProposalMove.PASS_VOTE)
    with pytest.raises(DomainError, match=r"sau ngày bỏ phiếu của cụm \(05/05/2025\)"):
        made.step(session, world, row, ProposalMove.SEND)
