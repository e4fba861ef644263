"""The one thing an indicator's figures say: who stands at its better end, and how many moved (features R2).

Figures are compared with the year before only where both were measured on the same map (handbook 13).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Message:
    """`leaders` hold `value`, the best of `known` figures of `year`.

    `rose`, `fell` and `level` count the members with comparable figures in `year` and the year before.
    """

    year: int
    leaders: tuple[str, ...]
    value: Decimal
    known: int
    rose: int = 0
    fell: int = 0
    level: int = 0

    @property
    def compared(self) -> int:
        """How many members could be compared with the year before."""
        return self.rose + self.fell + self.level


def message_of(
    figures: Mapping[str, Mapping[int, Decimal]],
    cuts: Mapping[str, Collection[int]],
    *,
    lower_is_better: bool,
) -> Message | None:
    """What to say about figures (code → year → value); None without any.

    `cuts` are the years in which a member's series switched to another map.
    """
    years = {year for known in figures.values() for year in known}
    if not years:
        return None
    year = max(years)
    here = {code: known[year] for code, known in figures.items() if year in known}
    best = min(here.values()) if lower_is_better else max(here.values())
    leaders = tuple(code for code, value in here.items() if value == best)
    moves = [
        value - figures[code][year - 1]
        for code, value in here.items()
        if year - 1 in figures[code] and year not in cuts.get(code, ())
    ]
    rose, fell = sum(move > 0 for move in moves), sum(move < 0 for move in moves)
    return Message(year, leaders, best, len(here), rose, fell, len(moves) - rose - fell)
