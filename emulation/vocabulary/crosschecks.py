"""What a cross-check works with, as plain values: pairs, the checked member's lines, what a checker says of them."""

from dataclasses import dataclass
from decimal import Decimal

#: (checker, member).
Pair = tuple[int, int]


@dataclass(frozen=True)
class OwnLine:
    """A line of the checked member's sheet: the points it claims, else those that its rule gave."""

    line_id: int
    criterion_id: int
    code: str
    claimed: Decimal | None
    computed: Decimal | None
    not_assigned: bool = False

    @property
    def own(self) -> Decimal | None:
        """The member's own points."""
        return self.claimed if self.claimed is not None else self.computed


@dataclass(frozen=True)
class SealedLine:
    """A line as it is sealed: the points always stand there, also where the checker agrees."""

    criterion_id: int
    code: str
    points: Decimal
    reason: str


@dataclass(frozen=True)
class Verdict:
    """What one checker says of a line."""

    checker: str
    points: Decimal
    reason: str
