"""Three rankings: worked by hand, and recomputed independently on anything."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from emulation.rules.three_rankings import (
    Measure,
    Ranking,
    View,
    cap_of,
    completion,
    completion_of,
    improvement,
    level,
)
from emulation.vocabulary.kinds import Boundary, Direction, Operator, RuleType

HUNDRED = Decimal(100)


def measure(member: int, indicator: str = "GRDP", **more: Any) -> Measure:
    """A line of the capped ratio rule, plan 8 unless said otherwise."""
    values: dict[str, Any] = {
        "rule_type": RuleType.RATIO_CAP,
        "max_points": Decimal(70),
        "params": {},
        "direction": Direction.HIGHER,
        "operator": Operator.EQ,
        "low": Decimal(8),
    } | more
    for name in ("low", "high", "actual", "before"):
        if values.get(name) is not None:
            values[name] = Decimal(values[name])
    return Measure(member, indicator, **values)


def told(found: Ranking) -> list[tuple[int, int | None, Fraction | None, int]]:
    return [(one.member_id, one.rank, one.value, one.used) for one in found.tallies]


@pytest.mark.parametrize(
    ("rule", "most", "params", "cap"),
    [
        (RuleType.RATIO_CAP, "70", {}, "100"),
        (RuleType.INVERSE, "25", {}, "100"),
        (RuleType.UNDER_PENALTY, "30", {"k": "0.75"}, "100"),
        (RuleType.RATIO_CAP_X, "40", {"x": "1.10"}, "110"),
        (RuleType.PER_PCT, "30", {"step": "5", "pts": "1.5"}, "100"),
        (RuleType.PER_PCT, "25", {"step": "4", "pts": "1"}, "100"),
        (RuleType.OVER_BONUS, "35", {"base": "30", "k": "0.5", "m": "5"}, "110"),
    ],
)
def test_a_percentage_counts_up_to_where_the_rule_gives_no_more(
    rule: RuleType, most: str, params: dict[str, str], cap: str
) -> None:
    """Over-bonus: 5 points at 0.5 a percent are 10 % over. Red when it is capped at 100."""
    assert cap_of(rule, Decimal(most), params) == Fraction(cap)


def test_an_uncapped_rule_has_no_limit() -> None:
    assert cap_of(RuleType.RATIO_UNCAPPED, Decimal(60), {}) is None
    line = measure(1, rule_type=RuleType.RATIO_UNCAPPED, low="52000", actual="55900")
    assert completion_of(line) == Fraction("107.5")


def test_percentages_of_plan_as_the_rules_read_them() -> None:
    assert completion_of(measure(1, actual="7.4")) == Fraction("92.5")
    assert completion_of(measure(1, actual="9.1")) == 100
    assert completion_of(measure(1, actual="-9.77")) == 0
    # 6.5 on 6.8–7.2: the low bound; INVERSE: the high one, 0.50 on 0.64 is 78.125.
    assert completion_of(measure(1, low="6.8", high="7.2", actual="6.5")) == Fraction(6500, 68)
    poverty: dict[str, Any] = {
        "rule_type": RuleType.INVERSE,
        "low": None,
        "high": "0.50",
        "direction": Direction.LOWER,
    }
    assert completion_of(measure(1, **poverty, actual="0.64")) == Fraction("78.125")
    assert completion_of(measure(1, **poverty, actual="0")) == 100
    assert completion_of(measure(1, low="0", actual="5")) is None
    assert completion_of(measure(1, actual=None)) is None


def test_completion_leaves_out_what_has_no_plan_and_what_is_not_assigned() -> None:
    """Member 1: (92.5 + 100) / 2 = 96.25; member 2: 100 from one line; member 3 has nothing to compare."""
    lines = [
        measure(1, actual="7.4"),
        measure(1, "FDI", actual="9"),
        measure(2, actual="8"),
        measure(2, "FDI", low=None, actual="9"),
        measure(2, "PORTS", not_assigned=True),
        measure(3, actual=None),
        measure(3, "SHARE", rule_type=RuleType.BAND, actual="50"),
    ]
    found = completion([1, 2, 3], lines)
    assert told(found) == [(2, 1, Fraction(100), 1), (1, 2, Fraction("96.25"), 2), (3, None, None, 0)]
    assert [(one.reached, one.missing) for one in found.tallies] == [(1, 1), (1, 0), (0, 1)]


def test_improvement_knows_the_good_direction_the_map_and_the_cap() -> None:
    """Member 1: growth 8 → 10 is +25, poverty 0.5 → 0.4 is +20: 22.5. Member 2: −9.77 → 9.03 is +192.4…, capped.

    Red when the direction is dropped (poverty counts −20).
    """
    poverty: dict[str, Any] = {
        "indicator": "POVERTY",
        "direction": Direction.LOWER,
        "rule_type": RuleType.INVERSE,
    }
    lines = [
        measure(1, before="8", actual="10"),
        measure(1, before="0.5", actual="0.4", **poverty),
        measure(2, before="-9.77", actual="9.03"),
        measure(2, before="0.5", actual="0.6", boundary=Boundary.NEW, **poverty),
        measure(3, before="0", actual="5"),
        measure(3, before=None, actual="0.6", **poverty),
    ]
    found = improvement([1, 2, 3], lines, HUNDRED)
    assert told(found) == [(2, 1, Fraction(100), 1), (1, 2, Fraction("22.5"), 2), (3, None, None, 0)]
    assert [(one.broken, one.zero, one.missing) for one in found.tallies] == [(1, 0, 0), (0, 0, 0), (0, 1, 1)]


def test_level_uses_only_what_everybody_has_and_shares_ranks() -> None:
    """Growth 9, 9, 7 → 1, 1, 3; PCI rank 4, 2, 9 (lower is better) → 2, 1, 3; revenue is missing for one."""
    pci: dict[str, Any] = {"indicator": "PCI", "direction": Direction.LOWER, "rule_type": RuleType.RANK}
    lines = [measure(member, actual=value) for member, value in ((1, "9"), (2, "9"), (3, "7"))]
    lines += [measure(member, actual=value, **pci) for member, value in ((1, "4"), (2, "2"), (3, "9"))]
    lines += [measure(1, "REVENUE", actual="400"), measure(2, "REVENUE", actual="500")]
    found = level([1, 2, 3], lines)
    assert told(found) == [(2, 1, Fraction(-1), 2), (1, 2, Fraction(-3, 2), 2), (3, 3, Fraction(-3), 2)]
    assert {one.missing for one in found.tallies} == {1}


def test_one_member_alone_is_no_ranking() -> None:
    """Only one of three has a figure: it keeps its mean, nobody has a rank. Red without `is_ranking`."""
    found = completion([1, 2, 3], [measure(1, actual="8"), measure(2, actual=None)])
    assert told(found) == [(1, None, Fraction(100), 1), (2, None, None, 0), (3, None, None, 0)]
    assert found.of == 0


def test_equal_means_share_a_rank() -> None:
    found = completion([1, 2, 3], [measure(1, actual="8"), measure(2, actual="9"), measure(3, actual="4")])
    assert [(one.member_id, one.rank, one.is_tied) for one in found.tallies] == [
        (1, 1, True),
        (2, 1, True),
        (3, 3, False),
    ]


figures = some.none() | some.integers(-200, 2000).map(lambda raw: Decimal(raw).scaleb(-2))


@some.composite
def lines(draw: some.DrawFn) -> tuple[list[int], list[Measure]]:
    """Any cluster with up to four indicators; some cells are empty, on another map, or not assigned."""
    members = list(range(1, draw(some.integers(3, 15)) + 1))
    found = []
    for indicator in draw(some.sets(some.sampled_from("ABCD"), min_size=1)):
        rule = draw(some.sampled_from([RuleType.RATIO_CAP, RuleType.RATIO_UNCAPPED, RuleType.RANK]))
        direction = draw(some.sampled_from(Direction))
        for member in members:
            found.append(
                measure(
                    member,
                    indicator,
                    rule_type=rule,
                    direction=direction,
                    actual=draw(figures),
                    before=draw(figures),
                    boundary=draw(some.sampled_from(Boundary)),
                    not_assigned=draw(some.integers(0, 9)) == 0,
                )
            )
    return members, found


@settings(deadline=None, max_examples=60)
@given(lines())
def test_every_mean_and_rank_is_what_the_raw_lines_give(case: tuple[list[int], list[Measure]]) -> None:
    """Recomputed line by line; red when a broken map counts, or when a cell that is not assigned counts as missing."""
    members, measures = case
    own: dict[View, dict[int, list[Fraction]]] = {view: {m: [] for m in members} for view in View}
    for one in measures:
        if one.not_assigned:
            continue
        a = None if one.actual is None else Fraction(one.actual)
        b = None if one.before is None else Fraction(one.before)
        sign = -1 if one.direction is Direction.LOWER else 1
        if a is not None and one.rule_type is not RuleType.RANK:
            percent = a * 100 / 8 if a > 0 else Fraction(0)
            capped = percent > 100 and one.rule_type is RuleType.RATIO_CAP
            own[View.COMPLETION][one.member_id].append(Fraction(100) if capped else percent)
        if a is not None and b and one.boundary == one.before_boundary:
            change = sign * (a - b) * 100 / abs(b)
            own[View.IMPROVEMENT][one.member_id].append(sorted([Fraction(-100), change, Fraction(100)])[1])
        row = [
            m
            for m in measures
            if m.indicator == one.indicator and m.actual is not None and not m.not_assigned
        ]
        if a is not None and len(row) == len(members):
            ahead = sum(sign * Fraction(m.actual) > sign * a for m in row if m.actual is not None)
            own[View.LEVEL][one.member_id].append(Fraction(-1 - ahead))
    for found in (
        completion(members, measures),
        improvement(members, measures, HUNDRED),
        level(members, measures),
    ):
        means = {m: sum(v, Fraction(0)) / len(v) for m, v in own[found.view].items() if v}
        for tally in found.tallies:
            mean = means.get(tally.member_id)
            assert tally.value == mean and tally.used == len(own[found.view][tally.member_id])
            expected = (
                None if mean is None or len(means) < 2 else 1 + sum(other > mean for other in means.values())
            )
            assert tally.rank == expected
