"""Every worked example and edge case of handbook 6.1 and 6.2 as a literal, and what holds for all numbers."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules.scoring import (
    RATIO_RULES,
    Inputs,
    bounds,
    check_params,
    cluster_ranks,
    scaled_total,
    score,
)
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Operator, RuleType

D = Decimal
LATE = {
    "whole": True,
    "bands": [
        {"from": "0", "to": "0", "pts": "20"},
        {"from": "1", "to": "3", "pts": "16"},
        {"from": "4", "to": "7", "pts": "9"},
        {"from": "8", "to": "14", "pts": "4"},
        {"from": "15", "to": None, "pts": "0"},
    ],
}
SHARE = {
    "whole": False,
    "bands": [
        {"from": None, "to": "40", "pts": "6"},
        {"from": "40", "to": "55", "pts": "15"},
        {"from": "55", "to": "70", "pts": "24"},
        {"from": "70", "to": None, "pts": "30"},
    ],
}
IN_CLUSTER = {
    "scope": "cluster",
    "steps": [
        {"from": rank, "to": rank, "pts": pts}
        for rank, pts in enumerate(["25", "22", "19", "16", "13", "10"], 1)
    ],
}
NATIONAL = {
    "scope": "national",
    "steps": [
        {"from": 1, "to": 5, "pts": "35"},
        {"from": 6, "to": 15, "pts": "28"},
        {"from": 16, "to": 25, "pts": "20"},
        {"from": 26, "to": None, "pts": "12"},
    ],
}
OVER = {"base": "30", "k": "0.5", "m": "5"}
PER_4 = {"step": "4", "pts": "1", "whole_steps": False}
PER_5 = {"step": "5", "pts": "1.5", "whole_steps": False}
TWO = {"items": ["Ký giao ước", "Ban hành kế hoạch"]}
BONUS = {"cap": "20", "items": [{"name": "sáu", "pts": "6"}, {"name": "ba", "pts": "3"}]}
PENALTY = {"cap": "10", "items": [{"name": "Hồ sơ trả lại", "pts": "1.5"}]}


def plan(low: str, actual: str | None, **more: Any) -> Inputs:
    return Inputs(Operator.EQ, low=D(low), actual=None if actual is None else D(actual), **more)


#: rule, M, parameters, inputs, points, formula
EXAMPLES: list[tuple[RuleType, str, dict[str, Any], Inputs, str, str]] = [
    (RuleType.RATIO_CAP, "70", {}, plan("8.0", "7.4"), "64.75", "70 × 7,4/8 = 64,75"),
    (
        RuleType.RATIO_CAP,
        "70",
        {},
        Inputs(Operator.RANGE, low=D("6.8"), high=D("7.2"), actual=D("6.5")),
        "66.91",
        "70 × 6,5/6,8 ≈ 66,91",
    ),
    (RuleType.RATIO_CAP, "70", {}, plan("8.0", "9.1"), "70.00", "70 × (9,1/8), tối đa 70 → 70,00"),
    (RuleType.RATIO_CAP, "60", {}, plan("95", "97"), "60.00", "60 × (97/95), tối đa 60 → 60,00"),
    (
        RuleType.RATIO_UNCAPPED,
        "60",
        {},
        plan("52000", "55900"),
        "64.50",
        "60 × 55.900/52.000 = 64,50 (vượt chuẩn)",
    ),
    (RuleType.RATIO_UNCAPPED, "60", {}, plan("52000", "49400"), "57.00", "60 × 49.400/52.000 = 57,00"),
    (
        RuleType.RATIO_CAP_X,
        "40",
        {"x": "1.10"},
        plan("250", "290"),
        "44.00",
        "40 × (290/250), tối đa 44 → 44,00",
    ),
    (RuleType.RATIO_CAP_X, "40", {"x": "1.10"}, plan("250", "261"), "41.76", "40 × 261/250 = 41,76"),
    (
        RuleType.PER_PCT,
        "25",
        PER_4,
        plan("100", "86.5"),
        "21.63",
        "Đạt 86,5% kế hoạch: 86,5/4 × 1 ≈ 21,63",
    ),
    (
        RuleType.PER_PCT,
        "25",
        PER_4 | {"whole_steps": True},
        plan("100", "86.5"),
        "21.00",
        "Đạt 86,5% kế hoạch, đủ 21 lần 4%: 21 × 1 = 21,00",
    ),
    (
        RuleType.PER_PCT,
        "30",
        PER_5,
        plan("100", "112"),
        "30.00",
        "Đạt 112% kế hoạch: 112/5 × 1,5, tối đa 30 → 30,00",
    ),
    (RuleType.OVER_BONUS, "35", OVER, plan("100", "106.4"), "33.20", "30 + 0,5 × 6,4 = 33,20"),
    (
        RuleType.OVER_BONUS,
        "35",
        OVER,
        plan("100", "118"),
        "35.00",
        "30 + 0,5 × 18, phần cộng tối đa 5 → 35,00",
    ),
    (RuleType.OVER_BONUS, "35", OVER, plan("100", "92"), "27.60", "30 × 92/100 = 27,60"),
    (RuleType.UNDER_PENALTY, "30", {"k": "0.75"}, plan("100", "88"), "21.00", "30 − 0,75 × 12 = 21,00"),
    (
        RuleType.UNDER_PENALTY,
        "30",
        {"k": "0.75"},
        plan("100", "52"),
        "0.00",
        "30 − 0,75 × 48, không dưới 0 → 0,00",
    ),
    (RuleType.INVERSE, "25", {}, plan("0.50", "0.64"), "19.53", "25 × 0,5/0,64 ≈ 19,53"),
    (RuleType.INVERSE, "25", {}, plan("0.50", "0.40"), "25.00", "25 × (0,5/0,4), tối đa 25 → 25,00"),
    (RuleType.BAND, "20", LATE, Inputs(actual=D(5)), "9.00", "5 thuộc bậc “4–7” → 9,00"),
    (
        RuleType.BAND,
        "30",
        SHARE,
        Inputs(actual=D("63.5")),
        "24.00",
        "63,5 thuộc bậc “từ 55 đến dưới 70” → 24,00",
    ),
    (
        RuleType.BOOLEAN,
        "20",
        TWO,
        Inputs(answers={"Ký giao ước": True, "Ban hành kế hoạch": True}),
        "20.00",
        "Có 2/2 mục, cần đủ 2 → 20,00",
    ),
    (
        RuleType.BOOLEAN,
        "20",
        TWO,
        Inputs(answers={"Ký giao ước": True, "Ban hành kế hoạch": False}),
        "0.00",
        "Có 1/2 mục, cần đủ 2 → 0,00",
    ),
    (RuleType.RANK, "25", IN_CLUSTER, Inputs(rank=3), "19.00", "Hạng 3 → 19,00"),
    (RuleType.RANK, "35", NATIONAL, Inputs(rank=11), "28.00", "Hạng 11 → 28,00"),
    (RuleType.RANK, "35", NATIONAL, Inputs(actual=D(26)), "12.00", "Hạng 26 → 12,00"),
    (
        RuleType.MANUAL,
        "40",
        {},
        Inputs(value=D("36.5"), reason="Giữ vững trật tự"),
        "36.50",
        "Chấm theo đánh giá, tối đa 40 → 36,50",
    ),
    (RuleType.BONUS, "20", BONUS, Inputs(counts={"sáu": 1, "ba": 2}), "12.00", "1 × 6 + 2 × 3 = 12,00"),
    (
        RuleType.BONUS,
        "20",
        BONUS,
        Inputs(counts={"sáu": 2, "ba": 4}),
        "20.00",
        "2 × 6 + 4 × 3 = 24, tối đa 20 → 20,00",
    ),
    (RuleType.PENALTY, "10", PENALTY, Inputs(counts={"Hồ sơ trả lại": 2}), "-3.00", "−(2 × 1,5) = −3,00"),
    (
        RuleType.PENALTY,
        "10",
        PENALTY,
        Inputs(counts={"Hồ sơ trả lại": 8}),
        "-10.00",
        "8 × 1,5 = 12, trừ tối đa 10 → −10,00",
    ),
    (RuleType.BONUS, "20", BONUS, Inputs(), "0.00", "Không có mục nào → 0,00"),
    # 6.2: negative result, work not done, low bound of a sign, high bound for INVERSE
    (RuleType.RATIO_CAP, "70", {}, plan("6.0", "-1.5"), "0.00", "Kết quả −1,5: chưa thực hiện → 0,00"),
    (RuleType.RATIO_CAP, "70", {}, plan("6.0", "0"), "0.00", "Kết quả 0: chưa thực hiện → 0,00"),
    (RuleType.RATIO_UNCAPPED, "60", {}, plan("5", "0"), "0.00", "Kết quả 0: chưa thực hiện → 0,00"),
    (
        RuleType.UNDER_PENALTY,
        "30",
        {"k": "0.1"},
        plan("5", "0"),
        "0.00",
        "Kết quả 0: chưa thực hiện → 0,00",
    ),
    (RuleType.UNDER_PENALTY, "30", {"k": "0.75"}, plan("5", "5"), "30.00", "Đạt kế hoạch (5/5) → 30,00"),
    (
        RuleType.RATIO_CAP,
        "40",
        {},
        Inputs(Operator.GT, low=D(10), actual=D(5)),
        "20.00",
        "40 × 5/10 = 20,00",
    ),
    (
        RuleType.INVERSE,
        "20",
        {},
        Inputs(Operator.RANGE, low=D(1), high=D(2), actual=D(4)),
        "10.00",
        "20 × 2/4 = 10,00",
    ),
    (
        RuleType.INVERSE,
        "20",
        {},
        Inputs(Operator.LE, high=D(2), actual=D(4)),
        "10.00",
        "20 × 2/4 = 10,00",
    ),
    (
        RuleType.INVERSE,
        "20",
        {},
        plan("2", "0"),
        "20.00",
        "Kết quả 0, kế hoạch không quá 2 → 20,00",
    ),
    (
        RuleType.INVERSE,
        "20",
        {},
        plan("2", "-1"),
        "20.00",
        "Kết quả −1, kế hoạch không quá 2 → 20,00",
    ),
]


@pytest.mark.parametrize(("rule", "max_points", "params", "inputs", "points", "formula"), EXAMPLES)
def test_score_of_the_worked_example(
    rule: RuleType, max_points: str, params: dict[str, Any], inputs: Inputs, points: str, formula: str
) -> None:
    """Handbook 6.1 and 6.2. Red when round_points rounds half to even (21,625 → 21,62)."""
    check_params(rule, D(max_points), params)
    found = score(rule, D(max_points), params, inputs)
    assert (str(found.points), found.formula, found.gap) == (points, formula, "")


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


NO_PLAN = (
    "Kế hoạch thiếu hoặc không lớn hơn 0 nên không tính được tỷ lệ: người thẩm định cho điểm, kèm lý do."
)


@pytest.mark.parametrize("rule", sorted(RATIO_RULES))
@pytest.mark.parametrize("low", [None, D(0), D(-3)])
def test_a_plan_that_is_no_plan_leaves_the_line_to_a_person(rule: RuleType, low: Decimal | None) -> None:
    params = {"x": "1.1", "k": "1", "step": "4", "pts": "1", "base": "5", "m": "1"}
    found = score(rule, D(30), params, Inputs(low=low, actual=D(5)))
    assert (found.points, found.formula, found.gap) == (None, "", NO_PLAN)
    judged = Inputs(low=low, actual=D(5), value=D("12.5"), reason="Không được giao kế hoạch")
    assert str(score(rule, D(30), params, judged).points) == "12.50"


@pytest.mark.parametrize("rule", sorted(RATIO_RULES))
def test_a_missing_result_is_never_zero(rule: RuleType) -> None:
    params = {"x": "1.1", "k": "1", "step": "4", "pts": "1", "base": "5", "m": "1"}
    found = score(rule, D(30), params, plan("8", None, value=D(20), reason="Đoán chừng thế"))
    assert (found.points, found.gap) == (None, "Chưa có số liệu.")


GAPS: list[tuple[RuleType, dict[str, Any], Inputs, str]] = [
    (RuleType.BAND, SHARE, Inputs(), "Chưa có số liệu."),
    (RuleType.BOOLEAN, TWO, Inputs(), "Chưa trả lời: Ký giao ước, Ban hành kế hoạch."),
    (RuleType.BOOLEAN, TWO, Inputs(answers={"Ký giao ước": False}), "Chưa trả lời: Ban hành kế hoạch."),
    (RuleType.RANK, NATIONAL, Inputs(), "Chưa có thứ hạng: người thẩm định cho điểm, kèm lý do."),
    (
        RuleType.RANK,
        IN_CLUSTER,
        Inputs(actual=D(3)),
        "Chưa có thứ hạng: người thẩm định cho điểm, kèm lý do.",
    ),
    (RuleType.MANUAL, {}, Inputs(), "Người thẩm định chưa cho điểm."),
]


@pytest.mark.parametrize(("rule", "params", "inputs", "gap"), GAPS)
def test_what_is_missing_leaves_a_gap(
    rule: RuleType, params: dict[str, Any], inputs: Inputs, gap: str
) -> None:
    found = score(rule, D(40), params, inputs)
    assert (found.points, found.gap) == (None, gap)


REFUSED: list[tuple[RuleType, dict[str, Any], Inputs, str]] = [
    (RuleType.MANUAL, {}, Inputs(value=D(44), reason="Rất tốt, vượt"), "Điểm phải từ 0 đến 40,00."),
    (RuleType.MANUAL, {}, Inputs(value=D(-1), reason="Rất kém, âm"), "Điểm phải từ 0 đến 40,00."),
    (
        RuleType.MANUAL,
        {},
        Inputs(value=D(36)),
        "Nhập lý do. Lý do được ghi vào nhật ký và gửi cho đơn vị.",
    ),
    (
        RuleType.BAND,
        {"whole": False, "bands": [{"from": "0", "to": "1", "pts": "5"}]},
        Inputs(actual=D(1)),
        "Giá trị 1 nằm ngoài mọi bậc. Sửa các bậc của tiêu chí.",
    ),
    (
        RuleType.RANK,
        IN_CLUSTER,
        Inputs(rank=7),
        "Giá trị hạng 7 nằm ngoài mọi bậc. Sửa các bậc của tiêu chí.",
    ),
    (RuleType.BONUS, BONUS, Inputs(counts={"lạ": 1}), "Số lần của mục “lạ” không hợp lệ."),
    (
        RuleType.PENALTY,
        PENALTY,
        Inputs(counts={"Hồ sơ trả lại": -1}),
        "Số lần của mục “Hồ sơ trả lại” không hợp lệ.",
    ),
]


@pytest.mark.parametrize(("rule", "params", "inputs", "message"), REFUSED)
def test_what_a_rule_refuses(rule: RuleType, params: dict[str, Any], inputs: Inputs, message: str) -> None:
    with pytest.raises(DomainError) as caught:
        score(rule, D(40), params, inputs)
    assert str(caught.value) == message


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


def test_ranks_in_the_cluster_share_the_better_place() -> None:
    values = {"HN": D(3), "HCM": D(5), "HP": D(5), "DN": D(9)}
    assert cluster_ranks(values, lower_is_better=True) == {"HN": 1, "HCM": 2, "HP": 2, "DN": 4}
    assert cluster_ranks(values, lower_is_better=False) == {"HN": 4, "HCM": 2, "HP": 2, "DN": 1}


def test_a_total_without_criteria_that_were_not_assigned_is_scaled() -> None:
    assert str(scaled_total(D("880.50"), D(970), D(1000))) == "907.73"
    with pytest.raises(DomainError):
        scaled_total(D(0), D(0), D(1000))


LIMITS: list[tuple[RuleType, dict[str, Any], tuple[Decimal, Decimal | None]]] = [
    (RuleType.RATIO_CAP, {}, (D(0), D(40))),
    (RuleType.RATIO_UNCAPPED, {}, (D(0), None)),
    (RuleType.RATIO_CAP_X, {"x": "1.10"}, (D(0), D(44))),
    (RuleType.MANUAL, {}, (D(0), D(40))),
    (RuleType.BONUS, BONUS, (D(0), D(20))),
    (RuleType.PENALTY, PENALTY, (D(-10), D(0))),
]


@pytest.mark.parametrize(("rule", "params", "limits"), LIMITS)
def test_bounds_are_those_of_the_rule(
    rule: RuleType, params: dict[str, Any], limits: tuple[Decimal, Decimal | None]
) -> None:
    assert bounds(rule, D(40), params) == limits


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


@given(st.integers(0, 30), st.integers(0, 30))
def test_bonus_and_penalty_stay_within_their_caps(first: int, second: int) -> None:
    bonus = score(RuleType.BONUS, D(20), BONUS, Inputs(counts={"sáu": first, "ba": second})).points
    penalty = score(RuleType.PENALTY, D(10), PENALTY, Inputs(counts={"Hồ sơ trả lại": first})).points
    assert bonus is not None and D(0) <= bonus <= D(20)
    assert penalty is not None and D(-10) <= penalty <= D(0)
