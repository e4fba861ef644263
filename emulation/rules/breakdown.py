"""A ranking taken apart: sums of groups from their criteria, who leads a criterion and by how much (features R1)."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, Protocol, TypeVar

from emulation.vocabulary.kinds import RuleType

K = TypeVar("K", bound=Hashable)
#: Outside the groups: they are added to the sum, or taken from it (handbook 6.1).
EXTRA = frozenset({RuleType.BONUS, RuleType.PENALTY})


class Node(Protocol):
    """A node of the scorecard's tree; groups have no rule."""

    @property
    def id(self) -> int: ...
    @property
    def parent_id(self) -> int | None: ...
    @property
    def rule_type(self) -> RuleType | None: ...


@dataclass(frozen=True)
class Lead(Generic[K]):
    """The best points of a criterion, who has them, and how far below the lowest ones are (0: all are equal)."""

    best: Decimal
    leaders: tuple[K, ...]
    gap: Decimal


def is_extra(node: Node) -> bool:
    """Whether the node is bonus or penalty: no part of a group's sum."""
    return node.rule_type in EXTRA


def node_sums(nodes: Sequence[Node], points: Mapping[int, Decimal | None]) -> dict[int, Decimal | None]:
    """Node id → its points: a criterion's own, a group's sum of its children; None where nothing is known.

    What was not assigned has None in `points` and adds nothing; bonus and penalty are part of no group.
    """
    children: dict[int, list[Node]] = {}
    for node in nodes:
        if node.parent_id is not None:
            children.setdefault(node.parent_id, []).append(node)

    def total(node: Node) -> Decimal | None:
        if node.rule_type is not None:
            return points.get(node.id)
        parts = [total(child) for child in children.get(node.id, []) if not is_extra(child)]
        known = [part for part in parts if part is not None]
        return sum(known, Decimal(0)) if known else None

    return {node.id: total(node) for node in nodes}


def lead_of(points: Mapping[K, Decimal]) -> Lead[K] | None:
    """Who leads; None with fewer than two members, where there is nothing to compare."""
    if len(points) < 2:
        return None
    best, lowest = max(points.values()), min(points.values())
    return Lead(best, tuple(key for key, value in points.items() if value == best), best - lowest)
