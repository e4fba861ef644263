"""Ratio rules: what a plan and a result are worth, exactly, and the sentence that says so (handbook 6.1).

Ratios are kept as fractions; only the points of the line are rounded, half up to two places. A sentence carries
its number: whoever reads it with a pencil gets the points, so nothing in it is rounded away before the result.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

from emulation.vocabulary.kinds import Operator, RuleType
from emulation.vocabulary.numbers import format_number
from emulation.vocabulary.words import N_

NO_PLAN = N_(
    "Kế hoạch thiếu hoặc không lớn hơn 0 nên không tính được tỷ lệ: người thẩm định cho điểm, kèm lý do."
)
NO_ACTUAL = N_("Chưa có số liệu.")
#: More places than any product of stored decimals has.
_MOST_PLACES = 60


@dataclass(frozen=True)
class Inputs:
    """What goes into a line: the target, the result, or what a person answered, counted or judged.

    `low`, `high`, `actual` in the indicator's unit; `rank` counts from 1; `value` in points, with its reason.
    """

    operator: Operator | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    actual: Decimal | None = None
    rank: int | None = None
    answers: Mapping[str, bool] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    value: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True)
class Score:
    """Points with two places and the formula as a reader sees it; without points, `gap` says what is missing."""

    points: Decimal | None
    formula: str = ""
    gap: str = ""


def round_points(value: Fraction) -> Decimal:
    """The points of a line: half up, away from zero at the half, two places (handbook 6)."""
    hundredths = floor(abs(value) * 100 + Fraction(1, 2))
    return Decimal(-hundredths if value < 0 else hundredths).scaleb(-2)


def worked(left: str, exact: Fraction) -> Score:
    """`left` with its result: "=" when nothing was rounded away, else "≈"."""
    points = round_points(exact)
    sign = "=" if Fraction(points) == exact else "≈"
    return Score(points, f"{left} {sign} {format_number(points, 2)}")


def settled(left: str, exact: Fraction) -> Score:
    """`left` with what follows from it: a limit, a band, an answer."""
    points = round_points(exact)
    return Score(points, f"{left} → {format_number(points, 2)}")


def amount(params: Mapping[str, Any], name: str) -> Fraction:
    """A parameter that is stored as text, exactly."""
    return Fraction(Decimal(str(params[name])))


def shown(value: Decimal | Fraction) -> str:
    """A number inside a formula, whole: figures, points and parameters are all decimals."""
    if isinstance(value, Fraction):
        places = next(n for n in range(_MOST_PLACES) if (value * 10**n).denominator == 1)
        value = Decimal((value * 10**places).numerator).scaleb(-places)
    return format_number(value)


def shown_percent(value: Fraction) -> str:
    """A percentage for show: two places half up; comparisons use the exact fraction (handbook 6.2)."""
    return format_number(round_points(value))


def percent_in_formula(actual: Decimal, plan: Decimal) -> str:
    """The percentage that a formula goes on from: the number, or its fraction where two places would round it."""
    percent = 100 * Fraction(actual) / Fraction(plan)
    return shown_percent(percent) if _is_short(percent) else f"100 × {shown(actual)}/{shown(plan)}"


def _is_short(percent: Fraction) -> bool:
    return Fraction(round_points(percent)) == percent


def plan_of(rule: RuleType, inputs: Inputs) -> Decimal | None:
    """The plan that counts: the low bound, for INVERSE the high one (handbook 6, P); None if there is no ratio."""
    bounds = (inputs.high, inputs.low) if rule is RuleType.INVERSE else (inputs.low, inputs.high)
    plan = bounds[0] if bounds[0] is not None else bounds[1]
    return plan if plan is not None and plan > 0 else None


def score_ratio(rule: RuleType, max_points: Decimal, params: Mapping[str, Any], inputs: Inputs) -> Score:
    """Points of a rule that compares result and plan. No plan or no result leaves the line without points."""
    plan, actual = plan_of(rule, inputs), inputs.actual
    if plan is None:
        return Score(None, gap=NO_PLAN)
    if actual is None:
        return Score(None, gap=NO_ACTUAL)
    if rule is RuleType.INVERSE:
        return _inverse(max_points, plan, actual)
    if actual <= 0:
        return settled(N_("Kết quả %(actual)s: chưa thực hiện") % {"actual": shown(actual)}, Fraction(0))
    match rule:
        case RuleType.RATIO_UNCAPPED:
            return _uncapped(max_points, plan, actual)
        case RuleType.RATIO_CAP_X:
            return _capped(max_points, actual, plan, amount(params, "x"))
        case RuleType.PER_PCT:
            return _per_percent(max_points, params, plan, actual)
        case RuleType.OVER_BONUS:
            return _over_bonus(params, plan, actual)
        case RuleType.UNDER_PENALTY:
            return _under_penalty(max_points, params, plan, actual)
        case _:
            return _capped(max_points, actual, plan, Fraction(1))


def _capped(max_points: Decimal, over: Decimal, under: Decimal, cap: Fraction) -> Score:
    ratio, most = Fraction(over) / Fraction(under), Fraction(max_points) * cap
    fraction = f"{shown(over)}/{shown(under)}"
    if ratio <= cap:
        return worked(f"{shown(max_points)} × {fraction}", Fraction(max_points) * ratio)
    limit = N_("%(max)s × (%(fraction)s), tối đa %(most)s") % {
        "max": shown(max_points),
        "fraction": fraction,
        "most": shown(most),
    }
    return settled(limit, most)


def _uncapped(max_points: Decimal, plan: Decimal, actual: Decimal) -> Score:
    exact = Fraction(max_points) * Fraction(actual) / Fraction(plan)
    score = worked(f"{shown(max_points)} × {shown(actual)}/{shown(plan)}", exact)
    if actual <= plan:
        return score
    return Score(score.points, N_("%(formula)s (vượt chuẩn)") % {"formula": score.formula})


def _inverse(max_points: Decimal, plan: Decimal, actual: Decimal) -> Score:
    if actual <= 0:
        words = N_("Kết quả %(actual)s, kế hoạch không quá %(plan)s: đủ điểm tối đa %(max)s")
        values = {"actual": shown(actual), "plan": shown(plan), "max": shown(max_points)}
        return settled(words % values, Fraction(max_points))
    return _capped(max_points, plan, actual, Fraction(1))


def _per_percent(max_points: Decimal, params: Mapping[str, Any], plan: Decimal, actual: Decimal) -> Score:
    percent = 100 * Fraction(actual) / Fraction(plan)
    step, points = amount(params, "step"), amount(params, "pts")
    steps, exact = percent / step, percent_in_formula(actual, plan)
    values = {
        "percent": shown_percent(percent),
        "exact": exact if _is_short(percent) else f"({exact})",
        "step": shown(step),
        "pts": shown(points),
        "n": floor(steps),
    }
    if params.get("whole_steps"):
        steps = Fraction(floor(steps))
        left = _whole_steps(_is_short(percent)) % values
    else:
        left = N_("Đạt %(percent)s%% kế hoạch: %(exact)s/%(step)s × %(pts)s") % values
    found = steps * points
    if found <= max_points:
        return worked(left, found)
    return settled(
        N_("%(formula)s, tối đa %(most)s") % {"formula": left, "most": shown(max_points)},
        Fraction(max_points),
    )


def _whole_steps(is_short: bool) -> str:
    """A rounded percentage may look like one step more than there is: then its fraction stands beside it."""
    if is_short:
        return N_("Đạt %(percent)s%% kế hoạch, đủ %(n)s lần %(step)s%%: %(n)s × %(pts)s")
    return N_("Đạt %(percent)s%% kế hoạch %(exact)s, đủ %(n)s lần %(step)s%%: %(n)s × %(pts)s")


def _over_bonus(params: Mapping[str, Any], plan: Decimal, actual: Decimal) -> Score:
    base, k, most = (amount(params, name) for name in ("base", "k", "m"))
    over = 100 * Fraction(actual) / Fraction(plan) - 100
    if over <= 0:
        return worked(
            f"{shown(base)} × {shown(actual)}/{shown(plan)}", base * Fraction(actual) / Fraction(plan)
        )
    part = shown_percent(over) if _is_short(over) else f"({percent_in_formula(actual, plan)} − 100)"
    left = f"{shown(base)} + {shown(k)} × {part}"
    if k * over <= most:
        return worked(left, base + k * over)
    return settled(
        N_("%(formula)s, phần cộng tối đa %(most)s") % {"formula": left, "most": shown(most)}, base + most
    )


def _under_penalty(max_points: Decimal, params: Mapping[str, Any], plan: Decimal, actual: Decimal) -> Score:
    k = amount(params, "k")
    missing = 100 - 100 * Fraction(actual) / Fraction(plan)
    if missing <= 0:
        words = N_("Đạt kế hoạch (%(actual)s/%(plan)s): đủ điểm tối đa %(max)s")
        values = {"actual": shown(actual), "plan": shown(plan), "max": shown(max_points)}
        return settled(words % values, Fraction(max_points))
    part = shown_percent(missing) if _is_short(missing) else f"(100 − {percent_in_formula(actual, plan)})"
    left = f"{shown(max_points)} − {shown(k)} × {part}"
    exact = Fraction(max_points) - k * missing
    if exact >= 0:
        return worked(left, exact)
    return settled(N_("%(formula)s, không dưới 0") % {"formula": left}, Fraction(0))
