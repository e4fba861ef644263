"""Whether flags went round in turn: what happened, and how likely it is if lots had been drawn (features A7).

Only years with known holders count; a year without one parts the years before it from those after it. Every lot is
drawn among that year's members, as many as there were holders. Probabilities are exact and given what happened before.
A pattern is a sign for people to look at, never a verdict on anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import comb, prod

from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.words import N_


class TurnSign(Labelled):
    """What the years say about turns."""

    NOT_ENOUGH = "not_enough", N_("Chưa đủ số liệu"), "neutral"
    NONE = "none", N_("Chưa thấy dấu hiệu luân phiên"), "info"
    BY_RANK = "by_rank", N_("Cờ lần lượt qua các đơn vị, đúng theo thứ hạng"), "info"
    TURNS = "turns", N_("Có dấu hiệu luân phiên, cần người xem lại"), "attention"


@dataclass(frozen=True)
class FlagYear:
    """Who held the flag in a year, out of its members. `by_rank`: whether nobody without it had a better rank.

    `by_rank` is None where no rank of the year is published.
    """

    year: int
    members: frozenset[int]
    holders: frozenset[int]
    by_rank: bool | None = None


@dataclass(frozen=True)
class Stretch:
    """The years back from the last one in which nobody held the flag twice."""

    first: int
    last: int
    chance: Fraction

    @property
    def years(self) -> int:
        """How many years that are."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class Handovers:
    """Of `pairs` of neighbouring years, in `kept` somebody kept the flag; `chance` of so few or fewer."""

    pairs: int
    kept: int
    chance: Fraction


@dataclass(frozen=True)
class Cycle:
    """The newest years repeat the same order every `period` years, `returns` times over."""

    first: int
    last: int
    period: int
    returns: int
    chance: Fraction


@dataclass(frozen=True)
class Turns:
    """All that is said about turns; `sign` sums it up. `ranked`, of them `followed` by rank, are years with ranks."""

    sign: TurnSign
    years: int
    stretch: Stretch | None
    handovers: Handovers | None
    cycle: Cycle | None
    ranked: int
    followed: int


def turns(years: Sequence[FlagYear], *, fewest: int, unlikely: Fraction) -> Turns:
    """What the years say, with fewer than `fewest` only that; a pattern counts up to the chance `unlikely`."""
    known = sorted((year for year in years if year.holders), key=lambda year: year.year)
    ranked = [year.by_rank for year in known if year.by_rank is not None]
    if len(known) < fewest:
        return Turns(TurnSign.NOT_ENOUGH, len(known), None, None, None, len(ranked), sum(ranked))
    runs = blocks(known)
    found = stretch(runs[-1]), handovers(runs), cycle(runs[-1])
    shows = any(one is not None and one.chance <= unlikely for one in found)
    sign = TurnSign.NONE
    if shows:
        sign = TurnSign.BY_RANK if ranked and all(ranked) else TurnSign.TURNS
    return Turns(sign, len(known), *found, len(ranked), sum(ranked))


def blocks(years: Sequence[FlagYear]) -> list[list[FlagYear]]:
    """The years in order, parted where one is missing."""
    found: list[list[FlagYear]] = []
    for year in years:
        if found and found[-1][-1].year == year.year - 1:
            found[-1].append(year)
        else:
            found.append([year])
    return found


def _without(year: FlagYear, barred: frozenset[int]) -> Fraction:
    """How likely lots give the year's flags to none of `barred`."""
    free, count = len(year.members - barred), len(year.holders)
    return Fraction(comb(free, count), comb(len(year.members), count))


def stretch(run: Sequence[FlagYear]) -> Stretch | None:
    """The longest end of the run in which nobody held the flag twice; None for one year."""
    start, held = len(run), frozenset[int]()
    while start and not held & run[start - 1].holders:
        start -= 1
        held |= run[start].holders
    fresh = run[start:]
    if len(fresh) < 2:
        return None
    return Stretch(fresh[0].year, fresh[-1].year, _all_new(fresh))


def _all_new(years: Sequence[FlagYear]) -> Fraction:
    before = [frozenset[int]().union(*(one.holders for one in years[:place])) for place in range(len(years))]
    return prod(
        (_without(year, barred) for year, barred in zip(years, before, strict=True)), start=Fraction(1)
    )


def handovers(runs: Sequence[Sequence[FlagYear]]) -> Handovers | None:
    """How often somebody kept the flag from one year to the next; None without neighbouring years."""
    pairs = [(before, after) for run in runs for before, after in pairwise(run)]
    if not pairs:
        return None
    kept = sum(bool(before.holders & after.holders) for before, after in pairs)
    chances = [Fraction(1)]  # chances[k]: that exactly k of the pairs so far kept one
    for before, after in pairs:
        none = _without(after, before.holders)
        longer = [*chances, Fraction(0)]
        chances = [
            one * none + (longer[place - 1] * (1 - none) if place else 0) for place, one in enumerate(longer)
        ]
    return Handovers(len(pairs), kept, sum(chances[: kept + 1], Fraction(0)))


def cycle(run: Sequence[FlagYear]) -> Cycle | None:
    """The shortest order that the run repeats from its first year to its last, nobody twice in one round; else None."""
    for period in range(2, len(run)):
        first = run[:period]
        is_new = all(not one.holders & other.holders for one in first for other in first if one is not other)
        returned = run[period:]
        if is_new and all(year.holders == run[place].holders for place, year in enumerate(returned)):
            again = (Fraction(1, comb(len(year.members), len(year.holders))) for year in returned)
            chance = prod(again, start=_all_new(first))
            return Cycle(run[0].year, run[-1].year, period, len(returned), chance)
    return None
