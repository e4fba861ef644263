"""Delegations between people of the cast."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.delegations import Delegation
from emulation.services import delegations
from emulation.services.delegations import DelegationDraft
from emulation.vocabulary.kinds import Role, SigningCapacity
from tests.factories.world import World


def draft(world: World, receiver: str = "officer.hp", city: str = "HP", **more: Any) -> DelegationDraft:
    """From 20/10 to 31/10/2025, by paper."""
    values: dict[str, Any] = {
        "role": Role.MEMBER_LEADER,
        "member_id": world.members[city],
        "receiver_id": world.users[receiver],
        "capacity": SigningCapacity.AUTHORISED,
        "starts_on": date(2025, 10, 20),
        "ends_on": date(2025, 10, 31),
        "document": "Giấy ủy quyền số 15/GUQ-UBND ngày 14/10/2025",
    }
    return DelegationDraft(**(values | more))


def granted(session: Session, world: World, giver: str = "leader.hp", **more: Any) -> Delegation:
    """A delegation by a person of the cast."""
    return delegations.grant(
        session,
        actor=world.actor(session, giver),
        now=world.now,
        cluster_id=world.cluster_id,
        draft=draft(world, **more),
    )
