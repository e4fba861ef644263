"""Who acts, on what, and how far their sight reaches: plain values, so that permissions are pure."""

from dataclasses import dataclass, field
from datetime import date

from emulation.vocabulary.kinds import Role
from emulation.vocabulary.states import Phase


@dataclass(frozen=True)
class Capacity:
    """One appointment of a person, as of a day: the role, for whom, and what follows from the terms.

    `member_id` is the office a person belongs to; `chair_of` and `vice_of` are the clusters in which
    that member holds the post on the day (handbook 4). Without member and cluster it is installation-wide.
    """

    role: Role
    member_id: int | None = None
    cluster_id: int | None = None
    clusters: frozenset[int] = frozenset()
    chair_of: frozenset[int] = frozenset()
    vice_of: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Actor:
    """A person with their capacities of a day. The public has no id and no capacities."""

    user_id: int | None
    full_name: str
    today: date
    capacities: tuple[Capacity, ...] = ()

    @property
    def roles(self) -> frozenset[Role]:
        """All roles held, wherever."""
        return frozenset(capacity.role for capacity in self.capacities)

    @property
    def member_ids(self) -> frozenset[int]:
        """The members for which the person works."""
        return frozenset(c.member_id for c in self.capacities if c.member_id is not None)


@dataclass(frozen=True)
class Subject:
    """What an action is about. `entered_by` holds the people who wrote what is now to be approved."""

    cluster_id: int | None = None
    member_id: int | None = None
    phase: Phase | None = None
    state: str | None = None
    entered_by: frozenset[int] = field(default_factory=frozenset)
    has_chair: bool = True


@dataclass(frozen=True)
class Scope:
    """Which records of a list somebody may see: all, or those of these clusters and members."""

    everything: bool = False
    clusters: frozenset[int] = frozenset()
    members: frozenset[int] = frozenset()
