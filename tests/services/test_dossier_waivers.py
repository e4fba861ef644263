"""Waivers of required papers: a reason, and a second person."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from emulation.models.awards import Proposal
from emulation.models.dossiers import PaperWaiver
from emulation.services import dossier_checks, dossier_waivers, rulebook
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.dossiers import TaskState
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Stale
from tests.factories import awards as made
from tests.factories import dossiers as filled
from tests.factories.world import World

KIND = "council_minutes"


@pytest.fixture
def row(session: Session, world: World) -> Proposal:
    """A draft of Hải Phòng for 2024."""
    cycle = made.ground(session, world)
    rulebook.load(session, actor=made.actor_system(world), now=world.now)
    return made.draft(session, world, cycle)


def ask(session: Session, world: World, row: Proposal, who: str = "officer.hp", **more: Any) -> PaperWaiver:
    values: dict[str, Any] = {
        "kind": KIND,
        "version": 0,
        "reason": "Hội đồng họp kín, chỉ có biên bản kiểm phiếu.",
    } | more
    return dossier_waivers.ask(
        session, actor=world.actor(session, who), now=world.now, proposal=row, **values
    )


def agree(session: Session, world: World, row: Proposal, who: str, **more: Any) -> PaperWaiver:
    values: dict[str, Any] = {"kind": KIND, "version": 1} | more
    actor = world.actor(session, who)
    return dossier_waivers.approve(session, actor=actor, now=world.now, proposal=row, **values)


def state(session: Session, world: World, row: Proposal) -> tuple[TaskState, int]:
    found = dossier_checks.examine(session, proposal_id=row.id, today=local_date(world.now))
    task = found.get_task(KIND)
    assert task is not None
    return task.state, found.missing


def test_two_people_waive_a_paper(session: Session, world: World, row: Proposal) -> None:
    """Screens 3.10. Red when `waived` counts waivers that nobody has agreed to."""
    assert state(session, world, row) == (TaskState.NOT_BEGUN, 9)
    ask(session, world, row)
    assert state(session, world, row) == (TaskState.DOING, 9)
    agree(session, world, row, "leader.hp")
    assert state(session, world, row) == (TaskState.WAIVED, 8)
    with pytest.raises(DomainError, match="đã được đồng ý"):
        ask(session, world, row, version=2)


def test_whoever_asked_does_not_agree(session: Session, world: World, row: Proposal) -> None:
    """Red when FOUR_EYES loses DOSSIER_WAIVE, or `approve` passes no `asked_by`."""
    ask(session, world, row, "secretary.hn")
    with pytest.raises(NotAllowed, match="Người nhập không được tự duyệt"):
        agree(session, world, row, "secretary.hn")
    agree(session, world, row, "leader.hp")


@pytest.mark.parametrize("who", ["officer.hp", "leader.ct", "secretary.hcm", "auditor"])
def test_the_wrong_person_does_not_agree(session: Session, world: World, row: Proposal, who: str) -> None:
    ask(session, world, row, "secretary.hn")
    with pytest.raises(NotAllowed):
        agree(session, world, row, who)


@pytest.mark.parametrize("who", ["leader.hp", "officer.ct", "auditor"])
def test_the_wrong_person_does_not_ask(session: Session, world: World, row: Proposal, who: str) -> None:
    with pytest.raises(NotAllowed):
        ask(session, world, row, who)


def test_a_waiver_has_a_reason_and_a_need(session: Session, world: World, row: Proposal) -> None:
    with pytest.raises(DomainError, match="Nhập lý do"):
        ask(session, world, row, reason="  ")
    with pytest.raises(DomainError, match="không bắt buộc"):
        ask(session, world, row, kind="other")
    filled.paper(session, world, row, KIND)
    with pytest.raises(DomainError, match="đã có trong hồ sơ"):
        ask(session, world, row)


def test_old_forms_are_refused(session: Session, world: World, row: Proposal) -> None:
    """Red when `approve` does not compare the version."""
    with pytest.raises(Stale):
        ask(session, world, row, version=3)
    with pytest.raises(NotFound):
        agree(session, world, row, "leader.hp")
    ask(session, world, row)
    ask(session, world, row, version=1, reason="Lý do viết lại cho rõ hơn.")
    with pytest.raises(Stale):
        agree(session, world, row, "leader.hp", version=1)
