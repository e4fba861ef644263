"""Random score lines of every rule type, with edges more often than chance gives them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random
from typing import Any

from emulation.rules.scoring import Inputs, score
from emulation.vocabulary.kinds import Operator, RuleType

NAMES = ("Ký giao ước", "Ban hành kế hoạch", "Báo cáo kiểm tra", "Sáng kiến")


@dataclass(frozen=True)
class Line:
    """A stored line as rules/why reads it."""

    rule_type: RuleType
    max_points: Decimal
    params: Mapping[str, Any] = field(default_factory=dict)
    operator: Operator | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    actual: Decimal | None = None
    inputs: Mapping[str, Any] = field(default_factory=dict)
    computed: Decimal | None = None
    claimed: Decimal | None = None
    claim_reason: str = ""
    appraised: Decimal | None = None
    appraisal_reason: str = ""
    not_assigned: bool = False


def random_lines(seed: int, count: int) -> Iterator[Line]:
    """`count` scored lines, the rule types in turn."""
    chance, rules = Random(seed), list(RuleType)
    for number in range(count):
        yield _stored(_line(chance, rules[number % len(rules)]))


def _stored(line: Line) -> Line:
    """What the services would store: the rule's points, or those that a person gave with a reason."""
    if line.rule_type is RuleType.MANUAL:
        return line
    known = Inputs(
        line.operator,
        line.low,
        line.high,
        line.actual,
        line.inputs.get("rank"),
        line.inputs.get("answers", {}),
        line.inputs.get("counts", {}),
    )
    return replace(line, computed=score(line.rule_type, line.max_points, line.params, known).points)


def _decimal(chance: Random, low: int, high: int, places: int) -> Decimal:
    return Decimal(chance.randint(low * 10**places, high * 10**places)).scaleb(-places)


def _line(chance: Random, rule: RuleType) -> Line:
    most = chance.choice([Decimal(70), Decimal("12.5"), _decimal(chance, 5, 200, 2)])
    if rule is RuleType.MANUAL:
        given = _decimal(chance, 0, int(most), 2)
        return Line(rule, most, claimed=given, claim_reason="Theo báo cáo của đơn vị")
    line = Line(rule, most, _params(chance, rule, most), inputs=_typed(chance, rule))
    if rule is RuleType.BAND:
        top = 20 if line.params["whole"] else 100
        return replace(line, actual=_decimal(chance, 0, top, 0 if line.params["whole"] else 4))
    if rule in (RuleType.BOOLEAN, RuleType.BONUS, RuleType.PENALTY, RuleType.RANK):
        return line
    return _measured(chance, line)


def _measured(chance: Random, line: Line) -> Line:
    places = chance.randint(0, 4)
    low = _decimal(chance, 0, chance.choice([1, 10, 100, 60_000]), places) or Decimal(1)
    high = low + _decimal(chance, 0, 5, places)
    operator = chance.choice(list(Operator))
    upper = high if operator is Operator.RANGE else None
    near = low * _decimal(chance, 0, 2, 2)
    hair = Decimal("0.0001")
    edges = [low, Decimal(0), -low, low + hair, max(low - hair, Decimal(0)), low / 3]
    actual = chance.choice([near, *edges])
    return replace(line, operator=operator, low=low, high=upper, actual=actual.quantize(Decimal("0.0001")))


def _params(chance: Random, rule: RuleType, most: Decimal) -> dict[str, Any]:
    positive = str(_decimal(chance, 0, 5, chance.randint(0, 4)) + Decimal("0.0625"))
    match rule:
        case RuleType.RATIO_CAP_X:
            return {"x": str(1 + _decimal(chance, 0, 1, 4))}
        case RuleType.PER_PCT:
            step = str(chance.choice([Decimal(4), Decimal(3), Decimal("2.5")]))
            return {"step": step, "pts": positive, "whole_steps": chance.random() < 0.5}
        case RuleType.OVER_BONUS:
            return {"base": str(most / 2), "k": positive, "m": str((most / 3).quantize(Decimal("0.000001")))}
        case RuleType.UNDER_PENALTY:
            return {"k": positive}
        case RuleType.BAND:
            return _bands(chance, most)
        case RuleType.RANK:
            ends = [(1, 3), (4, 4), (5, 9), (10, None)]
            points = [str(_decimal(chance, 0, int(most), 2)) for _ in ends]
            rows = [{"from": a, "to": b, "pts": p} for (a, b), p in zip(ends, points, strict=True)]
            return {"scope": "cluster", "steps": rows}
        case RuleType.BOOLEAN:
            return {"items": list(NAMES[: chance.randint(1, 4)])}
        case RuleType.BONUS | RuleType.PENALTY:
            items = [
                {"name": name, "pts": str(_decimal(chance, 0, 7, 2) + Decimal("0.25"))} for name in NAMES
            ]
            return {"cap": str(_decimal(chance, 1, int(most), 2)), "items": items}
        case _:
            return {}


def _bands(chance: Random, most: Decimal) -> dict[str, Any]:
    whole = chance.random() < 0.5
    ends = (
        [("0", "0"), ("1", "3"), ("4", "14"), ("15", None)]
        if whole
        else [(None, "40"), ("40", "55.5"), ("55.5", "70"), ("70", None)]
    )
    points = [str(_decimal(chance, 0, int(most), chance.randint(0, 2))) for _ in ends]
    rows = [{"from": a, "to": b, "pts": p} for (a, b), p in zip(ends, points, strict=True)]
    return {"whole": whole, "bands": rows}


def _typed(chance: Random, rule: RuleType) -> dict[str, Any]:
    if rule is RuleType.RANK:
        return {"rank": chance.randint(1, 63)}
    if rule is RuleType.BOOLEAN:
        return {"answers": {name: chance.random() < 0.8 for name in NAMES}}
    if rule in (RuleType.BONUS, RuleType.PENALTY):
        return {"counts": {name: chance.choice([0, 0, 1, 2, 9]) for name in NAMES}}
    return {}
