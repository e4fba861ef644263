"""What holds for all numbers in the ratio rules."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules.scoring import Inputs, bounds, score
from emulation.vocabulary.kinds import RuleType
from tests.factories.scorecards import PER_4

D = Decimal


figures = st.decimals("-1000", "100000", places=4, allow_nan=False)
plans = st.decimals("0.0001", "100000", places=4, allow_nan=False)
maxima = st.decimals("6", "200", places=2, allow_nan=False)
RATIO_PARAMS: dict[RuleType, dict[str, Any]] = {
    RuleType.RATIO_CAP: {},
    RuleType.RATIO_UNCAPPED: {},
    RuleType.RATIO_CAP_X: {"x": "1.10"},
    RuleType.PER_PCT: PER_4,
    RuleType.OVER_BONUS: {"base": "5", "k": "0.5", "m": "1"},
    RuleType.UNDER_PENALTY: {"k": "0.75"},
    RuleType.INVERSE: {},
}


@given(st.sampled_from(sorted(RATIO_PARAMS)), maxima, plans, figures, figures)
def test_ratio_rules_stay_within_bounds_and_never_punish_the_better_result(
    rule: RuleType, max_points: Decimal, low: Decimal, one: Decimal, other: Decimal
) -> None:
    params = RATIO_PARAMS[rule]
    lowest, highest = bounds(rule, max_points, params)
    worse, better = sorted((one, other), reverse=rule is RuleType.INVERSE)
    points = [score(rule, max_points, params, Inputs(low=low, actual=a)).points for a in (worse, better)]
    assert points[0] is not None and points[1] is not None
    assert lowest <= points[0] <= points[1]
    assert highest is None or points[1] <= highest
    assert all(isinstance(each, Decimal) and each.as_tuple().exponent == -2 for each in points)


@given(maxima, plans, figures)
def test_the_same_inputs_give_the_same_score(max_points: Decimal, low: Decimal, actual: Decimal) -> None:
    inputs = Inputs(low=low, actual=actual)
    assert score(RuleType.RATIO_CAP, max_points, {}, inputs) == score(
        RuleType.RATIO_CAP, max_points, {}, inputs
    )


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_points_are_half_up_of_the_exact_fraction(result: int, target: int) -> None:
    """Whole hundredths h with 2·h − 1 ≤ 2·exact·100 < 2·h + 1, in integers alone."""
    points = score(RuleType.RATIO_UNCAPPED, D(30), {}, Inputs(low=D(target), actual=D(result))).points
    assert points is not None
    hundredths = int(points * 100)
    assert (2 * hundredths - 1) * target <= 2 * 3000 * result < (2 * hundredths + 1) * target


@pytest.mark.parametrize(
    ("rule", "params", "actual", "formula"),
    [
        (RuleType.UNDER_PENALTY, {"k": "0.125"}, "88", "30 − 0,125 × 12 = 28,50"),
        (
            RuleType.PER_PCT,
            {"step": "3", "pts": "0.5"},
            "33.3333",
            "Đạt 33,33% kế hoạch: (100 × 33,3333/100)/3 × 0,5 ≈ 5,56",
        ),
        (RuleType.OVER_BONUS, {"base": "20", "k": "0.125", "m": "5"}, "108", "20 + 0,125 × 8 = 21,00"),
    ],
)
def test_parameters_are_shown_whole_and_percentages_with_two_places(
    rule: RuleType, params: dict[str, Any], actual: str, formula: str
) -> None:
    assert score(rule, D(30), params, Inputs(low=D(100), actual=D(actual))).formula == formula
