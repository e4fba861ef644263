"""Plausible numbers where nothing was published: always the same ones, and marked "minh họa" wherever shown."""

import hashlib
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from emulation.gateways import seeds
from emulation.services.demo.figures import Plan
from emulation.vocabulary.kinds import Operator, PlanSource, Provenance

NOTE = "Số minh họa, không phải số liệu công bố"
ANCHOR_YEAR = 2021
#: A growth rate is planned by its level: a bad year does not lower what was promised before it.
PLANNED_BY_LEVEL = frozenset({"GRDP_GROWTH"})
FORM = "form"
LOWER_IS_BETTER = frozenset({"POVERTY_RATE"})


@cache
def levels() -> dict[str, Any]:
    """Indicator → level by member, growth, spread, limits (config/demo/levels.toml)."""
    return seeds.demo_facts("levels")


def chance(*parts: object) -> Decimal:
    """A number from −1 to 1 that depends on the parts alone."""
    digest = hashlib.sha256("|".join(map(str, parts)).encode()).digest()
    return Decimal(int.from_bytes(digest[:4], "big") % 2001 - 1000) / 1000


def has_level(indicator: str) -> bool:
    """Whether the demo invents numbers for this indicator."""
    return indicator in levels() and indicator != FORM


def has_plan(indicator: str) -> bool:
    """Whether the demo invents plans for it: ranks and what is scored by bands have none."""
    return has_level(indicator) and levels()[indicator].get("planned", True)


def form(member: str, year: int) -> Decimal:
    """How well a member does in a year, as a share of its plans."""
    return Decimal(levels()[FORM].get(str(year), {}).get(member, "0"))


def actual(member: str, indicator: str, year: int, decimals: int, known: Mapping[int, Decimal]) -> Decimal:
    """A result near the level, moved to fit the nearest published year of the same member."""
    facts = levels()[indicator]
    value = _level(facts, member, year)
    if known and indicator not in PLANNED_BY_LEVEL:
        nearest = min(known, key=lambda one: (abs(one - year), one))
        value *= known[nearest] / _level(facts, member, nearest)
    value *= 1 + Decimal(facts["spread"]) * chance(member, indicator, year)
    return _rounded(_within(facts, value), decimals)


def plan(member: str, indicator: str, year: int, decimals: int, result: Decimal) -> Plan:
    """A plan that the result meets more or less: the ratio follows the member's form in that year."""
    facts = levels()[indicator]
    ratio = 1 + form(member, year) + chance(member, indicator, year, "plan") / 25
    if "plan" in facts:
        value = Decimal(facts["plan"])
    elif indicator in PLANNED_BY_LEVEL:
        value = _level(facts, member, year) * (1 + chance(indicator, year) / 20)
    else:
        value = result * ratio if indicator in LOWER_IS_BETTER else result / ratio
    value = _nice(_within(facts, value), decimals)
    is_lower = indicator in LOWER_IS_BETTER
    operator = Operator.LE if is_lower else Operator.GE
    low, high = (None, value) if is_lower else (value, None)
    source = "Nghị quyết HĐND thành phố (minh họa)"
    return Plan(PlanSource.CITY_COUNCIL, operator, low, high, Provenance.ILLUSTRATIVE, source, NOTE)


def _level(facts: Mapping[str, Any], member: str, year: int) -> Decimal:
    return Decimal(facts["level"][member]) * (1 + Decimal(facts["growth"]) * (year - ANCHOR_YEAR))


def _within(facts: Mapping[str, Any], value: Decimal) -> Decimal:
    least, most = Decimal(facts.get("least", "0")), facts.get("most")
    return max(least, min(value, Decimal(most)) if most else value)


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _nice(value: Decimal, decimals: int) -> Decimal:
    """Three leading digits, as plans are written, and never more places than the indicator has."""
    if value == 0:
        return value
    digits = Decimal(1).scaleb(value.adjusted() - 2)
    return _rounded((value / digits).quantize(Decimal(1), ROUND_HALF_UP) * digits, decimals)
