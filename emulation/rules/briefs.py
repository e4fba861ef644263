"""What a summary of a member's year says in numbers: losses, gains, and how far best and median are (features R6).

Rules of the design, not of a legal document: five lines each way, only what is comparable is compared.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from emulation.vocabulary.kinds import RuleType

MOST_LINES = 5


@dataclass(frozen=True)
class Line:
    """A criterion with the points that count; None: no points are known, or it was not assigned."""

    code: str
    max_points: Decimal
    rule_type: RuleType
    points: Decimal | None


@dataclass(frozen=True)
class Change:
    """So many points for a criterion: lost of its maximum, or gained on the year before."""

    code: str
    points: Decimal


@dataclass(frozen=True)
class Against:
    """A member's points beside those of all members (its own included): the highest and the median."""

    own: Decimal
    best: Decimal
    median: Decimal


def losses(lines: Sequence[Line], most: int = MOST_LINES) -> tuple[Change, ...]:
    """The lines that lost most, the largest loss first, equal ones in the order of the scorecard.

    A line loses what is missing to its maximum; a penalty loses what it takes. A bonus that was not earned is no loss.
    """
    found = []
    for line in lines:
        if line.points is None or line.rule_type is RuleType.BONUS:
            continue
        ceiling = Decimal(0) if line.rule_type is RuleType.PENALTY else line.max_points
        found.append(Change(line.code, ceiling - line.points))
    return _largest(found, most)


def gains(now: Sequence[Line], before: Sequence[Line], most: int = MOST_LINES) -> tuple[Change, ...] | None:
    """The lines that gained most on the year before, the largest first; None when no line can be compared.

    Comparable is a line of the same code, rule and maximum with points in both years (handbook 13).
    """
    earlier: Mapping[str, Line] = {line.code: line for line in before if line.points is not None}
    compared = [
        Change(line.code, line.points - then)
        for line in now
        if line.points is not None
        and (other := earlier.get(line.code)) is not None
        and (other.max_points, other.rule_type) == (line.max_points, line.rule_type)
        and (then := other.points) is not None
    ]
    return _largest(compared, most) if compared else None


def against(own: Decimal | None, everybody: Sequence[Decimal | None]) -> Against | None:
    """The member's points against the best and the median; None when its own or another's are not known."""
    known = [points for points in everybody if points is not None]
    if own is None or len(known) < len(everybody):
        return None
    return Against(own, max(known), median(known))


def _largest(found: Sequence[Change], most: int) -> tuple[Change, ...]:
    rising = [one for one in found if one.points > 0]
    return tuple(sorted(rising, key=lambda one: -one.points)[:most])
