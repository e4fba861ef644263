"""Why the three rankings of a year differ: sentences made by rule, naming what drives it (features R3)."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from emulation.rules.formulas import round_points
from emulation.rules.three_rankings import Ranking, View
from emulation.vocabulary.sentences import Fragment, Sentence, Shape
from emulation.vocabulary.words import N_

#: The same within a sentence.
SPOKEN: Mapping[View, str] = {
    View.COMPLETION: N_("mức đạt chỉ tiêu"),
    View.IMPROVEMENT: N_("cải thiện so với năm trước"),
    View.LEVEL: N_("mức tuyệt đối"),
}


def explain(
    rankings: Sequence[Ranking],
    members: Mapping[int, Any],
    indicators: Mapping[str, Any],
    *,
    differs_from: int,
    causes: int,
) -> list[Sentence]:
    """A sentence for every member whose best and worst rank lie `differs_from` places apart, or more.

    `members` and `indicators` give the names. Named are the indicators, up to `causes` each way, on which the member
    stands farthest above the mean of the cluster in its best ranking, and farthest below in its worst one.
    """
    sentences = []
    for member_id, member in members.items():
        ranks = [(t.rank, one) for one in rankings if (t := one.find(member_id)) and t.rank is not None]
        if not ranks:
            continue
        best, worst = min(ranks, key=lambda row: row[0]), max(ranks, key=lambda row: row[0])
        if worst[0] - best[0] < differs_from:
            continue
        strong = _drivers(best[1], member_id, indicators, causes, upward=True)
        weak = _drivers(worst[1], member_id, indicators, causes, upward=False)
        values: dict[str, Fragment | tuple[Sentence, ...]] = {
            "member": Fragment(member, Shape.NAME),
            "worst": Fragment(worst[0], Shape.WHOLE),
            "worst_of": Fragment(worst[1].of, Shape.WHOLE),
            "worst_view": Fragment(SPOKEN[worst[1].view], Shape.LABEL),
            "best": Fragment(best[0], Shape.WHOLE),
            "best_of": Fragment(best[1].of, Shape.WHOLE),
            "best_view": Fragment(SPOKEN[best[1].view], Shape.LABEL),
        }
        values |= {"strong": strong} if strong else {}
        values |= {"weak": weak} if weak else {}
        sentences.append(Sentence(_template(bool(strong), bool(weak)), values))
    return sentences


def _template(strong: bool, weak: bool) -> str:
    if strong and weak:
        return N_(
            "%(member)s: hạng %(worst)s/%(worst_of)s về %(worst_view)s nhưng hạng %(best)s/%(best_of)s "
            "về %(best_view)s, vì %(strong)s; "
            "mặt khác %(weak)s."
        )
    if strong:
        return N_(
            "%(member)s: hạng %(worst)s/%(worst_of)s về %(worst_view)s nhưng hạng %(best)s/%(best_of)s "
            "về %(best_view)s, vì %(strong)s."
        )
    if weak:
        return N_(
            "%(member)s: hạng %(best)s/%(best_of)s về %(best_view)s nhưng hạng %(worst)s/%(worst_of)s "
            "về %(worst_view)s, vì %(weak)s."
        )
    return N_(
        "%(member)s: hạng %(worst)s/%(worst_of)s về %(worst_view)s nhưng hạng %(best)s/%(best_of)s về %(best_view)s."
    )


def _drivers(
    ranking: Ranking, member_id: int, indicators: Mapping[str, Any], most: int, *, upward: bool
) -> tuple[Sentence, ...]:
    found = []
    for code, values in ranking.values.items():
        if member_id not in values:
            continue
        mean = sum(values.values(), Fraction(0)) / len(values)
        lead = values[member_id] - mean if upward else mean - values[member_id]
        if lead > 0:
            found.append((lead, code, mean))
    found.sort(key=lambda row: -row[0])
    return tuple(
        _driver(ranking, indicators[code], ranking.values[code], member_id, mean)
        for _lead, code, mean in found[:most]
    )


def _driver(
    ranking: Ranking, indicator: Any, values: Mapping[int, Fraction], member_id: int, mean: Fraction
) -> Sentence:
    value = values[member_id]
    named: dict[str, Fragment | tuple[Sentence, ...]] = {"indicator": Fragment(indicator, Shape.NAME)}
    if ranking.view is View.LEVEL:
        ranks = {"rank": Fragment(int(-value), Shape.WHOLE), "of": Fragment(len(values), Shape.WHOLE)}
        return Sentence(N_("%(indicator)s hạng %(rank)s/%(of)s"), named | ranks)
    named["mean"] = Fragment(round_points(mean), Shape.PERCENT)
    if ranking.view is View.COMPLETION:
        named["percent"] = Fragment(round_points(value), Shape.PERCENT)
        return Sentence(N_("%(indicator)s đạt %(percent)s kế hoạch (bình quân cụm %(mean)s)"), named)
    if value == 0:
        return Sentence(N_("%(indicator)s không đổi (bình quân cụm %(mean)s)"), named)
    named["percent"] = Fragment(round_points(abs(value)), Shape.PERCENT)
    if value < 0:
        return Sentence(N_("%(indicator)s kém đi %(percent)s (bình quân cụm %(mean)s)"), named)
    return Sentence(N_("%(indicator)s tốt lên %(percent)s (bình quân cụm %(mean)s)"), named)
