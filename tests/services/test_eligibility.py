"""Eligibility: suspended, restored, not considered for good; every refusal."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.models.scoring import Eligibility
from emulation.services import eligibility
from emulation.services.eligibility import Ruling
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Stale
from emulation.vocabulary.states import EligibilityState
from tests.factories import scores as made
from tests.factories.world import World

SUSPENDED, INELIGIBLE, ELIGIBLE = (
    EligibilityState.SUSPENDED,
    EligibilityState.INELIGIBLE,
    EligibilityState.ELIGIBLE,
)


def decide(
    session: Session,
    world: World,
    state: EligibilityState = SUSPENDED,
    *,
    version: int = 0,
    who: str = "secretary.hn",
    member_id: int | None = None,
    **more: Any,
) -> Eligibility:
    values = {
        "reason": "Đang xác minh đơn tố cáo",
        "basis": "Luật Thi đua, khen thưởng",
        "decided_by": "Cụm trưởng",
        "decided_on": date(2025, 10, 1),
    }
    return eligibility.decide(
        session,
        actor=world.actor(session, who),
        now=world.now,
        cycle=made.cycle_of(session, world),
        member_id=member_id or world.members["HP"],
        version=version,
        ruling=Ruling(state, **values | more),  # type: ignore[arg-type]
    )


def test_suspending_and_lifting_restores(session: Session, world: World) -> None:
    fit = decide(session, world)
    assert (fit.state, fit.decided_on) == (SUSPENDED, date(2025, 10, 1))
    decide(session, world, ELIGIBLE, version=fit.version, reason="Xác minh xong, không vi phạm")
    assert fit.state is ELIGIBLE
    verbs = [event.verb for event in session.scalars(select(AuditEvent).order_by(AuditEvent.id))]
    assert verbs == ["eligibility.decided", "eligibility.lifted"]


def test_not_considered_is_final(session: Session, world: World) -> None:
    fit = decide(session, world, INELIGIBLE)
    for state in (ELIGIBLE, SUSPENDED):
        with pytest.raises(DomainError, match="cuối cùng"):
            decide(session, world, state, version=fit.version)


@pytest.mark.parametrize(
    ("state", "more", "field"),
    [
        (SUSPENDED, {"reason": " "}, "reason"),
        (SUSPENDED, {"decided_on": date(2025, 10, 16)}, "decided_on"),
        (ELIGIBLE, {}, "state"),
    ],
)
def test_a_ruling_needs_reason_date_and_effect(
    session: Session, world: World, state: EligibilityState, more: dict[str, Any], field: str
) -> None:
    with pytest.raises(DomainError) as caught:
        decide(session, world, state, **more)
    assert caught.value.field == field
    assert session.scalars(select(Eligibility)).all() == []


def test_a_second_ruling_on_an_old_page_is_stale(session: Session, world: World) -> None:
    decide(session, world)
    with pytest.raises(Stale):
        decide(session, world, INELIGIBLE, version=0)


@pytest.mark.parametrize("who", ["officer.hp", "leader.hp", "secretary.hcm", "auditor", "admin"])
def test_only_the_chair_decides(session: Session, world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        decide(session, world, who=who)


def test_a_member_outside_the_year_is_not_found(session: Session, world: World) -> None:
    with pytest.raises(NotFound):
        decide(session, world, member_id=987654)
