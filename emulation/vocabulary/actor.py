"""Who acts, on what, and how far their sight reaches: plain values, so that permissions are pure."""

from dataclasses import dataclass, field
from datetime import date

from emulation.vocabulary.kinds import Role, SigningCapacity
from emulation.vocabulary.states import Phase


@dataclass(frozen=True)
class ActingFor:
    """Whose role somebody holds by delegation, and in which capacity they sign."""

    user_id: int
    full_name: str
    signing: SigningCapacity

    @property
    def words(self) -> str:
        """As it stands before a signature: "TUQ. Nguyễn Văn A"."""
        return f"{self.signing.value.upper()}. {self.full_name}"


@dataclass(frozen=True)
class Capacity:
    """One appointment of a person, as of a day: the role, for whom, and what follows from the terms.

    `member_id` is the office a person belongs to; `chair_of` and `vice_of` are the clusters in which
    that member holds the post on the day (handbook 4). Without member and cluster it is installation-wide.
    `acting_for` says whose role this is when it is held by delegation.
    """

    role: Role
    member_id: int | None = None
    cluster_id: int | None = None
    clusters: frozenset[int] = frozenset()
    chair_of: frozenset[int] = frozenset()
    vice_of: frozenset[int] = frozenset()
    acting_for: ActingFor | None = None


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
class Sight:
    """What somebody sees in one cluster: the records of these members or, with `all_but`, of all but these."""

    members: frozenset[int] = frozenset()
    all_but: bool = False

    def shows(self, member_id: int | None) -> bool:
        """Whether a record of this member (None: of the cluster itself) is seen."""
        return (member_id in self.members) is not self.all_but


@dataclass(frozen=True)
class Scope:
    """Which records of a list somebody may see: all, or those of these clusters and offices.

    `offices` are pairs (cluster, member); `all_but` are clusters of which one member is left out, as pairs too;
    `chairless` adds every cluster that nobody chairs, `common` what belongs to no cluster.
    """

    everything: bool = False
    clusters: frozenset[int] = frozenset()
    offices: frozenset[tuple[int, int]] = frozenset()
    all_but: frozenset[tuple[int, int]] = frozenset()
    chairless: bool = False
    common: bool = False

    def __or__(self, other: "Scope") -> "Scope":
        """What either of the two shows."""
        return Scope(
            self.everything or other.everything,
            self.clusters | other.clusters,
            self.offices | other.offices,
            self.all_but | other.all_but,
            self.chairless or other.chairless,
            self.common or other.common,
        )

    def of_cluster(self, cluster_id: int | None, *, has_chair: bool = True) -> Sight:
        """What is seen in one cluster."""
        is_common = self.common and cluster_id is None
        if self.everything or is_common or cluster_id in self.clusters or (self.chairless and not has_chair):
            return Sight(all_but=True)
        own = frozenset(member for cluster, member in self.offices if cluster == cluster_id)
        left_out = frozenset(member for cluster, member in self.all_but if cluster == cluster_id)
        if not left_out:
            return Sight(own)
        return Sight(left_out - own if len(left_out) == 1 else frozenset(), all_but=True)

    def shows(self, cluster_id: int | None, member_id: int | None, *, has_chair: bool = True) -> bool:
        """Whether a record of this cluster and member lies within."""
        return self.of_cluster(cluster_id, has_chair=has_chair).shows(member_id)


def capacity_of(actor: Actor) -> str:
    """In which capacities somebody acts, for the trail: roles as codes, then delegations in words."""
    own = sorted({capacity.role for capacity in actor.capacities if capacity.acting_for is None})
    lent = sorted({c.acting_for.words for c in actor.capacities if c.acting_for is not None})
    return ",".join([*own, *lent])
