"""Rounds: who is chosen when more nominees pass than there are slots, and who votes again (handbook 9, rounds).

Each nominee has its own count. Rounds are numbered from 1 on a day; earlier rounds stay in the minutes.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.words import N_


@dataclass(frozen=True)
class Counted:
    """A nominee that passed: the agreed score (points) and the votes for."""

    key: int
    score: Decimal
    votes_for: int


@dataclass(frozen=True)
class Chosen:
    """Who has a slot, who votes again for the last ones, who stays without, and how many slots stay empty."""

    chosen: tuple[int, ...]
    again: tuple[int, ...] = ()
    without: tuple[int, ...] = ()
    empty: int = 0


def choose(passing: Sequence[Counted], slots: int) -> Chosen:
    """Order by agreed score, then by votes for; whoever is equal at the last slot votes again."""
    ordered = sorted(passing, key=_order)
    if len(ordered) <= slots:
        return Chosen(tuple(one.key for one in ordered), empty=slots - len(ordered))
    if slots == 0:
        return Chosen((), without=tuple(one.key for one in ordered))
    last, next_one = ordered[slots - 1], ordered[slots]
    if _order(last) != _order(next_one):
        keys = [one.key for one in ordered]
        return Chosen(tuple(keys[:slots]), without=tuple(keys[slots:]))
    return Chosen(
        chosen=tuple(one.key for one in ordered if _order(one) < _order(last)),
        again=tuple(one.key for one in ordered if _order(one) == _order(last)),
        without=tuple(one.key for one in ordered if _order(one) > _order(last)),
    )


def _order(one: Counted) -> tuple[Decimal, int]:
    return -one.score, -one.votes_for


def next_round(recorded: Collection[int]) -> int:
    """The number of the round that follows those recorded for a body on a day."""
    return max(recorded, default=0) + 1


def check_round(number: int, held_on: date, recorded: Collection[int]) -> None:
    """A round is recorded once, and no round before the one before it. Raises DomainError beside `round`."""
    day = f"{held_on:%d/%m/%Y}"
    if number in recorded:
        message = N_("Lượt %(round)s ngày %(day)s đã được ghi. Mở lượt đó để xem hoặc sửa.")
        raise DomainError(message, field="round", round=number, day=day)
    if number != next_round(recorded):
        message = N_("Ngày %(day)s chưa có lượt %(earlier)s nên chưa ghi được lượt %(round)s.")
        raise DomainError(message, field="round", round=number, earlier=next_round(recorded), day=day)
