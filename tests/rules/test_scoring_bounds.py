"""Whatever is typed: points stay within the bounds of their rule type, or there are none and a reason."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulation.rules.scoring import Inputs, bounds, check_params, score
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Operator, RuleType
from tests.support.sizes import FULL

D = Decimal
MOST = st.decimals("1", "200", places=2)
FIGURES = st.decimals("-1000000", "1000000", places=4)
POSITIVE = st.decimals("0.01", "20", places=2).map(str)
NAMES = ("một", "hai", "ba")


def _steps(points: list[Decimal]) -> list[dict[str, Any]]:
    """Ranks 1, 2, …, the last one open."""
    ends = [*range(1, len(points)), None]
    return [
        {"from": n, "to": end, "pts": str(p)} for n, (end, p) in enumerate(zip(ends, points, strict=True), 1)
    ]


def _bands(points: list[Decimal]) -> list[dict[str, Any]]:
    """… to 0, 0 to 10, 10 to 20, …, the ends open."""
    edges = [None, *(str(10 * n) for n in range(len(points) - 1)), None]
    return [{"from": a, "to": b, "pts": str(p)} for a, b, p in zip(edges, edges[1:], points, strict=False)]


@st.composite
def _params(draw: st.DrawFn, rule: RuleType, most: Decimal) -> dict[str, Any]:
    """Parameters of a rule, valid in most draws."""
    points = draw(st.lists(st.decimals("0", most, places=2), min_size=1, max_size=5))
    items = [{"name": name, "pts": draw(POSITIVE)} for name in NAMES]
    cap = {"cap": str(draw(st.decimals("0.01", most, places=2))), "items": items}
    known: dict[RuleType, dict[str, Any]] = {
        RuleType.RATIO_CAP_X: {"x": str(draw(st.decimals("1.01", "3", places=2)))},
        RuleType.PER_PCT: {"step": draw(POSITIVE), "pts": draw(POSITIVE), "whole_steps": draw(st.booleans())},
        RuleType.OVER_BONUS: {"base": str(most / 2), "k": draw(POSITIVE), "m": str(most / 4)},
        RuleType.UNDER_PENALTY: {"k": draw(POSITIVE)},
        RuleType.BAND: {"whole": False, "bands": _bands(points)},
        RuleType.RANK: {"scope": "national", "steps": _steps(points)},
        RuleType.BOOLEAN: {"items": list(NAMES)},
        RuleType.BONUS: cap,
        RuleType.PENALTY: cap,
    }
    return known.get(rule, {})


@st.composite
def _inputs(draw: st.DrawFn) -> Inputs:
    low = draw(st.none() | FIGURES)
    return Inputs(
        operator=draw(st.sampled_from(list(Operator))),
        low=low,
        high=None if low is None else low + draw(st.decimals("0", "100", places=2)),
        actual=draw(st.none() | FIGURES),
        rank=draw(st.none() | st.integers(1, 999)),
        answers=draw(st.dictionaries(st.sampled_from(NAMES), st.booleans())),
        counts=draw(st.dictionaries(st.sampled_from(NAMES), st.integers(0, 999))),
        value=draw(st.none() | st.decimals("-10", "300", places=2)),
        reason=draw(st.sampled_from(["", "Theo báo cáo của Sở"])),
    )


@pytest.mark.parametrize("rule", list(RuleType))
@given(data=st.data())
@settings(max_examples=1000 if FULL else 60)
def test_points_stay_within_the_bounds_of_their_rule(rule: RuleType, data: st.DataObject) -> None:
    """Red when a ratio rule forgets its cap, or when points are not rounded to two places."""
    most = data.draw(MOST)
    params, inputs = data.draw(_params(rule, most)), data.draw(_inputs())
    try:
        check_params(rule, most, params)
        found = score(rule, most, params, inputs)
    except DomainError:
        return
    if found.points is None:
        assert found.gap, "no points and no word why"
        return
    low, high = bounds(rule, most, params)
    assert low <= found.points and (high is None or found.points <= high), (found, low, high)
    assert found.points == round(found.points, 2)
