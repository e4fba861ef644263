"""How ranks move from one published year to the next, and the one sentence worth saying about it (features R2).

Ranks are whole numbers from 1; a member is named by its code. Ranks of years with different numbers of
members are compared as places, never averaged (handbook 6.5).
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Summary:
    """Who leads and who moved most.

    `kept`: the same members led the year before. `most`: the largest number of places anybody moved, 0 when
    nobody did, None when there is no earlier year to compare with. `risers` and `fallers` moved that far.
    """

    leaders: tuple[str, ...]
    kept: bool = False
    most: int | None = None
    risers: tuple[str, ...] = ()
    fallers: tuple[str, ...] = ()


def places_gained(before: int | None, after: int | None) -> int | None:
    """Places gained (+) or lost (−) between two ranks; None when one of them is not known."""
    return None if before is None or after is None else before - after


def leaders_of(ranks: Mapping[str, int | None]) -> tuple[str, ...]:
    """The members on the best rank, in the order given; empty when no rank is known."""
    known = [rank for rank in ranks.values() if rank is not None]
    return tuple(code for code, rank in ranks.items() if known and rank == min(known))


def summarise(before: Mapping[str, int | None], after: Mapping[str, int | None]) -> Summary | None:
    """What the last year says, compared with the one before (empty: there is none); None without any rank."""
    leaders = leaders_of(after)
    if not leaders:
        return None
    moves = {code: places_gained(before.get(code), rank) for code, rank in after.items()}
    sizes = [abs(gained) for gained in moves.values() if gained is not None]
    if not sizes:
        return Summary(leaders)
    most = max(sizes)
    kept = set(leaders_of(before)) == set(leaders)
    if most == 0:
        return Summary(leaders, kept, 0)
    risers = tuple(code for code, gained in moves.items() if gained == most)
    fallers = tuple(code for code, gained in moves.items() if gained == -most)
    return Summary(leaders, kept, most, risers, fallers)


def has_joined(is_member: bool, was_member: bool) -> bool:
    """Whether a member of the later year was not yet one in the earlier year."""
    return is_member and not was_member
