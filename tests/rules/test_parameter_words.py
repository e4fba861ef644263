"""Parameters in one cell of a table, and back."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules.parameter_words import read, written
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import RuleType
from emulation.vocabulary.vietnamese import nfc
from tests.factories import scorecards as made

CELLS: list[tuple[RuleType | None, dict[str, Any], str]] = [
    (None, {}, ""),
    (RuleType.RATIO_CAP, {}, ""),
    (RuleType.RATIO_CAP_X, {"x": "1.1"}, "bội số = 1,1"),
    (RuleType.PER_PCT, made.PER_4, "bước = 4; điểm = 1"),
    (
        RuleType.PER_PCT,
        {"step": "5", "pts": "1.5", "whole_steps": True},
        "bước = 5; điểm = 1,5; chỉ bước đủ",
    ),
    (RuleType.OVER_BONUS, made.OVER, "gốc = 30; mỗi 1% = 0,5; cộng tối đa = 5"),
    (RuleType.UNDER_PENALTY, {"k": "2"}, "mỗi 1% = 2"),
    (RuleType.BAND, made.SHARE, "… → 40 = 6 | 40 → 55 = 15 | 55 → 70 = 24 | 70 → … = 30"),
    (RuleType.BAND, made.LATE, "số nguyên | 0 → 0 = 20 | 1 → 3 = 16 | 4 → 7 = 9 | 8 → 14 = 4 | 15 → … = 0"),
    (RuleType.RANK, made.NATIONAL, "toàn quốc | 1 → 5 = 35 | 6 → 15 = 28 | 16 → 25 = 20 | 26 → … = 12"),
    (RuleType.BOOLEAN, made.TWO, "Ký giao ước | Ban hành kế hoạch"),
    (RuleType.BONUS, made.BONUS, "tối đa 20 | 6 = sáu | 3 = ba"),
    (RuleType.PENALTY, made.PENALTY, "tối đa 10 | 1,5 = Hồ sơ trả lại"),
]


@pytest.mark.parametrize(("rule", "params", "cell"), CELLS)
def test_a_cell_says_the_parameters_and_is_read_back(
    rule: RuleType | None, params: dict[str, Any], cell: str
) -> None:
    assert written(rule, params) == cell
    assert read(rule, cell) == params


@pytest.mark.parametrize(
    ("rule", "cell"),
    [
        (RuleType.RATIO_CAP, "bội số = 2"),
        (RuleType.RATIO_CAP_X, ""),
        (RuleType.RATIO_CAP_X, "bội số 1,1"),
        (RuleType.RATIO_CAP_X, "bội số = 1; chỉ bước đủ"),
        (RuleType.RATIO_CAP_X, "x = y = z"),
        (RuleType.OVER_BONUS, "gốc = 30"),
        (RuleType.BAND, "40 = 6"),
        (RuleType.BAND, "a → b = c"),
        (RuleType.RANK, "1 → 5 = 35"),
        (RuleType.RANK, ""),
        (RuleType.RANK, "trong cụm | 1,5 → 2 = 3"),
        (RuleType.BONUS, "6 = sáu"),
        (RuleType.BONUS, ""),
        (RuleType.PENALTY, "tối đa 10 | Chậm"),
    ],
)
def test_what_cannot_be_read_is_told_with_an_example(rule: RuleType, cell: str) -> None:
    with pytest.raises(DomainError, match="Không đọc được tham số"):
        read(rule, cell)


names = st.text(st.sampled_from("aăâbđê |\\=;→…09,."), min_size=1, max_size=12).map(nfc).filter(bool)
points = st.decimals(0, 99, places=2).map(lambda value: format(value.normalize() + Decimal(0), "f"))


@given(st.lists(names, min_size=1, max_size=5))
def test_any_names_survive(items: list[str]) -> None:
    """Red when `_safe` leaves the backslash alone."""
    assert read(RuleType.BOOLEAN, written(RuleType.BOOLEAN, {"items": items})) == {"items": items}


@given(points, st.lists(st.tuples(names, points), min_size=1, max_size=5))
def test_any_items_survive(cap: str, items: list[tuple[str, str]]) -> None:
    params = {"cap": cap, "items": [{"name": name, "pts": pts} for name, pts in items]}
    for rule in (RuleType.BONUS, RuleType.PENALTY):
        assert read(rule, written(rule, params)) == params
