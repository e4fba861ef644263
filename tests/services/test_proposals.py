"""Proposals: who may move them, what a move needs, several from one conference."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.models.audit import AuditEvent
from emulation.models.cycles import Cycle
from emulation.queries.proposals import get_proposal_page
from emulation.services import proposals
from emulation.services.proposals import ProposalDraft
from emulation.vocabulary.errors import DomainError, NotAllowed, Sealed, Stale
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.states import Phase, ProposalState
from tests.conftest import unchanged
from tests.factories import awards as made
from tests.factories.world import World
from tests.rules.test_proposals import EXPECTED

IN_SERVICE = [m for m in ProposalMove if m.value not in ("decide", "confer", "revoke", "disclose")]


@pytest.fixture
def cycle(session: Session, world: World) -> Cycle:
    """2024, in the phase awarding, with its ranking frozen."""
    return made.ground(session, world)


def test_a_draft_names_the_member_and_leaves_one_event(session: Session, world: World, cycle: Cycle) -> None:
    row = made.draft(session, world, cycle)
    assert (row.nominee, row.state) == ("Hải Phòng", ProposalState.DRAFT)
    verbs = session.scalars(select(AuditEvent.verb).where(AuditEvent.object_type == "proposal")).all()
    assert verbs == ["proposal.drafted"]


@pytest.mark.asvs("2.3.1")
@pytest.mark.parametrize("move", IN_SERVICE)
@pytest.mark.parametrize("state", list(ProposalState))
def test_every_state_and_every_move(
    session: Session, world: World, cycle: Cycle, state: ProposalState, move: ProposalMove
) -> None:
    row = made.draft(session, world, cycle)
    row.state = state
    session.flush()
    expected = EXPECTED[state.value].get(move.value)
    if expected is None:
        with pytest.raises(DomainError):
            made.step(session, world, row, move)
        assert row.state is state
    else:
        assert made.step(session, world, row, move).state.value == expected


@pytest.mark.parametrize("move", [ProposalMove.DECIDE, ProposalMove.CONFER, ProposalMove.REVOKE])
def test_moves_of_a_decision_are_made_in_the_register(
    session: Session, world: World, cycle: Cycle, move: ProposalMove
) -> None:
    row = made.sent(session, world, cycle)
    with pytest.raises(DomainError, match="sổ quyết định"):
        made.step(session, world, row, move)


def test_a_consultation_is_opened_for_all_its_proposals(session: Session, world: World, cycle: Cycle) -> None:
    """Red when BY_CONSULTATION in rules/proposals.py is empty."""
    row = made.draft(session, world, cycle)
    row.state = ProposalState.VOTED
    session.flush()
    with pytest.raises(DomainError, match="đợt lấy ý kiến"):
        made.step(session, world, row, ProposalMove.DISCLOSE)


def test_whoever_wrote_last_may_not_submit(session: Session, world: World, cycle: Cycle) -> None:
    """Red when FOUR_EYES in rules/access.py loses PROPOSAL_SUBMIT."""
    row = made.draft(session, world, cycle)
    row.entered_by_id = world.users["leader.hp"]
    session.flush()
    with pytest.raises(NotAllowed, match="Người nhập không được tự duyệt"):
        made.step(session, world, row, ProposalMove.SUBMIT)


@pytest.mark.parametrize(
    ("who", "move"),
    [
        ("leader.ct", ProposalMove.SUBMIT),
        ("officer.hp", ProposalMove.SUBMIT),
        ("secretary.hn", ProposalMove.SUBMIT),
        ("leader.hp", ProposalMove.PASS_VOTE),
        ("secretary.hcm", ProposalMove.PASS_VOTE),
        ("auditor", ProposalMove.WITHDRAW),
    ],
)
def test_the_wrong_person_is_refused(
    session: Session, world: World, cycle: Cycle, who: str, move: ProposalMove
) -> None:
    row = made.draft(session, world, cycle)
    if move is ProposalMove.PASS_VOTE:
        made.step(session, world, row, ProposalMove.SUBMIT)
    with pytest.raises(NotAllowed):
        made.step(session, world, row, move, who)


def test_another_citys_officer_cannot_draft(session: Session, world: World, cycle: Cycle) -> None:
    with pytest.raises(NotAllowed):
        made.draft(session, world, cycle, "HP", who="officer.ct")


@pytest.mark.parametrize("move", [ProposalMove.RETURN, ProposalMove.WITHDRAW, ProposalMove.REFUSE])
def test_going_back_needs_a_reason(session: Session, world: World, cycle: Cycle, move: ProposalMove) -> None:
    row = made.sent(session, world, cycle)
    with pytest.raises(DomainError, match="Nhập lý do") as caught:
        made.step(session, world, row, move, reason="  ")
    assert caught.value.field == "reason"


def test_a_stale_version_is_refused(session: Session, world: World, cycle: Cycle) -> None:
    row = made.draft(session, world, cycle)
    made.step(session, world, row, ProposalMove.SUBMIT)
    with pytest.raises(Stale):
        made.step(session, world, row, ProposalMove.WITHDRAW, version=row.version - 1)


def test_only_drafts_and_returned_proposals_are_edited(session: Session, world: World, cycle: Cycle) -> None:
    row = made.draft(session, world, cycle)

    def edit() -> None:
        proposals.edit(
            session,
            actor=world.actor(session, "officer.hp"),
            now=world.now,
            proposal=row,
            version=row.version,
            draft=ProposalDraft(
                row.member_id, made.form_id(session), merit="Vượt 12 chỉ tiêu.", discovered_by="Sở"
            ),
        )

    edit()
    assert row.merit == "Vượt 12 chỉ tiêu."
    made.step(session, world, row, ProposalMove.SUBMIT)
    with pytest.raises(DomainError, match="không sửa được"):
        edit()


def test_two_leaders_from_one_conference_and_one_withdrawn(
    session: Session, world: World, cycle: Cycle
) -> None:
    """Handbook 15, A13. Red when draft_from_conference forgets the conference."""
    conference = made.held(session, world, cycle)
    flag = made.form_id(session)
    rows = proposals.draft_from_conference(
        session,
        actor=world.actor(session, made.SECRETARY),
        now=world.now,
        cycle=cycle,
        conference=conference,
        proposals={
            f"rows-{number}-": ProposalDraft(world.members[city], flag, discovered_by=made.FOUND_BY)
            for number, city in enumerate(("HN", "HCM"))
        },
    )
    for row in rows:
        made.step(session, world, row, ProposalMove.SUBMIT)
    made.step(session, world, rows[1], ProposalMove.WITHDRAW, reason="Thành phố xin rút.")
    assert [(row.nominee, row.conference_id, row.state.value) for row in rows] == [
        ("Hà Nội", conference.id, "submitted"),
        ("TP. Hồ Chí Minh", conference.id, "withdrawn"),
    ]
    assert rows[1].return_reason == "Thành phố xin rút."


@pytest.mark.asvs("2.3.3")
def test_a_conference_drafts_all_or_none(world: World) -> None:
    with world.database.writing() as session, unit_of_work(session):
        cycle = made.ground(session, world)
        conference = made.held(session, world, cycle)
        made.draft(session, world, cycle, "HCM")
        ids = (cycle.id, conference.id)
    with unchanged(world.database), world.database.writing() as session:
        cycle, conference = session.get_one(Cycle, ids[0]), session.get_one(type(conference), ids[1])
        flag = made.form_id(session)
        chosen = {
            f"rows-{number}-": ProposalDraft(world.members[city], flag)
            for number, city in enumerate(("HN", "HCM"))
        }
        with pytest.raises(DomainError, match="đã có đề nghị") as caught, unit_of_work(session):
            proposals.draft_from_conference(
                session,
                actor=world.actor(session, made.SECRETARY),
                now=world.now,
                cycle=cycle,
                conference=conference,
                proposals=chosen,
            )
        assert caught.value.field == "rows-1-award_form"


def test_a_closed_year_takes_no_new_proposal_but_answers_from_above(
    session: Session, world: World, cycle: Cycle
) -> None:
    row = made.sent(session, world, cycle)
    cycle.phase = Phase.CLOSED
    session.flush()
    with pytest.raises(Sealed):
        made.draft(session, world, cycle, "CT")
    with pytest.raises(Sealed):
        made.step(session, world, row, ProposalMove.RETURN)
    made.step(session, world, row, ProposalMove.APPRAISE)
    made.step(session, world, row, ProposalMove.REFUSE, reason="Chưa đủ điều kiện.")
    assert (row.state, row.outcome_note) == (ProposalState.NOT_GRANTED, "Chưa đủ điều kiện.")


def test_before_the_totals_nobody_proposes(session: Session, world: World, cycle: Cycle) -> None:
    cycle.phase = Phase.SELF_SCORING
    session.flush()
    with pytest.raises(DomainError, match="không mở trong giai đoạn"):
        made.draft(session, world, cycle)


def test_the_page_offers_each_person_their_own_moves(session: Session, world: World, cycle: Cycle) -> None:
    row = made.draft(session, world, cycle)
    page = get_proposal_page(session, cycle.id, row.id)

    def offered(who: str) -> list[str]:
        return [step.value for step in proposals.steps_for(world.actor(session, who), cycle, page)]

    assert offered("leader.hp") == ["submit", "withdraw"]
    assert offered("officer.hp") == offered("secretary.hn") == offered("auditor") == []
    made.step(session, world, row, ProposalMove.SUBMIT)
    page = get_proposal_page(session, cycle.id, row.id)
    assert offered("secretary.hn") == ["pass_vote", "return", "cut"]
