"""Every worked example and edge case of handbook 6.1 and 6.2 as a literal, and what holds for all numbers."""

from decimal import Decimal
from typing import Any

import pytest

from emulation.rules.scoring import (
    RATIO_RULES,
    Inputs,
    bounds,
    check_params,
    scaled_total,
    score,
)
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Operator, RuleType
from tests.factories.scorecards import (
    BONUS,
    IN_CLUSTER,
    LATE,
    NATIONAL,
    OVER,
    PENALTY,
    PER_4,
    PER_5,
    SHARE,
    TWO,
)

D = Decimal


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
    (RuleType.BAND, "20", LATE, Inputs(actual=D(5)), "9.00", "5 thuộc bậc “4–7”, bậc này 9 điểm → 9,00"),
    (
        RuleType.BAND,
        "30",
        SHARE,
        Inputs(actual=D("63.5")),
        "24.00",
        "63,5 thuộc bậc “từ 55 đến dưới 70”, bậc này 24 điểm → 24,00",
    ),
    (
        RuleType.BOOLEAN,
        "20",
        TWO,
        Inputs(answers={"Ký giao ước": True, "Ban hành kế hoạch": True}),
        "20.00",
        "Có 2/2 mục, cần đủ 2 mục để được 20 điểm → 20,00",
    ),
    (
        RuleType.BOOLEAN,
        "20",
        TWO,
        Inputs(answers={"Ký giao ước": True, "Ban hành kế hoạch": False}),
        "0.00",
        "Có 1/2 mục, cần đủ 2 mục để được 20 điểm → 0,00",
    ),
    (
        RuleType.RANK,
        "25",
        IN_CLUSTER,
        Inputs(rank=3),
        "19.00",
        "Hạng 3 thuộc bậc “3”, bậc này 19 điểm → 19,00",
    ),
    (
        RuleType.RANK,
        "35",
        NATIONAL,
        Inputs(rank=11),
        "28.00",
        "Hạng 11 thuộc bậc “6–15”, bậc này 28 điểm → 28,00",
    ),
    (
        RuleType.RANK,
        "35",
        NATIONAL,
        Inputs(actual=D(26)),
        "12.00",
        "Hạng 26 thuộc bậc “từ 26 trở lên”, bậc này 12 điểm → 12,00",
    ),
    (
        RuleType.MANUAL,
        "40",
        {},
        Inputs(value=D("36.5"), reason="Giữ vững trật tự"),
        "36.50",
        "Chấm theo đánh giá 36,5, tối đa 40 → 36,50",
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
    (
        RuleType.UNDER_PENALTY,
        "30",
        {"k": "0.75"},
        plan("5", "5"),
        "30.00",
        "Đạt kế hoạch (5/5): đủ điểm tối đa 30 → 30,00",
    ),
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
        "Kết quả 0, kế hoạch không quá 2: đủ điểm tối đa 20 → 20,00",
    ),
    (
        RuleType.INVERSE,
        "20",
        {},
        plan("2", "-1"),
        "20.00",
        "Kết quả −1, kế hoạch không quá 2: đủ điểm tối đa 20 → 20,00",
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
        "Hạng 7 nằm ngoài mọi bậc. Sửa các bậc của tiêu chí.",
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
