"""Parameters that make no sense are refused beside their field."""

from decimal import Decimal
from typing import Any

import pytest

from emulation.rules.scoring import check_params
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import RuleType
from tests.factories.scorecards import BONUS, IN_CLUSTER, LATE, OVER

D = Decimal


FAULTY: list[tuple[RuleType, str, dict[str, Any], str | None]] = [
    (RuleType.RATIO_CAP_X, "40", {"x": "0.99"}, "x"),
    (RuleType.RATIO_CAP_X, "40", {}, "x"),
    (RuleType.RATIO_CAP_X, "40", {"x": "NaN"}, "x"),
    (RuleType.PER_PCT, "25", {"step": "0", "pts": "1"}, "step"),
    (RuleType.PER_PCT, "25", {"step": "4", "pts": "-1"}, "pts"),
    (RuleType.OVER_BONUS, "34", OVER, "m"),
    (RuleType.UNDER_PENALTY, "30", {"k": "x"}, "k"),
    (RuleType.BAND, "20", {"bands": []}, "rows"),
    (RuleType.BAND, "19", LATE, "rows-0-pts"),
    (RuleType.BAND, "20", {"bands": [{"from": "0", "to": "0", "pts": "1"}]}, "rows-0-end"),
    (
        RuleType.BAND,
        "20",
        {"bands": [{"from": None, "to": "4", "pts": "1"}, {"from": "5", "to": None, "pts": "2"}]},
        "rows-1-start",
    ),
    (
        RuleType.BAND,
        "20",
        {
            "whole": True,
            "bands": [{"from": "0", "to": "4", "pts": "1"}, {"from": "4", "to": None, "pts": "2"}],
        },
        "rows-1-start",
    ),
    (
        RuleType.BAND,
        "20",
        {"bands": [{"from": "0", "to": None, "pts": "1"}, {"from": "4", "to": None, "pts": "2"}]},
        "rows-1-start",
    ),
    (RuleType.BAND, "20", {"whole": True, "bands": [{"from": "0.5", "to": "4", "pts": "1"}]}, "rows-0-start"),
    (RuleType.RANK, "25", {"steps": IN_CLUSTER["steps"]}, "scope"),
    (RuleType.RANK, "25", {"scope": "cluster", "steps": [{"from": 2, "to": 3, "pts": "5"}]}, "rows-0-start"),
    (
        RuleType.RANK,
        "25",
        {"scope": "cluster", "steps": [{"from": None, "to": 3, "pts": "5"}]},
        "rows-0-start",
    ),
    (RuleType.RANK, "24", IN_CLUSTER, "rows-0-pts"),
    (RuleType.BOOLEAN, "20", {"items": []}, "rows"),
    (RuleType.BOOLEAN, "20", {"items": ["a", " "]}, "rows-1-name"),
    (RuleType.BOOLEAN, "20", {"items": ["a", "a"]}, "rows-1-name"),
    (RuleType.BONUS, "19", BONUS, "cap"),
    (RuleType.BONUS, "20", {"cap": "20", "items": [{"name": "a", "pts": "0"}]}, "rows-0-pts"),
    (RuleType.PENALTY, "10", {"cap": "0", "items": []}, "cap"),
]


@pytest.mark.parametrize(("rule", "max_points", "params", "field"), FAULTY)
def test_faulty_parameters_name_their_field(
    rule: RuleType, max_points: str, params: dict[str, Any], field: str | None
) -> None:
    with pytest.raises(DomainError) as caught:
        check_params(rule, D(max_points), params)
    assert caught.value.field == field
