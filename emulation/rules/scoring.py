"""From inputs to points: one door to all rule types of handbook 6.1, their limits, and scaled totals."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from emulation.rules import bands, formulas
from emulation.rules.bands import cluster_ranks
from emulation.rules.formulas import Inputs, Score
from emulation.rules.parameters import check_params
from emulation.rules.reasons import check_reason
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import RuleType
from emulation.vocabulary.numbers import format_number
from emulation.vocabulary.words import N_

__all__ = [
    "RATIO_RULES",
    "WITH_INDICATOR",
    "Inputs",
    "Score",
    "bounds",
    "check_params",
    "cluster_ranks",
    "scaled_total",
    "score",
]

#: Rules that compare a result with a plan.
RATIO_RULES = frozenset(
    {
        RuleType.RATIO_CAP,
        RuleType.RATIO_UNCAPPED,
        RuleType.RATIO_CAP_X,
        RuleType.PER_PCT,
        RuleType.OVER_BONUS,
        RuleType.UNDER_PENALTY,
        RuleType.INVERSE,
    }
)
#: Rules that need an indicator's figure.
WITH_INDICATOR = RATIO_RULES | {RuleType.BAND, RuleType.RANK}


def score(rule: RuleType, max_points: Decimal, params: Mapping[str, Any], inputs: Inputs) -> Score:
    """The points of a line, rounded half up to two places, with the formula behind them.

    Without points `gap` says why: a figure or answer is missing, or a person must judge (no plan, no rank,
    MANUAL). Where a person must judge and `value` with its `reason` is given, that counts. Raises DomainError
    for values a rule refuses: outside every band, outside 0..M, without a reason (handbook 6.1, 6.2).
    """
    outcome = _by_rule(rule, max_points, params, inputs)
    if outcome.gap in (formulas.NO_PLAN, bands.NO_RANK) and inputs.value is not None:
        return score_manual(max_points, inputs)
    return outcome


def _by_rule(rule: RuleType, max_points: Decimal, params: Mapping[str, Any], inputs: Inputs) -> Score:
    match rule:
        case RuleType.BAND:
            return bands.score_band(params, inputs)
        case RuleType.RANK:
            return bands.score_rank(params, inputs)
        case RuleType.BOOLEAN:
            return bands.score_boolean(max_points, params, inputs)
        case RuleType.BONUS:
            return bands.score_items(params, inputs, penalty=False)
        case RuleType.PENALTY:
            return bands.score_items(params, inputs, penalty=True)
        case RuleType.MANUAL:
            return score_manual(max_points, inputs)
        case _:
            return formulas.score_ratio(rule, max_points, params, inputs)


def score_manual(max_points: Decimal, inputs: Inputs) -> Score:
    """A person's judgement, 0 ≤ v ≤ M, with a reason; out of range is refused, not clamped (handbook 6.1)."""
    if inputs.value is None:
        return Score(None, gap=N_("Người thẩm định chưa cho điểm."))
    if not 0 <= inputs.value <= max_points:
        message = N_("Điểm phải từ 0 đến %(max)s.")
        raise DomainError(message, field="value", max=format_number(max_points, 2))
    check_reason(inputs.reason)
    words = N_("Chấm theo đánh giá %(value)s, tối đa %(max)s")
    values = {"value": formulas.shown(inputs.value), "max": formulas.shown(max_points)}
    return formulas.settled(words % values, Fraction(inputs.value))


def bounds(rule: RuleType, max_points: Decimal, params: Mapping[str, Any]) -> tuple[Decimal, Decimal | None]:
    """The lowest and the highest points a line can get; None means no upper limit (decisions 9)."""
    match rule:
        case RuleType.RATIO_UNCAPPED:
            return Decimal(0), None
        case RuleType.RATIO_CAP_X:
            return Decimal(0), formulas.round_points(Fraction(max_points) * formulas.amount(params, "x"))
        case RuleType.BONUS:
            return Decimal(0), Decimal(params["cap"])
        case RuleType.PENALTY:
            return -Decimal(params["cap"]), Decimal(0)
        case _:
            return Decimal(0), max_points


def scaled_total(raw: Decimal, base_without: Decimal, total: Decimal) -> Decimal:
    """The total of a member to which some criteria were not assigned: raw × total / base without them.

    880.50 of 970 on a total of 1000 is 907.73 (handbook 6.2). Raises DomainError when nothing was assigned.
    """
    if base_without <= 0:
        raise DomainError(N_("Không có tiêu chí nào được giao nên không quy đổi được tổng điểm."))
    return formulas.round_points(Fraction(raw) * Fraction(total) / Fraction(base_without))
