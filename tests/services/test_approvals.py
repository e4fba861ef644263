"""Named approvers: who is named, who approves, what the last approval does, and what stays of an approval."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.models.rankings import RankingApproval
from emulation.models.scoring import ScoreSheet
from emulation.queries.approvals import approvals_of
from emulation.queries.scores import find_ranking
from emulation.services import approvals, rankings
from emulation.vocabulary.errors import DomainError, NotAllowed, Stale
from emulation.vocabulary.states import EligibilityState, Phase, RankingState, SheetState
from tests.factories import scores as made
from tests.factories.world import World
from tests.support.freezing import approve, finalise, name, publish, rule_out

CHAIR, VICE = "leader.hn", "leader.hcm"


@pytest.fixture
def frozen(session: Session, world: World) -> World:
    """A year whose scores the chair's secretary froze."""
    made.all_reviewed(session, world)
    made.freeze(session, world)
    return world


def standing(session: Session, world: World) -> list[tuple[str, bool]]:
    """Who is named, and whether they approved."""
    names = {number: who for who, number in world.users.items()}
    ranking = find_ranking(session, world.cycle_id)
    rows = approvals_of(session, ranking.id) if ranking else []
    return sorted((names[row.user_id], row.approved_at is not None) for row in rows)


def test_leaders_of_chair_and_vice_chair_can_be_named(session: Session, frozen: World) -> None:
    cycle = made.cycle_of(session, frozen)
    found = approvals.candidates(session, cycle=cycle, now=frozen.now)
    assert [(one.user_id, one.name) for one in found] == [
        (frozen.users[VICE], "Người leader.hcm (TP. Hồ Chí Minh)"),
        (frozen.users[CHAIR], "Người leader.hn (Hà Nội)"),
    ]


def test_all_named_approve_and_the_last_one_finalises(session: Session, frozen: World) -> None:
    """Red when `approve` finalises without asking whether all have approved."""
    name(session, frozen, CHAIR, VICE)
    ranking = approve(session, frozen, VICE)
    assert (ranking.state, standing(session, frozen)) == (
        RankingState.FROZEN,
        [(VICE, True), (CHAIR, False)],
    )
    assert {sheet.state for sheet in session.scalars(select(ScoreSheet))} == {SheetState.FROZEN}
    session.expire_all()
    ranking = approve(session, frozen, CHAIR)
    assert ranking.state.value == "finalised"
    assert ranking.approvers == "Người leader.hcm (TP. Hồ Chí Minh); Người leader.hn (Hà Nội)"
    assert ranking.finalised_by_id == frozen.users[CHAIR]
    assert {sheet.state for sheet in session.scalars(select(ScoreSheet))} == {SheetState.FINALISED}
    verbs = ("ranking.approvers_named", "ranking.approved", "ranking.finalised")
    told = session.scalars(select(AuditEvent.verb).where(AuditEvent.verb.in_(verbs)).order_by(AuditEvent.id))
    assert list(told) == [verbs[0], verbs[1], verbs[1], verbs[2]]
    with pytest.raises(DomainError, match="không chốt được"):
        approve(session, frozen, CHAIR)


@pytest.mark.parametrize(
    ("people", "message"),
    [
        ((), "Chọn ít nhất một người"),
        (("leader.hp",), "Chỉ chọn lãnh đạo"),
        (("secretary.hcm",), "Chỉ chọn lãnh đạo"),
        (("outsider",), "Chỉ chọn lãnh đạo"),
    ],
)
def test_who_cannot_be_named(session: Session, frozen: World, people: tuple[str, ...], message: str) -> None:
    with pytest.raises(DomainError, match=message) as refused:
        name(session, frozen, *people)
    assert refused.value.field == "approvers"


def test_whoever_froze_is_neither_named_nor_approves(session: Session, frozen: World) -> None:
    """Red when `_subject` no longer says who froze."""
    ranking = find_ranking(session, frozen.cycle_id)
    assert ranking is not None
    ranking.frozen_by_id = frozen.users[CHAIR]
    session.flush()
    with pytest.raises(DomainError, match="Chỉ chọn lãnh đạo"):
        name(session, frozen, CHAIR, VICE)
    with pytest.raises(NotAllowed, match="Người nhập không được tự duyệt"):
        approve(session, frozen, CHAIR)


@pytest.mark.parametrize("who", ["secretary.hcm", "officer.hn", "leader.hn", "leader.hp", "auditor", "admin"])
def test_only_the_chairs_secretariat_names(session: Session, frozen: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        name(session, frozen, CHAIR, who=who)


@pytest.mark.parametrize("who", ["secretary.hn", "leader.hp", "officer.hn", "auditor", "admin"])
def test_only_leaders_of_chair_and_vice_chair_approve(session: Session, frozen: World, who: str) -> None:
    name(session, frozen, CHAIR)
    with pytest.raises(NotAllowed):
        approve(session, frozen, who)


def test_a_leader_who_is_not_named_is_told_so(session: Session, frozen: World) -> None:
    name(session, frozen, CHAIR)
    with pytest.raises(NotAllowed, match="Bạn chưa được chỉ định"):
        approve(session, frozen, VICE)


def test_nobody_approves_twice(session: Session, frozen: World) -> None:
    name(session, frozen, CHAIR, VICE)
    approve(session, frozen, CHAIR)
    with pytest.raises(DomainError, match="đã chốt điểm này rồi"):
        approve(session, frozen, CHAIR)


def test_an_approval_stays_while_the_naming_changes(session: Session, frozen: World) -> None:
    name(session, frozen, CHAIR)
    made.cycle_of(session, frozen)
    name(session, frozen, CHAIR, VICE)
    approve(session, frozen, CHAIR)
    with pytest.raises(DomainError, match="còn lại đều đã chốt"):
        name(session, frozen, CHAIR)
    name(session, frozen, VICE)  # the chair's leader is taken off, and their approval with them
    assert standing(session, frozen) == [(VICE, False)]
    name(session, frozen, CHAIR, VICE)
    assert standing(session, frozen) == [(VICE, False), (CHAIR, False)]


def test_of_two_namings_from_one_page_the_second_is_told(session: Session, frozen: World) -> None:
    ranking = find_ranking(session, frozen.cycle_id)
    assert ranking is not None
    version = ranking.version
    name(session, frozen, CHAIR, version=version)
    with pytest.raises(Stale):
        name(session, frozen, VICE, version=version)


def test_what_is_approved_is_what_was_read(session: Session, frozen: World) -> None:
    """Red when `approve` does not compare the checksum of the page."""
    name(session, frozen, CHAIR)
    with pytest.raises(DomainError, match="khóa lại sau khi bạn mở"):
        approve(session, frozen, CHAIR, checksum="0" * 64)


def test_what_moved_after_the_freeze_is_not_approved(session: Session, frozen: World) -> None:
    name(session, frozen, CHAIR)
    rule_out(session, frozen, "HCM", EligibilityState.SUSPENDED)
    with pytest.raises(DomainError, match="Điều kiện xét đã đổi"):
        approve(session, frozen, CHAIR)


def test_thawing_takes_the_approvals_away_and_the_trail_keeps_them(session: Session, frozen: World) -> None:
    name(session, frozen, CHAIR, VICE)
    approve(session, frozen, CHAIR)
    ranking = find_ranking(session, frozen.cycle_id)
    assert ranking is not None
    values: dict[str, Any] = {"version": ranking.version, "reason": "Hải Phòng bổ sung minh chứng"}
    cycle, actor = made.cycle_of(session, frozen), frozen.actor(session, "secretary.hn")
    rankings.unfreeze(session, actor=actor, now=frozen.now, cycle=cycle, **values)
    assert session.scalars(select(RankingApproval)).all() == []
    event = session.scalars(select(AuditEvent).where(AuditEvent.verb == "ranking.unfrozen")).one()
    assert event.changes["approvers"] == [
        "Người leader.hn (Hà Nội); Người leader.hcm (TP. Hồ Chí Minh)",
        None,
    ] or event.changes["approvers"] == [
        "Người leader.hcm (TP. Hồ Chí Minh); Người leader.hn (Hà Nội)",
        None,
    ]
    made.freeze(session, frozen)
    with pytest.raises(NotAllowed, match="chưa được chỉ định"):
        approve(session, frozen, CHAIR)


def test_before_the_freeze_and_after_publishing_nothing_is_approved(session: Session, world: World) -> None:
    made.all_reviewed(session, world)
    cycle = made.cycle_of(session, world)
    assert approvals.candidates(session, cycle=cycle, now=world.now) == []
    for act in (lambda: name(session, world, CHAIR), lambda: approve(session, world)):
        with pytest.raises(DomainError, match="không chốt được"):
            act()
    made.freeze(session, world)
    finalise(session, world)
    made.cycle_of(session, world, Phase.CONFERENCE)
    publish(session, world)
    with pytest.raises(DomainError, match="không chốt được"):
        name(session, world, VICE)
