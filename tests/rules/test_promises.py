"""The five levels of a promise: a table by hand, and that a better figure never lowers a level."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from emulation.gateways import seeds
from emulation.rules.promises import Level, Promise, counts, level_of, percent_done, share_of
from emulation.vocabulary.kinds import Direction, Operator

BORDER = Decimal(70)
UP, DOWN = Direction.HIGHER, Direction.LOWER
ORDER = list(Level)


def promise(operator: str, low: str | None, high: str | None, direction: Direction = UP) -> Promise:
    return Promise(
        Operator(operator),
        None if low is None else Decimal(low),
        None if high is None else Decimal(high),
        direction,
    )


@pytest.mark.parametrize(
    ("sign", "low", "high", "direction", "actual", "level"),
    [
        ("ge", "8", None, UP, None, "no_evidence"),
        ("ge", "8", None, UP, "0", "not_started"),
        ("ge", "8", None, UP, "-1.5", "not_started"),
        ("ge", "8", None, UP, "0.01", "limited"),
        ("ge", "8", None, UP, "5.59", "limited"),
        ("ge", "8", None, UP, "5.6", "basic"),  # exactly 70%
        ("ge", "8", None, UP, "7.9999", "basic"),
        ("ge", "8", None, UP, "8", "done"),
        ("gt", "8", None, UP, "8", "basic"),  # "trên 8" is not kept by 8
        ("gt", "8", None, UP, "8.0001", "done"),
        ("range", "6.5", "7", UP, "6.4", "basic"),
        ("range", "6.5", "7", UP, "6.5", "done"),
        ("range", "6.5", "7", UP, "9.1", "done"),
        ("eq", "14800", None, UP, "14800", "done"),
        ("le", None, "0.5", DOWN, "0.5", "done"),
        ("le", None, "0.5", DOWN, "0.64", "basic"),  # 78.125%
        ("le", None, "0.5", DOWN, "0.8", "limited"),  # 62.5%
        ("lt", None, "0.5", DOWN, "0.5", "basic"),
        ("le", None, "5", UP, "4", "done"),  # a ceiling, whatever the indicator's direction
        ("le", None, "5", UP, "6", "basic"),
        ("eq", "2", None, DOWN, "3", "limited"),  # rank 3 where 2 was promised: 66.7%
        ("ge", "0", None, UP, "-1", "limited"),  # no ratio with a plan of zero
        ("ge", "0", None, UP, "0", "done"),
    ],
)
def test_the_table_of_levels(
    sign: str, low: str | None, high: str | None, direction: Direction, actual: str | None, level: str
) -> None:
    """Red when `>=` of the border becomes `>`."""
    value = None if actual is None else Decimal(actual)
    found = level_of(promise(sign, low, high, direction), value, is_final=True, basic_from=BORDER)
    assert found.value == level


def test_part_of_a_year_is_at_most_in_the_main() -> None:
    """A rate may fall again; what only grows counts as kept once it is reached. Red without `is_final`."""
    kept = promise("ge", "8", None)
    assert level_of(kept, Decimal("8.2"), is_final=False, basic_from=BORDER) is Level.BASIC
    assert level_of(kept, Decimal("8.2"), is_final=True, basic_from=BORDER) is Level.DONE


@pytest.mark.parametrize(
    ("sign", "direction", "actual", "share"),
    [("ge", UP, "6", "75"), ("le", DOWN, "0.8", "62.5"), ("le", DOWN, "0", "100"), ("ge", UP, "-2", "-25")],
)
def test_the_share_of_the_plan(sign: str, direction: Direction, actual: str, share: str) -> None:
    low, high = ("8", None) if sign == "ge" else (None, "0.5")
    assert share_of(promise(sign, low, high, direction), Decimal(actual)) == Decimal(share)


figures = some.decimals(-1000, 1000, places=2, allow_nan=False)


@given(
    some.sampled_from(list(Operator)),
    some.sampled_from([UP, DOWN]),
    figures,
    figures,
    figures,
    some.booleans(),
)
def test_a_better_figure_never_lowers_the_level(
    operator: Operator, direction: Direction, bound: Decimal, one: Decimal, other: Decimal, is_final: bool
) -> None:
    """For every sign, direction and bound, also zero and negative ones.

    Red when `improves` asks a ceiling for the indicator's direction.
    """
    kept = Promise(operator, bound, bound + 1 if operator is Operator.RANGE else bound, direction)
    worse, better = sorted((one, other), reverse=kept.improves is Direction.LOWER)
    levels = [
        ORDER.index(level_of(kept, value, is_final=is_final, basic_from=BORDER)) for value in (worse, better)
    ]
    assert levels[0] <= levels[1]


@given(figures)
def test_without_a_figure_nothing_is_claimed(bound: Decimal) -> None:
    kept = Promise(Operator.GE, bound, None, UP)
    assert level_of(kept, None, is_final=True, basic_from=BORDER) is Level.NO_EVIDENCE


def test_levels_are_counted_best_first() -> None:
    found = counts([Level.DONE, Level.LIMITED, Level.DONE])
    assert [(level.value, n) for level, n in found] == [
        ("done", 2),
        ("basic", 0),
        ("limited", 1),
        ("not_started", 0),
        ("no_evidence", 0),
    ]
    assert percent_done([Level.DONE, Level.LIMITED, Level.DONE, Level.BASIC]) == Decimal(50)
    assert percent_done([]) is None


def test_the_words_and_the_border_of_this_installation() -> None:
    assert [level.label for level in Level] == [
        "Chưa có bằng chứng",
        "Chưa bắt đầu",
        "Hạn chế",
        "Cơ bản",
        "Hoàn thành",
    ]
    assert seeds.promise_border() == 70
