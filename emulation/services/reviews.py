"""A pledge beside the one of the year before: what the chair reads before agreeing. Writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from emulation.queries.figures import FigureRow, scored_figures
from emulation.queries.pledges import TargetRow, previous_targets
from emulation.rules import results
from emulation.rules.reviews import Ambition, ambition
from emulation.vocabulary.kinds import PlanSource

Key = tuple[int, PlanSource]


@dataclass(frozen=True)
class Difference:
    """A target, what was promised for the same a year ago (None: new), what came of it, and how the two compare.

    Without a target: promised last year, not this year.
    """

    target: TargetRow | None
    before: TargetRow | None
    result: FigureRow | None
    beside_plan: Ambition | None
    beside_result: Ambition | None

    @property
    def row(self) -> TargetRow:
        """The target that names the indicator."""
        row = self.target or self.before
        assert row is not None
        return row


def differences(
    session: Session, *, cluster_id: int, year: int, member_id: int, targets: Sequence[TargetRow]
) -> list[Difference]:
    """Every target of the pledge in its order, then what was promised a year ago and is not any more."""
    earlier = {_key(row): row for row in previous_targets(session, cluster_id, year, member_id)}
    results_before = scored_figures(session, [member_id], year - 1)
    found = []
    for target in targets:
        before = earlier.pop(_key(target), None)
        found.append(_beside(target, before, results_before.get((member_id, target.indicator_id))))
    for gone in earlier.values():
        result = results_before.get((member_id, gone.indicator_id))
        found.append(Difference(None, gone, result, None, None))
    return found


def _beside(target: TargetRow, before: TargetRow | None, result: FigureRow | None) -> Difference:
    plan, direction = _plan(target), target.direction
    earlier = _plan(before) if before else None
    achieved = result.value if result else None
    return Difference(
        target, before, result, ambition(plan, earlier, direction), ambition(plan, achieved, direction)
    )


def _plan(target: TargetRow) -> Decimal | None:
    if target.not_assigned:
        return None
    return results.plan_of(target.operator, target.low, target.high, target.direction)


def _key(target: TargetRow) -> Key:
    return target.indicator_id, target.plan_source
