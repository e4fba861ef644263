"""How far a promise is kept, in five levels that every reader understands (features P8; screens 5.1, smaller scales).

The borders are data (config/promises.toml), a choice of the design and not of a legal document.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from emulation.rules import results
from emulation.vocabulary.kinds import Direction, Operator
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.words import N_


class Level(Labelled):
    """How far a promise is kept, from nothing known to done."""

    NO_EVIDENCE = "no_evidence", N_("Chưa có bằng chứng"), "neutral"
    NOT_STARTED = "not_started", N_("Chưa bắt đầu"), "attention"
    LIMITED = "limited", N_("Hạn chế"), "attention"
    BASIC = "basic", N_("Cơ bản"), "info"
    DONE = "done", N_("Hoàn thành"), "success"


@dataclass(frozen=True)
class Promise:
    """What was promised for an indicator: sign, bounds and which way is good."""

    operator: Operator
    low: Decimal | None
    high: Decimal | None
    direction: Direction

    @property
    def improves(self) -> Direction:
        """Which way a figure comes nearer: as the sign says, else as the indicator does."""
        if self.operator in (Operator.GE, Operator.GT):
            return Direction.HIGHER
        if self.operator in (Operator.LE, Operator.LT):
            return Direction.LOWER
        return self.direction


def share_of(promise: Promise, actual: Decimal | None) -> Decimal | None:
    """How much of the plan a figure is, in percent, unrounded; None where a ratio says nothing (handbook 6.2)."""
    bounds = (promise.operator, promise.low, promise.high, actual, promise.improves)
    return results.percent_of_plan(*bounds)


def level_of(promise: Promise, actual: Decimal | None, *, is_final: bool, basic_from: Decimal) -> Level:
    """The level of a promise by its newest figure.

    `is_final`: the figure is for the whole year, or of something that only grows. Before that even a promise whose
    plan is reached is "Cơ bản", because a rate may fall again. `basic_from` is a percent of the plan.
    """
    if actual is None:
        return Level.NO_EVIDENCE
    is_met = results.is_met(promise.operator, promise.low, promise.high, actual, promise.improves)
    if is_met is None:
        return Level.NO_EVIDENCE
    if is_met:
        return Level.DONE if is_final else Level.BASIC
    share = share_of(promise, actual)
    if share is None:
        return Level.LIMITED
    if share <= 0:
        return Level.NOT_STARTED
    return Level.BASIC if share >= basic_from else Level.LIMITED


def counts(levels: Iterable[Level]) -> tuple[tuple[Level, int], ...]:
    """How many promises stand at each level, best first; levels without any count 0."""
    found = Counter(levels)
    return tuple((level, found[level]) for level in reversed(Level))


def percent_done(levels: Sequence[Level]) -> Decimal | None:
    """Which share of the promises is kept, in percent, unrounded; None without promises."""
    if not levels:
        return None
    return Decimal(levels.count(Level.DONE)) / len(levels) * 100
