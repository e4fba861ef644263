"""What a recorded round must meet: numbers, days, rounds, and whose proposals it counts."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.awards import Proposal
from emulation.models.cycles import Cycle
from emulation.models.polls import Poll
from emulation.queries.polls import votes_of
from emulation.services import rulebook
from emulation.services.poll_checks import CountDraft
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.errors import DomainError, NotFound
from emulation.vocabulary.moves import ProposalMove
from tests.factories import awards as made
from tests.factories import disclosures as consultations
from tests.factories.world import World
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


@pytest.mark.parametrize(
    ("facts", "count", "field", "message"),
    [
        ({"members": 6}, (4, 1, 0, 0), "members", "trong năm này là 5"),
        ({"present": 6}, (4, 1, 0, 0), "present", "lớn hơn tổng số"),
        ({"returned": 4, "issued": 5}, (4, 1, 0, 0), "rows-0-votes_for", "Hai số phải bằng nhau"),
        ({}, (None, 1, 0, 0), "rows-0-votes_for", "Nhập số phiếu đồng ý"),
        ({}, (None, None, None, None), "rows-0-votes_for", "ít nhất một đề nghị"),
        ({"held_on": date(2025, 10, 16)}, (4, 1, 0, 0), "held_on", "không thể sau hôm nay"),
        ({"held_on": date(2023, 12, 31)}, (4, 1, 0, 0), "held_on", "không thể trước năm đó"),
        ({"minutes_on": date(2025, 3, 9)}, (4, 1, 0, 0), "minutes_on", "phải sau ngày bỏ phiếu"),
        ({"minutes_on": date(2025, 10, 16)}, (4, 1, 0, 0), "minutes_on", "không thể sau hôm nay"),
        ({"round": 2}, (4, 1, 0, 0), "round", "chưa có lượt 1"),
    ],
)
def test_what_does_not_add_up_is_refused_beside_its_field(
    session: Session,
    world: World,
    cycle: Cycle,
    row: Proposal,
    facts: dict[str, Any],
    count: tuple[int | None, ...],
    field: str,
    message: str,
) -> None:
    """Red when one of the checks of services.poll_checks.checked is taken out."""
    with pytest.raises(DomainError, match=message) as caught:
        recorded(session, world, cycle, CountDraft(row.id, *count), facts=replace(FACTS, **facts))
    assert caught.value.field == field
    assert session.scalars(select(Poll)).all() == []


def test_a_round_is_recorded_once(session: Session, world: World, cycle: Cycle, row: Proposal) -> None:
    """Red when poll_rounds.check_round is not asked: no constraint sees a round of the cluster, which has no member."""
    recorded(session, world, cycle, CountDraft(row.id, 4, 1, 0, 0))
    with pytest.raises(DomainError, match=r"Lượt 1 ngày 10/03/2025 đã được ghi") as caught:
        recorded(session, world, cycle, CountDraft(row.id, 5, 0, 0, 0))
    assert caught.value.field == "round"
    second = recorded(session, world, cycle, CountDraft(row.id, 5, 0, 0, 0), facts=replace(FACTS, round=2))
    assert votes_of(session, [row.id])[row.id][PollBody.CLUSTER].poll_id == second.id
    assert len(session.scalars(select(Poll)).all()) == 2


def test_a_council_votes_on_its_own_dossier_only(
    session: Session, world: World, cycle: Cycle, row: Proposal
) -> None:
    """Red when `checked` does not look whose the proposal is."""
    with pytest.raises(NotFound):
        recorded(
            session,
            world,
            cycle,
            CountDraft(row.id, 4, 1, 0, 0),
            body=PollBody.CITY_COUNCIL,
            city="CT",
            who="officer.ct",
        )


def test_a_draft_is_not_yet_the_clusters(session: Session, world: World, cycle: Cycle) -> None:
    draft = made.draft(session, world, cycle)
    with pytest.raises(DomainError, match="Hải Phòng đang ở trạng thái “Nháp”") as caught:
        recorded(session, world, cycle, CountDraft(draft.id, 4, 1, 0, 0))
    assert caught.value.field == "rows-0-votes_for"
    own: dict[str, Any] = {"body": PollBody.CITY_COUNCIL, "city": "HP", "who": "officer.hp"}
    assert recorded(session, world, cycle, CountDraft(draft.id, 4, 1, 0, 0), **own).id


def test_a_vote_after_its_consultation_began_is_refused(
    session: Session, world: World, cycle: Cycle, row: Proposal
) -> None:
    poll = recorded(session, world, cycle, CountDraft(row.id, 4, 1, 0, 0))
    made.step(session, world, row, PASS)
    consultations.opened_for(session, world, cycle, row)
    after = replace(world, now=world.now + timedelta(days=1))
    later = replace(FACTS, held_on=date(2025, 10, 16))
    with pytest.raises(DomainError, match=r"sau ngày bắt đầu lấy ý kiến \(15/10/2025\)") as caught:
        mended(session, after, poll, CountDraft(row.id, 4, 1, 0, 0), facts=later, reason="Sửa ngày.")
    assert caught.value.field == "held_on"
