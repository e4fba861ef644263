"""Where a year ends at the present pace, for amounts that add up over it (features P7).

Rates, ranks, scores and amounts per head do not add up: half a year of 7% growth is no 14%. Nothing is said of them.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from decimal import Decimal

from emulation.vocabulary.kinds import Direction, Period

FULL = 12
#: How many months a result covers.
MONTHS: Mapping[Period, int] = {
    Period.Q1: 3,
    Period.MID_YEAR: 6,
    Period.Q3: 9,
    Period.TEN_MONTHS: 10,
    Period.YEAR: FULL,
}


@dataclass(frozen=True)
class Pace:
    """The forecast and what it was computed from: value × 12 / months."""

    value: Decimal
    so_far: Decimal
    months: int
    full: int = FULL


def grows(unit: str, code: str, direction: Direction, units: Set[str], codes: Set[str]) -> bool:
    """Whether an indicator's amounts add up over a year: its unit or its code is listed, and more is better."""
    return direction is Direction.HIGHER and (
        unit.strip().lower() in {one.lower() for one in units} or code in codes
    )


def at_present_pace(so_far: Decimal | None, period: Period) -> Pace | None:
    """The whole year if it goes on like this: amount × 12 / months, unrounded.

    None for a missing, zero or negative amount, which has no pace, and for a whole year, which is no forecast.
    """
    months = MONTHS[period]
    if so_far is None or so_far <= 0 or months >= FULL:
        return None
    return Pace(so_far * FULL / months, so_far, months)
