"""Sample numbers at work: every rule type shows a formula and points before anybody is scored by it."""

from decimal import Decimal
from typing import Any

import pytest

from emulation.rules import samples
from emulation.rules.samples import Sample
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import RuleType
from tests.factories import scorecards as made

D = Decimal
PARAMS: dict[RuleType, dict[str, Any]] = {
    RuleType.RATIO_CAP_X: {"x": "1.1"},
    RuleType.PER_PCT: made.PER_4,
    RuleType.OVER_BONUS: made.OVER,
    RuleType.UNDER_PENALTY: {"k": "2"},
    RuleType.BAND: made.SHARE,
    RuleType.BOOLEAN: made.TWO,
    RuleType.RANK: made.IN_CLUSTER,
    RuleType.BONUS: made.BONUS,
    RuleType.PENALTY: made.PENALTY,
}


def outcomes(rule: RuleType, most: str) -> list[tuple[str, str]]:
    params = PARAMS.get(rule, {})
    scores = [
        samples.worked(rule, D(most), params, one) for one in samples.samples_for(rule, D(most), params)
    ]
    return [(str(score.points), score.formula) for score in scores]


@pytest.mark.parametrize(
    ("rule", "most", "expected"),
    [
        (
            RuleType.RATIO_CAP,
            "60",
            [
                ("56.84", "60 × 90/95 ≈ 56,84"),
                ("60.00", "60 × 95/95 = 60,00"),
                ("60.00", "60 × (97/95), tối đa 60 → 60,00"),
            ],
        ),
        (
            RuleType.RATIO_UNCAPPED,
            "60",
            [
                ("56.84", "60 × 90/95 ≈ 56,84"),
                ("60.00", "60 × 95/95 = 60,00"),
                ("61.26", "60 × 97/95 ≈ 61,26 (vượt chuẩn)"),
            ],
        ),
        (
            RuleType.INVERSE,
            "30",
            [
                ("25.00", "30 × 5/6 = 25,00"),
                ("30.00", "30 × 5/5 = 30,00"),
                ("30.00", "30 × (5/4), tối đa 30 → 30,00"),
            ],
        ),
    ],
)
def test_under_at_and_over_the_plan(rule: RuleType, most: str, expected: list[tuple[str, str]]) -> None:
    """Red when the third sample does not pass the plan."""
    assert outcomes(rule, most) == expected


@pytest.mark.parametrize(
    ("rule", "most", "points"),
    [
        (RuleType.RATIO_CAP_X, "60", ["56.84", "60.00", "61.26"]),
        (RuleType.UNDER_PENALTY, "60", ["49.47", "60.00", "60.00"]),
        (RuleType.OVER_BONUS, "35", ["28.42", "30.00", "31.05"]),
        (RuleType.PER_PCT, "25", ["23.68", "25.00", "25.00"]),
        (RuleType.BAND, "30", ["6.00", "24.00", "30.00"]),
        (RuleType.RANK, "25", ["25.00", "16.00", "10.00"]),
        (RuleType.BOOLEAN, "20", ["0.00", "0.00", "20.00"]),
        (RuleType.MANUAL, "20", ["0.00", "15.00", "20.00"]),
        (RuleType.BONUS, "20", ["0.00", "9.00", "20.00"]),
        (RuleType.PENALTY, "10", ["0.00", "-1.50", "-7.50"]),
    ],
)
def test_every_other_rule_has_its_three_samples(rule: RuleType, most: str, points: list[str]) -> None:
    assert [found for found, _formula in outcomes(rule, most)] == points


def test_a_rule_shows_only_what_it_reads() -> None:
    assert {rule: samples.fields_of(rule) for rule in RuleType if len(samples.fields_of(rule)) == 1} == {
        RuleType.BAND: ("actual",),
        RuleType.RANK: ("rank",),
        RuleType.BOOLEAN: ("done",),
        RuleType.BONUS: ("times",),
        RuleType.PENALTY: ("times",),
        RuleType.MANUAL: ("value",),
    }


def test_points_beyond_the_maximum_are_refused_not_clamped() -> None:
    with pytest.raises(DomainError, match="Điểm phải từ 0 đến"):
        samples.worked(RuleType.MANUAL, D(20), {}, Sample(value=D(21)))


def test_before_there_are_parameters_something_is_offered() -> None:
    for rule in RuleType:
        assert 1 <= len(samples.samples_for(rule, None, {})) <= samples.SHOWN
