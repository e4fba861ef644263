"""A delegation of the demo: a leader on a journey lets a colleague approve for two weeks."""

from datetime import timedelta

from emulation.services import delegations
from emulation.services.delegations import DelegationDraft
from emulation.services.demo.ground import Ground
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.kinds import Role, SigningCapacity

GIVER, RECEIVER, MEMBER = "leader.hue", "officer.hue", "HUE"
LENGTH = timedelta(days=13)


def load_delegation(ground: Ground) -> None:
    """Granted through the service on the demo's own day."""
    today = local_date(ground.moment)
    delegations.grant(
        ground.session,
        actor=ground.person(GIVER, ground.moment),
        now=ground.moment,
        cluster_id=ground.cluster_id,
        draft=DelegationDraft(
            role=Role.MEMBER_LEADER,
            member_id=ground.members[MEMBER],
            receiver_id=ground.people[RECEIVER],
            capacity=SigningCapacity.AUTHORISED,
            starts_on=today,
            ends_on=today + LENGTH,
            document="Giấy ủy quyền số 12/GUQ-UBND (minh họa)",
        ),
    )
