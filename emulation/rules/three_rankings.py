"""Three rankings of one year beside each other (features R3; handbook 6.1, 6.2, 6.6, 13).

Completion: mean percentage of plan over the scored lines of ratio rules, each capped where its rule gives no more
points. Improvement: mean change against the member's own value of the year before, in percent of that value, good
direction positive, each limited to ± a cap. Level: mean rank within the cluster over the indicators that every member
has a value of. All exact; equal values share a rank (1, 2, 2, 4). A member without any value has no rank, and
one member alone is no ranking.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from emulation.rules.bands import cluster_ranks
from emulation.rules.formulas import Inputs, amount, plan_of
from emulation.rules.results import is_met
from emulation.rules.scoring import RATIO_RULES
from emulation.vocabulary.kinds import Boundary, Direction, Operator, RuleType
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.words import N_


class View(Labelled):
    """What a ranking looks at."""

    COMPLETION = "completion", N_("Mức đạt chỉ tiêu")
    IMPROVEMENT = "improvement", N_("Cải thiện so với năm trước")
    LEVEL = "level", N_("Mức tuyệt đối")


@dataclass(frozen=True)
class Measure:
    """One scored line with an indicator: the pinned target and result, and the result pinned the year before.

    `indicator` is its code; `max_points` and `params` are those of the criterion.
    """

    member_id: int
    indicator: str
    rule_type: RuleType
    max_points: Decimal
    params: Mapping[str, Any]
    direction: Direction
    operator: Operator | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    actual: Decimal | None = None
    boundary: Boundary = Boundary.OLD
    before: Decimal | None = None
    before_boundary: Boundary = Boundary.OLD
    not_assigned: bool = False


@dataclass(frozen=True)
class Tally:
    """A member in one ranking: its mean (None: nothing to compare), rank, and how many indicators were used.

    `missing` have no figure, no plan or no figure of the year before; `broken` were measured on two maps, `zero`
    stood at 0 the year before. `reached` of the used ones kept their target (completion only).
    """

    member_id: int
    value: Fraction | None
    rank: int | None
    is_tied: bool
    used: int
    missing: int = 0
    broken: int = 0
    zero: int = 0
    reached: int = 0


@dataclass(frozen=True)
class Ranking:
    """One of the three: tallies in order of rank, and indicator → member → value behind them."""

    view: View
    tallies: tuple[Tally, ...]
    values: Mapping[str, Mapping[int, Fraction]]

    @property
    def of(self) -> int:
        """How many members have a rank in it."""
        return sum(one.rank is not None for one in self.tallies)

    def find(self, member_id: int) -> Tally | None:
        """The member's tally, or None."""
        return next((one for one in self.tallies if one.member_id == member_id), None)


@dataclass
class _Sheet:
    """What is gathered for one member before it is ranked."""

    values: dict[str, Fraction] = field(default_factory=dict)
    missing: int = 0
    broken: int = 0
    zero: int = 0
    reached: int = 0


def cap_of(rule: RuleType, max_points: Decimal, params: Mapping[str, Any]) -> Fraction | None:
    """The percentage of plan from which the rule gives no more points; None where there is no such limit."""
    match rule:
        case RuleType.RATIO_UNCAPPED:
            return None
        case RuleType.RATIO_CAP_X:
            return 100 * amount(params, "x")
        case RuleType.PER_PCT:
            return Fraction(max_points) / amount(params, "pts") * amount(params, "step")
        case RuleType.OVER_BONUS:
            k = amount(params, "k")
            return Fraction(100) + (amount(params, "m") / k if k else 0)
        case _:
            return Fraction(100)


def completion_of(one: Measure) -> Fraction | None:
    """Percent of plan, capped as the rule caps, never below 0; None without plan or result."""
    inputs = Inputs(operator=one.operator, low=one.low, high=one.high, actual=one.actual)
    plan = plan_of(one.rule_type, inputs)
    if plan is None or one.actual is None:
        return None
    cap = cap_of(one.rule_type, one.max_points, one.params)
    if one.rule_type is RuleType.INVERSE:
        percent = 100 * Fraction(plan) / Fraction(one.actual) if one.actual > 0 else Fraction(100)
    else:
        percent = max(Fraction(0), 100 * Fraction(one.actual) / Fraction(plan))
    return percent if cap is None else min(percent, cap)


def improvement_of(one: Measure, cap: Decimal) -> Fraction | None:
    """Change against the value of the year before in percent of its size; more is better; limited to ± `cap`."""
    if one.actual is None or not one.before:
        return None
    change = 100 * (Fraction(one.actual) - Fraction(one.before)) / abs(Fraction(one.before))
    change = -change if one.direction is Direction.LOWER else change
    return max(-Fraction(cap), min(Fraction(cap), change))


def completion(members: Sequence[int], measures: Sequence[Measure]) -> Ranking:
    """Completion of own targets; a line not assigned to a member is no target of it."""
    sheets = {member: _Sheet() for member in members}
    for one in measures:
        if one.rule_type not in RATIO_RULES or one.not_assigned:
            continue
        sheet, share = sheets[one.member_id], completion_of(one)
        if share is None:
            sheet.missing += 1
            continue
        sheet.values[one.indicator] = share
        met = one.operator and is_met(one.operator, one.low, one.high, one.actual, _direction(one))
        sheet.reached += bool(met)
    return _ranked(View.COMPLETION, sheets)


def _direction(one: Measure) -> Direction:
    return Direction.LOWER if one.rule_type is RuleType.INVERSE else one.direction


def improvement(members: Sequence[int], measures: Sequence[Measure], cap: Decimal) -> Ranking:
    """Improvement on the own value of the year before; two maps are never compared."""
    sheets = {member: _Sheet() for member in members}
    for one in _once(measures):
        sheet = sheets[one.member_id]
        if one.actual is None or one.before is None:
            sheet.missing += 1
        elif one.boundary is not one.before_boundary:
            sheet.broken += 1
        elif (change := improvement_of(one, cap)) is None:
            sheet.zero += 1
        else:
            sheet.values[one.indicator] = change
    return _ranked(View.IMPROVEMENT, sheets)


def level(members: Sequence[int], measures: Sequence[Measure]) -> Ranking:
    """Mean rank over the indicators that all members have a value of; the values are ranks, negated: more is better."""
    sheets = {member: _Sheet() for member in members}
    found: dict[str, dict[int, Decimal]] = {}
    directions = {one.indicator: _direction(one) for one in reversed(measures)}
    known = {one.indicator: found.setdefault(one.indicator, {}) for one in _once(measures)}
    for one in _once(measures):
        if one.actual is not None:
            known[one.indicator][one.member_id] = one.actual
    for indicator, values in known.items():
        if len(values) < len(members):
            for sheet in sheets.values():
                sheet.missing += 1
            continue
        is_lower = directions[indicator] is Direction.LOWER
        for member, rank in cluster_ranks(values, lower_is_better=is_lower).items():
            sheets[member].values[indicator] = Fraction(-rank)
    return _ranked(View.LEVEL, sheets)


def _once(measures: Sequence[Measure]) -> list[Measure]:
    """Each indicator of a member once, although several criteria may score it: the first line counts."""
    first: dict[tuple[int, str], Measure] = {}
    for one in measures:
        if not one.not_assigned:
            first.setdefault((one.member_id, one.indicator), one)
    return list(first.values())


def _ranked(view: View, sheets: Mapping[int, _Sheet]) -> Ranking:
    means = {
        member: sum(sheet.values.values(), Fraction(0)) / len(sheet.values) if sheet.values else None
        for member, sheet in sheets.items()
    }
    known = [mean for mean in means.values() if mean is not None]
    is_ranking = len(known) > 1
    tallies = []
    for member, sheet in sheets.items():
        mean = means[member]
        rank = None if mean is None or not is_ranking else 1 + sum(other > mean for other in known)
        counts = (len(sheet.values), sheet.missing, sheet.broken, sheet.zero, sheet.reached)
        tallies.append(Tally(member, mean, rank, mean is not None and known.count(mean) > 1, *counts))
    order = {member: place for place, member in enumerate(sheets)}
    tallies.sort(key=lambda one: (one.rank is None, one.rank or 0, order[one.member_id]))
    values: dict[str, dict[int, Fraction]] = {}
    for member, sheet in sheets.items():
        for indicator, value in sheet.values.items():
            values.setdefault(indicator, {})[member] = value
    return Ranking(view, tuple(tallies), values)
