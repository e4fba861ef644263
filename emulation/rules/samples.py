"""Sample numbers with which a rule is shown at work before anybody is scored by it (handbook 6.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from emulation.rules.scoring import RATIO_RULES, Inputs, Score, score
from emulation.vocabulary.kinds import RuleType
from emulation.vocabulary.words import N_

#: How many samples a page shows.
SHOWN = 3
_REASON = N_("Số liệu mẫu")
#: What is offered before there are bands or steps.
_UNKNOWN = tuple({"from": start, "to": start} for start in (1, 2, 3))


@dataclass(frozen=True)
class Sample:
    """One set of numbers. `done`: how many things of a list were done, from the first; `times`: how often each item
    of a bonus or penalty occurred; `value`: the points a person gives."""

    plan: Decimal | None = None
    actual: Decimal | None = None
    rank: int | None = None
    done: int | None = None
    times: int | None = None
    value: Decimal | None = None


def fields_of(rule: RuleType) -> tuple[str, ...]:
    """Which numbers of a sample the rule reads."""
    match rule:
        case RuleType.BAND:
            return ("actual",)
        case RuleType.RANK:
            return ("rank",)
        case RuleType.BOOLEAN:
            return ("done",)
        case RuleType.BONUS | RuleType.PENALTY:
            return ("times",)
        case RuleType.MANUAL:
            return ("value",)
        case _:
            return ("plan", "actual")


def samples_for(rule: RuleType, max_points: Decimal | None, params: Mapping[str, Any]) -> list[Sample]:
    """Numbers to begin with: under, at and over the plan of the handbook's example, or what the rule tells apart."""
    if rule in RATIO_RULES:
        results = ("6", "5", "4") if rule is RuleType.INVERSE else ("90", "95", "97")
        plan = Decimal(5 if rule is RuleType.INVERSE else 95)
        return [Sample(plan=plan, actual=Decimal(result)) for result in results]
    match rule:
        case RuleType.BAND:
            bands = params.get("bands") or _UNKNOWN
            return [Sample(actual=_within(band)) for band in _spread(bands)]
        case RuleType.RANK:
            return [Sample(rank=step["from"]) for step in _spread(params.get("steps") or _UNKNOWN)]
        case RuleType.BOOLEAN:
            count = len(params.get("items") or [None])
            return [Sample(done=done) for done in (0, max(count - 1, 0), count)]
        case RuleType.BONUS | RuleType.PENALTY:
            return [Sample(times=times) for times in (0, 1, 5)]
        case _:
            most = max_points or Decimal(10)
            return [Sample(value=value) for value in (Decimal(0), most * Decimal("0.75"), most)]


def _spread(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The first, the middle and the last row."""
    return [rows[place] for place in dict.fromkeys((0, len(rows) // 2, len(rows) - 1))]


def _within(band: Mapping[str, Any]) -> Decimal:
    """A value that falls into the band."""
    if band["from"] is not None:
        return Decimal(str(band["from"]))
    return Decimal(0) if band["to"] is None else min(Decimal(0), Decimal(str(band["to"])) - 1)


def worked(rule: RuleType, max_points: Decimal, params: Mapping[str, Any], sample: Sample) -> Score:
    """The points of the sample with the formula; raises DomainError for numbers that the rule refuses."""
    items = params.get("items") or []
    is_counted = rule in (RuleType.BONUS, RuleType.PENALTY)
    done = sample.done
    inputs = Inputs(
        low=sample.plan,
        actual=sample.actual,
        rank=sample.rank,
        answers={name: place < done for place, name in enumerate(items)}
        if rule is RuleType.BOOLEAN and done is not None
        else {},
        counts={item["name"]: sample.times for item in items} if is_counted and sample.times else {},
        value=sample.value if rule is RuleType.MANUAL else None,
        reason=_REASON,
    )
    return score(rule, max_points, params, inputs)
