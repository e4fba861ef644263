"""Honours beside ranks: how far both orders agree, and who got less than somebody ranked lower (features A7).

Ranks count from 1, the best. A level counts from 0, the highest award; whoever was proposed for nothing stands behind
the last level. Everything is exact; a coefficient is rounded half up to two places at the very end.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import isqrt

from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.words import N_

PLACES = 2


@dataclass(frozen=True)
class HonourYear:
    """A year: who were its members, the published ranks (none: empty), and the best level of each honoured member.

    `levels` is None where nothing is known of honours: such a year is a gap, not a year without honours.
    """

    year: int
    members: frozenset[int]
    ranks: Mapping[int, int]
    levels: Mapping[int, int] | None

    @property
    def compared(self) -> list[int]:
        """The members of the year with a rank, the best first; empty where honours or ranks are unknown."""
        if not self.levels:
            return []
        return sorted(self.members & self.ranks.keys(), key=lambda member: (self.ranks[member], member))

    def level(self, member: int, last: int) -> int:
        """The member's level; `last`, behind all levels, when it was proposed for nothing."""
        return (self.levels or {}).get(member, last)


@dataclass(frozen=True)
class Sums:
    """The products that a rank correlation is made of: of both orders, and of each with itself."""

    both: Fraction = Fraction(0)
    first: Fraction = Fraction(0)
    second: Fraction = Fraction(0)

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.both + other.both, self.first + other.first, self.second + other.second)


@dataclass(frozen=True)
class Agreement:
    """How far honours follow ranks among `n` members of `years` years, −1 to 1.

    `most`: what the same honours could reach if they followed the ranks. Both are None where one order is flat or
    `is_enough` says that there are too few members.
    """

    n: int
    years: int
    value: Decimal | None
    most: Decimal | None
    is_enough: bool


@dataclass(frozen=True)
class PassedOver:
    """In one year `better` had the better rank and the lower award (None: none at all) than `worse`."""

    year: int
    better: int
    better_rank: int
    better_level: int | None
    worse: int
    worse_rank: int
    worse_level: int


def average_ranks(values: Sequence[int]) -> list[Fraction]:
    """The place of each value from the smallest, 1 on; equal ones share the mean of their places."""
    return [
        Fraction(2 * sum(other < value for other in values) + sum(other == value for other in values) + 1, 2)
        for value in values
    ]


def sums_of(first: Sequence[int], second: Sequence[int]) -> Sums:
    """The sums over the average ranks of two equally long orders."""
    middle = Fraction(len(first) + 1, 2)
    ones = [rank - middle for rank in average_ranks(first)]
    others = [rank - middle for rank in average_ranks(second)]
    return Sums(
        sum((one * other for one, other in zip(ones, others, strict=True)), Fraction(0)),
        sum((one * one for one in ones), Fraction(0)),
        sum((other * other for other in others), Fraction(0)),
    )


def coefficient(sums: Sums) -> Decimal | None:
    """Spearman's rank correlation, half up to two places away from zero; None when an order is flat."""
    if not sums.first or not sums.second:
        return None
    scale = 10**PLACES
    square = sums.both * sums.both * (2 * scale) ** 2 / (sums.first * sums.second)
    whole = (isqrt(square.numerator // square.denominator) + 1) // 2
    return Decimal(whole if sums.both >= 0 else -whole).scaleb(-PLACES)


def agreement(years: Iterable[HonourYear], *, last: int, fewest: int) -> Agreement:
    """How far honours follow ranks; several years are compared each within itself and then joined.

    `last` is the level of those without an award. A year with fewer than `fewest` members with a rank is left out.
    """
    n, counted, sums, most = 0, 0, Sums(), Sums()
    for year in years:
        members = year.compared
        if len(members) < fewest:
            continue
        ranks = [year.ranks[member] for member in members]
        levels = [year.level(member, last) for member in members]
        n, counted = n + len(members), counted + 1
        sums += sums_of(ranks, levels)
        most += sums_of(ranks, sorted(levels))
    return Agreement(n, counted, coefficient(sums), coefficient(most), counted > 0)


def passed_over(year: HonourYear, *, last: int) -> list[PassedOver]:
    """Every pair of the year in which the better rank got the lower award, by rank."""
    members = year.compared
    return [
        PassedOver(
            year.year,
            better,
            year.ranks[better],
            None if year.level(better, last) == last else year.level(better, last),
            worse,
            year.ranks[worse],
            year.level(worse, last),
        )
        for better in members
        for worse in members
        if year.ranks[better] < year.ranks[worse] and year.level(better, last) > year.level(worse, last)
    ]


def check_switch(shows: bool, wanted: bool) -> None:
    """Raise DomainError when the analysis is public, or internal, already."""
    if shows == wanted:
        raise DomainError(
            N_("Phân tích này đang công khai rồi.") if shows else N_("Phân tích này đang chỉ xem nội bộ rồi.")
        )
