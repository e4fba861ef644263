"""Rules that look up, answer or count: bands, ranks, yes and no, bonus and penalty items (handbook 6.1)."""

from collections.abc import Hashable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from emulation.rules.formulas import NO_ACTUAL, Inputs, Score, amount, settled, shown, worked
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.words import N_

K = TypeVar("K", bound=Hashable)

NO_RANK = N_("Chưa có thứ hạng: người thẩm định cho điểm, kèm lý do.")
NATIONAL = "national"
CLUSTER = "cluster"


def score_band(params: Mapping[str, Any], inputs: Inputs) -> Score:
    """Points of the band that holds the value. Raises DomainError when no band does: the table has a hole."""
    if inputs.actual is None:
        return Score(None, gap=NO_ACTUAL)
    whole = bool(params.get("whole"))
    for band in params["bands"]:
        if _holds(band, inputs.actual, whole):
            return _placed(shown(inputs.actual), describe_band(band, whole=whole), amount(band, "pts"))
    message = N_("Giá trị %(value)s nằm ngoài mọi bậc. Sửa các bậc của tiêu chí.")
    raise DomainError(message, value=shown(inputs.actual))


def _placed(value: str, band: str, points: Fraction) -> Score:
    words = N_("%(value)s thuộc bậc “%(band)s”, bậc này %(points)s điểm")
    return settled(words % {"value": value, "band": band, "points": shown(points)}, points)


def _holds(band: Mapping[str, Any], value: Decimal, whole: bool) -> bool:
    low, high = band["from"], band["to"]
    if low is not None and value < Decimal(low):
        return False
    if high is None:
        return True
    return value <= Decimal(high) if whole else value < Decimal(high)


def describe_band(band: Mapping[str, Any], *, whole: bool) -> str:
    """A band in words: "từ 40 đến dưới 55", for whole numbers "1–3"."""
    low, high = (None if band[end] is None else shown(Decimal(band[end])) for end in ("from", "to"))
    if low is None and high is None:
        return N_("mọi giá trị")
    if high is None:
        return N_("từ %(low)s trở lên") % {"low": low}
    if low is None:
        return (N_("đến %(high)s") if whole else N_("dưới %(high)s")) % {"high": high}
    if whole:
        return low if low == high else f"{low}–{high}"
    return N_("từ %(low)s đến dưới %(high)s") % {"low": low, "high": high}


def score_rank(params: Mapping[str, Any], inputs: Inputs) -> Score:
    """Points of the step that holds the rank; a national rank may come as the indicator's own figure."""
    rank = inputs.rank
    if rank is None and params["scope"] == NATIONAL and inputs.actual is not None:
        rank = int(inputs.actual) if inputs.actual == inputs.actual.to_integral_value() else None
    if rank is None:
        return Score(None, gap=NO_RANK)
    for step in params["steps"]:
        if step["from"] <= rank and (step["to"] is None or rank <= step["to"]):
            place = N_("Hạng %(rank)s") % {"rank": rank}
            return _placed(place, describe_band(step, whole=True), amount(step, "pts"))
    message = N_("Hạng %(rank)s nằm ngoài mọi bậc. Sửa các bậc của tiêu chí.")
    raise DomainError(message, rank=rank)


def cluster_ranks(values: Mapping[K, Decimal], *, lower_is_better: bool) -> dict[K, int]:
    """Ranks within a cluster; ties share the better rank and the next is skipped: 1, 2, 2, 4 (handbook 6.1)."""
    ranks = {}
    for key, value in values.items():
        better = (other < value if lower_is_better else other > value for other in values.values())
        ranks[key] = 1 + sum(better)
    return ranks


def score_boolean(max_points: Decimal, params: Mapping[str, Any], inputs: Inputs) -> Score:
    """All items yes gives the maximum, one "no" gives 0; what nobody answered leaves the line open."""
    items = params["items"]
    if open_items := [item for item in items if item not in inputs.answers]:
        return Score(None, gap=N_("Chưa trả lời: %(items)s.") % {"items": ", ".join(open_items)})
    met = sum(inputs.answers[item] for item in items)
    words = N_("Có %(met)s/%(of)s mục, cần đủ %(of)s mục để được %(max)s điểm")
    values = {"met": met, "of": len(items), "max": shown(max_points)}
    return settled(words % values, Fraction(max_points) if met == len(items) else Fraction(0))


def score_items(params: Mapping[str, Any], inputs: Inputs, *, penalty: bool) -> Score:
    """Counted items times their points, up to the cap; penalties are negative. Nothing counted is 0.

    Raises DomainError for an item that the scorecard does not know and for counts below 0.
    """
    points = {item["name"]: amount(item, "pts") for item in params["items"]}
    for name, count in inputs.counts.items():
        if name not in points or count < 0:
            raise DomainError(N_("Số lần của mục “%(name)s” không hợp lệ."), field="counts", name=name)
    counted = [(count, points[name]) for name, count in inputs.counts.items() if count]
    if not counted:
        return settled(N_("Không có mục nào"), Fraction(0))
    total, cap = sum((count * each for count, each in counted), Fraction(0)), amount(params, "cap")
    left = " + ".join(f"{count} × {shown(each)}" for count, each in counted)
    if total <= cap:
        return worked(f"−({left})", -total) if penalty else worked(left, total)
    words = (
        N_("%(sum)s = %(total)s, trừ tối đa %(cap)s")
        if penalty
        else N_("%(sum)s = %(total)s, tối đa %(cap)s")
    )
    return settled(words % {"sum": left, "total": shown(total), "cap": shown(cap)}, -cap if penalty else cap)
