"""Counts judged by the rulebook, and the moves that rest on them."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.awards import Proposal
from emulation.models.cycles import Cycle
from emulation.models.rulebook import LegalRule
from emulation.queries.polls import votes_of
from emulation.services import rule_choices, rulebook
from emulation.services.poll_verdicts import judged
from emulation.vocabulary.award_kinds import AwardKind, PollBody, Verdict
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.states import ProposalState
from tests.factories import awards as made
from tests.factories.world import World
from tests.support.ground import laid

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


def with_threshold(session: Session, value: str = "80") -> None:
    """The cluster's own regulation states its threshold."""
    rule = session.scalars(select(LegalRule).where(LegalRule.code == "cluster_vote.own")).one()
    rule.value = value
    laid(session)


def choose(session: Session, world: World, code: str) -> None:
    """The cluster follows one row among the alternatives of its head."""
    rule_choices.choose(
        session,
        actor=world.actor(session, made.SECRETARY),
        now=world.now,
        cluster_id=world.cluster_id,
        head=code.split(".")[0],
        rule_id=session.scalars(select(LegalRule.id).where(LegalRule.code == code)).one(),
        reason="Theo Nghị định.",
        version=0,
    )


def test_a_move_asks_for_the_votes_it_rests_on(
    session: Session, world: World, cycle: Cycle, row: Proposal
) -> None:
    """Red when checked_facts does not call require_votes."""
    with pytest.raises(DomainError, match="Chưa ghi kết quả kiểm phiếu: Các thành viên"):
        made.step(session, world, row, PASS, votes=False)
    made.voted(session, world, row)
    made.step(session, world, row, PASS, votes=False)
    with pytest.raises(DomainError, match=r"Chưa trình được.*Chưa có kết quả bỏ phiếu của Hội đồng\."):
        made.step(session, world, row, SEND, votes=False)
    made.voted(session, world, row, PollBody.CITY_COUNCIL)
    assert made.step(session, world, row, SEND, votes=False).state is ProposalState.SENT


def test_a_vote_of_which_no_rule_speaks_is_asked_for_all_the_same(
    session: Session, world: World, cycle: Cycle
) -> None:
    """Red when require_votes leaves every vote to the rulebook on sending."""
    row = made.step(session, world, made.draft(session, world, cycle, form="cert_unit"), SUBMIT)
    made.step(session, world, row, PASS)
    with pytest.raises(DomainError, match="Chưa ghi kết quả kiểm phiếu: Hội đồng"):
        made.step(session, world, row, SEND, votes=False)
    assert made.step(session, world, row, SEND).state is ProposalState.SENT


def test_a_vote_that_failed_is_not_sent(session: Session, world: World, cycle: Cycle, row: Proposal) -> None:
    """10 of 13 is 76,92 %. Red when `stops` lets FAILED pass for SEND."""
    made.step(session, world, row, PASS)
    row.planned_on = date(2025, 6, 30)
    choose(session, world, "ballot_flag.n98")
    made.voted(session, world, row, PollBody.CITY_COUNCIL, votes_for=10, members=13)
    with pytest.raises(DomainError, match=r"Chưa trình được.*Đạt 10/13 phiếu.*thiếu 1 phiếu"):
        made.step(session, world, row, SEND)


def test_the_simplified_procedure_has_no_vote(
    session: Session, world: World, cycle: Cycle, row: Proposal
) -> None:
    """Law 06/2022/QH15, article 85."""
    row.kind = AwardKind.AD_HOC
    laid(session)
    made.step(session, world, row, SEND, votes=False)
    assert row.state is ProposalState.SENT


def test_a_failed_vote_stops_the_move_with_the_sentence(
    session: Session, world: World, cycle: Cycle, row: Proposal
) -> None:
    """Handbook 9, example 8: five members need four. Red when require_votes lets FAILED pass."""
    with_threshold(session)
    made.voted(session, world, row, votes_for=3)
    with pytest.raises(DomainError) as caught:
        made.step(session, world, row, PASS)
    assert str(caught.value) == (
        "Đạt 3/5 = 60,00% < 80% → chưa đủ điều kiện, thiếu 1 phiếu. Căn cứ: Quy chế của cụm."
    )
    made.voted(session, world, row, votes_for=4)
    assert made.step(session, world, row, PASS).state is ProposalState.VOTED


def test_without_one_usable_threshold_a_person_decides(
    session: Session, world: World, cycle: Cycle, row: Proposal
) -> None:
    """`cluster_vote.own` is empty, and four rows on the flag are in force at once."""
    made.voted(session, world, row, votes_for=1)
    made.voted(session, world, row, PollBody.CITY_COUNCIL, votes_for=1)
    lines = votes_of(session, [row.id])[row.id].values()
    found = judged(session, world.cluster_id, lines, local_date(world.now))
    assert {one.verdict for one in found} == {Verdict.NEEDS_PERSON}
    assert made.step(session, world, row, PASS).state is ProposalState.VOTED


@pytest.mark.parametrize(
    ("received", "code"),
    [
        (date(2023, 12, 31), None),
        (date(2024, 1, 1), "ballot_pmcert.n98"),
        (date(2025, 6, 30), "ballot_pmcert.n98"),
        (date(2025, 7, 1), "ballot_pmcert.n152"),
        (date(2027, 3, 1), None),
    ],
)
def test_the_rule_is_that_of_the_day_of_receipt(
    session: Session, world: World, cycle: Cycle, received: date, code: str | None
) -> None:
    """Red when `_judge` takes today before the day of receipt, or when a period includes its last day."""
    row = made.step(session, world, made.draft(session, world, cycle, form="pm_certificate"), SUBMIT)
    made.voted(session, world, row, PollBody.CITY_COUNCIL)
    row.received_on = received
    laid(session)
    lines = votes_of(session, [row.id])[row.id].values()
    (one,) = judged(session, world.cluster_id, lines, local_date(world.now))
    assert (one.rule.code if one.rule else None) == code
    assert one.verdict is (Verdict.PASSED if code else Verdict.NEEDS_PERSON)
