"""Ready-made targets and pledges."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.pledges import Pledge
from emulation.services import agreements, pledges
from emulation.services.pledges import TargetDraft
from emulation.vocabulary.moves import PledgeMove
from tests.factories.world import World


def growth(world: World, low: str = "7.5", **more: Any) -> TargetDraft:
    """A target for growth, exactly `low` percent."""
    values: dict[str, Any] = {"low": Decimal(low), "source": "Nghị quyết 01/NQ-HĐND"} | more
    return TargetDraft(indicator_id=world.indicators["GRDP_GROWTH"], **values)


def draft(session: Session, world: World, city: str = "HN", **more: Any) -> Pledge:
    """A draft with one target, written by the city's officer."""
    cycle = session.get(Cycle, world.cycle_id)
    assert cycle is not None
    values: dict[str, Any] = {"version": 0, "summary": "Quyết tâm", "targets": [growth(world)]} | more
    return pledges.save(
        session,
        actor=world.actor(session, f"officer.{city.lower()}"),
        now=world.now,
        cycle=cycle,
        member_id=world.members[city],
        **values,
    )


def step(
    session: Session,
    world: World,
    pledge: Pledge,
    who: str,
    move: PledgeMove,
    reason: str = "",
    lines: Mapping[int, str] = pledges.NO_REASONS,
) -> Pledge:
    """One move by a person of the cast; `lines` are reasons by target id."""
    return pledges.move(
        session,
        actor=world.actor(session, who),
        now=world.now,
        pledge=pledge,
        version=pledge.version,
        step=move,
        reason=reason,
        line_reasons=lines,
    )


def accepted(session: Session, world: World, city: str = "HN", **more: Any) -> Pledge:
    """A pledge that the chair's secretariat has agreed to."""
    pledge = draft(session, world, city, **more)
    step(session, world, pledge, f"officer.{city.lower()}", PledgeMove.REQUEST_APPROVAL)
    step(session, world, pledge, f"leader.{city.lower()}", PledgeMove.SUBMIT)
    return step(session, world, pledge, "secretary.hn", PledgeMove.ACCEPT)


def signed_agreement(session: Session, world: World, cities: tuple[str, ...]) -> None:
    """Common contents and the signatures of the given cities, whose pledges are agreed."""
    cycle = session.get(Cycle, world.cycle_id)
    assert cycle is not None
    who = world.actor(session, "secretary.hn")
    contents = [agreements.Content("Hoàn thành các chỉ tiêu kinh tế - xã hội", "Nghị quyết 01/NQ-CP")]
    agreement = agreements.save_contents(
        session, actor=who, now=world.now, cycle=cycle, version=0, contents=contents
    )
    agreements.sign(
        session,
        actor=who,
        now=world.now,
        cycle=cycle,
        version=agreement.version,
        signing=agreements.Signing(world.now.date().replace(month=4, day=9), "Hà Nội"),
        signatures=[agreements.Signature(world.members[c], f"Người ký {c}", "Chủ tịch") for c in cities],
    )
