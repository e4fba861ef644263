"""Ranks of several years among the same members: “So sánh cùng phạm vi” (features R2, screens 4.10).

Compared are the members that have a published rank in every ranked year shown. Their new ranks follow the published
order, which the totals and the tie rules of each year decided: nothing is computed anew, others are left out.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Shared:
    """A rank among the members compared, and whether others hold it too ("đồng hạng")."""

    rank: int
    is_tied: bool


def common(years: Sequence[Mapping[int, int | None]]) -> frozenset[int]:
    """The members (ids) with a rank in each of the years; none when there is no year."""
    ranked = [frozenset(member for member, rank in year.items() if rank is not None) for year in years]
    return frozenset.intersection(*ranked) if ranked else frozenset()


def reranked(ranks: Mapping[int, int | None], kept: Collection[int]) -> dict[int, Shared]:
    """Member → rank among `kept`, from 1; who shared a rank shares it still: 1, 2, 2, 4.

    Everybody in `kept` has a rank in `ranks`; others are left out.
    """
    known = {member: rank for member, rank in ranks.items() if member in kept and rank is not None}
    order = sorted(known.values())
    return {member: Shared(order.index(rank) + 1, order.count(rank) > 1) for member, rank in known.items()}
