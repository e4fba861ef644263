"""Bands, ranks, items: where a value falls, and the limits of what is counted."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules.scoring import Inputs, cluster_ranks, score
from emulation.vocabulary.kinds import RuleType
from tests.factories.scorecards import BONUS, LATE, PENALTY, SHARE

D = Decimal


@pytest.mark.parametrize(
    ("value", "points"),
    [("0", 20), ("1", 16), ("3", 16), ("7", 9), ("8", 4), ("14", 4), ("15", 0), ("99", 0)],
)
def test_days_late_fall_into_closed_bands(value: str, points: int) -> None:
    assert score(RuleType.BAND, D(20), LATE, Inputs(actual=D(value))).points == points


@pytest.mark.parametrize(
    ("value", "points"), [("39.99", 6), ("40", 15), ("54.99", 15), ("55", 24), ("69.9", 24), ("70", 30)]
)
def test_shares_fall_into_half_open_bands(value: str, points: int) -> None:
    assert score(RuleType.BAND, D(30), SHARE, Inputs(actual=D(value))).points == points


def test_ranks_in_the_cluster_share_the_better_place() -> None:
    values = {"HN": D(3), "HCM": D(5), "HP": D(5), "DN": D(9)}
    assert cluster_ranks(values, lower_is_better=True) == {"HN": 1, "HCM": 2, "HP": 2, "DN": 4}
    assert cluster_ranks(values, lower_is_better=False) == {"HN": 4, "HCM": 2, "HP": 2, "DN": 1}


@given(st.integers(0, 30), st.integers(0, 30))
def test_bonus_and_penalty_stay_within_their_caps(first: int, second: int) -> None:
    bonus = score(RuleType.BONUS, D(20), BONUS, Inputs(counts={"sáu": first, "ba": second})).points
    penalty = score(RuleType.PENALTY, D(10), PENALTY, Inputs(counts={"Hồ sơ trả lại": first})).points
    assert bonus is not None and D(0) <= bonus <= D(20)
    assert penalty is not None and D(-10) <= penalty <= D(0)
