"""From lines to a total: groups, bonus, penalty, and criteria that were not assigned (handbook 6.1, 6.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from emulation.rules.scoring import scaled_total
from emulation.vocabulary.kinds import RuleType


@dataclass(frozen=True)
class TotalLine:
    """One scored criterion: its top group's code, its maximum and rule, and its three stages of points."""

    group: str
    max_points: Decimal
    rule_type: RuleType
    computed: Decimal | None
    claimed: Decimal | None
    appraised: Decimal | None
    not_assigned: bool


@dataclass(frozen=True)
class Total:
    """A member's points: raw sums per top group, bonus, penalty (negative or zero), and the scaled total.

    `raw` is the sum of the groups, `base` and `full` the maxima of the assigned and of all criteria.
    """

    groups: dict[str, Decimal]
    bonus: Decimal
    penalty: Decimal
    total: Decimal
    is_scaled: bool
    raw: Decimal = Decimal(0)
    base: Decimal = Decimal(0)
    full: Decimal = Decimal(0)

    @property
    def scaled(self) -> Decimal:
        """The sum of the groups as it counts: scaled to the full base where criteria were not assigned."""
        return self.total - self.bonus - self.penalty


class Staged(Protocol):
    """Anything with the three stages of a line's points."""

    @property
    def computed(self) -> Decimal | None: ...
    @property
    def claimed(self) -> Decimal | None: ...
    @property
    def appraised(self) -> Decimal | None: ...


def self_points(line: Staged) -> Decimal | None:
    """What the member says: its claim, else what the rule gave."""
    return line.claimed if line.claimed is not None else line.computed


def final_points(line: Staged) -> Decimal | None:
    """What counts: the appraisal, else the claim, else what the rule gave. Never the best of the stages."""
    return line.appraised if line.appraised is not None else self_points(line)


def total_of(lines: Sequence[TotalLine], points: Mapping[int, Decimal | None]) -> Total:
    """Sum the points of the lines (by their position); open lines add nothing, a group of open lines has no sum.

    Criteria that were not assigned leave the base, and the sum of the groups is scaled to the full base:
    880.50 of 970 is 907.73 of 1000 (handbook 6.2). Bonus and penalty are outside the base.
    """
    groups: dict[str, Decimal] = {}
    extra = {RuleType.BONUS: Decimal(0), RuleType.PENALTY: Decimal(0)}
    full, base = Decimal(0), Decimal(0)
    for position, line in enumerate(lines):
        known = Decimal(0) if line.not_assigned else points.get(position)
        if line.rule_type in extra:
            extra[line.rule_type] += known or Decimal(0)
            continue
        if known is not None:
            groups[line.group] = groups.get(line.group, Decimal(0)) + known
        full += line.max_points
        base += Decimal(0) if line.not_assigned else line.max_points
    bonus, penalty = extra[RuleType.BONUS], extra[RuleType.PENALTY]
    return joined(groups, bonus, penalty, base=base, full=full)


def joined(
    groups: dict[str, Decimal], bonus: Decimal, penalty: Decimal, *, base: Decimal, full: Decimal
) -> Total:
    """The total of a member from its parts: the groups, scaled from the assigned `base` to the `full` one."""
    raw = sum(groups.values(), Decimal(0))
    is_scaled = base != full and base > 0
    scaled = scaled_total(raw, base, full) if is_scaled else raw
    return Total(groups, bonus, penalty, scaled + bonus + penalty, is_scaled, raw, base, full)


def group_for_rule(groups: Sequence[str], position: int) -> str | None:
    """The code of the first or third top group; with fewer groups the last one stands in (handbook 6.3)."""
    return groups[min(position, len(groups) - 1)] if groups else None
