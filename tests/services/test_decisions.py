"""The register: a decision months later in a closed year, conferral, revocation that stays listed."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.models.awards import Award, Proposal
from emulation.models.cycles import Cycle
from emulation.queries.decisions import awards_of_cluster, candidates_of, decisions_of_cluster
from emulation.services import decisions
from emulation.services.decisions import Revocation
from emulation.vocabulary.award_kinds import RevocationGround
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Stale
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.states import Phase, ProposalState
from tests.factories import awards as made
from tests.factories.world import World
from tests.support.ground import laid


@pytest.fixture
def cycle(session: Session, world: World) -> Cycle:
    """2024, in the phase awarding, with its ranking frozen."""
    return made.ground(session, world)


def _confer(session: Session, world: World, award: Award, **more: Any) -> Award:
    values: dict[str, Any] = {"version": award.version, "conferred_on": date(2025, 10, 15)} | more
    who = world.actor(session, values.pop("who", made.SECRETARY))
    return decisions.confer(session, actor=who, now=world.now, award=award, **values)


def _revoke(session: Session, world: World, award: Award, **more: Any) -> Award:
    values: dict[str, Any] = {
        "revoked_on": date(2025, 10, 15),
        "number": "99/QĐ-TTg",
        "ground": RevocationGround.FALSE_DECLARATION,
        "reason": "Kê khai sai số thu ngân sách.",
        "typed": "thu hồi",
    } | more
    who = world.actor(session, made.SECRETARY)
    return decisions.revoke(
        session,
        actor=who,
        now=world.now,
        award=award,
        version=award.version,
        revocation=Revocation(**values),
    )


def test_a_decision_comes_months_later_in_a_closed_year(world: World) -> None:
    """Red when Work.DECIDE in rules/cycles.py ends with AWARDING, or `proposal` is sealed with its year."""
    with world.database.writing() as session, unit_of_work(session):
        cycle = made.ground(session, world)
        rows = [made.sent(session, world, cycle, city) for city in ("HN", "HCM")]
        cycle_id, ids = cycle.id, [row.id for row in rows]
    with world.database.writing() as session, unit_of_work(session):
        session.get_one(Cycle, cycle_id).phase = Phase.CLOSED
        laid(session)
        made.decided(session, world, [session.get_one(Proposal, key) for key in ids])
    with world.database.reading() as session:
        listed = awards_of_cluster(session, world.cluster_id)
        assert [(row.nominee, row.state.value) for row in listed] == [
            ("Hà Nội", "decided"),
            ("TP. Hồ Chí Minh", "decided"),
        ]
        assert candidates_of(session, world.cluster_id) == []


def test_conferral_and_revocation_leave_the_decision_listed(
    session: Session, world: World, cycle: Cycle
) -> None:
    row = made.sent(session, world, cycle)
    made.decided(session, world, [row])
    award = made.award_of(session, row)
    _confer(session, world, award, event="Hội nghị 15/10", certificate_number="TĐ-07")
    assert row.state.value == "conferred"
    _revoke(session, world, award)
    assert row.state.value == "revoked"
    (listed,) = awards_of_cluster(session, world.cluster_id)
    assert (listed.revocation_reason, listed.revocation_number) == (
        "Kê khai sai số thu ngân sách.",
        "99/QĐ-TTg",
    )
    assert [decision.number for decision in decisions_of_cluster(session, world.cluster_id)] == [
        "1234/QĐ-TTg"
    ]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"typed": "THU"}, "typed"),
        ({"reason": " "}, "reason"),
        ({"ground": None}, "ground"),
        ({"revoked_on": date(2025, 10, 13)}, "revoked_on"),
        ({"revoked_on": date(2025, 10, 16)}, "revoked_on"),
    ],
)
def test_a_revocation_that_lacks_something_is_refused(
    session: Session, world: World, cycle: Cycle, more: dict[str, Any], field: str
) -> None:
    row = made.sent(session, world, cycle)
    made.decided(session, world, [row])
    with pytest.raises(DomainError) as caught:
        _revoke(session, world, made.award_of(session, row), **more)
    assert (caught.value.field, row.state) == (field, ProposalState.DECIDED)


def test_conferral_before_the_decision_or_twice_is_refused(
    session: Session, world: World, cycle: Cycle
) -> None:
    row = made.sent(session, world, cycle)
    made.decided(session, world, [row])
    award = made.award_of(session, row)
    with pytest.raises(DomainError, match=r"sau ngày ký quyết định \(14/10/2025\)"):
        _confer(session, world, award, conferred_on=date(2025, 10, 13))
    with pytest.raises(Stale):
        _confer(session, world, award, version=award.version + 1)
    _confer(session, world, award)
    with pytest.raises(DomainError, match="không làm được việc này"):
        _confer(session, world, award)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"signed_on": date(2025, 3, 27)}, r"phải sau ngày trình \(28/03/2025\)"),
        ({"signed_on": date(2025, 10, 16)}, "không thể sau hôm nay"),
        ({"number": "1/qđ-ttg"}, "đã có trong sổ"),
    ],
)
def test_a_decision_with_wrong_dates_or_number_is_refused(
    session: Session, world: World, cycle: Cycle, more: dict[str, Any], message: str
) -> None:
    first, second = (made.sent(session, world, cycle, city) for city in ("HN", "HCM"))
    made.decided(session, world, [first], number="1/QĐ-TTg")
    with pytest.raises(DomainError, match=message):
        made.decided(session, world, [second], **more)


def test_nobody_or_somebody_who_was_not_sent_is_not_awarded(
    session: Session, world: World, cycle: Cycle
) -> None:
    with pytest.raises(DomainError, match="ít nhất một đề nghị"):
        made.decided(session, world, [])
    row = made.draft(session, world, cycle)
    with pytest.raises(DomainError, match="Nháp"):
        made.decided(session, world, [row])


def test_only_the_chairs_secretariat_records(session: Session, world: World, cycle: Cycle) -> None:
    row = made.sent(session, world, cycle)
    for who in ("secretary.hcm", "leader.hn", "officer.hp", "auditor"):
        with pytest.raises(NotAllowed):
            decisions.record(
                session,
                actor=world.actor(session, who),
                now=world.now,
                cluster_id=world.cluster_id,
                facts=decisions.DecisionFacts("2/QĐ", date(2025, 10, 14), "Thủ tướng"),
                proposal_ids=[row.id],
            )


def test_a_proposal_of_another_cluster_is_not_there(session: Session, world: World, cycle: Cycle) -> None:
    row = made.sent(session, world, cycle)
    decision = made.decided(session, world, [row])
    award = made.award_of(session, row)
    assert award.decision_id == decision.id
    cycle.cluster_id = world.cluster_id + 1
    session.flush()
    with pytest.raises(NotFound):
        _confer(session, world, award)


def test_a_returned_proposal_cannot_be_decided_any_more(session: Session, world: World, cycle: Cycle) -> None:
    row = made.sent(session, world, cycle)
    made.step(session, world, row, ProposalMove.RETURN)
    with pytest.raises(DomainError, match="Trả lại để bổ sung"):
        made.decided(session, world, [row])
