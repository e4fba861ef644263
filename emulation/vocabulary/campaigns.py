"""A running campaign as it lies on people's desks: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from emulation.vocabulary.kinds import CampaignReportKind
from emulation.vocabulary.states import CampaignState, RegistrationState


@dataclass(frozen=True)
class Registered:
    """How far a member's registration is, and whose hand is in it."""

    state: RegistrationState
    writers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class RunningCampaign:
    """A launched campaign that is not over. `registered` maps members; `handed_in` holds reports as (member, kind)."""

    id: int
    cluster_id: int
    name: str
    state: CampaignState
    starts_on: date
    ends_on: date | None
    registered: Mapping[int, Registered] = field(default_factory=dict)
    handed_in: frozenset[tuple[int | None, CampaignReportKind]] = frozenset()

    def is_past_half(self, today: date) -> bool:
        """Whether half of its days are over; never for one without an end."""
        return self.ends_on is not None and today >= self.starts_on + (self.ends_on - self.starts_on) / 2

    def is_past_end(self, today: date) -> bool:
        """Whether its last day is over."""
        return self.ends_on is not None and today > self.ends_on
