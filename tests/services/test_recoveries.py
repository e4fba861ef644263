"""What a revoked award gives back, and the prize money of a decision by the rulebook of its day."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.models.audit import AuditEvent
from emulation.models.awards import Award, Proposal, RecoveryItem
from emulation.models.cycles import Cycle
from emulation.queries.recoveries import get_recovery, recoveries_of
from emulation.services import decisions, recoveries, rulebook
from emulation.services.decisions import Revocation
from emulation.vocabulary.award_kinds import NomineeKind, RecoveryKind, RevocationGround
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Stale
from tests.conftest import unchanged
from tests.factories import awards as made
from tests.factories.world import World
from tests.support.races import committed, race

#: The day of the handbook's worked example: base salary 2.34 m, factors of R2.
SIGNED = date(2025, 5, 10)
TODAY = date(2025, 10, 15)


def revoked(session: Session, world: World, *, handed: bool = True) -> Award:
    """The flag of Hải Phòng, decided 10/05/2025, handed over 20/05 or not, revoked 14/10/2025."""
    rulebook.load(session, actor=made.actor_system(world), now=world.now)
    row = made.sent(session, world, made.ground(session, world))
    made.decided(session, world, [row], signed_on=SIGNED)
    award, who = made.award_of(session, row), world.actor(session, made.SECRETARY)
    if handed:
        decisions.confer(
            session,
            actor=who,
            now=world.now,
            award=award,
            version=award.version,
            conferred_on=date(2025, 5, 20),
            certificate_number="TĐ-07",
        )
    revocation = Revocation(
        revoked_on=date(2025, 10, 14),
        number="99/QĐ-TTg",
        ground=RevocationGround.FALSE_DECLARATION,
        reason="Kê khai sai số thu ngân sách.",
        typed="THU HỒI",
    )
    return decisions.revoke(
        session, actor=who, now=world.now, award=award, version=award.version, revocation=revocation
    )


@pytest.fixture
def owed(world: World) -> World:
    """The world with a revoked award, committed; its items are 1 (the flag) and 2 (the money)."""
    with world.database.writing() as session, unit_of_work(session):
        revoked(session, world)
    return world


def settle(session: Session, world: World, item_id: int = 2, who: str = made.SECRETARY, **more: Any) -> int:
    """Record that an item came back."""
    item = session.get_one(RecoveryItem, item_id)
    values: dict[str, Any] = {
        "version": item.version,
        "recovered_on": TODAY,
        "paper": "Biên bản số 07/BB",
        "amount": 28_080_000 if item.kind is RecoveryKind.MONEY else None,
    }
    actor = world.actor(session, who)
    recoveries.settle(session, actor=actor, now=world.now, item=item, **values | more)
    return item_id


def settled(world: World, item_id: int = 2, **more: Any) -> int:
    """The same in a transaction of its own."""
    return committed(world.database, lambda session: settle(session, world, item_id, **more))()


@pytest.fixture
def ruled(session: Session, world: World) -> Iterator[Session]:
    """A session on the rulebook."""
    rulebook.load(session, actor=made.actor_system(world), now=world.now)
    yield session


@pytest.mark.parametrize(
    ("form", "kind", "day", "amount", "factor", "confirmed"),
    [
        ("flag_gov", NomineeKind.MEMBER, SIGNED, 28_080_000, "12.0", True),
        ("flag_gov", NomineeKind.COLLECTIVE, SIGNED, 28_080_000, "12.0", True),
        ("pm_certificate", NomineeKind.MEMBER, SIGNED, 16_380_000, "7.0", False),
        ("pm_certificate", NomineeKind.COLLECTIVE, date(2025, 6, 30), 16_380_000, "7.0", False),
        ("pm_certificate", NomineeKind.PERSON, date(2025, 7, 1), 8_190_000, "3.5", False),
    ],
)
def test_prize_money_by_the_rulebook(
    ruled: Session, form: str, kind: NomineeKind, day: date, amount: int, factor: str, confirmed: bool
) -> None:
    """Handbook 8: 12.0 × 2,340,000 = 28,080,000 đồng. Red when a factor or the base of the rulebook changes."""
    prize = recoveries.prizes_of(ruled, day, [(7, form, kind)]).found[7]
    assert (prize.amount, prize.confirmed) == (amount, confirmed)
    assert (prize.factor.amount, prize.base.amount) == (Decimal(factor), Decimal(2_340_000))


def test_nobody_is_told_a_sum_that_the_rulebook_does_not_give(ruled: Session) -> None:
    """No factor of a form, no rules on a day: the recipient has none and is told why, the others stay."""
    asked = [(1, "flag_gov", NomineeKind.MEMBER), (2, "no_such_form", NomineeKind.MEMBER)]
    told = recoveries.prizes_of(ruled, SIGNED, asked)
    assert (set(told.found), told.why_none) == ({1}, {2: "Chưa có hệ số trong bộ quy tắc ngày %(day)s"})
    person = [(3, "pm_certificate", NomineeKind.PERSON)]
    assert recoveries.prizes_of(ruled, date(2025, 6, 30), person).found == {}
    early = recoveries.prizes_of(ruled, date(1999, 1, 1), asked)
    assert (early.found, set(early.why_none), early.regime) == ({}, {1, 2}, None)
    assert recoveries.prizes_of(ruled, SIGNED, []).why_none == {}


def test_what_was_handed_over_and_the_money_come_back(owed: World) -> None:
    """Red when `revoke` does not call open_items, or the amount is not the prize of the signing day."""
    with owed.database.reading() as session:
        found = recoveries_of(session, owed.cluster_id)
        verbs = session.scalars(select(AuditEvent.verb).where(AuditEvent.object_type == "recovery_item"))
        assert verbs.all() == ["recovery.opened", "recovery.opened"]
    assert [(row.kind.value, row.what, row.amount, row.recovered_on) for row in found] == [
        ("artefact", "Cờ thi đua của Chính phủ, TĐ-07", None, None),
        ("money", "Cờ thi đua của Chính phủ", 28_080_000, None),
    ]


def test_what_was_never_handed_over_does_not_come_back(session: Session, world: World) -> None:
    """Before conferral only the money is listed."""
    revoked(session, world, handed=False)
    assert [row.kind.value for row in recoveries_of(session, world.cluster_id)] == ["money"]


def test_an_item_comes_back_once_with_its_paper(owed: World) -> None:
    """Red when `settle` takes an item that came back."""
    settled(owed, amount=20_000_000)
    with owed.database.reading() as session:
        rows = recoveries_of(session, owed.cluster_id, only_open=True)
        item = session.get_one(RecoveryItem, 2)
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert event is not None
        assert (item.recovered_on, item.paper, item.amount) == (TODAY, "Biên bản số 07/BB", 20_000_000)
        assert (event.verb, event.changes["amount"]) == ("recovery.settled", [28_080_000, 20_000_000])
    assert [row.id for row in rows] == [1]
    with unchanged(owed.database), pytest.raises(DomainError, match="đã được ghi thu hồi"):
        settled(owed)


def test_a_flag_comes_back_without_a_sum(owed: World) -> None:
    settled(owed, 1, amount=5)
    with owed.database.reading() as session:
        assert session.get_one(RecoveryItem, 1).amount is None


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"amount": None}, "amount"),
        ({"amount": 0}, "amount"),
        ({"amount": 2_000_000_001}, "amount"),
        ({"recovered_on": date(2025, 10, 13)}, "recovered_on"),
        ({"recovered_on": date(2025, 10, 16)}, "recovered_on"),
    ],
    ids=["no sum", "nothing", "too much", "before the revocation", "tomorrow"],
)
def test_what_cannot_have_come_back_is_refused(owed: World, more: dict[str, Any], field: str) -> None:
    with unchanged(owed.database), pytest.raises(DomainError) as error:
        settled(owed, **more)
    assert error.value.field == field


def test_a_stale_item_is_refused(owed: World) -> None:
    with unchanged(owed.database), pytest.raises(Stale):
        settled(owed, version=7)


@pytest.mark.parametrize("who", ["leader.hn", "secretary.hcm", "officer.hp", "auditor", "admin"])
def test_only_the_chairs_secretariat_records_it(owed: World, who: str) -> None:
    """Red when `settle` does not ask for DECISION_RECORD."""
    with unchanged(owed.database), pytest.raises(NotAllowed):
        settled(owed, who=who)


def test_an_item_of_another_decision_or_cluster_is_not_there(owed: World) -> None:
    with owed.database.reading() as session:
        assert get_recovery(session, owed.cluster_id, 1, 2).id == 2
        for cluster_id, decision_id in ((owed.cluster_id, 2), (owed.cluster_id + 1, 1)):
            with pytest.raises(NotFound):
                get_recovery(session, cluster_id, decision_id, 2)


@pytest.mark.both
def test_of_two_who_record_it_at_once_one_does(owed: World) -> None:
    """Red when `settle` does not compare the version and the record has none."""
    works = [lambda: settled(owed, amount=1), lambda: settled(owed, amount=2)]
    ends = race(works)
    assert len([end for end in ends if isinstance(end, DomainError)]) == 1, ends


def test_the_proposal_can_be_made_again_after_a_revocation(session: Session, world: World) -> None:
    """A revoked award no longer stands in the way (rules.proposals.ENDED)."""
    award = revoked(session, world)
    row = session.get_one(Proposal, award.proposal_id)
    again = made.draft(session, world, session.get_one(Cycle, row.cycle_id))
    assert (again.nominee, again.state.value) == (row.nominee, "draft")
