"""Several points for the same thing: their middle, their mean, and how far they lie apart (features S7)."""

from collections.abc import Sequence
from decimal import Decimal

from emulation.vocabulary.numbers import half_up

#: From this part of a criterion's maximum on, points that lie apart are called far apart on the page.
FAR = Decimal("0.10")


def median(points: Sequence[Decimal]) -> Decimal | None:
    """The middle of the points, of two middle ones their mean, half-up to 2 places; None without any."""
    if not points:
        return None
    ordered, middle = sorted(points), len(points) // 2
    if len(points) % 2:
        return ordered[middle]
    return half_up((ordered[middle - 1] + ordered[middle]) / 2)


def mean(points: Sequence[Decimal]) -> Decimal | None:
    """The mean, half-up to 2 places; None without any."""
    return half_up(sum(points, Decimal(0)) / len(points)) if points else None


def spread(points: Sequence[Decimal]) -> Decimal | None:
    """The distance between the highest and the lowest; None for fewer than two."""
    return max(points) - min(points) if len(points) > 1 else None


def is_far(apart: Decimal | None, max_points: Decimal) -> bool:
    """Whether points lie far apart: by a tenth of the criterion's maximum or more."""
    return apart is not None and apart >= max_points * FAR and apart > 0
